//! Findings, kept current while the knowledge base changes.
//!
//! A thing is checked again when it was touched, or when something that it leads to was. So an edit costs as much as
//! its own file and those that link to it, however large the knowledge base is; only what compares files looks at all.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use kb_model::catalog::{Thing, Translation};
use kb_model::markdown::Markdown;
use kb_model::reader::Audience;
use kb_model::reading::Place;
use kb_model::translation::State;
use kb_model::{Catalog, Diagnostic, Document, Facet, FilePath, Id, Kind, Reader, Readers};

use crate::findings::Finding;
use crate::{Concern, compared, conventions, judged, on};

/// The name of a thing.
type Key = (Kind, Id);

/// What a check has found, and what it takes to know that after a change.
#[derive(Debug, Clone)]
pub struct Checked {
    concern: Concern,
    today: Date,
    /// What was found in the files of each thing, each thing for itself.
    by_thing: BTreeMap<Key, Vec<Diagnostic>>,
    /// What was found by comparing things.
    compared: Vec<Diagnostic>,
    /// All of that, and what was found by reading files, with levels and exceptions.
    findings: Vec<Finding>,
    readers: Readers<Key>,
    /// What the team says of languages and facts: every thing is judged by it.
    team: Vec<Option<Arc<str>>>,
}

impl Checked {
    /// Looks for what would make pages wrong, in a knowledge base as it stands on a day.
    pub fn of(catalog: &Catalog, today: Date) -> Self {
        Self::begun(catalog, today, Concern::Pages)
    }

    /// Asks every rule.
    pub fn with_every_rule(catalog: &Catalog, today: Date) -> Self {
        Self::begun(catalog, today, Concern::Everything)
    }

    fn begun(catalog: &Catalog, today: Date, concern: Concern) -> Self {
        let mut checked = Self {
            concern,
            today,
            by_thing: BTreeMap::new(),
            compared: Vec::new(),
            findings: Vec::new(),
            readers: Readers::default(),
            team: team(catalog),
        };
        let all: BTreeSet<Key> = catalog.things().map(|thing| (thing.kind, thing.id.clone())).collect();
        checked.check_things(catalog, &all);
        checked.compare(catalog);
        checked.settle(catalog);
        checked
    }

    /// Checks again what these facets may have changed.
    pub fn update(&mut self, catalog: &Catalog, touched: &BTreeSet<Facet>) {
        let is_new_team = self.concern == Concern::Everything
            && (touched.contains(&Facet::Glossary) || team(catalog) != self.team);
        if touched.contains(&Facet::Settings) || is_new_team {
            *self = Self::begun(catalog, self.today, self.concern);
            return;
        }
        self.check_things(catalog, &self.expired(touched));
        let compares = |facet: &Facet| {
            matches!(facet, Facet::Link(..) | Facet::Roll(..) | Facet::Glossary | Facet::Facts)
        };
        if self.concern == Concern::Everything || touched.iter().any(compares) || !self.compared.is_empty() {
            self.compare(catalog);
        }
        self.settle(catalog);
    }

    /// Returns what was found, by file, place and rule.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter()
    }

    /// Returns what was touched, whatever leads there, and whatever had faults: what is said of those may name others.
    fn expired(&self, touched: &BTreeSet<Facet>) -> BTreeSet<Key> {
        let mut touched = touched.clone();
        let bodies = |facet: &Facet| match facet {
            Facet::Body(kind, id, locale) => Some((*kind, id.clone(), locale.clone())),
            _ => None,
        };
        let bodies: Vec<_> = touched.iter().filter_map(bodies).collect();
        touched
            .extend(bodies.iter().map(|(kind, id, locale)| Facet::Link(*kind, id.clone(), locale.clone())));
        let mut expired = self.readers.of(&touched);
        expired.extend(bodies.into_iter().map(|(kind, id, _)| (kind, id)));
        expired.extend(self.by_thing.keys().cloned());
        expired
    }

    fn check_things(&mut self, catalog: &Catalog, keys: &BTreeSet<Key>) {
        let things: Vec<&Thing> = keys.iter().filter_map(|(kind, id)| catalog.thing(*kind, id)).collect();
        let found = on(catalog, self.today, &things, |some| judged(some, self.concern));
        for key in keys {
            self.by_thing.remove(key);
            self.readers.note(key, seen(catalog, key));
        }
        for diagnostic in found {
            if let Some(Place::Document(kind, id, _)) = catalog.place(&diagnostic.path) {
                self.by_thing.entry((*kind, id.clone())).or_default().push(diagnostic);
            }
        }
    }

    fn compare(&mut self, catalog: &Catalog) {
        let things: Vec<&Thing> = catalog.things().collect();
        self.compared = on(catalog, self.today, &things, |all| compared(all, self.concern));
    }

    fn settle(&mut self, catalog: &Catalog) {
        let found = catalog.diagnostics().chain(&self.compared).chain(self.by_thing.values().flatten());
        self.findings = self.concern.settled(catalog, self.today, found.cloned().collect());
    }
}

/// Returns what the team says of languages and facts, file by file.
fn team(catalog: &Catalog) -> Vec<Option<Arc<str>>> {
    let locales = catalog.settings().locales.iter().map(|locale| conventions::path(&locale.tag));
    locales.chain([FilePath::new(kb_model::facts::FILE)]).map(|path| catalog.text(&path)).collect()
}

/// Returns what the links and images of a thing lead to, and those of the texts that its translations were made from.
fn seen(catalog: &Catalog, (kind, id): &Key) -> Vec<Facet> {
    let reader = Reader::new(catalog, Audience::Authors);
    let Some(thing) = catalog.thing(*kind, id) else { return Vec::new() };
    for document in thing.documents() {
        look_up(&reader, document, &document.body);
    }
    for base in thing.translations.values().filter_map(|translation| stale_base(catalog, translation)) {
        if let Some(source) = &thing.source {
            look_up(&reader, source, &base.body);
        }
    }
    reader.into_seen()
}

/// Looks at whatever a body leads to, as if it stood in a file.
fn look_up(reader: &Reader<'_>, file: &Document, body: &Markdown) {
    let links = body.links.iter().map(|link| &link.destination);
    for link in links.chain(body.images.iter().map(|image| &image.destination)) {
        reader.destination(file, link);
    }
}

/// Returns the text that a translation was made from, if that is not today's source.
fn stale_base(catalog: &Catalog, translation: &Translation) -> Option<Arc<Document>> {
    let document = &translation.document;
    let from = document.record()?.from.as_deref()?;
    let is_stale = matches!(translation.state, State::Stale(_));
    is_stale.then(|| catalog.base(document.kind, &document.id, from)).flatten()
}
