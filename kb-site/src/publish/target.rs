//! The target: an output folder, held by this process alone, and what it keeps beside it.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::Error;

/// An output folder that this process holds.
#[derive(Debug)]
pub struct Target {
    out: PathBuf,
    lock_path: PathBuf,
    /// Held for as long as the target is: the lock goes with the process, however it ends.
    _lock: File,
}

impl Target {
    /// Takes an output folder, unless another build is at work on it.
    pub fn take(out: &Path) -> Result<Self, Error> {
        let out = real(out)?;
        let lock_path = beside(&out, "kb-lock");
        if let Some(parent) = out.parent() {
            fs::create_dir_all(parent).map_err(Error::disk("create", parent))?;
        }
        let lock = File::options().create(true).append(true).open(&lock_path);
        let lock = lock.map_err(Error::disk("write", &lock_path))?;
        lock.try_lock().map_err(|error| match error {
            TryLockError::WouldBlock => Error::Busy(out.clone()),
            TryLockError::Error(source) => Error::Disk { verb: "lock", path: lock_path.clone(), source },
        })?;
        Ok(Self { out, lock_path, _lock: lock })
    }

    /// Returns the folder itself.
    pub fn out(&self) -> &Path {
        &self.out
    }

    /// Returns where a new site is put together.
    pub(super) fn stage(&self) -> PathBuf {
        beside(&self.out, "kb-stage")
    }

    /// Returns where new files are put before they take their places in a site that stays.
    pub(super) fn update_stage(&self) -> PathBuf {
        beside(&self.out, "kb-update")
    }

    /// Returns where the names of files are kept that are not in the manifest yet.
    pub(super) fn journal(&self) -> PathBuf {
        beside(&self.out, "kb-journal")
    }

    /// Tells what the site in the folder was made from, if it is known.
    pub(super) fn made_from(&self) -> Option<String> {
        fs::read_to_string(&self.lock_path).ok().filter(|memo| !memo.is_empty())
    }

    /// Notes what the site in the folder was made from; nothing while it is being changed.
    pub(super) fn note_made_from(&self, memo: &str) -> Result<(), Error> {
        fs::write(&self.lock_path, memo).map_err(Error::disk("write", &self.lock_path))
    }
}

/// Returns where an output folder really is: one that is a symbolic link stays one, and its target is published to.
fn real(out: &Path) -> Result<PathBuf, Error> {
    out.canonicalize().or_else(|_| std::path::absolute(out)).map_err(Error::disk("find", out))
}

/// Returns a path beside the folder, on the same file system, hidden.
fn beside(out: &Path, ending: &str) -> PathBuf {
    let name = out.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    out.with_file_name(format!(".{name}.{ending}"))
}

/// Removes a file, if it is there.
pub(super) fn remove_file(path: &Path) -> Result<(), Error> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Error::disk("remove", path)(error)),
        _ => Ok(()),
    }
}

/// Tells whether a file has this length in bytes, and nobody has written to it since a moment, if that is asked.
pub(super) fn is_as_written(path: &Path, length: usize, since: Option<SystemTime>) -> bool {
    fs::metadata(path).is_ok_and(|metadata| {
        let is_older = |since| metadata.modified().is_ok_and(|modified| modified <= since);
        usize::try_from(metadata.len()) == Ok(length) && since.is_none_or(is_older)
    })
}
