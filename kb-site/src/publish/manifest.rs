//! The manifest: which files of an output folder are ours, and what they hold.

use std::collections::BTreeMap;
use std::path::Path;

use kb_model::load::OUTPUT_MARK;
use serde::{Deserialize, Serialize};

use crate::output::Output;

/// The files of a published site. It lies in the output folder, and marks it as ours.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Manifest {
    /// The digest of each file, by its path.
    files: BTreeMap<String, String>,
}

impl Manifest {
    /// The manifest's own name.
    pub const NAME: &str = OUTPUT_MARK;

    /// Returns the manifest of a site.
    pub fn of(outputs: &[Output]) -> Self {
        Self {
            files: outputs.iter().map(|output| (output.route.file(), output.digest.to_string())).collect(),
        }
    }

    /// Reads the manifest of a folder; one that is not there, or cannot be read, lists nothing.
    pub fn read(folder: &Path) -> Self {
        let text = std::fs::read(folder.join(Self::NAME)).unwrap_or_default();
        serde_json::from_slice(&text).unwrap_or_default()
    }

    /// Returns the text to write.
    pub(super) fn to_text(&self) -> String {
        let mut text = serde_json::to_string_pretty(self).expect("maps of strings are JSON");
        text.push('\n');
        text
    }

    /// Tells whether a file is ours.
    pub fn has(&self, file: &str) -> bool {
        file == Self::NAME || self.files.contains_key(file)
    }

    /// Tells whether a file was written with the bytes of this output.
    pub fn is_same(&self, output: &Output) -> bool {
        self.files.get(&output.route.file()).is_some_and(|digest| *digest == output.digest.to_string())
    }
}
