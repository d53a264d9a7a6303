//! The stage: where new files are put together, beside the old site.
//!
//! A whole site is put together from the last one but one, which stays on the stage for that: only what differs is
//! written, linked or removed, however large the site is.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use kb_model::Digest;
use rustix::fs::{CWD, RenameFlags, renameat_with};

use super::target::{is_as_written, remove_file};
use super::{Error, Manifest, Target, journal};

/// A folder beside the output folder.
#[derive(Debug)]
pub(super) struct Stage<'t> {
    target: &'t Target,
    folder: PathBuf,
    last: Option<Last>,
    /// Whether the folder may stay.
    is_settled: bool,
}

/// What the stage holds of the last site but one.
#[derive(Debug)]
struct Last {
    /// The text of its manifest, and when that was written.
    text: Vec<u8>,
    written: Option<SystemTime>,
    manifest: Manifest,
}

impl<'t> Stage<'t> {
    /// Takes an empty stage for a few files, and clears what an update that was killed has left on it.
    pub(super) fn for_files(target: &'t Target) -> Result<Self, Error> {
        let stage = Self { target, folder: target.update_stage(), last: None, is_settled: false };
        stage.renew()?;
        Ok(stage)
    }

    /// Takes the stage for a whole site. While its files change it has no manifest, so that the half site which a killed
    /// build leaves is never taken for a whole one, but cleared. So is one with a torn manifest, and one that a killed
    /// watch left behind, since its manifest does not know what the journal knows.
    pub(super) fn for_site(target: &'t Target) -> Result<Self, Error> {
        clear(&target.update_stage())?; // an update that was killed has left it
        recover(target)?;
        let mut stage = Self { target, folder: target.stage(), last: None, is_settled: false };
        let text = Manifest::text(&stage.folder).filter(|_| !journal::is_there(target));
        let written = Manifest::written(&stage.folder);
        stage.last = text.and_then(|text| Some(Last { written, manifest: Manifest::whole(&text)?, text }));
        match stage.last {
            Some(_) => remove_file(&stage.folder.join(Manifest::NAME))?,
            None => stage.renew()?,
        }
        Ok(stage)
    }

    /// Writes a new file.
    pub(super) fn write(&self, file: &str, bytes: &[u8]) -> Result<(), Error> {
        let path = self.make_way(file)?;
        fs::write(&path, bytes).map_err(Error::disk("write", &path))
    }

