//! Publishing: to a folder that any static host serves, whole or page by page, or to memory for a preview.

mod disk;
mod folder;
mod journal;
mod manifest;
mod memory;
mod stage;
mod target;

pub use disk::{Published, current, publish, remember};
pub use folder::Folder;
pub use manifest::Manifest;
pub use memory::{Memory, Served};
pub use target::Target;

use std::io;
use std::path::PathBuf;

use kb_lint::report::human::counted;

/// Why a site was not published. What was there before is still there.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The output folder holds files that are not ours.
    #[error(
        "`{folder}` holds {} that kb-site did not write, such as `{example}`; move what is not to be lost away, or choose another folder with `--out`",
        counted(*count, "file")
    )]
    Foreign {
        /// The output folder.
        folder: PathBuf,
        /// How many there are.
        count: usize,
        /// One of them.
        example: String,
    },
    /// The output folder's own list of its files cannot be read.
    #[error(
        "nobody knows which files of `{0}` are a site's, since its list of them (`.kb-site.json`) is torn; delete the folder, if nothing else is in it"
    )]
    Torn(PathBuf),
    /// There is a file where the output folder should be.
    #[error("`{0}` is a file; choose another folder with `--out`")]
    NotAFolder(PathBuf),
    /// Another build is at work on the same folder.
    #[error("another build is writing to `{0}`; wait until it is done")]
    Busy(PathBuf),
    /// Something could not be written or read.
    #[error("cannot {verb} `{path}`")]
    Disk {
        /// What could not be done.
        verb: &'static str,
        /// With which file or folder.
        path: PathBuf,
        /// Why not.
        source: io::Error,
    },
}

impl Error {
    /// Returns a function that turns an error of the disk into one that names the path.
    fn disk(verb: &'static str, path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::Disk { verb, path, source }
    }
}
