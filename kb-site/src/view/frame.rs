//! What every page shows, whatever it is about: language switch, breadcrumb, addresses for search engines.

mod linked_data;
mod search_field;

use kb_model::locale::Direction;
use kb_model::settings::LocaleSettings;
use kb_model::troubleshooter::WHOLE;
use kb_model::{Id, Kind, Locale, Settings};
use serde::Serialize;

use super::Viewpoint;
use crate::edition::Base;
use crate::route::{self, Route};
use crate::theme::Theme;
use search_field::SearchField;

/// What every page shows.
#[derive(Debug, Serialize)]
pub struct Frame {
    /// The locale of the interface.
    pub locale: LocaleView,
    /// The site.
    pub site: SiteView,
    /// The title of the window: page, category, site.
    pub title: String,
    /// What search engines may show below the title.
    pub description: Option<String>,
    /// The address that search engines should keep.
    pub canonical: Option<String>,
    /// Whether search engines should keep the page at all.
    pub indexable: bool,
    /// The page in its other languages.
    pub alternates: Vec<Alternate>,
    /// The page as Markdown, where it has words of its own.
    pub twin: Option<String>,
    /// The language switch.
    pub languages: Vec<LanguageLink>,
    /// The theme's files.
    pub assets: AssetsView,
    /// The way from the home page to here, without here.
    pub crumbs: Vec<Crumb>,
    /// What search engines may know, as JSON-LD.
    pub json_ld: Option<String>,
}

/// The part of a frame that is the same on every page of a locale.
#[derive(Debug, Serialize)]
pub struct Ground {
    locale: LocaleView,
    site: SiteView,
    /// Where readers write to support; nothing where the locale has no such page.
    composer: Option<String>,
    /// The search field; nothing where the theme has no scripts for it.
    search: Option<SearchField>,
    /// What keeps pages at hand for when there is no network.
    offline: Option<OfflineScripts>,
}

/// The locale of the interface.
#[derive(Debug, Serialize)]
pub struct LocaleView {
    tag: String,
    path: String,
    dir: Direction,
    name: String,
}

/// The site.
#[derive(Debug, Serialize)]
pub struct SiteView {
    name: String,
    disclaimer: String,
    home: String,
    channels: String,
    a_to_z: String,
    status: String,
    host: String,
    feed: String,
}

/// The script that begins to keep pages at hand, and the worker that does it.
#[derive(Debug, Serialize)]
struct OfflineScripts {
    script: String,
    worker: String,
}

impl OfflineScripts {
    fn of(theme: &Theme, base: &Base, locale: &LocaleSettings) -> Option<Self> {
        let script = theme.asset("offline.js")?.route.href(base);
        Some(Self { script, worker: route::worker(locale).href(base) })
    }
}

/// A real translation of the page, or its language-neutral address.
#[derive(Debug, Serialize)]
pub struct Alternate {
    hreflang: String,
    href: String,
}

/// One choice of the language switch.
#[derive(Debug, Serialize)]
pub struct LanguageLink {
    tag: String,
    name: String,
    dir: Direction,
    href: String,
    current: bool,
    translated: bool,
}

/// The theme's files that every page needs.
#[derive(Debug, Serialize)]
pub struct AssetsView {
    style: String,
    icon: String,
}

/// One step of the breadcrumb.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Crumb {
    /// The page's title.
    pub title: String,
    /// Where it lives.
    pub href: String,
}

/// What a page is about, for its frame.
#[derive(Debug)]
pub struct Subject<'a> {
    /// The page's own title.
    pub title: &'a str,
    /// The page's summary.
    pub summary: &'a str,
    /// Which languages it is there in.
    pub address: PageAddress<'a>,
    /// The steps between the home page and here.
    pub crumbs: Vec<Crumb>,
}

