//! The reverse index: which pages looked at a facet.

use std::collections::{BTreeSet, HashMap};

use kb_model::Facet;

use crate::route::Route;

/// Which pages looked at a facet.
#[derive(Debug, Default)]
pub(super) struct Readers {
    pages: HashMap<Facet, BTreeSet<Route>>,
    facets: HashMap<Route, BTreeSet<Facet>>,
}

impl Readers {
    /// Notes what a page has looked at, in place of what it looked at before.
    pub(super) fn note(&mut self, route: &Route, seen: &BTreeSet<Facet>) {
        let before = self.facets.insert(route.clone(), seen.clone()).unwrap_or_default();
        for facet in before.difference(seen) {
            if let Some(pages) = self.pages.get_mut(facet) {
                pages.remove(route);
            }
        }
        for facet in seen.difference(&before) {
            self.pages.entry(facet.clone()).or_default().insert(route.clone());
        }
    }

    /// Returns the pages that looked at one of these facets.
    pub(super) fn of(&self, touched: &BTreeSet<Facet>) -> BTreeSet<Route> {
        touched.iter().filter_map(|facet| self.pages.get(facet)).flatten().cloned().collect()
    }
}
