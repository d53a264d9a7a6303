//! Where each page of the site lives. Only this room decides an address.
//!
//! An address is made of the locale's path, the category's slug and the article's slug, so that moving a file inside
//! its category never breaks a link.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use kb_lint::url::{A_TO_Z, GLOSSARY, PRINT, STATUS};
use kb_model::article::Status;
use kb_model::catalog::LinkTarget;
use kb_model::reading::HOME;
use kb_model::settings::{Fallback, LocaleSettings};
use kb_model::troubleshooter::WHOLE;
use kb_model::{FilePath, Id, Kind, Locale, Reader, Settings};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::edition::Base;
use crate::pseudo::Pseudo;

/// An address below the base of the site, not percent-encoded: `/en/payments/charged-twice/`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Route(Arc<str>);

/// What RFC 3986, section 3.3, does not allow in a path, and `%` itself.
const ESCAPED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'%');

impl Route {
    /// Takes an address.
    pub fn new(address: impl AsRef<str>) -> Self {
        Self(address.as_ref().into())
    }

    fn of_parts(parts: &[&str]) -> Self {
        Self(parts.concat().into())
    }

    /// Returns the address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the address as links on the site write it.
    pub fn href(&self, base: &Base) -> String {
        [base.path(), &Cow::from(utf8_percent_encode(&self.0, ESCAPED))].concat()
    }

    /// Returns the address as the world writes it.
    pub fn url(&self, base: &Base) -> String {
        [base.origin(), base.path(), &Cow::from(utf8_percent_encode(&self.0, ESCAPED))].concat()
    }

    /// Tells whether a page for people lives here, and not a file for machines.
    pub fn is_page(&self) -> bool {
        self.0.ends_with('/')
    }

    /// Returns the path of the file that a static host serves here.
    pub fn file(&self) -> String {
        let path = self.0.trim_start_matches('/');
        if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}

/// Where readers of a locale find a thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The page.
    pub route: Route,
    /// The locale of the page's interface.
    pub locale: Locale,
    /// The language of its text.
    pub text: Locale,
}

/// The language chooser.
pub fn chooser() -> Route {
    Route::new("/")
}

/// The page for what is not there.
pub fn not_found() -> Route {
    Route::new("/404.html")
}

/// The home page of a locale.
pub fn home(locale: &LocaleSettings) -> Route {
    Route::new(format!("/{}/", locale.path))
}

/// The channel finder of a locale, and the folder of its channels.
pub fn channels(locale: &LocaleSettings) -> Route {
    Route::new(format!("/{}/{}/", locale.path, Kind::Channel.folder()))
}

/// What can be read in a locale without a network.
pub fn offline(locale: &LocaleSettings) -> Route {
    Route::new(format!("/{}/offline/", locale.path))
}

/// The service worker of a locale. It rules over what lives beside it and below.
pub fn worker(locale: &LocaleSettings) -> Route {
    Route::new(format!("/{}/worker.js", locale.path))
}

/// Everything that a locale has to read.
pub fn a_to_z(locale: &LocaleSettings) -> Route {
    Route::new(format!("/{}/{A_TO_Z}/", locale.path))
}

/// What words mean in a locale.
pub fn glossary(locale: &LocaleSettings) -> Route {
    Route::new(format!("/{}/{GLOSSARY}/", locale.path))
}

/// What helps on paper, where there is such a page.
pub fn print(locale: &LocaleSettings) -> Route {
    Route::new(format!("/{}/{PRINT}/", locale.path))
}

/// Tells whether a locale has what helps on paper: ways to reach somebody, or checklists.
pub fn has_print(reader: &Reader<'_>, locale: &Locale) -> bool {
    [Kind::Channel, Kind::Checklist].into_iter().any(|kind| !reader.roll(kind, locale).is_empty())
}

/// How current a locale is.
pub fn status(locale: &LocaleSettings) -> Route {
    Route::new(format!("/{}/{STATUS}/", locale.path))
}

