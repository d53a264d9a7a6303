//! The files of a theme, by name: `templates/base.html`, `i18n/en.toml`, `assets/style.css`.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Arc;

use kb_model::FilePath;
use walkdir::WalkDir;

/// The files of a theme, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Files {
    files: BTreeMap<String, Arc<[u8]>>,
    /// Files that could not be read, each with the reason: an embedded one in their place would be a surprise.
    refused: BTreeMap<String, String>,
}

const EMBEDDED: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/theme.rs"));

impl Files {
    /// Returns the embedded files.
    pub fn embedded() -> Self {
        let files = EMBEDDED.iter().map(|(name, bytes)| ((*name).to_owned(), Arc::from(*bytes))).collect();
        Self { files, refused: BTreeMap::new() }
    }

    /// Returns the embedded files, with those of a folder in their place, links followed. A file that vanishes meanwhile is
    /// not there.
    pub fn load(folder: Option<&Path>) -> Self {
        let mut files = Self::embedded();
        let Some(folder) = folder else { return files };
        for entry in WalkDir::new(folder).follow_links(true) {
            let (path, fault) = match entry {
                Ok(entry) if !entry.file_type().is_file() => continue,
                Ok(entry) => (entry.into_path(), None),
                Err(error) => (error.path().unwrap_or(folder).to_owned(), Some(io::Error::from(error))),
            };
            let is_kept = |name: &FilePath| kb_model::load::is_content_name(name.file_name());
            if let Some(name) = FilePath::below(folder, &path).filter(is_kept) {
                files.take(name.as_str(), &path, fault.map_or_else(|| std::fs::read(&path), Err));
            }
        }
        files
    }

    fn take(&mut self, name: &str, path: &Path, read: io::Result<Vec<u8>>) {
        match read {
            Ok(bytes) => self.put(name, bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound && !path.is_symlink() => {}
            Err(error) => drop(self.refused.insert(name.to_owned(), error.to_string())),
        }
    }

    /// Returns the files that could not be read, each with the reason.
    pub fn refused(&self) -> impl Iterator<Item = (&str, &str)> {
        self.refused.iter().map(|(name, why)| (name.as_str(), why.as_str()))
    }

    /// Puts a file in the place of another of its name.
    pub fn put(&mut self, name: &str, bytes: impl Into<Arc<[u8]>>) {
        self.files.insert(name.to_owned(), bytes.into());
    }

    /// Returns the files below a folder, by their names in it.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (&'a str, &'a Arc<[u8]>)> {
        self.files.iter().filter_map(move |(name, bytes)| Some((name.strip_prefix(folder)?, bytes)))
    }

    /// Returns the text of a file for reports.
    pub fn text(&self, name: &str) -> Option<Arc<str>> {
        self.files.get(name).map(|bytes| String::from_utf8_lossy(bytes).into())
    }
}
