//! A whole site to a folder: staged beside the old one, unchanged files linked instead of written, swapped in one step.

use std::collections::BTreeSet;
use std::path::Path;
use std::time::SystemTime;

use kb_model::{Digest, FilePath};
use rayon::prelude::*;
use walkdir::WalkDir;

use super::stage::Stage;
use super::target::is_as_written;
use super::{Error, Manifest, Target, journal};
use crate::output::Output;
use crate::route::Route;

/// What publishing did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Published {
    /// Files that were written.
    pub written: usize,
    /// Files that are as they were.
    pub kept: usize,
    /// Files that are gone.
    pub removed: usize,
}

/// Tells whether the folder holds the site that was made from these inputs, whole; then returns what publishing would
/// have done. What was added to the folder meanwhile is not looked for.
pub fn current(target: &Target, inputs: Digest) -> Option<Published> {
    let made_from = target.made_from()?;
    let text = Manifest::text(target.out())?;
    let memo = memo(inputs, &text);
    made_from.lines().find(|line| *line == memo)?;
    let manifest = Manifest::parse(&text);
    let kept = manifest.files().count();
    manifest.is_whole(target.out(), Manifest::written(target.out())).then_some(Published {
        written: 0,
        kept,
        removed: 0,
    })
}

/// Notes what the site in the folder was made from, for [`current`], by each name that it has.
pub fn remember(target: &Target, inputs: &[Digest]) -> Result<(), Error> {
    let text = Manifest::text(target.out()).unwrap_or_default();
    let memos: Vec<String> = inputs.iter().map(|inputs| memo(*inputs, &text)).collect();
    target.note_made_from(&memos.join("\n"))
}

/// Names inputs together with the manifest of what was made from them: the folder may be another one by now.
fn memo(inputs: Digest, manifest: &[u8]) -> String {
    format!("{inputs} {}", Digest::of(manifest))
}

/// Puts a site in a folder. Until the end the folder holds the whole old site, then the whole new one.
///
/// Outputs are made, in parallel, and written as they come, so that no more than a few are in memory at once. If some
/// cannot be made, the folder stays as it was, and what is at fault is returned.
pub fn publish<F: Send>(
    target: &Target,
    routes: &[&Route],
    make: impl Fn(&Route) -> Result<Output, F> + Sync,
) -> Result<Result<(Published, Manifest), Vec<F>>, Error> {
    let stage = Stage::for_site(target)?;
    let (old, written) = (journal::manifest(target), Manifest::written(target.out()));
    let there = files_in(target.out())?;
    refuse_foreign(target.out(), &there, &old)?;
    stage.remove_others(&routes.iter().map(|route| route.file()).collect())?;
    let put = |route: &&Route| match make(route) {
        Ok(output) => put(&stage, target, (&old, written), &output).map(Ok),
        Err(fault) => Ok(Err(fault)),
    };
    let put = routes.par_iter().map(put).collect::<Result<Vec<Result<Put, F>>, Error>>()?;
    let (put, faults): (Vec<_>, Vec<_>) = put.into_iter().partition(Result::is_ok);
    if !faults.is_empty() {
        return Ok(Err(faults.into_iter().filter_map(Result::err).collect()));
    }
    let put: Vec<Put> = put.into_iter().filter_map(Result::ok).collect();
    let kept: Vec<&Put> = put.iter().filter(|put| put.is_kept).collect();
    let new: Manifest = put.iter().map(|put| (put.file.clone(), put.digest, put.length)).collect();
    let removed = there.iter().filter(|file| !new.has(file)).count();
    let published = Published { written: put.len() - kept.len(), kept: kept.len(), removed };
    if published == (Published { kept: put.len(), ..Published::default() }) && old == new {
        stage.leave()?;
        return Ok(Ok((published, new)));
    }
    kept.par_iter().try_for_each(|put| stage.keep(&put.file, put.digest, put.length))?;
    stage.write(Manifest::NAME, new.to_text().as_bytes())?;
    target.note_made_from("")?;
    stage.swap()?;
    journal::end(target)?;
    Ok(Ok((published, new)))
}

/// A file of the new site.
struct Put {
    file: String,
    digest: Digest,
    length: usize,
    /// Whether it is the old site's.
    is_kept: bool,
}

/// Writes an output on the stage, unless the old site has it, as it was when its manifest was written.
fn put(
    stage: &Stage<'_>,
    target: &Target,
    (old, written): (&Manifest, Option<SystemTime>),
    output: &Output,
) -> Result<Put, Error> {
    let (file, length) = (output.route.file(), output.bytes.len());
    let is_kept =
        old.is_same(&file, output.digest) && is_as_written(&target.out().join(&file), length, written);
    if !is_kept {
        stage.write(&file, &output.bytes)?;
    }
    Ok(Put { file, digest: output.digest, length, is_kept })
}

/// Returns the paths of all files in the output folder.
fn files_in(out: &Path) -> Result<BTreeSet<String>, Error> {
    if !out.exists() {
        return Ok(BTreeSet::new());
    }
    if !out.is_dir() {
        return Err(Error::NotAFolder(out.to_owned()));
    }
    let mut files = BTreeSet::new();
    for entry in WalkDir::new(out) {
        let entry = entry.map_err(|error| Error::Disk {
            verb: "list",
            path: error.path().unwrap_or(out).to_owned(),
            source: error.into(),
        })?;
        if !entry.file_type().is_dir() {
            let path = FilePath::below(out, entry.path());
            files.insert(path.map_or_else(|| entry.path().display().to_string(), |path| path.to_string()));
        }
    }
    Ok(files)
}

fn refuse_foreign(out: &Path, there: &BTreeSet<String>, old: &Manifest) -> Result<(), Error> {
    let mut foreign = there.iter().filter(|file| !old.has(file));
    let Some(example) = foreign.next().cloned() else { return Ok(()) };
    if Manifest::text(out).is_some_and(|text| Manifest::whole(&text).is_none()) {
        return Err(Error::Torn(out.to_owned()));
    }
    Err(Error::Foreign { folder: out.to_owned(), count: 1 + foreign.count(), example })
}
