//! Stamps: what the file system says of files, by which those that nobody has touched are known without reading them.
//!
//! That is how git tells which files to look into: <https://git-scm.com/docs/racy-git>.

use std::fs::Metadata;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rayon::prelude::*;
use walkdir::DirEntry;

use super::{Error, files, joined, real};
use crate::{Digest, FilePath};

/// For how long a file must have been left alone. Times of files come in steps, of two seconds on FAT and less elsewhere;
/// two changes within one step leave the same time.
const SETTLED: Duration = Duration::from_secs(2);

/// Returns the stamp of every file of the content folder together. There is none if a file has changed just before `now`,
/// is a symbolic link, or lies on a system that does not tell when it has changed.
pub fn stamp(root: &Path, now: SystemTime) -> Result<Option<Digest>, Error> {
    let root = real(root)?;
    let of = |entry: DirEntry| {
        let name = FilePath::below(&root, entry.path())?;
        let stamp = of_metadata(&entry.metadata().ok()?, now)?;
        Some(Digest::of_parts([name.as_str().as_bytes(), stamp.as_ref()]))
    };
    let stamps: Option<Vec<Digest>> = files(&root)?.into_par_iter().map(of).collect();
    Ok(stamps.map(joined))
}

/// Returns the stamp of one file, as [`stamp`] does.
pub fn stamp_of_file(path: &Path, now: SystemTime) -> Option<Digest> {
    of_metadata(&path.symlink_metadata().ok()?, now)
}

/// The time of a file's bytes can be set at will, but the time at which its entry changed cannot.
#[cfg(unix)]
fn of_metadata(metadata: &Metadata, now: SystemTime) -> Option<Digest> {
    use std::os::unix::fs::MetadataExt as _;

    let seconds = Duration::from_secs(u64::try_from(metadata.ctime()).ok()?);
    let changed = UNIX_EPOCH + seconds + Duration::from_nanos(u64::try_from(metadata.ctime_nsec()).ok()?);
    let is_settled = now.duration_since(changed).is_ok_and(|age| age >= SETTLED);
    let (size, inode) = (metadata.size().to_le_bytes(), metadata.ino().to_le_bytes());
    let times = [metadata.mtime(), metadata.mtime_nsec(), metadata.ctime(), metadata.ctime_nsec()];
    let parts = [size, inode].into_iter().chain(times.map(i64::to_le_bytes));
    (metadata.is_file() && is_settled).then(|| Digest::of_parts(parts))
}

#[cfg(not(unix))]
fn of_metadata(_: &Metadata, _: SystemTime) -> Option<Digest> {
    None
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;

    use super::*;

    /// Returns the stamps of a folder with one file, before and after something is done to it, a minute later.
    fn around(change: impl FnOnce(&Path)) -> [Option<Digest>; 2] {
        let folder = tempfile::tempdir().expect("it can be made");
        let file = folder.path().join("a.md");
        fs::write(&file, "one").expect("it can be written");
        let later = SystemTime::now() + Duration::from_mins(1);
        let stamp = || stamp(folder.path(), later).expect("it can be listed");
        let before = stamp();
        change(&file);
        [before, stamp()]
    }

    #[test]
    fn what_is_touched_gets_another_stamp() {
        let same = around(|_| ());
        assert!(same[0].is_some() && same[0] == same[1]);
        let differs = |change: fn(&Path)| assert!(matches!(around(change), [Some(a), Some(b)] if a != b));
        differs(|file| fs::write(file, "longer").expect("it can be written"));
        differs(|file| fs::rename(file, file.with_file_name("b.md")).expect("it can be renamed"));
        differs(|file| fs::remove_file(file).expect("it is there"));
        differs(|file| fs::write(file.with_file_name("b.md"), "").expect("it can be written"));
        differs(|file| {
            let new = file.with_file_name(".new");
            let times = fs::metadata(file).and_then(|old| old.modified()).expect("it has a time");
            fs::write(&new, "two").expect("it can be written");
            fs::File::open(&new).and_then(|new| new.set_modified(times)).expect("times can be set");
            fs::rename(&new, file).expect("it can be renamed");
        });
    }

    #[test]
    fn what_may_change_unseen_has_no_stamp() {
        assert!(
            around(|file| std::os::unix::fs::symlink(file, file.with_file_name("b.md")).expect("a link"))[1]
                .is_none()
        );
        let folder = tempfile::tempdir().expect("it can be made");
        fs::write(folder.path().join("a.md"), "one").expect("it can be written");
        assert_eq!(stamp(folder.path(), SystemTime::now()).expect("it can be listed"), None);
    }
}
