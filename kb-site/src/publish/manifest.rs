//! The manifest: which files of an output folder are ours, and what they hold.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::SystemTime;

use kb_model::Digest;
use kb_model::load::OUTPUT_MARK;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::target::is_as_written;

/// The files of a published site. It lies in the output folder, and marks it as ours.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Manifest {
    /// The digest and the length in bytes of each file, by its path. What is not known for sure has no digest.
    files: BTreeMap<String, (String, usize)>,
}

impl Manifest {
    /// The manifest's own name.
    pub const NAME: &str = OUTPUT_MARK;

    /// Returns the text of the manifest of a folder, if there is one.
    pub(super) fn text(folder: &Path) -> Option<Vec<u8>> {
        std::fs::read(folder.join(Self::NAME)).ok()
    }

    /// Reads the text of a manifest; one that cannot be read lists nothing.
    pub(super) fn parse(text: &[u8]) -> Self {
        Self::whole(text).unwrap_or_default()
    }

    /// Reads the text of a manifest, unless it is torn.
    pub(super) fn whole(text: &[u8]) -> Option<Self> {
        serde_json::from_slice(text).ok()
    }

    /// Reads the manifest of a folder; one that is not there lists nothing.
    pub fn read(folder: &Path) -> Self {
        Self::text(folder).map_or_else(Self::default, |text| Self::parse(&text))
    }

    /// Returns the text to write.
    pub(super) fn to_text(&self) -> String {
        let mut text = serde_json::to_string(self).expect("maps of strings are JSON");
        text = text.replace("],\"", "],\n\"");
        text.push('\n');
        text
    }

    /// Tells whether a file is ours.
    pub fn has(&self, file: &str) -> bool {
        file == Self::NAME || self.files.contains_key(file)
    }

    /// Returns the files with their lengths.
    pub fn files(&self) -> impl Iterator<Item = (&str, usize)> {
        self.files.iter().map(|(file, (_, length))| (file.as_str(), *length))
    }

    /// Tells when the manifest of a folder was written: after all of its files, so whoever wrote to one later is not us.
    pub(super) fn written(folder: &Path) -> Option<SystemTime> {
        std::fs::metadata(folder.join(Self::NAME)).ok()?.modified().ok()
    }

    /// Tells whether all files are in a folder, by their lengths, and as they were at a moment, if that is asked: each costs
    /// one question to the file system.
    pub(super) fn is_whole(&self, folder: &Path, since: Option<SystemTime>) -> bool {
        let files: Vec<(&str, usize)> = self.files().collect();
        files.par_iter().all(|(file, length)| is_as_written(&folder.join(file), *length, since))
    }

    /// Tells whether a file was written with bytes of this digest.
    pub fn is_same(&self, file: &str, digest: Digest) -> bool {
        self.files.get(file).is_some_and(|(known, _)| *known == digest.to_string())
    }

    /// Lists a file as ours, with bytes that nobody knows.
    pub(super) fn doubt(&mut self, file: &str) {
        self.files.insert(file.to_owned(), (String::new(), 0));
    }

    /// Lists a file.
    pub(super) fn put(&mut self, file: String, digest: Digest, length: usize) {
        self.files.insert(file, (digest.to_string(), length));
    }

    /// Takes a file from the list.
    pub(super) fn remove(&mut self, file: &str) {
        self.files.remove(file);
    }
}

impl FromIterator<(String, Digest, usize)> for Manifest {
    fn from_iter<I: IntoIterator<Item = (String, Digest, usize)>>(files: I) -> Self {
        let mut manifest = Self::default();
        for (file, digest, length) in files {
            manifest.put(file, digest, length);
        }
        manifest
    }
}