    /// Links a file of the old site into the new one, unless it is there. A file system without links gets a copy.
    pub(super) fn keep(&self, file: &str, digest: Digest, length: usize) -> Result<(), Error> {
        let last = self.last.as_ref().filter(|last| last.manifest.is_same(file, digest));
        if last.is_some_and(|last| is_as_written(&self.folder.join(file), length, last.written)) {
            return Ok(());
        }
        let (old, new) = (self.target.out().join(file), self.make_way(file)?);
        match fs::hard_link(&old, &new) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => fs::copy(&old, &new).map(drop),
            result => result, // a file that is there may be a link itself, and is never written into
        }
        .map_err(Error::disk("write", &new))
    }

    /// Returns the path of a file that is about to be made. The one that stands there may be a link to the old site's,
    /// so it is removed, and not written over.
    fn make_way(&self, file: &str) -> Result<PathBuf, Error> {
        let path = self.folder.join(file);
        if self.last.is_some() {
            remove_file(&path)?;
        }
        make_folder(&path)?;
        Ok(path)
    }

    /// Removes what the new site does not have. That comes first, since a folder may be where a file was.
    pub(super) fn remove_others(&self, new: &BTreeSet<String>) -> Result<(), Error> {
        let last = self.last.iter().flat_map(|last| last.manifest.files());
        let mut gone = last.map(|(file, _)| file).filter(|file| !new.contains(*file));
        gone.try_for_each(|file| remove_with_empty_folders(&self.folder, file))
    }

    /// Puts one file in the place of the old one, in one step.
    pub(super) fn move_out(&self, file: &str) -> Result<(), Error> {
        self.move_from(file, file)
    }

    /// Puts one file of the stage in the place of another in the output folder, in one step.
    pub(super) fn move_from(&self, staged: &str, file: &str) -> Result<(), Error> {
        let path = self.target.out().join(file);
        make_folder(&path)?;
        fs::rename(self.folder.join(staged), &path).map_err(Error::disk("replace", &path))
    }

    /// Leaves the stage as it was found, when there is nothing to do.
    pub(super) fn leave(mut self) -> Result<(), Error> {
        if let Some(last) = &self.last {
            let path = self.folder.join(Manifest::NAME);
            let written = fs::write(&path, &last.text).and_then(|()| match last.written {
                Some(written) => File::options().append(true).open(&path)?.set_modified(written),
                None => Ok(()),
            });
            written.map_err(Error::disk("write", &path))?;
            self.is_settled = true;
        }
        Ok(())
    }

    /// Puts the new site in the place of the old one in one step. The old one stays on the stage for the next, if its
    /// manifest knows all of it.
    pub(super) fn swap(mut self) -> Result<(), Error> {
        let out = self.target.out();
        if !out.exists() {
            return fs::rename(&self.folder, out).map_err(Error::disk("create", out));
        }
        exchange(&self.folder, out).map_err(Error::disk("replace", out))?;
        self.is_settled = !journal::is_there(self.target) && Manifest::text(&self.folder).is_some();
        Ok(())
    }

    /// Makes the folder anew.
    fn renew(&self) -> Result<(), Error> {
        clear(&self.folder)?;
        fs::create_dir(&self.folder).map_err(Error::disk("create", &self.folder))
    }
}

/// A build that fails leaves nothing behind; one that is killed leaves what the next one clears.
impl Drop for Stage<'_> {
    fn drop(&mut self) {
        if !self.is_settled {
            let _ = clear(&self.folder); // the failure that led here is the one to report
        }
    }
}

fn clear(folder: &Path) -> Result<(), Error> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::disk("remove", folder)(error)),
        _ => Ok(()),
    }
}

/// Removes a file below a folder, and the folders that are empty then.
pub(super) fn remove_with_empty_folders(root: &Path, file: &str) -> Result<(), Error> {
    let path = root.join(file);
    remove_file(&path)?;
    for folder in path.ancestors().skip(1).take_while(|folder| *folder != root) {
        if fs::remove_dir(folder).is_err() {
            break; // it is not empty
        }
    }
    Ok(())
}

/// Makes the folder of a file. Mostly the folder above is there already.
fn make_folder(path: &Path) -> Result<(), Error> {
    let Some(folder) = path.parent() else { return Ok(()) };
    match fs::create_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(_) => fs::create_dir_all(folder).map_err(Error::disk("create", folder)),
        Ok(()) => Ok(()),
    }
}

/// Exchanges two folders. Where the system cannot do that in one step, there is a moment without either; what a process
/// that is killed in it leaves, [`recover`] puts back.
fn exchange(new: &Path, old: &Path) -> io::Result<()> {
    match renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE) {
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::NOTSUP) => {
            let aside = aside(new);
            fs::rename(old, &aside)?;
            if let Err(error) = fs::rename(new, old) {
                fs::rename(&aside, old)?;
                return Err(error);
            }
            fs::rename(&aside, new)
        }
        result => Ok(result?),
    }
}

/// Puts the old site back where an exchange in several steps was stopped between them, or clears it where it was not.
fn recover(target: &Target) -> Result<(), Error> {
    let (out, aside) = (target.out(), aside(&target.stage()));
    if aside.exists() && !out.exists() {
        return fs::rename(&aside, out).map_err(Error::disk("restore", out));
    }
    clear(&aside)
}

fn aside(stage: &Path) -> PathBuf {
    stage.with_added_extension("old")
}
