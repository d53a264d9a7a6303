//! The commands, one per room, and what they share: loading what a site is made from.

pub mod build;
pub mod routes;
pub mod serve;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use jiff::Zoned;
use jiff::civil::Date;
use kb_lint::report::human::Style;
use kb_model::reader::Audience;
use kb_model::{Catalog, Diagnostic};

use crate::cli::{Cli, Command, Input};
use crate::report::Lines;
use crate::theme::Files;

/// Nothing to complain about.
pub const CLEAN: u8 = 0;
/// The content has problems.
pub const FINDINGS: u8 = 1;
/// The work could not be done.
pub const FAILURE: u8 = 2;

/// Does what the command line says.
pub fn run(cli: Cli) -> Result<ExitCode> {
    match cli.command {
        Command::Serve(options) => serve::run(&options),
        Command::Build(options) => build::run(&options),
        Command::Routes(options) => routes::run(&options),
    }
}

/// The folders that a site is made from, and what was in them.
#[derive(Debug)]
struct Loaded {
    /// The content folder, as the user has named it.
    named: PathBuf,
    /// The content folder itself.
    content: PathBuf,
    theme: Option<PathBuf>,
    catalog: Catalog,
    files: Files,
}

impl Loaded {
    fn load(input: &Input) -> Result<Self> {
        let catalog = Catalog::load(&input.content).with_context(|| {
            format!("nothing to read in `{}`; name the folder that holds `kb.toml`", input.content.display())
        })?;
        let content = input.content.canonicalize().context("the content folder went away")?;
        let theme = theme_folder(input, &content)?;
        let files = Files::load(theme.as_deref());
        Ok(Self { named: input.content.clone(), content, theme, catalog, files })
    }

    /// Writes reports of faults to standard error.
    fn report(&self, faults: &[Diagnostic]) {
        let root = self.named.display().to_string();
        let lines = Lines { catalog: &self.catalog, theme: &self.files, root: &root };
        anstream::eprint!("{}", lines.report(faults, Style::Coloured));
    }
}

/// The folders of a theme; one of them makes a folder beside the content a theme.
const PARTS: [&str; 3] = ["templates", "assets", "i18n"];

fn theme_folder(input: &Input, content: &Path) -> Result<Option<PathBuf>> {
    let Some(theme) = &input.theme else {
        let beside = content.parent().map(|parent| parent.join("theme"));
        let is_theme = |folder: &PathBuf| PARTS.iter().any(|part| folder.join(part).is_dir());
        return Ok(beside.filter(is_theme));
    };
    match theme.canonicalize() {
        Ok(folder) if folder.is_dir() => Ok(Some(folder)),
        _ => bail!("there is no folder `{}` for `--theme`", theme.display()),
    }
}

fn audience(input: &Input) -> Audience {
    if input.drafts { Audience::Authors } else { Audience::Visitors }
}

fn today(input: &Input) -> Date {
    input.today.unwrap_or_else(|| Zoned::now().date())
}
