//! The command line. Types only; their comments are the help.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;

/// Says what is wrong with a knowledge base, where, and how to mend it.
///
/// Without a command, `kb-lint` checks the folder `content`. Exit codes: 0 nothing to mend, 1 findings, 2 the command
/// could not do its work.
#[derive(Debug, Parser)]
#[command(name = "kb-lint", version, args_conflicts_with_subcommands = true)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) check: Check,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check a knowledge base with every rule (the default).
    Check(Check),
    /// Show a rule's page: what it finds, why that matters, and an example.
    ///
    /// For example: `kb-lint explain broken-link`
    Explain {
        /// The name that stands in brackets in a report.
        rule: String,
    },
    /// List the rules.
    Rules,
    /// Show the state of every translation, and what each language has to do next.
    Translations(Translations),
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// The folder with `kb.toml`.
    #[arg(default_value = "content")]
    pub(crate) content: PathBuf,
    /// How to write the findings.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    /// The day on which to check, such as 2026-11-30: reviews are overdue after a day [default: today].
    #[arg(long, value_name = "DATE")]
    pub(crate) today: Option<Date>,
    #[command(flatten)]
    pub(crate) fixes: Fixes,
}

#[derive(Debug, Args)]
pub(crate) struct Fixes {
    /// Mend what can be mended without a doubt, and report the rest.
    #[arg(long, group = "fixing")]
    pub(crate) fix: bool,
    /// Mend what was probably meant as well: look at the result.
    #[arg(long, requires = "fixing")]
    pub(crate) r#unsafe: bool,
    /// Show what `--fix` would change, and write nothing.
    #[arg(long, group = "fixing")]
    pub(crate) diff: bool,
}

#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(crate) enum Format {
    /// For people: the faulty lines, with the reason and the way out.
    #[default]
    Human,
    /// For programs: one JSON document.
    Json,
    /// For pull requests: annotations of GitHub Actions.
    Github,
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Translations {
    #[command(subcommand)]
    pub(crate) command: Option<TranslationsCommand>,
    /// The folder with `kb.toml`.
    #[arg(default_value = "content")]
    pub(crate) content: PathBuf,
    /// Show one language alone, such as `id`.
    #[arg(long)]
    pub(crate) locale: Option<String>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TranslationsCommand {
    /// Record that translations are made from today's source.
    ///
    /// Run it when a translation says what its source says. It writes the digest of the source into `from`, in the
    /// `[translation]` table, and keeps a copy of the source below `.from`, so that what changes from now on can be
    /// shown.
    ///
    /// For example: `kb-lint translations accept content/id/articles/payments/refund-not-received.md`
    Accept(Accept),
}

#[derive(Debug, Args)]
pub(crate) struct Accept {
    /// The files, as paths from here or from the content folder.
    #[arg(required_unless_present = "all")]
    pub(crate) paths: Vec<PathBuf>,
    /// Accept every stale translation of the knowledge base.
    #[arg(long, conflicts_with_all = ["paths", "minor"])]
    pub(crate) all: bool,
    /// The paths are sources, and their last edit changes no meaning: nobody has to translate it. What had changed
    /// before stays to be done.
    #[arg(long)]
    pub(crate) minor: bool,
    /// The folder with `kb.toml`.
    #[arg(long, value_name = "DIR", default_value = "content")]
    pub(crate) content: PathBuf,
}
