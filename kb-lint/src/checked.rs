//! What would make pages wrong, kept current while the knowledge base changes.
//!
//! A thing is checked again when it was touched, or when something that it leads to was. So an edit costs as much as
//! its own file and those that link to it, however large the knowledge base is.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use kb_model::catalog::Thing;
use kb_model::reader::Audience;
use kb_model::reading::Place;
use kb_model::{Catalog, Diagnostic, Facet, Id, Kind, Reader, Readers};

use crate::conventions::Conventions;
use crate::facts::Vouched;
use crate::findings::{Finding, Findings, sorted};
use crate::glossary::Glossary;
use crate::names::Names;
use crate::rule::{Scope, Subject};
use crate::{found_by, levels};

/// The name of a thing.
type Key = (Kind, Id);

/// What would make pages wrong.
#[derive(Debug)]
pub struct Checked {
    today: Date,
    /// What was found in the files of each thing, each file for itself.
    by_thing: BTreeMap<Key, Vec<Finding>>,
    /// What was found by reading files.
    read: Vec<Finding>,
    /// What was found by comparing files.
    compared: Vec<Finding>,
    readers: Readers<Key>,
}

impl Checked {
    /// Checks a knowledge base as it stands on a day.
    pub fn of(catalog: &Catalog, today: Date) -> Self {
        let mut checked = Self {
            today,
            by_thing: BTreeMap::new(),
            read: Vec::new(),
            compared: Vec::new(),
            readers: Readers::default(),
        };
        let everything: BTreeSet<Key> =
            catalog.things().map(|thing| (thing.kind, thing.id.clone())).collect();
        checked.check_things(catalog, &everything);
        checked.read = stopping(catalog, catalog.diagnostics().cloned().collect());
        checked.compare(catalog);
        checked
    }

    /// Checks again what these facets may have changed.
    pub fn update(&mut self, catalog: &Catalog, touched: &BTreeSet<Facet>) {
        if touched.contains(&Facet::Settings) {
            *self = Self::of(catalog, self.today);
            return;
        }
        self.check_things(catalog, &self.expired(touched));
        let compares = |facet: &Facet| matches!(facet, Facet::Link(..) | Facet::Roll(..));
        self.read = stopping(catalog, catalog.diagnostics().cloned().collect());
        if touched.iter().any(compares) || !self.compared.is_empty() {
            self.compare(catalog);
        }
    }

    /// Returns what was found.
    pub fn findings(&self) -> impl Iterator<Item = &Finding> {
        self.read.iter().chain(&self.compared).chain(self.by_thing.values().flatten())
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
        let diagnostics = self.found_in(catalog, &things, Scope::Document);
        for key in keys {
            self.by_thing.remove(key);
            self.readers.note(key, seen(catalog, key));
        }
        for finding in stopping(catalog, diagnostics) {
            if let Some(Place::Document(kind, id, _)) = catalog.place(&finding.diagnostic.path) {
                self.by_thing.entry((*kind, id.clone())).or_default().push(finding);
            }
        }
    }

    /// Runs the rules that compare files.
    fn compare(&mut self, catalog: &Catalog) {
        let things: Vec<&Thing> = catalog.things().collect();
        self.compared = stopping(catalog, self.found_in(catalog, &things, Scope::Whole));
    }

    fn found_in(&self, catalog: &Catalog, things: &[&Thing], scope: Scope) -> Vec<Diagnostic> {
        let (names, conventions) = (Names::of(catalog), Conventions::of(catalog));
        let (vouched, glossary) = (Vouched::of(catalog), Glossary::of(catalog));
        let subject = Subject {
            catalog,
            today: self.today,
            things,
            names: &names,
            conventions: &conventions,
            vouched: &vouched,
            glossary: &glossary,
        };
        found_by(subject, |about| about.stops_build && about.scope == scope).collect()
    }
}

/// Returns what would make pages wrong. No exception covers that.
fn stopping(catalog: &Catalog, diagnostics: Vec<Diagnostic>) -> Vec<Finding> {
    Findings::of(sorted(levels::apply(catalog.settings(), diagnostics))).stopping()
}

/// Returns what the links and images of a thing lead to.
fn seen(catalog: &Catalog, (kind, id): &Key) -> Vec<Facet> {
    let reader = Reader::new(catalog, Audience::Authors);
    for document in catalog.thing(*kind, id).into_iter().flat_map(Thing::documents) {
        let links = document.body.links.iter().map(|link| &link.destination);
        for link in links.chain(document.body.images.iter().map(|image| &image.destination)) {
            reader.destination(document, link);
        }
    }
    reader.into_seen()
}
