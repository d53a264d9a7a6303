//! A whole site to a folder: staged beside the old one, unchanged files linked instead of written, swapped in one step.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use kb_model::FilePath;
use rayon::prelude::*;
use walkdir::WalkDir;

use super::stage::Stage;
use super::{Error, Manifest};
use crate::output::Output;

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

/// Puts a site in a folder. Until the end the folder holds the whole old site, then the whole new one.
pub fn publish(outputs: &[Output], out: &Path) -> Result<Published, Error> {
    let out = &real(out)?;
    let old = Manifest::read(out);
    let there = files_in(out)?;
    refuse_foreign(out, &there, &old)?;
    let stage = Stage::take(out)?;
    let new = Manifest::of(outputs);
    let (kept, changed): (Vec<&Output>, Vec<&Output>) =
        outputs.par_iter().partition(|output| old.is_same(output) && has_length(out, output));
    let removed = there.iter().filter(|file| !new.has(file)).count();
    let published = Published { written: changed.len(), kept: kept.len(), removed };
    if published.written == 0 && removed == 0 && old == new {
        return Ok(published);
    }
    make_folders(&stage, outputs)?;
    kept.par_iter().try_for_each(|output| keep(&stage, out, output))?;
    changed.par_iter().try_for_each(|output| write(&stage.path(&output.route.file()), &output.bytes))?;
    write(&stage.path(Manifest::NAME), new.to_text().as_bytes())?;
    stage.swap()?;
    Ok(published)
}

/// Returns where an output folder really is: one that is a symbolic link stays one, and its target is published to.
fn real(out: &Path) -> Result<PathBuf, Error> {
    out.canonicalize().or_else(|_| std::path::absolute(out)).map_err(Error::disk("find", out))
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
    Err(Error::Foreign { folder: out.to_owned(), count: 1 + foreign.count(), example })
}

fn has_length(out: &Path, output: &Output) -> bool {
    let length = fs::metadata(out.join(output.route.file())).map(|metadata| metadata.len());
    length.is_ok_and(|length| usize::try_from(length) == Ok(output.bytes.len()))
}

fn make_folders(stage: &Stage, outputs: &[Output]) -> Result<(), Error> {
    let folders: BTreeSet<PathBuf> = outputs
        .iter()
        .filter_map(|output| stage.path(&output.route.file()).parent().map(Path::to_path_buf))
        .collect();
    folders.iter().try_for_each(|folder| fs::create_dir_all(folder).map_err(Error::disk("create", folder)))
}

/// Links a file of the old site into the new one. A file system without links gets a copy.
fn keep(stage: &Stage, out: &Path, output: &Output) -> Result<(), Error> {
    let file = output.route.file();
    let path = stage.path(&file);
    fs::hard_link(out.join(&file), &path)
        .or_else(|_| fs::write(&path, &output.bytes))
        .map_err(Error::disk("write", &path))
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    fs::write(path, bytes).map_err(Error::disk("write", path))
}
