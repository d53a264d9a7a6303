//! The reader: the only way from a catalog to what is shown of it.
//!
//! Each look is noted as the facet looked at. Nobody can forget a dependency, because there is no other way in.

use std::cell::RefCell;
use std::sync::Arc;

use crate::article::{Status, Urgency};
use crate::catalog::{Card, Destination, LinkTarget, Standing, Thing, Update};
use crate::facts::Fact;
use crate::{Catalog, Document, Facet, Facts, FilePath, Glossary, Id, Kind, Locale, Settings, Synonyms};

/// Whose eyes the reader has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Audience {
    /// Visitors: drafts are not there.
    #[default]
    Visitors,
    /// Authors: drafts are there.
    Authors,
}

/// Looks at a catalog, and remembers at what.
#[derive(Debug)]
pub struct Reader<'c> {
    catalog: &'c Catalog,
    audience: Audience,
    /// Nothing, if nobody will ask.
    seen: Option<RefCell<Vec<Facet>>>,
}

impl<'c> Reader<'c> {
    /// Begins to look.
    pub fn new(catalog: &'c Catalog, audience: Audience) -> Self {
        Self { catalog, audience, seen: Some(RefCell::new(vec![Facet::Settings])) }
    }

    /// Begins to look at what will never be looked at again: nothing is remembered.
    pub fn once(catalog: &'c Catalog, audience: Audience) -> Self {
        Self { catalog, audience, seen: None }
    }

    /// Returns the facets looked at, in the order of looking; some may be there more than once.
    pub fn into_seen(self) -> Vec<Facet> {
        self.seen.map_or_else(Vec::new, RefCell::into_inner)
    }