/// How current every locale is, for programs.
pub fn status_report() -> Route {
    Route::new("/status.json")
}

/// The page of a locale that lists everything, and answers queries.
pub fn search(locale: &LocaleSettings) -> Route {
    Route::new(format!("/{}/search/", locale.path))
}

/// The search index of a locale.
///
/// Its name holds no digest: every page names it, and would change with every word.
pub fn search_index(locale: &LocaleSettings) -> Route {
    Route::new(format!("/{}/search/index.json", locale.path))
}

/// A part of the search index of a locale, by a name that holds a digest.
pub fn search_part(locale: &LocaleSettings, name: &str) -> Route {
    Route::of_parts(&[search_parts(locale).as_str(), name, ".json"])
}

/// Returns the name of the part of the search index of a locale that has an address, if it is the address of one.
pub fn search_part_name<'r>(locale: &LocaleSettings, route: &'r Route) -> Option<&'r str> {
    route.as_str().strip_prefix(search_parts(locale).as_str())?.strip_suffix(".json")
}

/// The folder of the parts of the search index of a locale.
pub fn search_parts(locale: &LocaleSettings) -> Route {
    Route::new(format!("/{}/search/parts/", locale.path))
}

/// The Atom feed of a locale.
pub fn feed(locale: &LocaleSettings) -> Route {
    Route::new(format!("/{}/feed.xml", locale.path))
}

/// The list of a locale's texts for programs.
pub fn llms(locale: &LocaleSettings) -> Route {
    Route::new(format!("/{}/llms.txt", locale.path))
}

/// The list of those lists.
pub fn llms_index() -> Route {
    Route::new("/llms.txt")
}

/// The Markdown twin of a page.
pub fn twin(page: &Route) -> Route {
    Route::new(format!("{page}index.md"))
}

/// The sitemap of a locale.
pub fn sitemap(locale: &LocaleSettings) -> Route {
    Route::new(format!("/{}/sitemap.xml", locale.path))
}

/// The list of sitemaps.
pub fn sitemap_index() -> Route {
    Route::new("/sitemap.xml")
}

/// The redirects, for hosts that can answer with a status.
pub fn redirects() -> Route {
    Route::new("/_redirects")
}

/// The headers that a host should send.
pub fn headers() -> Route {
    Route::new("/_headers")
}

/// The language-neutral page of an article.
pub fn neutral(id: &Id) -> Route {
    Route::new(format!("/{NEUTRAL}/{id}/"))
}

/// The folder of language-neutral pages; no locale has its path.
const NEUTRAL: &str = "a";

/// A path below a locale: where an alias leads from.
pub fn below(locale: &LocaleSettings, path: &str) -> Route {
    Route::new(format!("/{}/{}/", locale.path, path.trim_matches('/')))
}

/// A page of the locale with some home page, in a pseudo-locale.
pub fn pseudo(pseudo: Pseudo, page: &Route, home: &Route) -> Route {
    let below = page.0.strip_prefix(home.as_str()).unwrap_or_default();
    Route::of_parts(&["/", pseudo.path(), "/", below])
}

/// Returns the alias that would lead on from an address: its path below its locale, or the id in a language-neutral one.
pub fn alias(settings: &Settings, route: &Route) -> Option<String> {
    let path = route.as_str().trim_matches('/');
    let (first, rest) = path.split_once('/')?;
    let is_known = first == NEUTRAL || settings.locales.iter().any(|locale| locale.path == first);
    is_known.then(|| rest.to_owned())
}

/// A file of the content, such as an image.
pub fn asset(path: &FilePath) -> Route {
    Route::new(format!("/assets/{path}"))
}

/// Returns where readers of a locale find a thing; nothing for what has no page.
///
/// An archived article is found where the one that took its place is. Where a locale leaves out what it has no
/// translation of, the address is the source's.
pub fn of(reader: &Reader<'_>, kind: Kind, id: &Id, locale: &Locale) -> Option<Location> {
    let link = current(reader, kind, id, locale)?;
    let is_omitted = *link.locale != *locale && fallback(reader, locale) == Fallback::Omit;
    let (route, page) = if is_omitted {
        (own(reader, kind, link.id, link.locale)?, link.locale)
    } else {
        (of_link(reader, kind, &link, locale)?, locale)
    };
    Some(Location { route, locale: page.clone(), text: link.locale.clone() })
}

