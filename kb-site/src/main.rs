//! The command `kb-site`.

use std::process::ExitCode;

use clap::Parser as _;
use kb_site::cli::Cli;
use kb_site::commands::{FAILURE, run};
use mimalloc::MiMalloc;

/// Pages are made of many small texts, on all processors: see `benches/README.md` for what it saves.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    run(Cli::parse()).unwrap_or_else(|error| {
        anstream::eprintln!("error: {error:#}");
        ExitCode::from(FAILURE)
    })
}
