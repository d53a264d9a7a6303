//! Watching: from events of the file system to changes.
//!
//! No change waits for a timer. An event's path is taken at its word; where its word is not enough (a folder, a lost event,
//! a watched root that was replaced, or a folder above the content), the tree is walked.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use kb_model::change::Change;
use kb_model::load::{blob, blobs_below, is_content_name};
use kb_model::{Catalog, ChangeSet, FilePath};
use notify::event::{AccessKind, AccessMode, ModifyKind};
use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher};

/// Why a folder cannot be watched.
pub type Error = notify::Error;

/// Watches the folder of a knowledge base, and a folder beside it.
#[derive(Debug)]
pub struct Watch {
    content: PathBuf,
    /// A folder of which it is only told that something in it may have changed, such as a theme.
    beside: Option<PathBuf>,
    watcher: RecommendedWatcher,
    events: Receiver<notify::Result<Event>>,
    /// Whether the tree has been walked since the watch began.
    has_walked: bool,
}

/// What was seen since the last look.
#[derive(Debug, Default)]
pub struct Seen {
    paths: BTreeSet<PathBuf>,
    must_walk: bool,
    is_beside: bool,
}

impl Seen {
    /// Tells whether something in the folder beside the content may have changed.
    pub fn is_beside(&self) -> bool {
        self.is_beside
    }
}

impl Watch {
    /// Begins to watch folders that have been loaded: what has changed meanwhile is the first thing seen. The folders
    /// above are watched too, since a root that is replaced takes its watch with it.
    pub fn begin(content: &Path, beside: Option<&Path>) -> Result<Self, Error> {
        let (sender, events) = channel();
        let watcher = notify::recommended_watcher(move |event| {
            let _ = sender.send(event); // nobody listens any more: the preview is ending
        })?;
        let beside = beside.map(Path::to_path_buf);
        let mut watch = Self { content: content.to_path_buf(), beside, watcher, events, has_walked: false };
        watch.watcher.watch(content, RecursiveMode::Recursive)?;
        for root in [Some(content), watch.beside.clone().as_deref()].into_iter().flatten() {
            if let Some(above) = root.parent() {
                watch.watcher.watch(above, RecursiveMode::NonRecursive)?;
            }
        }
        watch.look_from_above(content);
        if let Some(beside) = watch.beside.clone().filter(|beside| beside.is_dir()) {
            watch.watcher.watch(&beside, RecursiveMode::Recursive)?; // one that comes later is seen from above
        }
        Ok(watch)
    }

