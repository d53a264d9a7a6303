//! `kb-lint completions` and `kb-lint manual`: the command line's own types, for shells and for `man`.

use std::path::Path;

use anyhow::{Context as _, Result};
use clap::CommandFactory as _;
use clap_complete::{Shell, generate};

use super::{Outcome, files, note, print};
use crate::cli::Cli;

/// Writes completions for a shell.
pub(super) fn completions(shell: Shell) -> Result<Outcome> {
    let mut script = Vec::new();
    generate(shell, &mut Cli::command(), "kb-lint", &mut script);
    print(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Clean)
}

/// Writes a man page for each command into a folder.
pub(super) fn manual(folder: &Path) -> Result<Outcome> {
    files::make_folder(folder)?;
    clap_mangen::generate_to(Cli::command(), folder)
        .with_context(|| format!("cannot write into `{}`", folder.display()))?;
    note(&format!("wrote man pages into `{}`", folder.display()));
    Ok(Outcome::Clean)
}
