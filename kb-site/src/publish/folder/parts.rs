//! The parts of search indexes in a folder that follows a site: named by what they hold, they come and go, and never change.

use std::collections::BTreeSet;

use super::super::stage::Stage;
use super::super::{Error, Manifest};
use super::{Changed, Turn};
use crate::output::Output;
use crate::site::Site;

/// Puts parts of search indexes on the stage that the folder does not hold, and returns them.
pub(super) fn put(stage: &Stage<'_>, manifest: &Manifest, parts: &[Output]) -> Result<Vec<Changed>, Error> {
    let new = parts.iter().map(|part| (part, part.route.file()));
    let new = new.filter(|(part, file)| !manifest.is_same(file, part.digest));
    let stage_one = |(part, file): (&Output, String)| {
        stage.write(&file, &part.bytes)?;
        Ok(Changed { turn: Turn::Asset, file, output: (part.digest, part.bytes.len()) })
    };
    new.map(stage_one).collect()
}

/// Returns the parts of search indexes that the folder holds, and no query needs any more.
pub(super) fn gone(site: &Site, manifest: &Manifest, parts: &[Output]) -> Vec<String> {
    let needed: BTreeSet<String> = parts.iter().map(|part| part.route.file()).collect();
    let folders = site.part_folders();
    let files = manifest.files().map(|(file, _)| file);
    let parts = files.filter(|file| folders.iter().any(|folder| file.starts_with(folder)));
    parts.filter(|file| !needed.contains(*file)).map(str::to_owned).collect()
}