    /// Returns the settings.
    pub fn settings(&self) -> &'c Settings {
        self.catalog.settings()
    }

    /// Returns everything about a thing in a locale.
    pub fn thing(&self, kind: Kind, id: &Id, locale: &Locale) -> Option<&'c Thing> {
        self.note(|| Facet::Body(kind, id.clone(), locale.clone()));
        self.catalog.thing(kind, id).filter(|thing| self.is_visible(thing))
    }

    /// Returns the text that readers of a locale see of a thing.
    pub fn document(&self, kind: Kind, id: &Id, locale: &Locale) -> Option<&'c Arc<Document>> {
        self.thing(kind, id, locale)?.shown(locale)
    }

    /// Returns what other pages show of a thing.
    pub fn card(&self, kind: Kind, id: &Id, locale: &Locale) -> Option<Card<'c>> {
        self.note(|| Facet::Card(kind, id.clone(), locale.clone()));
        self.visible(kind, id)?.card(locale)
    }

    /// Returns what a link to a thing needs. Archived articles are among them: their links lead on.
    pub fn link(&self, kind: Kind, id: &Id, locale: &Locale) -> Option<LinkTarget<'c>> {
        self.note(|| Facet::Link(kind, id.clone(), locale.clone()));
        self.catalog.thing(kind, id)?.link(locale).filter(|link| self.leads_on(link.status))
    }

    /// Returns the locales in which a thing has words of its own.
    pub fn own_locales(&self, kind: Kind, id: &Id) -> Vec<Locale> {
        self.note(|| Facet::Translations(kind, id.clone()));
        self.visible(kind, id).map_or_else(Vec::new, |thing| thing.own_locales(self.settings()))
    }

    /// Returns the cards of a category's articles, in order.
    pub fn listing(&self, category: &Id, locale: &Locale) -> Vec<Card<'c>> {
        self.note(|| Facet::Listing(category.clone(), locale.clone()));
        let members = self.catalog.members(category).filter(|thing| self.is_visible(thing));
        in_order(members.filter_map(|thing| thing.card(locale)).collect())
    }

    /// Returns the cards of all categories, in order.
    pub fn categories(&self, locale: &Locale) -> Vec<Card<'c>> {
        let ids = self.roll(Kind::Category, locale).into_iter().map(|link| link.id);
        in_order(ids.filter_map(|id| self.card(Kind::Category, id, locale)).collect())
    }

    /// Returns the links of all things of a kind, by id.
    pub fn roll(&self, kind: Kind, locale: &Locale) -> Vec<LinkTarget<'c>> {
        self.note(|| Facet::Roll(kind, locale.clone()));
        let links = self.catalog.of_kind(kind).filter_map(|thing| thing.link(locale));
        links.filter(|link| self.leads_on(link.status)).collect()
    }

    /// Returns the cards of the articles that cannot wait, in the order of their ids.
    pub fn urgent(&self, locale: &Locale) -> Vec<Card<'c>> {
        self.note(|| Facet::Urgent(locale.clone()));
        let articles = self.catalog.of_kind(Kind::Article).filter(|thing| self.is_visible(thing));
        in_order(
            articles
                .filter_map(|thing| thing.card(locale))
                .filter(|card| card.urgency == Urgency::Now)
                .collect(),
        )
    }

    /// Returns when each article changed, by id.
    pub fn updates(&self, locale: &Locale) -> Vec<Update<'c>> {
        self.note(|| Facet::Updates(locale.clone()));
        let articles = self.catalog.of_kind(Kind::Article).filter(|thing| self.is_visible(thing));
        articles.filter_map(|thing| thing.update(locale)).collect()
    }

    /// Returns how everything stands in a locale, by kind and id.
    pub fn standings(&self, locale: &Locale) -> Vec<Standing<'c>> {
        self.note(|| Facet::Standings(locale.clone()));
        let things = self.catalog.things().filter(|thing| self.is_visible(thing));
        things.filter_map(|thing| thing.standing(locale)).collect()
    }

    /// Returns what things are called.
    pub fn glossary(&self) -> &'c Glossary {
        self.note(|| Facet::Glossary);
        self.catalog.glossary()
    }

    /// Returns what the team vouches for.
    pub fn facts(&self) -> &'c Facts {
        self.note(|| Facet::Facts);
        self.catalog.facts()
    }

    /// Returns what says a fact to readers of a locale, by kind and id.
    pub fn said_by(&self, fact: &Fact, locale: &Locale) -> Vec<&'c Thing> {
        self.note(|| Facet::Words(locale.clone()));
        let visible = self.catalog.things().filter(|thing| self.is_visible(thing));
        let says = |thing: &&Thing| thing.shown(locale).is_some_and(|shown| fact.is_said_in(shown));
        visible.filter(says).collect()
    }

    /// Returns the catalog, for what keeps account of its own looks, and notes that it may look at every word of a locale:
    /// of things, of the glossary, and of synonyms.
    pub fn every_word(&self, locale: &Locale) -> &'c Catalog {
        self.note(|| Facet::Words(locale.clone()));
        self.note(|| Facet::Glossary);
        self.note(|| Facet::Synonyms(locale.clone()));
        self.catalog
    }

    /// Returns what words of a locale stand for others.
    pub fn synonyms(&self, locale: &Locale) -> Synonyms {
        self.note(|| Facet::Synonyms(locale.clone()));
        let path = self.settings().locale(locale).map(|locale| Synonyms::path(&locale.tag));
        let read = |path| Some(Synonyms::read(&path, &self.catalog.text(&path)?).0);
        path.and_then(read).unwrap_or_default()
    }

    /// Returns the bytes of a file that articles show or offer.
    pub fn asset(&self, path: &FilePath) -> Option<&'c Arc<[u8]>> {
        self.note(|| Facet::Asset(path.clone()));
        self.catalog.asset(path)
    }

    /// Returns where a link in a file leads. Whoever uses the answer looks at its target through the reader.
    pub fn destination<'a>(&self, from: &Document, link: &'a str) -> Destination<'a>
    where
        'c: 'a,
    {
        let destination = self.catalog.destination(&from.path, link);
        match &destination {
            Destination::Nowhere(path) | Destination::Asset(path) => {
                let own = target(from, link); // where a file would come first, if there were one
                let source = own.as_ref().and_then(|path| in_source(self.settings(), path));
                for path in [Some(path.clone()), own, source].into_iter().flatten() {
                    self.note_file(&path);
                }
            }
            Destination::Thing(kind, id, _) => {
                self.note(|| Facet::Link(*kind, (*id).clone(), from.locale.clone()));
            }
            Destination::Section(_) | Destination::External | Destination::Outside => {}
        }
        destination
    }

    /// Notes whatever facet would change if a file came, went or changed.
    fn note_file(&self, path: &FilePath) {
        self.note(|| match crate::reading::Place::of(path, self.settings()) {
            crate::reading::Place::Document(kind, id, locale) => Facet::Link(kind, id, locale),
            _ => Facet::Asset(path.clone()),
        });
    }

    fn note(&self, facet: impl FnOnce() -> Facet) {
        if let Some(seen) = &self.seen {
            seen.borrow_mut().push(facet());
        }
    }

    fn visible(&self, kind: Kind, id: &Id) -> Option<&'c Thing> {
        self.catalog.thing(kind, id).filter(|thing| self.is_visible(thing))
    }

    fn is_visible(&self, thing: &Thing) -> bool {
        thing.status().is_some_and(|status| self.sees(status))
    }

    fn leads_on(&self, status: &Status) -> bool {
        self.sees(status) || matches!(status, Status::Archived { .. })
    }

    fn sees(&self, status: &Status) -> bool {
        match status {
            Status::Published => true,
            Status::Draft => self.audience == Audience::Authors,
            Status::Archived { .. } => false,
        }
    }
}

fn in_order(mut cards: Vec<Card<'_>>) -> Vec<Card<'_>> {
    cards.sort_by(|a, b| (a.order, a.id).cmp(&(b.order, b.id)));
    cards
}

/// Returns the path that a link names, without its anchor.
fn target(from: &Document, link: &str) -> Option<FilePath> {
    from.path.join(link.split('#').next().unwrap_or(link))
}

/// Returns the same path in the folder of the source locale.
fn in_source(settings: &Settings, path: &FilePath) -> Option<FilePath> {
    let (_, rest) = path.as_str().split_once('/')?;
    Some(FilePath::new(format!("{}/{rest}", settings.source_locale.as_ref()?)))
}
