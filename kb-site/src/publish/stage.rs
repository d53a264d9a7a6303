//! The stage: where new files are put together, beside the old site.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, RenameFlags, renameat_with};

use super::{Error, Target};

/// A folder beside the output folder.
#[derive(Debug)]
pub(super) struct Stage<'t> {
    target: &'t Target,
    folder: PathBuf,
}

impl<'t> Stage<'t> {
    /// Takes the stage of a target, and clears what a build that was killed has left on it.
    pub(super) fn take(target: &'t Target) -> Result<Self, Error> {
        let stage = Self { target, folder: target.stage() };
        stage.clear()?;
        fs::create_dir(&stage.folder).map_err(Error::disk("create", &stage.folder))?;
        Ok(stage)
    }

    /// Writes a file of the new site.
    pub(super) fn write(&self, file: &str, bytes: &[u8]) -> Result<(), Error> {
        let path = self.folder.join(file);
        make_folder(&path)?;
        fs::write(&path, bytes).map_err(Error::disk("write", &path))
    }

    /// Links a file of the old site into the new one. A file system without links gets a copy.
    pub(super) fn keep(&self, file: &str) -> Result<(), Error> {
        let (old, new) = (self.target.out().join(file), self.folder.join(file));
        make_folder(&new)?;
        fs::hard_link(&old, &new)
            .or_else(|_| fs::copy(&old, &new).map(drop))
            .map_err(Error::disk("write", &new))
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

    /// Puts the new site in the place of the old one in one step, and removes the old one.
    pub(super) fn swap(&self) -> Result<(), Error> {
        let out = self.target.out();
        if out.exists() {
            exchange(&self.folder, out).map_err(Error::disk("replace", out))?;
        } else {
            fs::rename(&self.folder, out).map_err(Error::disk("create", out))?;
        }
        self.clear()
    }

    /// Removes what is on the stage: half a new site, or a whole old one.
    fn clear(&self) -> Result<(), Error> {
        match fs::remove_dir_all(&self.folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(Error::disk("remove", &self.folder)(error))
            }
            _ => Ok(()),
        }
    }
}

/// A build that fails leaves nothing behind; one that is killed leaves what the next one clears.
impl Drop for Stage<'_> {
    fn drop(&mut self) {
        let _ = self.clear(); // the failure that led here is the one to report
    }
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

/// Exchanges two folders. Where the system cannot do that in one step, there is a moment without either.
fn exchange(new: &Path, old: &Path) -> io::Result<()> {
    match renameat_with(CWD, new, CWD, old, RenameFlags::EXCHANGE) {
        Err(rustix::io::Errno::INVAL | rustix::io::Errno::NOSYS | rustix::io::Errno::NOTSUP) => {
            let aside = new.with_extension("old");
            fs::rename(old, &aside)?;
            fs::rename(new, old)?;
            fs::rename(&aside, new)
        }
        result => Ok(result?),
    }
}
