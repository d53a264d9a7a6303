//! The journal: the files that were written or removed since the manifest was written.
//!
//! A manifest of a large site takes long to write, and an edit changes few files. So an update notes their names here
//! first. Whoever reads the manifest after a crash reads the journal too, and neither takes these files for somebody
//! else's, nor trusts what the manifest says that they hold.

use std::fs::{self, File};
use std::io::Write as _;

use super::target::{Target, remove_file};
use super::{Error, Manifest};

/// The open journal of a target.
#[derive(Debug)]
pub(super) struct Journal(File);

impl Journal {
    /// Begins an empty journal.
    pub(super) fn begin(target: &Target) -> Result<Self, Error> {
        File::create(target.journal()).map(Self).map_err(Error::disk("write", target.journal()))
    }

    /// Notes files that are about to change, in one write.
    pub(super) fn note<'f>(
        &mut self,
        target: &Target,
        files: impl IntoIterator<Item = &'f str>,
    ) -> Result<(), Error> {
        let mut lines = String::new();
        for file in files {
            lines.extend([file, "\n"]);
        }
        self.0.write_all(lines.as_bytes()).map_err(Error::disk("write", target.journal()))
    }
}

/// Reads the manifest of a target, with what the journal says of it.
pub(super) fn manifest(target: &Target) -> Manifest {
    let mut manifest = Manifest::read(target.out());
    for file in fs::read_to_string(target.journal()).unwrap_or_default().lines() {
        manifest.doubt(file);
    }
    manifest
}

/// Tells whether there is a journal: then the manifest does not know all.
pub(super) fn is_there(target: &Target) -> bool {
    target.journal().exists()
}

/// Ends the journal, once there is a manifest that knows it all.
pub(super) fn end(target: &Target) -> Result<(), Error> {
    remove_file(&target.journal())
}
