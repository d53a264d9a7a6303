//! Sitemaps (sitemaps.org), and what crawlers and hosts should know.
//!
//! A sitemap lists only pages that search engines should keep: those with words of their own. `lastmod` is the day of
//! the last change that a reader would notice, never the day of the build.

use kb_model::reading::HOME;
use kb_model::settings::LocaleSettings;
use kb_model::troubleshooter::Troubleshooter;
use kb_model::{Kind, Reader, Settings};
use quick_xml::Writer;
use quick_xml::events::BytesText;

use crate::edition::Base;
use crate::plan::{Page, Plan};
use crate::route::{self, Route};
use crate::view::Viewpoint;

/// What every XML file begins with.
pub const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

/// The policy of every page: nothing but the site's own files, no inline code. `frame-ancestors` works in a header only.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; \
    connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'; \
    frame-ancestors 'none'";

/// Returns the headers that every response should carry.
pub fn headers() -> [(&'static str, &'static str); 5] {
    [
        ("Content-Security-Policy", POLICY),
        ("Referrer-Policy", "no-referrer"),
        ("X-Content-Type-Options", "nosniff"),
        ("Permissions-Policy", "camera=(), microphone=(), geolocation=()"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    ]
}

/// Returns the sitemap of the viewpoint's locale.
pub fn sitemap(at: Viewpoint<'_>) -> std::io::Result<Vec<u8>> {
    let mut pages: Vec<(Route, Option<String>)> = vec![
        (route::home(at.locale), None),
        (route::channels(at.locale), None),
        (route::a_to_z(at.locale), None),
    ];
    if !at.reader.glossary().terms.is_empty() {
        pages.push((route::glossary(at.locale), None));
    }
    let tag = &at.locale.tag;
    for kind in [Kind::Category, Kind::Channel, Kind::Checklist, Kind::Troubleshooter] {
        for link in at.reader.roll(kind, tag).iter().filter(|link| *link.locale == *tag) {
            pages.extend(route::own(at.reader, kind, link.id, tag).map(|route| (route, None)));
        }
    }
    let own = at.reader.roll(Kind::Page, tag).into_iter().filter(|link| *link.locale == *tag);
    let others = own.filter(|link| link.id.as_str() != HOME);
    pages.extend(others.filter_map(|link| Some((route::own(at.reader, Kind::Page, link.id, tag)?, None))));
    pages.extend(outcomes(at).into_iter().map(|route| (route, None)));
    for update in at.reader.updates(tag).into_iter().filter(|update| update.is_own) {
        let updated = update.updated.map(|date| date.to_string());
        pages.extend(route::own(at.reader, Kind::Article, update.id, tag).map(|route| (route, updated)));
    }
    let mut writer = Writer::new(Vec::from(DECLARATION));
    writer.create_element("urlset").with_attribute(("xmlns", NAMESPACE)).write_inner_content(|writer| {
        pages
            .iter()
            .try_for_each(|(route, updated)| entry(writer, "url", &route.url(at.base), updated.as_deref()))
    })?;
    Ok(writer.into_inner())
}

/// Returns the pages of troubleshooters that say what to do, where they say it in the viewpoint's language.
fn outcomes(at: Viewpoint<'_>) -> Vec<Route> {
    let (tag, mut routes) = (&at.locale.tag, Vec::new());
    for link in at.reader.roll(Kind::Troubleshooter, tag).iter().filter(|link| *link.locale == *tag) {
        let Some(thing) = at.reader.thing(Kind::Troubleshooter, link.id, tag) else { continue };
        let graph = thing.source.as_ref().and_then(|source| source.troubleshooter());
        let is_worded = |name: &str| thing.shown(tag).is_some_and(|words| words.heading(name).is_some());
        let nodes = graph.into_iter().flat_map(Troubleshooter::nodes).filter(|node| node.is_outcome);
        let worded = nodes.filter(|node| is_worded(&node.name.text));
        routes.extend(worded.filter_map(|node| route::node(at.reader, link.id, &node.name.text, tag)));
    }
    routes
}

/// Returns the list of the locales' sitemaps.
pub fn index(locales: &[LocaleSettings], base: &Base) -> std::io::Result<Vec<u8>> {
    let mut writer = Writer::new(Vec::from(DECLARATION));
    writer.create_element("sitemapindex").with_attribute(("xmlns", NAMESPACE)).write_inner_content(
        |writer| {
            locales
                .iter()
                .try_for_each(|locale| entry(writer, "sitemap", &route::sitemap(locale).url(base), None))
        },
    )?;
    Ok(writer.into_inner())
}

/// Returns `robots.txt` (RFC 9309): crawlers are welcome.
pub fn robots(base: &Base) -> String {
    format!("User-agent: *\nAllow: /\n\nSitemap: {}\n", route::sitemap_index().url(base))
}

/// Returns `_headers`, which several static hosts read. A page on which readers write may send nothing.
pub fn headers_file(plan: &Plan, settings: &Settings, base: &Base) -> String {
    let mut file = String::from("/*\n");
    for (name, value) in headers() {
        file.extend(["  ", name, ": ", value, "\n"]);
    }
    let assets = plan.pages().filter(|(_, page)| matches!(page, Page::ThemeAsset(_)));
    let named = assets.map(|(route, _)| route.href(base));
    let parts = settings.locales.iter().map(|locale| route::search_parts(locale).href(base) + "*");
    for path in named.chain(parts) {
        // Their names change with what they hold.
        file.extend(["\n", &path, "\n  Cache-Control: public, max-age=31536000, immutable\n"]);
    }
    let mute = POLICY.replace("connect-src 'self'", "connect-src 'none'");
    let mute = mute.replace("form-action 'self'", "form-action 'none'");
    for (route, _) in plan.pages().filter(|(_, page)| matches!(page, Page::Composer(_))) {
        file.extend(["\n", &route.href(base), "\n  Content-Security-Policy: ", &mute, "\n"]);
    }
    file
}

/// Returns `_redirects`, for hosts that can answer with a status where the pages themselves only refresh.
pub fn redirects_file(plan: &Plan, reader: &Reader<'_>, base: &Base) -> String {
    let lines = plan.pages().filter_map(|(from, page)| {
        let to = match page {
            Page::Redirect(kind, id, locale) => route::of(reader, *kind, id, locale)?.route,
            Page::OldNeutral(id) => route::neutral(id),
            _ => return None,
        };
        Some(format!("{} {} 301\n", from.href(base), to.href(base)))
    });
    lines.collect()
}

fn entry(writer: &mut Writer<Vec<u8>>, name: &str, url: &str, updated: Option<&str>) -> std::io::Result<()> {
    let element = writer.create_element(name);
    element.write_inner_content(|writer| {
        writer.create_element("loc").write_text_content(BytesText::new(url))?;
        if let Some(updated) = updated {
            writer.create_element("lastmod").write_text_content(BytesText::new(updated))?;
        }
        Ok(())
    })?;
    Ok(())
}