/// How a page is addressed in all locales.
#[derive(Debug, Clone, Copy)]
pub enum PageAddress<'a> {
    /// It is the same page of every locale.
    Everywhere(fn(&LocaleSettings) -> Route),
    /// It is the same page of every locale, and of no use to search engines.
    Unlisted(fn(&LocaleSettings) -> Route),
    /// It is a thing with an address of its own in each locale.
    Thing(Kind, &'a Id),
    /// It is a node of a troubleshooter, with an address in each locale, or the page of all nodes. Search engines keep
    /// the first question, which is the troubleshooter's own page, and the outcomes: whoever came from a search to a
    /// question in between would find answers given that nobody had asked for.
    Node(&'a Id, &'a str),
    /// It is the language-neutral page of an article.
    Neutral(&'a Id),
    /// It is the choice of a language.
    Chooser,
    /// It has no address that anybody should keep.
    Nowhere,
}

impl Ground {
    /// Makes what the pages of a locale share.
    pub fn of(settings: &Settings, base: &Base, locale: &LocaleSettings) -> Self {
        Self {
            locale: LocaleView {
                tag: locale.tag.to_string(),
                path: locale.path.clone(),
                dir: locale.dir,
                name: locale.name.clone(),
            },
            site: SiteView {
                name: settings.name.get(&locale.tag).to_owned(),
                disclaimer: settings.disclaimer.get(&locale.tag).to_owned(),
                home: route::home(locale).href(base),
                channels: route::channels(locale).href(base),
                a_to_z: route::a_to_z(locale).href(base),
                status: route::status(locale).href(base),
                host: base.host(),
                feed: route::feed(locale).href(base),
            },
            composer: None,
            search: None,
            offline: None,
        }
    }

    /// Adds where readers write to support, if there is such a page.
    #[must_use]
    pub fn with_composer(self, composer: Option<&Route>, base: &Base) -> Self {
        Self { composer: composer.map(|route| route.href(base)), ..self }
    }

    /// Adds the search field.
    #[must_use]
    pub fn with_search(self, theme: &Theme, base: &Base, locale: &LocaleSettings) -> Self {
        Self { search: SearchField::of(theme, base, locale), ..self }
    }

    /// Adds what keeps pages at hand for when there is no network.
    #[must_use]
    pub fn keeping_offline(self, theme: &Theme, base: &Base, locale: &LocaleSettings) -> Self {
        Self { offline: OfflineScripts::of(theme, base, locale), ..self }
    }
}

impl Frame {
    /// Makes the frame of a page.
    pub fn of(at: Viewpoint<'_>, subject: &Subject<'_>) -> Self {
        let site_name = at.settings().name.get(&at.locale.tag);
        let home_word = at.theme.strings(&at.locale.tag).plain("home").to_owned();
        let home = Crumb { title: home_word, href: at.href(&route::home(at.locale)) };
        let is_home = subject.title == site_name;
        let crumbs: Vec<Crumb> = match subject.address {
            PageAddress::Thing(..)
            | PageAddress::Node(..)
            | PageAddress::Everywhere(_)
            | PageAddress::Unlisted(_)
                if !is_home =>
            {
                std::iter::once(home.clone()).chain(subject.crumbs.iter().cloned()).collect()
            }
            _ => Vec::new(),
        };
        let mut title: Vec<&str> = vec![subject.title];
        title.extend(subject.crumbs.iter().rev().map(|crumb| crumb.title.as_str()));
        title.extend((!is_home).then_some(site_name));
        let versions = Version::all(at, subject.address);
        let own = Own::of(at, subject.address, &versions);
        let Ground { locale, site, .. } = Ground::of(at.settings(), at.base, at.locale);
        Self {
            locale,
            site,
            title: title.join(" – "),
            description: Some(subject.summary.to_owned()).filter(|summary| !summary.is_empty()),
            json_ld: linked_data::of(at, subject, &own, &crumbs),
            twin: twin(subject.address, &own),
            canonical: own.canonical,
            indexable: own.indexable,
            alternates: own.alternates,
            languages: languages(at, subject.address, &versions),
            assets: AssetsView { style: asset(at, "style.css"), icon: asset(at, "icon.svg") },
            crumbs,
        }
    }
}

/// The page's own addresses.
struct Own {
    canonical: Option<String>,
    indexable: bool,
    alternates: Vec<Alternate>,
}

impl Own {
    fn of(at: Viewpoint<'_>, address: PageAddress<'_>, versions: &[Version<'_>]) -> Self {
        let url = |route: &Route| route.url(at.base);
        match address {
            PageAddress::Chooser => Self::with(url(&route::chooser()), everywhere(at, route::home)),
            PageAddress::Everywhere(page) => Self::with(url(&page(at.locale)), everywhere(at, page)),
            PageAddress::Neutral(id) => {
                Self::with(url(&route::neutral(id)), alternates(at, Kind::Article, id, versions))
            }
            PageAddress::Thing(kind, id) => Self::of_thing(at, kind, id, versions),
            PageAddress::Node(id, name) if is_outcome(at, id, name) => {
                Self::of_thing(at, Kind::Troubleshooter, id, versions)
            }
            PageAddress::Node(..) | PageAddress::Unlisted(_) | PageAddress::Nowhere => {
                Self { canonical: None, indexable: false, alternates: Vec::new() }
            }
        }
    }

    /// A page that shows another language's text is that language's page, as far as search engines are concerned.
    fn of_thing(at: Viewpoint<'_>, kind: Kind, id: &Id, versions: &[Version<'_>]) -> Self {
        let own =
            |locale: &Locale| versions.iter().find(|version| version.is_own && version.locale.tag == *locale);
        let indexable = own(&at.locale.tag).is_some();
        let text = if indexable { Some(&at.locale.tag) } else { at.settings().source_locale.as_ref() };
        let canonical = text.and_then(own).map(|version| version.route.url(at.base));
        let alternates = if indexable { alternates(at, kind, id, versions) } else { Vec::new() };
        Self { canonical, indexable, alternates }
    }

    fn with(canonical: String, alternates: Vec<Alternate>) -> Self {
        Self { canonical: Some(canonical), indexable: true, alternates }
    }
}

/// Tells whether a node of a troubleshooter says what to do.
fn is_outcome(at: Viewpoint<'_>, id: &Id, name: &str) -> bool {
    let thing = at.reader.thing(Kind::Troubleshooter, id, &at.locale.tag);
    let graph = thing.and_then(|thing| thing.source.as_ref()?.troubleshooter());
    graph.and_then(|graph| graph.node(name)).is_some_and(|node| node.is_outcome)
}

/// Tells whether readers of a locale find the words of a node in their own language.
fn is_worded(at: Viewpoint<'_>, id: &Id, name: &str, locale: &LocaleSettings) -> bool {
    let words = at.reader.document(Kind::Troubleshooter, id, &locale.tag);
    name == WHOLE || words.is_some_and(|words| words.heading(name).is_some())
}

/// Where readers of one locale find a thing.
struct Version<'a> {
    locale: &'a LocaleSettings,
    route: Route,
    /// Whether they find it in their own language.
    is_own: bool,
}

