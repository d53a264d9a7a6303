//! The work on translations: what there is to do, and recording what was done.
//!
//! Everything here is pure: it says which files change and how, and a command writes them.

mod accept;
mod changes;
mod ledger;
mod minor;
mod overview;
mod partly;
mod stamp;

use std::collections::BTreeSet;

use kb_model::change::{Blob, Change};
use kb_model::reading::Place;
use kb_model::{Catalog, ChangeSet, Document, FilePath};

pub use accept::{accept, stale};
pub use changes::{Work, WorkBlock, work};
pub use minor::accept_minor;
pub use overview::{Cell, Overview, Row, Task};
pub use partly::accept_sections;

/// What accepting translations does.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Acceptance {
    /// The files to write and to remove.
    pub changes: ChangeSet,
    /// What was done and what was left alone, a line for each translation.
    pub notes: Vec<String>,
}

impl Acceptance {
    fn write(&mut self, path: FilePath, text: &str) {
        self.changes.0.push(Change { path, content: Some(Blob::bytes(text.as_bytes())) });
    }

    fn note(&mut self, path: &FilePath, text: impl AsRef<str>) {
        self.notes.push(format!("{path}: {}", text.as_ref()));
    }

    /// Stores a source text unless it is stored already: one copy serves all locales.
    fn keep(&mut self, catalog: &Catalog, base: &Document) {
        let path = kb_model::reading::base_path(base.kind, &base.id, &base.version());
        if !catalog.has_file(&path) {
            self.write(path, &base.text);
        }
    }

    /// Removes the stored texts that no translation names once the changes are made, and what was recorded of
    /// translations that are gone.
    fn tidied(mut self, catalog: &Catalog) -> Self {
        let mut after = catalog.clone();
        after.apply(self.changes.clone());
        let named = Named::of(&after);
        for (.., version, path) in after.bases().filter(|(_, _, version, _)| !named.has(version)) {
            self.notes
                .push(format!("{path}: removed, since no translation was made from {version} any more"));
            self.changes.0.push(Change { path: path.clone(), content: None });
        }
        let orphans = ledger::orphans(&after).into_iter();
        self.changes.0.extend(orphans.map(|path| Change { path, content: None }));
        self
    }
}

/// The stored texts that translations name. A translation may have been moved, or be unreadable today: what it names is
/// kept all the same.
struct Named {
    records: BTreeSet<String>,
    unread: Vec<std::sync::Arc<str>>,
}

impl Named {
    fn of(catalog: &Catalog) -> Self {
        let documents = || catalog.things().flat_map(kb_model::catalog::Thing::documents);
        let read: BTreeSet<&FilePath> = documents().map(|document| &document.path).collect();
        let is_document = |path: &&FilePath| matches!(catalog.place(path), Some(Place::Document(..)));
        let unread = catalog.paths().filter(is_document).filter(|path| !read.contains(path));
        Self {
            records: documents().filter_map(|document| document.record()?.from.clone()).collect(),
            unread: unread.filter_map(|path| catalog.text(path)).collect(),
        }
    }

    fn has(&self, version: &str) -> bool {
        self.records.contains(version) || self.unread.iter().any(|text| text.contains(version))
    }
}
