//! `kb-site routes`: every address, and what it is made from.

use std::process::ExitCode;

use anyhow::{Context as _, Result};
use kb_lint::report::human::counted;
use kb_model::reading::{COMPOSER, SHOW_CARD, document_path};
use kb_model::{Catalog, Id, Kind, Reader};

use super::{CLEAN, FINDINGS, Folders, Loaded, edition};
use crate::cli::Routes;
use crate::edition::{Edition, SiteAddress};
use crate::lock::{self, Lock};
use crate::plan::Page;
use crate::route;
use crate::site::Site;

/// Lists the addresses.
pub fn run(options: &Routes) -> Result<ExitCode> {
    let loaded = Folders::find(&options.input)?.read()?.join();
    if !loaded.catalog.has_settings() {
        loaded.report(&loaded.catalog.diagnostics().cloned().collect::<Vec<_>>());
        return Ok(ExitCode::from(FINDINGS));
    }
    let edition = edition(&options.input, SiteAddress::Settings);
    let site = match Site::of(&loaded.catalog, &loaded.files, edition) {
        Ok(site) => site,
        Err(faults) => {
            loaded.report(&faults);
            return Ok(ExitCode::from(FINDINGS));
        }
    };
    if options.locked {
        return Ok(check_lock(&loaded, &site));
    }
    if options.lock {
        return write_lock(&loaded, &site);
    }
    list(&loaded, &site);
    Ok(ExitCode::from(CLEAN))
}

fn list(loaded: &Loaded, site: &Site) {
    let rows: Vec<(&str, String)> = site
        .plan()
        .pages()
        .map(|(route, page)| (route.as_str(), origin(&loaded.catalog, site.edition(), page)))
        .collect();
    let width = rows.iter().map(|(route, _)| route.chars().count()).max().unwrap_or_default();
    for (route, origin) in rows {
        anstream::println!("{route:<width$}  {origin}");
    }
}

/// Reports the addresses that are lost, and those that the lock lacks.
fn check_lock(loaded: &Loaded, site: &Site) -> ExitCode {
    let lock = Lock::of(&loaded.catalog);
    let lost = lock.lost(&loaded.catalog, site.plan());
    loaded.report(&lost);
    let missing = lock.missing(site.plan());
    for route in &missing {
        anstream::eprintln!("`{}` lacks {route}", lock::FILE);
    }
    if !missing.is_empty() {
        anstream::eprintln!("`kb-site routes --lock` adds what is missing");
    }
    ExitCode::from(if lost.is_empty() && missing.is_empty() { CLEAN } else { FINDINGS })
}

/// Adds the addresses that the lock lacks. What is lost stays in it, and is reported by the next build.
fn write_lock(loaded: &Loaded, site: &Site) -> Result<ExitCode> {
    let lock = Lock::of(&loaded.catalog);
    let added = counted(lock.missing(site.plan()).len(), "line");
    let path = loaded.folders.content.join(lock::FILE);
    let text = lock.with(site.plan(), loaded.catalog.settings());
    std::fs::write(&path, text).with_context(|| format!("cannot write `{}`", path.display()))?;
    anstream::println!("{}: {added} added", loaded.folders.named.join(lock::FILE).display());
    Ok(ExitCode::from(CLEAN))
}

/// Returns what a page is made from, in words or as a path below the content folder.
fn origin(catalog: &Catalog, edition: &Edition, page: &Page) -> String {
    let shown = |kind, id, locale| {
        let document = catalog.thing(kind, id).and_then(|thing| thing.shown(locale));
        let path = document.map_or_else(|| document_path(kind, id, locale), |document| document.path.clone());
        let is_own = document.is_some_and(|document| document.locale == *locale);
        if is_own { path.to_string() } else { format!("{path} (no translation into {locale})") }
    };
    match page {
        Page::Chooser => "the choice of a language".into(),
        Page::Home(locale) => format!("the home page in {locale}"),
        Page::Category(id, locale) => shown(Kind::Category, id, locale),
        Page::AToZ(locale) => format!("everything in {locale}"),
        Page::Glossary(locale) => format!("{} in {locale}", kb_model::glossary::FILE),
        Page::Print(locale) => format!("what helps on paper in {locale}"),
        Page::Status(locale) => format!("how current {locale} is"),
        Page::StatusReport => "how current every locale is, for programs".into(),
        Page::Finder(locale) => format!("the channel finder in {locale}"),
        Page::Search(locale) => format!("all that can be found in {locale}"),
        Page::SearchIndex(locale) => format!("the search index in {locale}"),
        Page::Channel(id, locale) => shown(Kind::Channel, id, locale),
        Page::Checklist(id, locale) => shown(Kind::Checklist, id, locale),
        Page::Troubleshooter(id, locale) => shown(Kind::Troubleshooter, id, locale),
        Page::Node(id, name, locale) => {
            format!("{}#{name}", shown(Kind::Troubleshooter, id, locale))
        }
        Page::Whole(id, locale) => format!("all of {}", shown(Kind::Troubleshooter, id, locale)),
        Page::Article(id, locale) => shown(Kind::Article, id, locale),
        Page::Composer(locale) => shown(Kind::Page, &Id::new(COMPOSER), locale),
        Page::Plain(id, locale) => shown(Kind::Page, id, locale),
        Page::ShowCard(locale) => shown(Kind::Page, &Id::new(SHOW_CARD), locale),
        Page::LlmsIndex => "the lists of texts, for programs".into(),
        Page::Llms(locale) => format!("the texts in {locale}, for programs"),
        Page::Twin(id, locale) => format!("{} as Markdown", shown(Kind::Article, id, locale)),
        Page::OldNeutral(id) => format!("redirect to {}", route::neutral(id)),
        Page::Neutral(id) => format!("{id} in every language"),
        Page::Redirect(kind, id, locale) => {
            let reader = Reader::new(catalog, edition.audience);
            let target = route::of(&reader, *kind, id, locale);
            target.map_or_else(|| "nothing".into(), |address| format!("redirect to {}", address.route))
        }
        Page::NotFound => "every address that is not there".into(),
        Page::SitemapIndex => "the list of sitemaps".into(),
        Page::Sitemap(locale) => format!("the sitemap in {locale}"),
        Page::Feed(locale) => format!("the Atom feed in {locale}"),
        Page::Robots => "what crawlers may do".into(),
        Page::Headers => "headers for hosts that read them".into(),
        Page::Redirects => "redirects for hosts that read them".into(),
        Page::ThemeAsset(name) => format!("the theme's assets/{name}"),
        Page::Asset(path) => path.to_string(),
        Page::Offline(locale) => format!("what can be read without a network in {locale}"),
        Page::Worker(locale) => format!("the service worker in {locale}"),
        Page::Pseudo(pseudo, route) => format!("{route}, as {} would have it", pseudo.path()),
    }
}