    /// Waits until something happened, and returns it with everything that has happened meanwhile; after some time, if it is
    /// limited, with nothing.
    pub fn wait(&mut self, limit: Option<Duration>) -> Option<Seen> {
        if !std::mem::replace(&mut self.has_walked, true) {
            return Some(Seen { must_walk: true, is_beside: self.beside.is_some(), ..Seen::default() });
        }
        let deadline = limit.map(|limit| Instant::now() + limit);
        loop {
            let mut seen = Seen::default();
            let first = match deadline {
                None => self.events.recv().ok()?,
                Some(deadline) => {
                    match self.events.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
                        Ok(first) => first,
                        Err(RecvTimeoutError::Timeout) => return Some(seen),
                        Err(RecvTimeoutError::Disconnected) => return None,
                    }
                }
            };
            self.take(first, &mut seen);
            while let Ok(event) = self.events.try_recv() {
                self.take(event, &mut seen);
            }
            if seen.must_walk || seen.is_beside || !seen.paths.is_empty() {
                return Some(seen);
            }
        }
    }

    /// Reads what was seen: a file as it is now, a folder with everything in it. Where events were lost, that is all. What
    /// the catalog knows already is left out.
    pub fn read(&mut self, seen: &Seen, catalog: &Catalog) -> ChangeSet {
        let mut content = Vec::new();
        if seen.must_walk {
            content = self.below(&self.content, catalog);
        } else {
            for path in &seen.paths {
                content.extend(self.changes(path, catalog));
            }
        }
        content.retain(|change| is_news(change, catalog));
        ChangeSet(content)
    }

    fn take(&mut self, event: notify::Result<Event>, seen: &mut Seen) {
        let Ok(event) = event else {
            seen.must_walk = true;
            return;
        };
        if event.need_rescan() {
            (seen.must_walk, seen.is_beside) = (true, self.beside.is_some());
        }
        if !is_change(event.kind) {
            return;
        }
        for path in event.paths {
            self.place(path, seen);
        }
    }

    fn place(&mut self, path: PathBuf, seen: &mut Seen) {
        let is_beside = self.beside.as_ref().is_some_and(|beside| path.starts_with(beside));
        if path == self.content || self.beside.as_ref() == Some(&path) {
            let _ = self.watcher.unwatch(&path); // it may be gone already, and its watch with it
            self.watch(&path); // where it is not back yet, its return is seen
            seen.must_walk |= path == self.content;
            seen.is_beside |= is_beside;
        } else if self.content.starts_with(&path) {
            self.come_back(&path);
            (seen.must_walk, seen.is_beside) = (true, self.beside.is_some());
        } else if is_beside {
            if path.is_dir() {
                self.watch(&path); // before it is read: files that come together with their folder are seen, or read
            }
            seen.is_beside = true;
        } else if path.starts_with(&self.content) && self.is_content(&path) {
            seen.paths.insert(path);
        }
    }

    /// Watches the folders above a folder, to see it come back when one of them is replaced. Some may be nobody's to watch.
    fn look_from_above(&mut self, folder: &Path) {
        for above in folder.ancestors().skip(1) {
            let _ = self.watcher.watch(above, RecursiveMode::NonRecursive);
        }
    }

    /// Watches everything anew from a folder above the content on, which is another one by now, or gone: its watch, and
    /// those of all below, went with it.
    fn come_back(&mut self, above: &Path) {
        let roots: Vec<PathBuf> =
            [Some(&self.content), self.beside.as_ref()].into_iter().flatten().cloned().collect();
        for root in roots.iter().filter(|root| root.starts_with(above)) {
            let _ = self.watcher.unwatch(root);
            let between = root.ancestors().skip(1).take_while(|folder| folder.starts_with(above));
            let between: Vec<&Path> = between.collect();
            for folder in between.into_iter().rev() {
                let _ = self.watcher.unwatch(folder);
                let _ = self.watcher.watch(folder, RecursiveMode::NonRecursive); // what is not there yet is seen from above
            }
            self.watch(root);
        }
    }

    fn is_content(&self, path: &Path) -> bool {
        FilePath::below(&self.content, path).is_some_and(|path| path.as_str().split('/').all(is_content_name))
    }

    /// Returns what may have changed at a path. It may be a folder where a file was, or a file where a folder was.
    fn changes(&mut self, path: &Path, catalog: &Catalog) -> Vec<Change> {
        let Some(name) = FilePath::below(&self.content, path) else { return Vec::new() };
        let content = blob(&self.content, path);
        let (is_file, was_file) = (content.is_some(), catalog.has_file(&name));
        let inside = format!("{name}/");
        let was_folder =
            catalog.paths_from(&inside).next().is_some_and(|path| path.as_str().starts_with(&inside));
        let mut changes = Vec::new();
        if !is_file && path.is_dir() {
            self.watch(path); // before it is walked: what comes later is seen
        }
        if is_file || was_file {
            changes.push(Change { path: name, content });
        }
        if was_folder || !is_file {
            changes.extend(self.below(path, catalog));
        }
        changes
    }

    /// Begins to watch a folder, unless it is gone again.
    fn watch(&mut self, folder: &Path) {
        let watched = self.watcher.watch(folder, RecursiveMode::Recursive);
        if let Err(error) = watched
            && folder.is_dir()
        {
            anstream::eprintln!("error: cannot follow `{}`: {error}", folder.display());
        }
    }

    /// Compares a folder with what the catalog has of it.
    fn below(&self, folder: &Path, catalog: &Catalog) -> Vec<Change> {
        let Ok(found) = blobs_below(&self.content, folder) else { return Vec::new() }; // it is as it was known
        let prefix =
            FilePath::below(&self.content, folder).map_or_else(String::new, |name| format!("{name}/"));
        let known = catalog.paths_from(&prefix).take_while(|path| path.as_str().starts_with(&prefix));
        let gone = known.filter(|path| !found.contains_key(*path));
        let gone: Vec<Change> = gone.map(|path| Change { path: path.clone(), content: None }).collect();
        let changed = found.into_iter().filter(|(path, blob)| !catalog.holds(path, blob));
        let changed = changed.map(|(path, blob)| Change { path, content: Some(blob) });
        changed.chain(gone).collect()
    }
}

/// Tells whether a file is not what the catalog knows: one save can raise several events.
fn is_news(change: &Change, catalog: &Catalog) -> bool {
    match &change.content {
        Some(blob) => !catalog.holds(&change.path, blob),
        None => catalog.has_file(&change.path),
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
