//! `kb-lint translations accept`: records what translations were made from.

use anyhow::{Result, anyhow, bail};
use kb_lint::translations::{self, Acceptance};
use kb_model::FilePath;
use kb_model::change::{Blob, Change};

use super::{Outcome, files, note, print};
use crate::cli::Accept;

pub(super) fn run(options: &Accept) -> Result<Outcome> {
    let catalog = files::load(&options.content)?;
    if !catalog.has_settings() {
        bail!("`kb.toml` cannot be used: `kb-lint check {}` says why", options.content.display());
    }
    let paths: Vec<FilePath> = if options.all {
        translations::stale(&catalog)
    } else {
        options.paths.iter().map(|path| files::resolve(&options.content, path)).collect::<Result<_>>()?
    };
    let reason = options.reason.as_deref();
    let accepted = match (paths.as_slice(), options.section.as_slice()) {
        (paths, _) if options.minor => translations::accept_minor(&catalog, paths),
        (paths, []) => translations::accept(&catalog, paths, reason),
        ([path], sections) => translations::accept_sections(&catalog, path, sections, reason),
        _ => bail!("`--section` takes one translation"),
    };
    let accepted =
        accepted.map_err(|refusals| anyhow!("nothing was accepted\n  {}", refusals.join("\n  ")))?;
    write(options, &accepted)?;
    accepted.notes.iter().try_for_each(|note| print(&format!("{note}\n")))?;
    if accepted.changes.is_empty() {
        note("nothing had to be written");
    }
    Ok(Outcome::Clean)
}

/// Writes what is new before it removes what is old: were it stopped between, nothing would be lost.
fn write(options: &Accept, accepted: &Acceptance) -> Result<()> {
    let (removals, writes): (Vec<&Change>, Vec<&Change>) =
        accepted.changes.0.iter().partition(|change| change.content.is_none());
    let is_base = |change: &&Change| change.path.as_str().starts_with(kb_model::reading::BASES);
    let (bases, stamps): (Vec<&Change>, Vec<&Change>) = writes.into_iter().partition(is_base);
    for change in bases.into_iter().chain(stamps) {
        if let Some(Blob::Bytes(bytes)) = &change.content {
            files::write(&options.content, &change.path, &String::from_utf8_lossy(bytes))?;
        }
    }
    removals.into_iter().try_for_each(|change| files::remove(&options.content, &change.path))
}
