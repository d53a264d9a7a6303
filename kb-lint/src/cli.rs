//! The command line. Types only; their comments are the help.

use std::path::PathBuf;

use clap::{ArgGroup, Args, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
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
    /// Write completions for a shell to standard output.
    ///
    /// For example, for bash: `kb-lint completions bash > ~/.local/share/bash-completion/completions/kb-lint`
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Write a man page for each command into a folder.
    ///
    /// For example: `kb-lint manual ~/.local/share/man/man1`
    Manual {
        /// The folder; it is made if it is not there.
        folder: PathBuf,
    },
    /// Show the state of every translation, and what each language has to do next.
    Translations(Translations),
}

#[derive(Debug, Args)]
pub(crate) struct Check {
    /// The folder with `kb.toml`. `-` is the one that the file of `--stdin-path` lies in.
    #[arg(default_value = "content")]
    pub(crate) content: PathBuf,
    /// The day on which to check, such as 2026-11-30: reviews are overdue after a day [default: today].
    #[arg(long, value_name = "DATE")]
    pub(crate) today: Option<Date>,
    /// Check again whenever a file is saved, and say what is new and what is mended, until Ctrl-C.
    #[arg(long, conflicts_with_all = [
        "fixing", "stdin_path", "changed_since", "changed_list", "write_baseline", "prune_baseline", "statistics", "fail_on",
        "max_warnings",
    ])]
    pub(crate) watch: bool,
    #[command(flatten)]
    pub(crate) fixes: Fixes,
    #[command(flatten)]
    pub(crate) scope: Scope,
    #[command(flatten)]
    pub(crate) baseline: Baseline,
    #[command(flatten)]
    pub(crate) report: Report,
    #[command(flatten)]
    pub(crate) gate: Gate,
}

/// Which findings count. All files are read whatever is chosen, so that links and translations are judged rightly.
#[derive(Debug, Args)]
#[command(next_help_heading = "What to look at")]
pub(crate) struct Scope {
    /// Report on one file alone, whose text comes from standard input: for editors.
    ///
    /// For example: `kb-lint check - --stdin-path content/en/articles/payments/refund.md < draft.md`
    #[arg(long, value_name = "PATH", conflicts_with_all = ["fixing", "write_baseline", "prune_baseline"])]
    pub(crate) stdin_path: Option<PathBuf>,
    /// Report on what has changed since a commit of git, such as `origin/main`; with a source, on its translations;
    /// and on what the change makes wrong elsewhere.
    #[arg(long, value_name = "REV", conflicts_with = "stdin_path")]
    pub(crate) changed_since: Option<String>,
    /// The same, for the files that a file lists, one path to a line: without git.
    #[arg(long, value_name = "FILE", conflicts_with_all = ["stdin_path", "changed_since"])]
    pub(crate) changed_list: Option<PathBuf>,
}

/// Known findings, so that an old knowledge base starts clean.
#[derive(Debug, Args)]
#[command(next_help_heading = "Baseline")]
pub(crate) struct Baseline {
    /// Leave out the findings that a file lists; new ones of the same sort are reported.
    #[arg(id = "baseline", long = "baseline", value_name = "FILE")]
    pub(crate) file: Option<PathBuf>,
    /// Write all of today's findings into that file.
    #[arg(
        id = "write_baseline",
        long = "write-baseline",
        requires = "baseline",
        conflicts_with = "prune_baseline"
    )]
    pub(crate) write: bool,
    /// Take what is found no more out of that file; nothing is added.
    #[arg(id = "prune_baseline", long = "prune-baseline", requires = "baseline")]
    pub(crate) prune: bool,
}

/// How findings are written.
#[derive(Debug, Args)]
#[command(next_help_heading = "Report")]
pub(crate) struct Report {
    /// How to write the findings.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    /// Count the findings of each rule in place of listing them.
    #[arg(long)]
    pub(crate) statistics: bool,
}

/// When a check fails, with exit code 1.
#[derive(Debug, Args)]
#[command(next_help_heading = "When to fail")]
pub(crate) struct Gate {
    /// The least that fails the check.
    #[arg(long, value_enum, default_value_t, value_name = "LEVEL")]
    pub(crate) fail_on: FailOn,
    /// How many warnings pass.
    #[arg(long, value_name = "N", conflicts_with = "fail_on")]
    pub(crate) max_warnings: Option<usize>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    /// Errors alone.
    Error,
    /// Errors and warnings.
    #[default]
    Warning,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Fixes", group = ArgGroup::new("fixing").multiple(true))]
pub(crate) struct Fixes {
    /// Mend what can be mended without a doubt, and report the rest.
    #[arg(long, group = "fixing")]
    pub(crate) fix: bool,
    /// Mend what was probably meant as well: look at the result.
    #[arg(long, requires = "fixing")]
    pub(crate) r#unsafe: bool,
    /// Show what `--fix` would change, and write nothing, with `--fix` or without.
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
    /// For pull requests: annotations of GitHub Actions, and a summary of the step.
    Github,
    /// For merge requests: a report of GitLab's Code Quality.
    Gitlab,
    /// For reviewdog, with suggestions.
    Rdjson,
    /// For code scanning: SARIF 2.1.0, with fixes.
    Sarif,
    /// For screen readers: sentences, without drawings.
    Narrated,
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
    /// Show each changed block of each stale translation: the old source, the new one, and today's translation.
    #[arg(long)]
    pub(crate) diff: bool,
    /// How to write it.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: ListFormat,
}

/// How the state of translations is written.
#[derive(Debug, Clone, Copy, Default, ValueEnum)]
pub(crate) enum ListFormat {
    /// For people.
    #[default]
    Human,
    /// For programs: one JSON document.
    Json,
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
    /// Why a block need not be touched though its source has changed. It is recorded beside the stored texts.
    #[arg(long, value_name = "TEXT", conflicts_with = "minor")]
    pub(crate) reason: Option<String>,
    /// Accept only these sections of one translation, by heading id or field, and leave the rest to be done.
    #[arg(long, value_name = "ID", num_args = 1, conflicts_with_all = ["minor", "all"])]
    pub(crate) section: Vec<String>,
    /// The folder with `kb.toml`.
    #[arg(long, value_name = "DIR", default_value = "content")]
    pub(crate) content: PathBuf,
}