/// Returns what a link to a thing leads to: itself, or the article that took its place.
pub fn current<'c>(reader: &Reader<'c>, kind: Kind, id: &Id, locale: &Locale) -> Option<LinkTarget<'c>> {
    let mut link = reader.link(kind, id, locale)?;
    for _ in 0..MOST_REPLACEMENTS {
        match link.status {
            Status::Archived { replaced_by } => link = reader.link(kind, replaced_by.as_ref()?, locale)?,
            Status::Draft | Status::Published => return Some(link),
        }
    }
    None
}

/// How many articles may have taken each other's place before a link gives up: a circle has no end.
const MOST_REPLACEMENTS: usize = 8;

/// Returns the address that a thing has, or had, by its own slug.
pub fn own(reader: &Reader<'_>, kind: Kind, id: &Id, locale: &Locale) -> Option<Route> {
    of_link(reader, kind, &reader.link(kind, id, locale)?, locale)
}

/// Returns the address of a node of a troubleshooter. The first question is asked where the troubleshooter lives.
pub fn node(reader: &Reader<'_>, id: &Id, name: &str, locale: &Locale) -> Option<Route> {
    let Route(page) = own(reader, Kind::Troubleshooter, id, locale)?;
    let source = reader.thing(Kind::Troubleshooter, id, locale)?.source.as_ref()?;
    let start = source.troubleshooter()?.start.as_ref();
    let is_first = start.is_some_and(|start| *start.text == *name);
    Some(if is_first { Route(page) } else { Route::of_parts(&[&page, name, "/"]) })
}

/// Returns the address of all nodes of a troubleshooter on one page.
pub fn whole(reader: &Reader<'_>, id: &Id, locale: &Locale) -> Option<Route> {
    let Route(page) = own(reader, Kind::Troubleshooter, id, locale)?;
    Some(Route::of_parts(&[&page, WHOLE, "/"]))
}

fn of_link(reader: &Reader<'_>, kind: Kind, link: &LinkTarget<'_>, locale: &Locale) -> Option<Route> {
    let path = &reader.settings().locale(locale)?.path;
    match kind {
        Kind::Category => Some(Route::of_parts(&["/", path, "/", link.slug, "/"])),
        Kind::Article => {
            let category = link.category?;
            let category_link = reader.link(Kind::Category, category, locale);
            let category_slug = category_link.map_or(category.as_str(), |link| link.slug);
            Some(Route::of_parts(&["/", path, "/", category_slug, "/", link.slug, "/"]))
        }
        Kind::Page if link.id.as_str() == HOME => Some(Route::of_parts(&["/", path, "/"])),
        Kind::Page => Some(Route::of_parts(&["/", path, "/", link.id.as_str(), "/"])),
        Kind::Channel | Kind::Checklist | Kind::Troubleshooter => {
            Some(Route::of_parts(&["/", path, "/", kind.folder(), "/", link.slug, "/"]))
        }
    }
}

fn fallback(reader: &Reader<'_>, locale: &Locale) -> Fallback {
    reader.settings().locale(locale).map_or(Fallback::default(), |settings| settings.fallback)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn routes_have_files_and_hrefs() {
        let check = |route: &str, file: &str, href: &str| {
            let route = Route::new(route);
            assert_eq!(route.file(), file);
            assert_eq!(route.href(&Base::new("https://example.com/help")), href);
        };
        check("/", "index.html", "/help/");
        check("/en/payments/", "en/payments/index.html", "/help/en/payments/");
        check("/zh-hans/付款/", "zh-hans/付款/index.html", "/help/zh-hans/%E4%BB%98%E6%AC%BE/");
        check("/404.html", "404.html", "/help/404.html");
    }
}
