//! Things: the files of every locale that are the same article, category, channel, checklist or page.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use super::Catalog;
use crate::change::Blob;
use crate::front_matter::Role;
use crate::reading::{Reading, base_path, document_path};
use crate::translation::{Drift, Method, Record, State, drift};
use crate::{Document, Id, Kind, Locale};

/// The same thing in every locale.
#[derive(Debug, Clone, PartialEq)]
pub struct Thing {
    /// What it is.
    pub kind: Kind,
    /// What it is called.
    pub id: Id,
    /// The category of an article.
    pub category: Option<Id>,
    /// The file that the others are translated from. Absent if there is none, or none that can be read.
    pub source: Option<Arc<Document>>,
    /// The other files that could be read.
    pub translations: BTreeMap<Locale, Translation>,
}

/// One translation of a thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Translation {
    /// The file.
    pub document: Arc<Document>,
    /// How it stands to its source.
    pub state: State,
}

impl Thing {
    /// Returns the text that readers of a locale see: their own, or the source's where there is none.
    pub fn shown(&self, locale: &Locale) -> Option<&Arc<Document>> {
        let source = self.source.as_ref()?;
        Some(self.translation(locale).map_or(source, |translation| &translation.document))
    }

    /// Returns the translation that readers of a locale see.
    pub fn translation(&self, locale: &Locale) -> Option<&Translation> {
        self.translations.get(locale).filter(|translation| translation.state.is_shown())
    }

    /// Returns the ids of the sections that readers of no locale see any more on a day: the source says which. Questions and
    /// outcomes of troubleshooters do not end.
    pub fn ended(&self, today: Date) -> BTreeSet<&str> {
        let source = self.source.iter().filter(|_| self.kind != Kind::Troubleshooter);
        source.flat_map(|source| source.ended(today)).map(|heading| &*heading.id).collect()
    }

    /// Returns every file of the thing, the source first.
    pub fn documents(&self) -> impl Iterator<Item = &Arc<Document>> {
        self.source.iter().chain(self.translations.values().map(|translation| &translation.document))
    }
}

impl Catalog {
    /// Joins the files of one thing. There is no thing where no file of it can be read.
    pub(super) fn join(&self, kind: Kind, id: &Id) -> Option<Thing> {
        let mut thing = Thing {
            kind,
            id: id.clone(),
            category: id.parent(),
            source: None,
            translations: BTreeMap::new(),
        };
        let source_locale = self.settings.source_locale.as_ref()?;
        thing.source = self.document(kind, id, source_locale);
        let is_orphan = !self.files.contains_key(&document_path(kind, id, source_locale));
        for locale in self.settings.translations() {
            if let Some(document) = self.document(kind, id, &locale.tag) {
                let state = match (&thing.source, is_orphan) {
                    (_, true) => State::Orphan,
                    (Some(source), false) => self.state(source, &document),
                    (None, false) => State::Current, // the source is there but broken: nothing can be said yet
                };
                thing.translations.insert(locale.tag.clone(), Translation { document, state });
            }
        }
        (thing.source.is_some() || !thing.translations.is_empty()).then_some(thing)
    }

    /// Returns a stored source text, read as the source that it once was.
    pub fn base(&self, kind: Kind, id: &Id, version: &str) -> Option<Arc<Document>> {
        let path = base_path(kind, id, version);
        let Blob::Bytes(bytes) = &self.files.get(&path)?.blob else {
            return None;
        };
        let source_locale = self.settings.source_locale.as_ref()?;
        Reading::document(&path, bytes, kind, id, source_locale, Role::Source).document
    }

    fn document(&self, kind: Kind, id: &Id, locale: &Locale) -> Option<Arc<Document>> {
        self.files.get(&document_path(kind, id, locale))?.reading.as_ref()?.document.clone()
    }

    fn state(&self, source: &Document, translation: &Document) -> State {
        let unrecorded = Record::default();
        let record = translation.record().unwrap_or(&unrecorded);
        if record.method == Some(Method::Draft) {
            return State::Draft;
        }
        match self.drift_since(source, record) {
            Some(drift) => State::Stale(Arc::new(drift)),
            None if record.method == Some(Method::Machine) || record.reviewed_by.is_none() => {
                State::Unreviewed
            }
            None => State::Current,
        }
    }

    /// Returns what has become of a source since a translation was made; nothing if it is the same.
    fn drift_since(&self, source: &Document, record: &Record) -> Option<Drift> {
        let Some(from) = &record.from else {
            return Some(Drift::Unrecorded);
        };
        if *from == source.version() {
            return None;
        }
        let Some(base) = self.base(source.kind, &source.id, from) else {
            return Some(Drift::Lost { from: from.clone() });
        };
        let changes = drift(&base, source);
        (!changes.is_empty()).then_some(Drift::Known(changes))
    }
}
