//! Watching: from events of the file system to changes.
//!
//! There is no timer. An event's path is taken at its word; where its word is not enough (a folder, a lost event, a
//! watched root that was replaced), the tree is walked.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};

use kb_model::change::Change;
use kb_model::load::{blob, blobs, is_content_name};
use kb_model::{Catalog, ChangeSet, FilePath};
use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::Changes;
use crate::theme::Files;

/// Watches the folders of a knowledge base and of a theme.
#[derive(Debug)]
pub struct Watch {
    content: PathBuf,
    theme: Option<PathBuf>,
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
}

/// What was seen since the last look.
#[derive(Debug, Default)]
pub struct Seen {
    paths: BTreeSet<PathBuf>,
    must_walk: bool,
    is_theme: bool,
}

impl Watch {
    /// Begins to watch. The folders above are watched too, since a root that is replaced takes its watch with it.
    pub fn begin(content: &Path, theme: Option<&Path>) -> notify::Result<Self> {
        let (sender, events) = channel();
        let watcher = notify::recommended_watcher(move |event| {
            let _ = sender.send(event); // nobody listens any more: the preview is ending
        })?;
        let theme = theme.map(Path::to_path_buf);
        let mut watch = Self { content: content.to_path_buf(), theme, watcher, events };
        for root in watch.roots() {
            watch.watcher.watch(&root, RecursiveMode::Recursive)?;
            if let Some(above) = root.parent() {
                watch.watcher.watch(above, RecursiveMode::NonRecursive)?;
            }
        }
        Ok(watch)
    }

    /// Waits until something happened, and returns it with everything that has happened meanwhile.
    pub fn wait(&mut self) -> Option<Seen> {
        loop {
            let mut seen = Seen::default();
            let first = self.events.recv().ok()?;
            self.take(first, &mut seen);
            while let Ok(event) = self.events.try_recv() {
                self.take(event, &mut seen);
            }
            if seen.must_walk || seen.is_theme || !seen.paths.is_empty() {
                return Some(seen);
            }
        }
    }

    /// Reads what was seen.
    pub fn read(&self, seen: &Seen, catalog: &Catalog) -> Changes {
        let theme = seen.is_theme.then(|| Files::load(self.theme.as_deref()));
        let is_unknown = |path: &PathBuf| {
            let known = FilePath::below(&self.content, path).is_some_and(|path| catalog.has_file(&path));
            path.is_dir() || (!known && !path.exists())
        };
        let content = if seen.must_walk || seen.paths.iter().any(is_unknown) {
            self.walk(catalog)
        } else {
            ChangeSet(seen.paths.iter().filter_map(|path| self.change(path)).collect())
        };
        Changes { content, theme }
    }

    fn roots(&self) -> Vec<PathBuf> {
        std::iter::once(self.content.clone()).chain(self.theme.clone()).collect()
    }

    fn take(&mut self, event: notify::Result<Event>, seen: &mut Seen) {
        let Ok(event) = event else {
            seen.must_walk = true;
            return;
        };
        if event.need_rescan() {
            (seen.must_walk, seen.is_theme) = (true, self.theme.is_some());
        }
        if !is_change(event.kind) {
            return;
        }
        for path in event.paths {
            self.place(path, seen);
        }
    }

    fn place(&mut self, path: PathBuf, seen: &mut Seen) {
        let is_theme = self.theme.as_ref().is_some_and(|theme| path.starts_with(theme));
        if path == self.content || self.theme.as_ref() == Some(&path) {
            let _ = self.watcher.unwatch(&path); // it may be gone already, and its watch with it
            let _ = self.watcher.watch(&path, RecursiveMode::Recursive); // it may not be back yet: its return is seen
            seen.must_walk |= path == self.content;
            seen.is_theme |= is_theme;
        } else if is_theme {
            seen.is_theme = true;
        } else if path.starts_with(&self.content) && self.is_content(&path) {
            seen.paths.insert(path);
        }
    }

    fn is_content(&self, path: &Path) -> bool {
        FilePath::below(&self.content, path).is_some_and(|path| path.as_str().split('/').all(is_content_name))
    }

    fn change(&self, path: &Path) -> Option<Change> {
        Some(Change { path: FilePath::below(&self.content, path)?, content: blob(&self.content, path) })
    }

    /// Compares the whole tree with the catalog.
    fn walk(&self, catalog: &Catalog) -> ChangeSet {
        let found = blobs(&self.content).unwrap_or_default();
        let gone = catalog.paths().filter(|path| !found.contains_key(path));
        let gone: Vec<Change> = gone.map(|path| Change { path: path.clone(), content: None }).collect();
        let there = found.into_iter().map(|(path, blob)| Change { path, content: Some(blob) });
        ChangeSet(there.chain(gone).collect())
    }
}

/// Tells whether an event is the end of a change: reading raises events too, and half a save is not worth a look.
fn is_change(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => true,
        EventKind::Access(_) => false,
        EventKind::Modify(ModifyKind::Data(_)) => !TELLS_CLOSE,
        _ => true,
    }
}

/// Whether the system tells when a written file is closed. Where it does not, every write is looked at.
const TELLS_CLOSE: bool = cfg!(any(target_os = "linux", target_os = "android"));
