//! Loading: from a folder on disk to blobs in memory. The only room of the model that touches the disk.

mod stamp;

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::change::Blob;
use crate::reading::BASES;
use crate::{Catalog, Digest, FilePath, settings};

pub use stamp::{stamp, stamp_of_file};

/// The name of the file by which an output folder is known; such a folder inside the content is not content.
pub const OUTPUT_MARK: &str = ".kb-site.json";

/// Why a knowledge base cannot be loaded at all.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such folder.
    #[error("there is no folder `{0}`")]
    NoFolder(PathBuf),
    /// The folder cannot be listed.
    #[error("cannot list `{path}`")]
    List {
        /// The folder.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
}

impl Catalog {
    /// Loads the knowledge base in a folder.
    pub fn load(root: &Path) -> Result<Self, Error> {
        let root = real(root)?;
        let settings = blob(&root, &root.join(settings::FILE));
        Ok(Self::of_each(settings.as_ref(), each_blob(&root, files(&root)?)))
    }
}

/// Reads every file of the content folder, in parallel.
pub fn blobs(root: &Path) -> Result<BTreeMap<FilePath, Blob>, Error> {
    let root = real(root)?;
    blobs_below(&root, &root)
}

/// Reads every file of a folder below a canonical content folder, in parallel. The files are named from `root`.
pub fn blobs_below(root: &Path, folder: &Path) -> Result<BTreeMap<FilePath, Blob>, Error> {
    if is_in_output(root, folder) {
        return Ok(BTreeMap::new());
    }
    Ok(each_blob(root, files(folder)?).collect::<Vec<_>>().into_iter().collect())
}

/// Reads the files of a list, in parallel.
fn each_blob(root: &Path, files: Vec<DirEntry>) -> impl ParallelIterator<Item = (FilePath, Blob)> {
    files.into_par_iter().filter_map(move |entry| {
        let path = entry.path();
        let blob = if entry.file_type().is_file() { read(path)? } else { blob(root, path)? };
        Some((FilePath::below(root, path)?, blob))
    })
}

/// Returns the digest of files that were read, with their names.
pub fn digest(blobs: &BTreeMap<FilePath, Blob>) -> Digest {
    let digest =
        |(name, blob): (&FilePath, &Blob)| Digest::of_parts([name.as_str().as_bytes(), blob.as_ref()]);
    joined(blobs.par_iter().map(digest).collect())
}

fn joined(mut digests: Vec<Digest>) -> Digest {
    digests.par_sort_unstable();
    Digest::of_parts(digests)
}

fn real(root: &Path) -> Result<PathBuf, Error> {
    let real = root.canonicalize().ok().filter(|path| path.is_dir());
    real.ok_or_else(|| Error::NoFolder(root.to_owned()))
}

/// Lists every file of a folder that may be content.
fn files(folder: &Path) -> Result<Vec<DirEntry>, Error> {
    let mut files = Vec::new();
    for entry in WalkDir::new(folder).into_iter().filter_entry(is_content) {
        match entry {
            Ok(entry) if entry.file_type().is_dir() => {}
            Ok(entry) => files.push(entry),
            Err(error) if is_gone(&error) => {} // it went away while we were listing
            Err(error) => {
                return Err(Error::List {
                    path: error.path().unwrap_or(folder).to_owned(),
                    source: error.into(),
                });
            }
        }
    }
    Ok(files)
}

fn is_gone(error: &walkdir::Error) -> bool {
    error.io_error().is_some_and(|error| error.kind() == io::ErrorKind::NotFound)
}

/// Reads one file below a canonical content folder. A file that is gone, or is no file, is nothing.
pub fn blob(root: &Path, path: &Path) -> Option<Blob> {
    let refused = |why: &str| Some(Blob::Refused(why.to_owned()));
    let kind = path.symlink_metadata().ok().filter(|_| !is_in_output(root, path))?.file_type();
    if kind.is_symlink() {
        match path.canonicalize() {
            Ok(target) if !target.starts_with(root) => {
                return refused("it is a symbolic link out of the content folder");
            }
            Ok(target) if target.is_dir() => return refused("it is a symbolic link to a folder"),
            Ok(_) => {}
            Err(_) => return refused("it is a symbolic link to nothing"),
        }
    } else if !kind.is_file() {
        return None;
    }
    read(path)
}

fn read(path: &Path) -> Option<Blob> {
    match std::fs::read(path) {
        Ok(bytes) => Some(Blob::bytes(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => Some(Blob::Refused(error.to_string())),
    }
}

/// Tells whether a file's or folder's name is one that content may have: hidden files and what editors leave behind
/// are not content.
pub fn is_content_name(name: &str) -> bool {
    let is_hidden = name.starts_with('.') && name != BASES;
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_editors = name.ends_with('~') || name.starts_with('#') || matches!(ending, "swp" | "tmp");
    let is_probe = name == "4913"; // vim writes and removes it to see whether it may
    !(is_hidden || is_editors || is_probe)
}

/// Tells whether a path is an output folder below the content folder, or lies in one.
fn is_in_output(root: &Path, path: &Path) -> bool {
    path.ancestors().take_while(|folder| *folder != root).any(|folder| folder.join(OUTPUT_MARK).is_file())
}

fn is_content(entry: &DirEntry) -> bool {
    let is_output = entry.file_type().is_dir() && entry.path().join(OUTPUT_MARK).is_file();
    entry.depth() == 0 || (!is_output && entry.file_name().to_str().is_some_and(is_content_name))
}
