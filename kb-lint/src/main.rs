//! `kb-lint`: checks a knowledge base from the command line.

mod cli;
mod commands;

use std::io::{ErrorKind, Write as _};
use std::process::ExitCode;

use clap::Parser as _;

use cli::Cli;
use mimalloc::MiMalloc;

/// A knowledge base is read into many small texts, on all processors.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

/// Nothing asks to be mended.
const CLEAN: u8 = 0;
/// Something does.
const FINDINGS: u8 = 1;
/// The command could not do its work.
const FAILURE: u8 = 2;

fn main() -> ExitCode {
    let code = match commands::run(Cli::parse()) {
        Ok(commands::Outcome::Clean) => CLEAN,
        Ok(commands::Outcome::Findings) => FINDINGS,
        Err(error) if is_closed_pipe(&error) => CLEAN, // whoever reads the output has seen enough
        Err(error) => {
            report(&error);
            FAILURE
        }
    };
    ExitCode::from(code)
}

fn report(error: &anyhow::Error) {
    let mut stderr = anstream::stderr().lock();
    let _ = writeln!(stderr, "\u{1b}[1;91merror:\u{1b}[0m {error}");
    for cause in error.chain().skip(1) {
        let _ = writeln!(stderr, "  {cause}");
    }
}

fn is_closed_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
}
