//! What every page shows, whatever it is about: language switch, breadcrumb, addresses for search engines.

use kb_model::locale::Direction;
use kb_model::settings::LocaleSettings;
use kb_model::{Id, Kind, Locale};
use serde::Serialize;
use serde_json::json;

use super::Viewpoint;
use crate::dates::DateView;
use crate::route::{self, Route};

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
    /// The language switch.
    pub languages: Vec<LanguageLink>,
    /// The theme's files.
    pub assets: AssetsView,
    /// The way from the home page to here, without here.
    pub crumbs: Vec<Crumb>,
    /// What search engines may know, as JSON-LD.
    pub json_ld: Option<String>,
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
    host: String,
    feed: String,
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
    pub address: Address<'a>,
    /// The steps between the home page and here.
    pub crumbs: Vec<Crumb>,
}

/// How a page is addressed in all locales.
#[derive(Debug, Clone, Copy)]
pub enum Address<'a> {
    /// It is the same page of every locale.
    Everywhere(fn(&LocaleSettings) -> Route),
    /// It is a thing with an address of its own in each locale.
    Thing(Kind, &'a Id),
    /// It is the language-neutral page of an article.
    Neutral(&'a Id),
    /// It is the choice of a language.
    Chooser,
    /// It has no address that anybody should keep.
    Nowhere,
}

impl Frame {
    /// Makes the frame of a page.
    pub fn of(at: Viewpoint<'_>, subject: &Subject<'_>) -> Self {
        let site_name = at.settings().name.get(&at.locale.tag);
        let home_word = at.theme.strings(&at.locale.tag).plain("home").to_owned();
        let home = Crumb { title: home_word, href: at.href(&route::home(at.locale)) };
        let is_home = subject.title == site_name;
        let crumbs: Vec<Crumb> = match subject.address {
            Address::Thing(..) => {
                std::iter::once(home.clone()).chain(subject.crumbs.iter().cloned()).collect()
            }
            _ => Vec::new(),
        };
        let mut title: Vec<&str> = vec![subject.title];
        title.extend(subject.crumbs.iter().rev().map(|crumb| crumb.title.as_str()));
        title.extend((!is_home).then_some(site_name));
        let own = Own::of(at, subject.address);
        Self {
            locale: LocaleView {
                tag: at.locale.tag.to_string(),
                path: at.locale.path.clone(),
                dir: at.locale.dir,
                name: at.locale.name.clone(),
            },
            site: SiteView {
                name: site_name.to_owned(),
                disclaimer: at.settings().disclaimer.get(&at.locale.tag).to_owned(),
                home: home.href,
                host: at.base.host(),
                feed: at.href(&route::feed(at.locale)),
            },
            title: title.join(" – "),
            description: Some(subject.summary.to_owned()).filter(|summary| !summary.is_empty()),
            json_ld: json_ld(at, subject, &own, &crumbs),
            canonical: own.canonical,
            indexable: own.indexable,
            alternates: own.alternates,
            languages: languages(at, subject.address),
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
    fn of(at: Viewpoint<'_>, address: Address<'_>) -> Self {
        let url = |route: &Route| route.url(at.base);
        match address {
            Address::Nowhere => Self { canonical: None, indexable: false, alternates: Vec::new() },
            Address::Chooser => Self::with(url(&route::chooser()), homes(at)),
            Address::Everywhere(page) => Self::with(url(&page(at.locale)), homes(at)),
            Address::Neutral(id) => Self::with(url(&route::neutral(id)), versions(at, Kind::Article, id)),
            Address::Thing(kind, id) => Self::of_thing(at, kind, id),
        }
    }

    /// A page that shows another language's text is that language's page, as far as search engines are concerned.
    fn of_thing(at: Viewpoint<'_>, kind: Kind, id: &Id) -> Self {
        let own = at.reader.own_locales(kind, id);
        let indexable = own.contains(&at.locale.tag);
        let text = if indexable { Some(&at.locale.tag) } else { at.settings().source_locale.as_ref() };
        let url = |locale| route::own(at.reader, kind, id, locale).map(|route| route.url(at.base));
        let alternates = if indexable { versions(at, kind, id) } else { Vec::new() };
        Self { canonical: text.and_then(url), indexable, alternates }
    }

    fn with(canonical: String, alternates: Vec<Alternate>) -> Self {
        Self { canonical: Some(canonical), indexable: true, alternates }
    }
}

/// Returns the home page of every locale, and the chooser for everybody else.
fn homes(at: Viewpoint<'_>) -> Vec<Alternate> {
    let home = |locale: &LocaleSettings| Alternate::of(&locale.tag, route::home(locale).url(at.base));
    at.settings().locales.iter().map(home).chain([x_default(route::chooser().url(at.base))]).collect()
}

/// Returns the pages of a thing that have words of their own, and an article's language-neutral page.
fn versions(at: Viewpoint<'_>, kind: Kind, id: &Id) -> Vec<Alternate> {
    let own = at.reader.own_locales(kind, id);
    let version =
        |locale: &Locale| Some(Alternate::of(locale, route::own(at.reader, kind, id, locale)?.url(at.base)));
    let neutral = (kind == Kind::Article).then(|| x_default(route::neutral(id).url(at.base)));
    own.iter().filter_map(version).chain(neutral).collect()
}

impl Alternate {
    fn of(locale: &Locale, href: String) -> Self {
        Self { hreflang: locale.to_string(), href }
    }
}

fn x_default(href: String) -> Alternate {
    Alternate { hreflang: "x-default".to_owned(), href }
}

fn asset(at: Viewpoint<'_>, name: &str) -> String {
    at.theme.asset(name).map_or_else(String::new, |asset| at.href(&asset.route))
}

fn languages(at: Viewpoint<'_>, address: Address<'_>) -> Vec<LanguageLink> {
    let link = |locale: &LocaleSettings| {
        let (route, translated) = match address {
            Address::Thing(kind, id) => {
                let address = route::of(at.reader, kind, id, &locale.tag);
                let translated = address.as_ref().is_some_and(|address| address.text == locale.tag);
                (address.map_or_else(|| route::home(locale), |address| address.route), translated)
            }
            Address::Everywhere(page) => (page(locale), true),
            Address::Neutral(_) | Address::Chooser | Address::Nowhere => (route::home(locale), true),
        };
        let is_inside = matches!(address, Address::Thing(..) | Address::Everywhere(_));
        LanguageLink {
            tag: locale.tag.to_string(),
            name: locale.name.clone(),
            dir: locale.dir,
            href: at.href(&route),
            current: is_inside && locale.tag == at.locale.tag,
            translated,
        }
    };
    at.settings().locales.iter().map(link).collect()
}

/// Returns what schema.org has words for: the breadcrumb, and the article itself. Nothing that the page does not show.
fn json_ld(at: Viewpoint<'_>, subject: &Subject<'_>, own: &Own, crumbs: &[Crumb]) -> Option<String> {
    let (Address::Thing(kind, id), true) = (subject.address, own.indexable) else { return None };
    let url = |href: &str| format!("{}{href}", at.base.origin());
    let position = |(index, crumb): (usize, &Crumb)| json!({ "@type": "ListItem", "position": index + 1, "name": crumb.title, "item": url(&crumb.href) });
    let mut graph = vec![json!({
        "@type": "BreadcrumbList",
        "itemListElement": crumbs.iter().enumerate().map(position).collect::<Vec<_>>(),
    })];
    if kind == Kind::Article {
        let thing = at.reader.thing(kind, id, &at.locale.tag);
        let updated = thing.and_then(|thing| thing.source.as_ref()?.article()?.updated);
        graph.push(json!({
            "@type": "Article",
            "headline": subject.title,
            "description": subject.summary,
            "inLanguage": at.locale.tag.as_str(),
            "dateModified": updated.map(|date| DateView::of(date, &at.locale.tag).iso),
            "mainEntityOfPage": own.canonical,
        }));
    }
    let text = json!({ "@context": "https://schema.org", "@graph": graph }).to_string();
    Some(text.replace('<', "\\u003c")) // `</script>` in a title must not end the block
}