impl<'a> Version<'a> {
    /// Returns where the thing of an address is found in each locale; where it is not, the home page stands in.
    fn all(at: Viewpoint<'a>, address: PageAddress<'_>) -> Vec<Self> {
        let (kind, id, node) = match address {
            PageAddress::Thing(kind, id) => (kind, id, None),
            PageAddress::Node(id, name) => (Kind::Troubleshooter, id, Some(name)),
            PageAddress::Neutral(id) => (Kind::Article, id, None),
            PageAddress::Everywhere(_)
            | PageAddress::Unlisted(_)
            | PageAddress::Chooser
            | PageAddress::Nowhere => return Vec::new(),
        };
        let version = |locale: &'a LocaleSettings| match route::of(at.reader, kind, id, &locale.tag) {
            Some(address) => {
                let part = node.and_then(|name| route::node(at.reader, id, name, &address.locale));
                let route = part.unwrap_or(address.route);
                let is_worded = node.is_none_or(|name| is_worded(at, id, name, locale));
                Self { locale, is_own: address.text == locale.tag && is_worded, route }
            }
            None => Self { locale, is_own: false, route: route::home(locale) },
        };
        at.settings().locales.iter().map(version).collect()
    }
}

/// Returns the same page of every locale; for everybody else than the readers of home pages there is the chooser.
fn everywhere(at: Viewpoint<'_>, page: fn(&LocaleSettings) -> Route) -> Vec<Alternate> {
    let own = |locale: &LocaleSettings| Alternate::of(&locale.tag, page(locale).url(at.base));
    let is_home = page(at.locale) == route::home(at.locale);
    let chooser = is_home.then(|| x_default(route::chooser().url(at.base)));
    at.settings().locales.iter().map(own).chain(chooser).collect()
}

/// Returns the pages of a thing that have words of their own, and an article's language-neutral page.
fn alternates(at: Viewpoint<'_>, kind: Kind, id: &Id, versions: &[Version<'_>]) -> Vec<Alternate> {
    let own = versions.iter().filter(|version| version.is_own);
    let own = own.map(|version| Alternate::of(&version.locale.tag, version.route.url(at.base)));
    let neutral = (kind == Kind::Article).then(|| x_default(route::neutral(id).url(at.base)));
    own.chain(neutral).collect()
}

impl Alternate {
    fn of(locale: &Locale, href: String) -> Self {
        Self { hreflang: locale.to_string(), href }
    }
}

fn twin(address: PageAddress<'_>, own: &Own) -> Option<String> {
    let PageAddress::Thing(Kind::Article, _) = address else { return None };
    own.canonical.as_deref().filter(|_| own.indexable).map(|url| route::twin(&Route::new(url)).to_string())
}

fn x_default(href: String) -> Alternate {
    Alternate { hreflang: "x-default".to_owned(), href }
}

fn asset(at: Viewpoint<'_>, name: &str) -> String {
    at.theme.asset(name).map_or_else(String::new, |asset| at.href(&asset.route))
}

fn languages(at: Viewpoint<'_>, address: PageAddress<'_>, versions: &[Version<'_>]) -> Vec<LanguageLink> {
    let link = |locale: &LocaleSettings, route: &Route, is_current: bool, translated: bool| LanguageLink {
        tag: locale.tag.to_string(),
        name: locale.name.clone(),
        dir: locale.dir,
        href: at.href(route),
        current: is_current && locale.tag == at.locale.tag,
        translated,
    };
    let locales = at.settings().locales.iter();
    match address {
        PageAddress::Thing(..) | PageAddress::Node(..) => versions
            .iter()
            .map(|version| link(version.locale, &version.route, true, version.is_own))
            .collect(),
        PageAddress::Everywhere(page) | PageAddress::Unlisted(page) => {
            locales.map(|locale| link(locale, &page(locale), true, true)).collect()
        }
        PageAddress::Neutral(_) | PageAddress::Chooser | PageAddress::Nowhere => {
            locales.map(|locale| link(locale, &route::home(locale), false, true)).collect()
        }
    }
}
