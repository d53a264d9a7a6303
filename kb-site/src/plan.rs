//! The plan: every address of the site, and what is to be seen there.

mod page;

use std::collections::{BTreeMap, BTreeSet};

use kb_model::article::Status;
use kb_model::catalog::LinkTarget;
use kb_model::reader::Audience;
use kb_model::reading::{COMPOSER, HOME, SHOW_CARD};
use kb_model::settings::{Fallback, LocaleSettings};
use kb_model::{Catalog, Facet, Id, Kind, Locale, Reader, Settings};
pub use page::Page;
use rayon::prelude::*;

use crate::edition::Edition;
use crate::pseudo::Pseudo;
use crate::route::{self, Route};
use crate::theme::Theme;

/// Every address of a site.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Plan {
    pages: BTreeMap<Route, Page>,
}

impl Plan {
    /// Plans the site. Where two pages claim an address, the first keeps it; rules have reported the other.
    pub fn of(catalog: &Catalog, theme: &Theme, edition: &Edition) -> Self {
        let mut plan = Self::default();
        if catalog.has_settings() {
            plan.whole_site(theme);
            plan.locales(catalog, edition.audience);
            if edition.keeps_offline(catalog.settings()) {
                plan.offline(catalog.settings());
            }
            plan.pseudo_locales(catalog.settings(), edition.pseudo);
        }
        for path in catalog.assets() {
            plan.add(route::asset(path), Page::Asset(path.clone()));
        }
        plan
    }

    /// Returns every address.
    pub fn routes(&self) -> impl Iterator<Item = &Route> {
        self.pages.keys()
    }

    /// Returns every address with what is to be seen there, by address.
    pub fn pages(&self) -> impl Iterator<Item = (&Route, &Page)> {
        self.pages.iter()
    }

    /// Returns what is to be seen at an address.
    pub fn page(&self, route: &Route) -> Option<&Page> {
        self.pages.get(route)
    }

    /// Returns where readers of each locale write to support, in the locales that have such a page.
    pub fn composers(&self) -> BTreeMap<&Locale, &Route> {
        let composers = self.pages.iter().filter_map(|(route, page)| match page {
            Page::Composer(locale) => Some((locale, route)),
            _ => None,
        });
        composers.collect()
    }

    /// Puts another theme's files in the place of one's. No other address depends on the theme.
    pub fn replace_theme(&mut self, old: &Theme, new: &Theme) {
        for (_, asset) in old.assets() {
            self.pages.remove(&asset.route);
        }
        self.theme(new);
    }

    /// Returns the addresses at which another plan has something else.
    pub fn difference(&self, other: &Self) -> BTreeSet<Route> {
        let changed = |a: &Self, b: &Self| {
            a.pages()
                .filter(|(route, page)| b.page(route) != Some(page))
                .map(|(route, _)| route.clone())
                .collect::<Vec<_>>()
        };
        changed(self, other).into_iter().chain(changed(other, self)).collect()
    }

    /// Tells whether the plan must be made anew after these facets were touched: those that decide which addresses
    /// there are.
    pub fn is_touched(touched: &BTreeSet<Facet>) -> bool {
        let is_planned = |facet: &Facet| {
            matches!(
                facet,
                Facet::Settings
                    | Facet::Glossary
                    | Facet::Asset(_)
                    | Facet::Link(..)
                    | Facet::Roll(..)
                    | Facet::Body(Kind::Troubleshooter, ..)
            )
        };
        touched.iter().any(is_planned)
    }

    /// Adds the pages of each locale, and then the addresses that they had, which give way to every page.
    fn locales(&mut self, catalog: &Catalog, audience: Audience) {
        for step in [Self::locale, Self::old_addresses] {
            let planned = |locale| {
                let mut part = Self::default();
                step(&mut part, &Reader::once(catalog, audience), locale);
                part
            };
            let parts: Vec<Self> = catalog.settings().locales.par_iter().map(planned).collect();
            for (route, page) in parts.into_iter().flat_map(|part| part.pages) {
                self.add(route, page);
            }
        }
    }

