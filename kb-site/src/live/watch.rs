//! Watching the folders of a site: the content, as the linter follows it, and the theme.

use std::path::{Path, PathBuf};

use kb_lint::watch::{self, Error, Seen};
use kb_model::Catalog;

use super::Changes;
use crate::theme::Files;

/// Watches the folders of a knowledge base and of a theme.
#[derive(Debug)]
pub struct Watch {
    folders: watch::Watch,
    theme: Option<PathBuf>,
}

impl Watch {
    /// Begins to watch folders that have been loaded: what has changed meanwhile is the first thing seen.
    pub fn begin(content: &Path, theme: Option<&Path>) -> Result<Self, Error> {
        let folders = watch::Watch::begin(content, theme)?;
        Ok(Self { folders, theme: theme.map(Path::to_path_buf) })
    }

    /// Waits until something happened, and returns it with everything that has happened meanwhile.
    pub fn wait(&mut self) -> Option<Seen> {
        self.folders.wait()
    }

    /// Reads what was seen: files of the content as they are now, and the theme if something of it may have changed.
    pub fn read(&mut self, seen: &Seen, catalog: &Catalog) -> Changes {
        let theme = seen.is_beside().then(|| Files::load(self.theme.as_deref()));
        Changes { content: self.folders.read(seen, catalog), theme }
    }
}
