//! Applying changes, and saying which facets they touched.

use std::collections::{BTreeMap, BTreeSet};

use super::{Catalog, File, Thing};
use crate::change::{Change, ChangeSet};
use crate::reading::Place;
use crate::{Facet, FilePath, Id, Kind, Locale, facts, glossary, settings};

impl Catalog {
    /// Applies changes, and returns the facets that are not what they were.
    ///
    /// The catalog is then equal to one loaded afresh. Only changed files are read; after a change of the settings
    /// everything is, and [`Facet::Settings`], which every reader notes, stands for all.
    pub fn apply(&mut self, changes: ChangeSet) -> BTreeSet<Facet> {
        let changes = self.real_changes(changes);
        if changes.contains_key(&FilePath::new(settings::FILE)) {
            return self.apply_settings(changes);
        }
        let keys: BTreeSet<(Kind, Id)> = changes.keys().filter_map(|path| self.thing_of(path)).collect();
        let mut touched = BTreeSet::new();
        let is_glossary = changes.contains_key(&FilePath::new(glossary::FILE));
        let is_facts = changes.contains_key(&FilePath::new(facts::FILE));
        for (path, change) in changes {
            touched.extend(self.replace(path, change));
        }
        if is_glossary {
            self.glossary = self.read_glossary();
            touched.insert(Facet::Glossary);
        }
        if is_facts {
            self.facts = self.read_facts();
            touched.insert(Facet::Facts);
        }
        for (kind, id) in keys {
            let before = self.things.get_mut(&kind).and_then(|things| things.remove(&id));
            let after = self.join(kind, &id);
            self.compare(before.as_deref(), after.as_ref(), &mut touched);
            if let Some(thing) = after {
                self.things.entry(kind).or_default().insert(thing);
            }
        }
        self.things.retain(|_, things| !things.is_empty());
        touched
    }

    /// Returns the last change of each file, without those that change nothing.
    fn real_changes(&self, changes: ChangeSet) -> BTreeMap<FilePath, Change> {
        let mut last: BTreeMap<FilePath, Change> =
            changes.0.into_iter().map(|change| (change.path.clone(), change)).collect();
        last.retain(|path, change| self.files.get(path).map(|file| &file.blob) != change.content.as_ref());
        last
    }

    fn apply_settings(&mut self, changes: BTreeMap<FilePath, Change>) -> BTreeSet<Facet> {
        let mut blobs = self.blobs();
        for (path, change) in changes {
            match change.content {
                Some(blob) => blobs.insert(path, blob),
                None => blobs.remove(&path),
            };
        }
        *self = Self::of(blobs);
        BTreeSet::from([Facet::Settings])
    }

    /// Returns the thing that a change of a file may change: its own, or the one that was translated from it.
    fn thing_of(&self, path: &FilePath) -> Option<(Kind, Id)> {
        match Place::of(path, &self.settings) {
            Place::Document(kind, id, _) | Place::Base(kind, id, _) => Some((kind, id)),
            _ => None,
        }
    }

    /// Puts a file in place, and returns what changes by its coming, its going, or, if it is an asset, its bytes.
    fn replace(&mut self, path: FilePath, change: Change) -> Vec<Facet> {
        let comes_or_goes = self.has_file(&path) != change.content.is_some();
        let facets = match Place::of(&path, &self.settings) {
            Place::Asset => vec![Facet::Asset(path.clone())],
            Place::Synonyms(locale) => vec![Facet::Synonyms(locale)],
            Place::Document(kind, id, _) if comes_or_goes => {
                let locales = self.settings.locales.iter().map(|locale| locale.tag.clone());
                locales.map(|locale| Facet::Link(kind, id.clone(), locale)).collect()
            }
            _ => Vec::new(),
        };
        self.faulty.remove(&path);
        match change.content {
            Some(blob) => {
                let file = File::read(&path, blob, &self.settings, self.has_settings());
                if file.is_faulty() {
                    self.faulty.insert(path.clone());
                }
                self.files.insert(path, file);
            }
            None => {
                self.files.remove(&path);
            }
        }
        facets
    }

    fn compare(&self, before: Option<&Thing>, after: Option<&Thing>, touched: &mut BTreeSet<Facet>) {
        let Some(Thing { kind, id, .. }) = before.or(after) else {
            return;
        };
        for locale in self.settings.locales.iter().map(|locale| &locale.tag) {
            let comparison = Comparison { before, after, locale };
            comparison.facets(*kind, id, touched);
        }
        let own = |thing: Option<&Thing>| thing.map(|thing| (thing.source.is_some(), states(thing)));
        if own(before) != own(after) {
            touched.insert(Facet::Translations(*kind, id.clone()));
        }
    }
}

/// A thing before and after a change, as one locale sees it.
struct Comparison<'a> {
    before: Option<&'a Thing>,
    after: Option<&'a Thing>,
    locale: &'a Locale,
}

impl Comparison<'_> {
    fn facets(&self, kind: Kind, id: &Id, touched: &mut BTreeSet<Facet>) {
        let here = || (kind, id.clone(), self.locale.clone());
        let is_article = kind == Kind::Article;
        if self.differs(|thing, locale| Some((thing.source.as_ref(), thing.translations.get(locale)))) {
            let (kind, id, locale) = here();
            touched.insert(Facet::Words(locale.clone()));
            touched.insert(Facet::Body(kind, id, locale));
        }
        if self.differs(Thing::card) {
            let (kind, id, locale) = here();
            if is_article {
                touched.extend(id.parent().map(|category| Facet::Listing(category, locale.clone())));
                if self.is_urgent() {
                    touched.insert(Facet::Urgent(locale.clone()));
                }
            }
            touched.insert(Facet::Card(kind, id, locale));
        }
        if self.differs(Thing::link) {
            let (kind, id, locale) = here();
            touched.insert(Facet::Roll(kind, locale.clone()));
            touched.insert(Facet::Link(kind, id, locale));
        }
        if self.differs(Thing::standing) {
            touched.insert(Facet::Standings(self.locale.clone()));
        }
        if is_article && (self.differs(Thing::update) || self.differs(Thing::link)) {
            touched.insert(Facet::Updates(self.locale.clone()));
        }
    }

    fn is_urgent(&self) -> bool {
        let is_now = |thing: Option<&Thing>| {
            thing
                .and_then(|thing| thing.card(self.locale))
                .is_some_and(|card| card.urgency == crate::article::Urgency::Now)
        };
        is_now(self.before) || is_now(self.after)
    }

    fn differs<'s, T: PartialEq>(&'s self, part: impl Fn(&'s Thing, &'s Locale) -> Option<T>) -> bool {
        let of = |thing: Option<&'s Thing>| thing.and_then(|thing| part(thing, self.locale));
        of(self.before) != of(self.after)
    }
}

/// Returns what other locales' pages say of each translation.
fn states(thing: &Thing) -> Vec<(Locale, &'static str, String)> {
    let state = |(locale, translation): (&Locale, &super::Translation)| {
        (locale.clone(), translation.state.name(), translation.document.slug().to_owned())
    };
    thing.translations.iter().map(state).collect()
}