    /// Adds what browsers need to keep pages at hand.
    fn offline(&mut self, settings: &Settings) {
        for locale in &settings.locales {
            self.add(route::offline(locale), Page::Offline(locale.tag.clone()));
            self.add(route::worker(locale), Page::Worker(locale.tag.clone()));
        }
    }

    /// Adds the source's pages once more for each pseudo-locale.
    fn pseudo_locales(&mut self, settings: &Settings, all: &[Pseudo]) {
        let Some(home) = settings.source().map(route::home) else { return };
        let pages = self.routes().filter(|route| route.is_page()).cloned();
        let own: Vec<Route> = pages.filter(|route| route.as_str().starts_with(home.as_str())).collect();
        for (pseudo, route) in all.iter().flat_map(|pseudo| own.iter().map(move |route| (*pseudo, route))) {
            self.add(route::pseudo(pseudo, route, &home), Page::Pseudo(pseudo, route.clone()));
        }
    }

    fn whole_site(&mut self, theme: &Theme) {
        self.add(route::chooser(), Page::Chooser);
        self.add(route::not_found(), Page::NotFound);
        self.add(route::sitemap_index(), Page::SitemapIndex);
        self.add(route::llms_index(), Page::LlmsIndex);
        self.add(route::status_report(), Page::StatusReport);
        self.add(Route::new("/robots.txt"), Page::Robots);
        self.add(route::headers(), Page::Headers);
        self.add(route::redirects(), Page::Redirects);
        self.theme(theme);
    }

    /// Adds the files of a theme.
    fn theme(&mut self, theme: &Theme) {
        for (name, asset) in theme.assets() {
            self.add(asset.route.clone(), Page::ThemeAsset(name.to_owned()));
        }
    }

    fn locale(&mut self, reader: &Reader<'_>, locale: &LocaleSettings) {
        let tag = &locale.tag;
        self.add(route::home(locale), Page::Home(tag.clone()));
        self.add(route::feed(locale), Page::Feed(tag.clone()));
        self.add(route::sitemap(locale), Page::Sitemap(tag.clone()));
        self.add(route::llms(locale), Page::Llms(tag.clone()));
        self.add(route::channels(locale), Page::Finder(tag.clone()));
        self.add(route::a_to_z(locale), Page::AToZ(tag.clone()));
        self.add(route::status(locale), Page::Status(tag.clone()));
        if !reader.glossary().terms.is_empty() {
            self.add(route::glossary(locale), Page::Glossary(tag.clone()));
        }
        if route::has_print(reader, tag) {
            self.add(route::print(locale), Page::Print(tag.clone()));
        }
        self.add(route::search(locale), Page::Search(tag.clone()));
        self.add(route::search_index(locale), Page::SearchIndex(tag.clone()));
        self.things(reader, locale, Kind::Category, Page::Category);
        self.things(reader, locale, Kind::Channel, Page::Channel);
        self.things(reader, locale, Kind::Checklist, Page::Checklist);
        self.things(reader, locale, Kind::Troubleshooter, Page::Troubleshooter);
        self.nodes(reader, locale);
        self.own_pages(reader, locale);
        for link in reader.roll(Kind::Article, tag).iter().filter(|link| is_here(link, locale)) {
            let Some(route) = route::own(reader, Kind::Article, link.id, tag) else { continue };
            match link.status {
                Status::Published | Status::Draft => {
                    if *link.locale == *tag {
                        self.add(route::twin(&route), Page::Twin(link.id.clone(), tag.clone()));
                    }
                    self.add(route, Page::Article(link.id.clone(), tag.clone()));
                    if reader.settings().is_source(tag) {
                        self.add(route::neutral(link.id), Page::Neutral(link.id.clone()));
                    }
                }
                Status::Archived { .. } => self.redirect(route, Kind::Article, link.id, reader, tag),
            }
        }
    }

