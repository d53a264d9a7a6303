//! The parts of search indexes: files of the site whose addresses depend on what they hold, so that no plan has them.

use std::sync::MutexGuard;

use kb_model::{Catalog, Locale};

use super::Site;
use crate::output::Output;
use crate::plan::Plan;
use crate::route::{self, Route};
use crate::search::Index;
use crate::search::followed::{Ground, Search};

impl Site {
    /// Makes the search index of a locale; nothing if the settings do not name it.
    pub fn index(&self, catalog: &Catalog, locale: &Locale) -> Option<Index> {
        let locale = &self.settings.locale(locale)?.tag;
        Some(Search::index(&Ground { site: self, catalog, locale }))
    }

    /// Returns the parts of all search indexes, each once: two that hold the same have one name.
    pub fn parts(&self, catalog: &Catalog) -> Vec<Output> {
        let locales = self.settings.locales.iter().filter(|_| self.is_planned());
        let mut parts = Vec::new();
        for locale in locales {
            let search = self.search(catalog, &locale.tag); // one after the other: each is large while it is made
            parts.extend(search.iter().flat_map(|search| search.outputs(locale)));
        }
        parts.sort_by(|a, b| a.route.cmp(&b.route));
        parts.dedup_by(|a, b| a.route == b.route);
        parts
    }

    /// Returns the part of a search index at an address.
    pub fn part(&self, catalog: &Catalog, route: &Route) -> Option<Output> {
        let mut locales = self.settings.locales.iter().filter(|_| self.is_planned());
        let (locale, name) =
            locales.find_map(|locale| Some((locale, route::search_part_name(locale, route)?)))?;
        self.search(catalog, &locale.tag)?.output(locale, name)
    }

    /// Returns the folders in which there is nothing but parts of search indexes, as files of the site are named.
    pub fn part_folders(&self) -> Vec<String> {
        let folders = self.settings.locales.iter().map(route::search_parts);
        folders.map(|folder| folder.as_str().trim_start_matches('/').to_owned()).collect()
    }

    fn is_planned(&self) -> bool {
        self.plan != Plan::default()
    }

    pub(super) fn search(&self, catalog: &Catalog, locale: &Locale) -> Option<MutexGuard<'_, Search>> {
        self.searches.current(locale, &Ground { site: self, catalog, locale })
    }
}
