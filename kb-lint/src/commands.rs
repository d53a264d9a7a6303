//! What each command does. One room per command; only these rooms touch files and the terminal.

mod accept;
mod baseline;
mod check;
mod explain;
#[expect(clippy::disallowed_methods, reason = "this room is the way to the disk")]
mod files;
mod fix;
mod help;
mod rules;
mod scope;
mod translations;
mod watch;

use std::io::Write as _;

use anyhow::Result;

use crate::cli::{Cli, Command, TranslationsCommand};

/// How a command ended, if it did its work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing asks to be mended.
    Clean,
    /// Something does.
    Findings,
}

/// Runs what the command line asks for.
pub(crate) fn run(cli: Cli) -> Result<Outcome> {
    match cli.command.unwrap_or(Command::Check(cli.check)) {
        Command::Check(options) => check::run(&options),
        Command::Explain { rule } => explain::run(&rule),
        Command::Rules => rules::run(),
        Command::Completions { shell } => help::completions(shell),
        Command::Manual { folder } => help::manual(&folder),
        Command::Translations(options) => match &options.command {
            Some(TranslationsCommand::Accept(options)) => accept::run(options),
            None => translations::run(&options),
        },
    }
}

/// Writes a result; colours only where a terminal wants them.
fn print(text: &str) -> Result<()> {
    let mut stdout = anstream::stdout().lock();
    stdout.write_all(text.as_bytes())?;
    Ok(stdout.flush()?)
}

/// Writes what is no result.
fn note(text: &str) {
    let _ = writeln!(anstream::stderr(), "{text}");
}
