//! The command `kb-site`.

use std::process::ExitCode;

use clap::Parser as _;
use kb_site::cli::Cli;
use kb_site::commands::{FAILURE, run};

fn main() -> ExitCode {
    run(Cli::parse()).unwrap_or_else(|error| {
        anstream::eprintln!("error: {error:#}");
        ExitCode::from(FAILURE)
    })
}
