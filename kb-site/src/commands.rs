//! The commands, one per room, and what they share: finding and loading what a site is made from.

pub mod build;
pub mod explain;
mod follow;
pub mod init;
pub mod new;
pub mod routes;
pub mod search;
pub mod serve;
mod weigh;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::SystemTime;

use anyhow::{Context as _, Result, bail};
use jiff::Zoned;
use jiff::civil::Date;
use kb_lint::report::human::Style;
use kb_model::change::Blob;
use kb_model::load::{blobs, digest, stamp, stamp_of_file};
use kb_model::reader::Audience;
use kb_model::{Catalog, Diagnostic, Digest, FilePath};

use crate::cli::{Cli, Command, Input};
use crate::edition::{Edition, SiteAddress};
use crate::live::watch::Watch;
use crate::pseudo::Pseudo;
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
        Command::Search(options) => search::run(&options),
        Command::Init(options) => init::run(&options),
        Command::New(options) => new::run(&options),
        Command::Explain(options) => explain::run(&options),
    }
}

/// The folders that a site is made from.
#[derive(Debug)]
struct Folders {
    /// The content folder, as the user has named it.
    named: PathBuf,
    /// The content folder itself.
    content: PathBuf,
    /// The theme folder. The one beside the content need not be there.
    theme: Option<PathBuf>,
}

impl Folders {
    fn find(input: &Input) -> Result<Self> {
        let named = input.content.clone();
        let content = named.canonicalize().ok().filter(|folder| folder.is_dir());
        let content = content.with_context(|| {
            format!(
                "nothing to read in `{0}`: there is no folder `{0}`; name the folder that holds `kb.toml`, or make a new knowledge base with `kb-site init DIR`",
                named.display()
            )
        })?;
        let theme = theme_folder(input, &content)?;
        Ok(Self { named, content, theme })
    }

    /// Begins to watch the folders, once they have been read, and the day, unless one is given.
    fn watch(&self, given_day: Option<Date>) -> Result<Watch> {
        Watch::begin(&self.content, self.theme.as_deref(), given_day)
            .context("cannot watch the content folder")
    }

    /// Returns the stamp of what is in the folders, and of this program; nothing if some of it may change unseen.
    fn stamp(&self) -> Result<Option<Digest>> {
        let now = SystemTime::now();
        let program = stamp_of_file(&own_file()?, now);
        let content = stamp(&self.content, now)?;
        let parts = program.zip(content).map(|(program, content)| Digest::of_parts([program, content]));
        Ok(parts.map(|stamp| with_theme(stamp, &Files::load(self.theme.as_deref()))))
    }

    /// Reads what is in the folders.
    fn read(self) -> Result<Sources> {
        let blobs = blobs(&self.content)?;
        let files = Files::load(self.theme.as_deref());
        Ok(Sources { folders: self, blobs, files })
    }
}

/// The folders that a site is made from, and the files in them.
#[derive(Debug)]
struct Sources {
    folders: Folders,
    blobs: BTreeMap<FilePath, Blob>,
    files: Files,
}

impl Sources {
    /// Joins the files to a knowledge base.
    fn join(self) -> Loaded {
        Loaded { folders: self.folders, catalog: Catalog::of(self.blobs), files: self.files }
    }

    /// Returns the digest of the files, and of this program.
    fn digest(&self) -> Result<Digest> {
        let program = std::fs::read(own_file()?).context("cannot read this program's own file")?;
        let parts = Digest::of_parts([Digest::of(program), digest(&self.blobs)]);
        Ok(with_theme(parts, &self.files))
    }
}

fn own_file() -> Result<PathBuf> {
    std::env::current_exe().context("cannot find this program's own file")
}

fn with_theme(content: Digest, theme: &Files) -> Digest {
    let theme = theme.below("").map(|(name, bytes)| Digest::of_parts([name.as_bytes(), bytes]));
    Digest::of_parts(std::iter::once(content).chain(theme))
}

/// The folders that a site is made from, and what was in them.
#[derive(Debug)]
struct Loaded {
    folders: Folders,
    catalog: Catalog,
    files: Files,
}

impl Loaded {
    /// Writes reports of faults to standard error.
    fn report(&self, faults: &[Diagnostic]) {
        let root = self.folders.named.display().to_string();
        let lines = Lines { catalog: &self.catalog, theme: &self.files, root: &root };
        anstream::eprint!("{}", lines.report(faults, Style::Coloured));
    }
}

fn theme_folder(input: &Input, content: &Path) -> Result<Option<PathBuf>> {
    let Some(theme) = &input.theme else {
        return Ok(content.parent().map(|parent| parent.join("theme")));
    };
    match theme.canonicalize() {
        Ok(folder) if folder.is_dir() => Ok(Some(folder)),
        _ => bail!("there is no folder `{}` for `--theme`", theme.display()),
    }
}

/// Returns what the options want at an address.
fn edition(input: &Input, address: SiteAddress) -> Edition {
    Edition {
        audience: if input.drafts { Audience::Authors } else { Audience::Visitors },
        address,
        today: today(input),
        pseudo: if input.pseudo_locales { Pseudo::ALL } else { &[] },
    }
}

fn today(input: &Input) -> Date {
    input.today.unwrap_or_else(|| Zoned::now().date())
}
