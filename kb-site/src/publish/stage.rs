//! The stage: where the new site is put together, beside the old one.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use rustix::fs::{CWD, RenameFlags, renameat_with};

use super::Error;

/// A folder beside the output folder, held by this process alone.
#[derive(Debug)]
pub(super) struct Stage {
    out: PathBuf,
    folder: PathBuf,
    /// Held for as long as the stage is: the lock goes with the process, however it ends.
    _lock: File,
}

impl Stage {
    /// Takes the stage of an output folder, given by its absolute path, and clears what a build that was killed has left on it.
    pub(super) fn take(out: &Path) -> Result<Self, Error> {
        let out = out.to_path_buf();
        let parent = out.parent().map_or_else(|| PathBuf::from("."), Path::to_path_buf);
        fs::create_dir_all(&parent).map_err(Error::disk("create", &parent))?;
        let name = out.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let lock_path = parent.join(format!(".{name}.kb-lock"));
        let lock = File::create(&lock_path).map_err(Error::disk("write", &lock_path))?;
        lock.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => Error::Busy(out.clone()),
            TryLockError::Error(source) => Error::Disk { verb: "lock", path: lock_path, source },
        })?;
        let folder = parent.join(format!(".{name}.kb-stage"));
        let stage = Self { out, folder, _lock: lock };
        stage.clear()?;
        fs::create_dir(&stage.folder).map_err(Error::disk("create", &stage.folder))?;
        Ok(stage)
    }

    /// Returns where a file of the new site is put.
    pub(super) fn path(&self, file: &str) -> PathBuf {
        self.folder.join(file)
    }

    /// Puts the new site in the place of the old one in one step, and removes the old one.
    pub(super) fn swap(&self) -> Result<(), Error> {
        if self.out.exists() {
            exchange(&self.folder, &self.out).map_err(Error::disk("replace", &self.out))?;
        } else {
            fs::rename(&self.folder, &self.out).map_err(Error::disk("create", &self.out))?;
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
impl Drop for Stage {
    fn drop(&mut self) {
        let _ = self.clear(); // the failure that led here is the one to report
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