    /// Adds a page for each thing of a kind.
    fn things(
        &mut self,
        reader: &Reader<'_>,
        locale: &LocaleSettings,
        kind: Kind,
        page: fn(Id, Locale) -> Page,
    ) {
        for link in reader.roll(kind, &locale.tag).iter().filter(|link| is_here(link, locale)) {
            if let Some(route) = route::own(reader, kind, link.id, &locale.tag) {
                self.add(route, page(link.id.clone(), locale.tag.clone()));
            }
        }
    }

    /// Adds the pages of a locale but for its home page, which every locale has. Some do something with their words.
    fn own_pages(&mut self, reader: &Reader<'_>, locale: &LocaleSettings) {
        for link in reader.roll(Kind::Page, &locale.tag).iter().filter(|link| is_here(link, locale)) {
            let page = match link.id.as_str() {
                COMPOSER => Page::Composer(locale.tag.clone()),
                SHOW_CARD => Page::ShowCard(locale.tag.clone()),
                HOME => continue,
                _ => Page::Plain(link.id.clone(), locale.tag.clone()),
            };
            if let Some(route) = route::own(reader, Kind::Page, link.id, &locale.tag) {
                self.add(route, page);
            }
        }
    }

    /// Adds a page for each node of each troubleshooter, and one for all of them.
    fn nodes(&mut self, reader: &Reader<'_>, locale: &LocaleSettings) {
        let tag = &locale.tag;
        for link in reader.roll(Kind::Troubleshooter, tag).iter().filter(|link| is_here(link, locale)) {
            let thing = reader.thing(Kind::Troubleshooter, link.id, tag);
            let Some(graph) = thing.and_then(|thing| thing.source.as_ref()?.troubleshooter()) else {
                continue;
            };
            for node in graph.nodes() {
                let page = Page::Node(link.id.clone(), node.name.text.to_string(), tag.clone());
                if let Some(route) = route::node(reader, link.id, &node.name.text, tag) {
                    self.add(route, page); // the first question gives way to the troubleshooter's own page
                }
            }
            if let Some(route) = route::whole(reader, link.id, tag) {
                self.add(route, Page::Whole(link.id.clone(), tag.clone()));
            }
        }
    }

    /// Adds the aliases.
    fn old_addresses(&mut self, reader: &Reader<'_>, locale: &LocaleSettings) {
        for kind in [Kind::Category, Kind::Article, Kind::Channel, Kind::Checklist, Kind::Troubleshooter] {
            for link in reader.roll(kind, &locale.tag).iter().filter(|link| is_here(link, locale)) {
                for alias in link.aliases {
                    self.redirect(route::below(locale, alias), kind, link.id, reader, &locale.tag);
                }
                if kind == Kind::Article && reader.settings().is_source(&locale.tag) {
                    self.old_ids(link, reader);
                }
            }
        }
    }

    /// Leads the ids that an article may have had, which are the source's aliases, and those of articles that it took the
    /// place of, to its language-neutral page.
    fn old_ids(&mut self, link: &LinkTarget<'_>, reader: &Reader<'_>) {
        let Some(current) = route::current(reader, Kind::Article, link.id, link.locale) else { return };
        let aliases = link.aliases.iter().map(|alias| Id::new(alias.trim_matches('/')));
        for id in aliases.chain([link.id.clone()]) {
            self.add(route::neutral(&id), Page::OldNeutral(current.id.clone()));
        }
    }

    fn redirect(&mut self, from: Route, kind: Kind, id: &Id, reader: &Reader<'_>, locale: &Locale) {
        let leads_on = route::of(reader, kind, id, locale).is_some_and(|address| address.route != from);
        if leads_on {
            self.add(from, Page::Redirect(kind, id.clone(), locale.clone()));
        }
    }

    fn add(&mut self, route: Route, page: Page) {
        self.pages.entry(route).or_insert(page);
    }
}

/// Tells whether a locale has a page of its own for a thing.
fn is_here(link: &LinkTarget<'_>, locale: &LocaleSettings) -> bool {
    locale.fallback == Fallback::Source || *link.locale == locale.tag
}
