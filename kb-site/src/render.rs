//! Rendering: from a page of the plan to a finished output.

use std::collections::BTreeSet;
use std::sync::Arc;

use kb_model::settings::LocaleSettings;
use kb_model::{Catalog, Diagnostic, Facet, Id, Locale, Reader};
use rayon::prelude::*;

use crate::edition::Edition;
use crate::output::Output;
use crate::plan::{Page, Plan};
use crate::route::Route;
use crate::theme::Theme;
use crate::view::{ArticleView, CategoryView, ChooserView, HomeView, NeutralView, RedirectView, Viewpoint};
use crate::{feed, sitemap};

/// Everything that a page is made from.
#[derive(Debug, Clone, Copy)]
pub struct Ingredients<'a> {
    /// The knowledge base.
    pub catalog: &'a Catalog,
    /// The theme.
    pub theme: &'a Theme,
    /// For whom and for which address.
    pub edition: &'a Edition,
    /// Every address.
    pub plan: &'a Plan,
}

impl Ingredients<'_> {
    /// Renders every page of the plan, in parallel; the outputs come in the order of their addresses.
    pub fn render_all(self) -> Result<Vec<Output>, Vec<Diagnostic>> {
        let pages: Vec<(&Route, &Page)> = self.plan.pages().collect();
        let rendered: Vec<Result<Output, Box<Diagnostic>>> =
            pages.into_par_iter().map(|(route, page)| self.render(route, page)).collect();
        let mut faults: Vec<Diagnostic> = Vec::new();
        let mut outputs = Vec::with_capacity(rendered.len());
        for result in rendered {
            match result {
                Ok(output) => outputs.push(output),
                Err(fault) if !faults.contains(&fault) => faults.push(*fault),
                Err(_) => {}
            }
        }
        if faults.is_empty() { Ok(outputs) } else { Err(faults) }
    }

    /// Renders one page, and notes what it looked at.
    pub fn render(self, route: &Route, page: &Page) -> Result<Output, Box<Diagnostic>> {
        let reader = Reader::new(self.catalog, self.edition.audience);
        let bytes = self.bytes(&reader, page)?;
        let mut seen: BTreeSet<Facet> = reader.into_seen();
        if matches!(page, Page::Redirects) {
            seen.extend(self.plan.seen().iter().cloned());
        }
        Ok(Output::new(route.clone(), bytes, seen))
    }

    fn bytes(self, reader: &Reader<'_>, page: &Page) -> Result<Arc<[u8]>, Box<Diagnostic>> {
        let base = self.plan.base();
        let locales = &reader.settings().locales;
        let written = |result: std::io::Result<Vec<u8>>| result.expect("a Vec takes all");
        let bytes: Vec<u8> = match page {
            Page::ThemeAsset(name) => {
                let asset = self.theme.asset(name).expect("the plan was made with this theme");
                return Ok(asset.bytes.clone());
            }
            Page::Asset(path) => return Ok(reader.asset(path).cloned().unwrap_or_default()),
            Page::SitemapIndex => written(sitemap::index(locales, base)),
            Page::Robots => sitemap::robots(base).into_bytes(),
            Page::Headers => sitemap::headers_file().into_bytes(),
            Page::Redirects => sitemap::redirects_file(self.plan, reader, base).into_bytes(),
            Page::Sitemap(locale) => written(sitemap::sitemap(self.viewpoint(reader, locale))),
            Page::Feed(locale) => written(feed::atom(self.viewpoint(reader, locale))),
            _ => self.html(reader, page)?.into_bytes(),
        };
        Ok(bytes.into())
    }

    fn html(self, reader: &Reader<'_>, page: &Page) -> Result<String, Box<Diagnostic>> {
        let at = |locale: &Locale| self.viewpoint(reader, locale);
        let source =
            || reader.settings().source_locale.clone().expect("a plan with pages has a source locale");
        let theme = self.theme;
        match page {
            Page::Chooser => theme.render("chooser.html", &ChooserView::chooser(at(&source()))),
            Page::NotFound => theme.render("not-found.html", &ChooserView::not_found(at(&source()))),
            Page::Home(locale) => theme.render("home.html", &HomeView::of(at(locale))),
            Page::Category(id, locale) => {
                theme.render("category.html", &there(CategoryView::of(at(locale), id), id))
            }
            Page::Article(id, locale) => {
                theme.render("article.html", &there(ArticleView::of(at(locale), id), id))
            }
            Page::Neutral(id) => theme.render("neutral.html", &there(NeutralView::of(at(&source()), id), id)),
            Page::Redirect(kind, id, locale) => {
                theme.render("redirect.html", &there(RedirectView::of(at(locale), *kind, id), id))
            }
            Page::SitemapIndex
            | Page::Sitemap(_)
            | Page::Feed(_)
            | Page::Robots
            | Page::Headers
            | Page::Redirects
            | Page::ThemeAsset(_)
            | Page::Asset(_) => unreachable!("these are not made from templates"),
        }
    }

    fn viewpoint<'a>(&'a self, reader: &'a Reader<'a>, locale: &Locale) -> Viewpoint<'a> {
        let locale: &LocaleSettings =
            reader.settings().locale(locale).expect("the plan names locales of the settings");
        Viewpoint { reader, theme: self.theme, base: self.plan.base(), locale }
    }
}

/// Returns the view of a thing, which the plan of the same catalog has found to be there.
fn there<V>(view: Option<V>, id: &Id) -> V {
    view.unwrap_or_else(|| panic!("the plan names `{id}`, and the catalog has it"))
}
