//! The site: a plan in a theme, from which every page can be rendered.

mod parts;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;
use kb_model::reading::{COMPOSER, SHOW_CARD};
use kb_model::settings::LocaleSettings;
use kb_model::{Catalog, Diagnostic, Facet, Id, Locale, Reader, Settings};
use serde::Serialize;

use crate::edition::{Base, Edition};
use crate::offline::{self, Pack};
use crate::output::Output;
use crate::plan::{Page, Plan};
use crate::route::{self, Route};
use crate::search::files::list;
use crate::search::followed::Searches;
use crate::theme::{Files, Shared, Theme};
use crate::view::{
    AToZView, ArticleView, CategoryView, ChannelPageView, ChecklistView, ChooserView, ComposerView,
    FinderView, GlossaryView, Ground, HomeView, NeutralView, NodePageView, OfflineView, PlainView, PrintView,
    RedirectView, SearchView, ShowCardView, StatusView, TroubleshooterView, View, Viewpoint, WholeView,
    WorkerView,
};
use crate::{feed, llms, sitemap, status, twin};

/// Everything that pages are made from, besides the knowledge base.
#[derive(Debug)]
pub struct Site {
    edition: Edition,
    settings: Settings,
    theme: Theme,
    base: Base,
    shared: BTreeMap<Locale, Shared>,
    plan: Plan,
    searches: Searches,
}

/// A page that was rendered, and what was looked at for it.
#[derive(Debug)]
pub struct Rendered {
    /// The finished file.
    pub output: Output,
    /// The facets of the knowledge base that were looked at.
    pub seen: Vec<Facet>,
}

impl Site {
    /// Plans the site of a knowledge base, in the theme of some files.
    pub fn of(catalog: &Catalog, files: &Files, edition: Edition) -> Result<Self, Vec<Diagnostic>> {
        let settings = catalog.settings();
        let theme = Theme::of(files, settings)?;
        let base = edition.base(settings);
        let plan = Plan::of(catalog, &theme, &edition);
        let shared = shared(&theme, settings, &edition, &plan);
        let searches = Searches::of(settings);
        Ok(Self { edition, settings: settings.clone(), theme, base, shared, plan, searches })
    }

    /// Puts on the theme of some files. Under the same settings the plan stays, but for the theme's own files.
    pub fn dress(&mut self, catalog: &Catalog, files: &Files) -> Result<(), Vec<Diagnostic>> {
        if *catalog.settings() != self.settings || self.plan == Plan::default() {
            *self = Self::of(catalog, files, self.edition.clone())?;
            self.searches.follow();
            return Ok(());
        }
        let theme = Theme::of(files, &self.settings)?;
        self.shared = shared(&theme, &self.settings, &self.edition, &self.plan);
        self.plan.replace_theme(&self.theme, &theme);
        self.theme = theme;
        self.searches.forget(); // the theme's words are in them
        Ok(())
    }

    /// Makes the site for another day. Its plan stays: addresses do not come and go with the days.
    pub fn begin_day(&mut self, today: Date) {
        self.edition.today = today;
        self.searches.forget(); // sections that have ended are not found
    }

    /// Begins to follow the knowledge base: [`Site::touch`] will tell what has changed.
    pub fn follow(&mut self) {
        self.searches.follow();
    }

    /// Notes what has changed in the knowledge base, for what is not planned page by page.
    pub fn touch(&mut self, touched: &BTreeSet<Facet>) {
        self.searches.touch(touched);
    }

    /// Plans anew, after the knowledge base has changed, and returns the addresses at which there is something else now.
    /// Under other settings than those that the theme was put on for, there is nothing to plan.
    pub fn plan_anew(&mut self, catalog: &Catalog) -> BTreeSet<Route> {
        let fits = *catalog.settings() == self.settings;
        let plan = if fits { Plan::of(catalog, &self.theme, &self.edition) } else { Plan::default() };
        let before = std::mem::replace(&mut self.plan, plan);
        let mut changed = before.difference(&self.plan);
        if fits && before.composers() != self.plan.composers() {
            self.shared = shared(&self.theme, &self.settings, &self.edition, &self.plan);
            changed.extend(self.plan.routes().cloned()); // every page leads there
        }
        changed.extend([route::redirects(), route::headers()]); // made from the plan, and not from facets
        changed
    }

    /// Returns every address.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// Returns the theme.
    pub fn theme(&self) -> &Theme {
        &self.theme
    }

    /// Returns for whom and for which address the site is made.
    pub fn edition(&self) -> &Edition {
        &self.edition
    }

    /// Renders the page at an address; nothing if there is none.
    pub fn output(&self, catalog: &Catalog, route: &Route) -> Option<Result<Output, Box<Diagnostic>>> {
        let reader = Reader::once(catalog, self.edition.audience);
        let Some(page) = self.plan.page(route) else { return self.part(catalog, route).map(Ok) };
        Some(self.bytes(&reader, page).map(|bytes| Output::new(route.clone(), bytes)))
    }

    /// Renders the page at an address, and notes what it looked at.
    pub fn render(&self, catalog: &Catalog, route: &Route) -> Option<Result<Rendered, Box<Diagnostic>>> {
        let reader = Reader::new(catalog, self.edition.audience);
        let page = self.plan.page(route)?;
        Some(self.bytes(&reader, page).map(|bytes| {
            let output = Output::new(route.clone(), bytes);
            Rendered { output, seen: reader.into_seen() }
        }))
    }

    fn bytes(&self, reader: &Reader<'_>, page: &Page) -> Result<Arc<[u8]>, Box<Diagnostic>> {
        let base = &self.base;
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
            Page::Headers => sitemap::headers_file(&self.plan, reader.settings(), base).into_bytes(),
            Page::Redirects => sitemap::redirects_file(&self.plan, reader, base).into_bytes(),
            Page::Sitemap(locale) => written(sitemap::sitemap(self.viewpoint(reader, locale))),
            Page::Feed(locale) => written(feed::atom(self.viewpoint(reader, locale))),
            Page::SearchIndex(locale) => {
                let at = self.viewpoint(reader, locale);
                let search = self.search(reader.every_word(locale), locale);
                let files = search.as_ref().and_then(|search| search.files());
                files.map(|files| list(files, at)).unwrap_or_default()
            }
            Page::Worker(locale) => {
                let pack = self.pack(reader, locale)?;
                self.page("worker.js", self.viewpoint(reader, locale), |at| WorkerView::of(at, &pack))?
            }
            Page::Pseudo(pseudo, route) => {
                let page = self.plan.page(route).expect("the plan names pages of its own");
                let home = route::home(reader.settings().source().expect("the plan found it")).href(base);
                pseudo.rewrite(&self.bytes(reader, page)?, &home, base)
            }
            Page::Twin(id, locale) => {
                there(twin::markdown(self.viewpoint(reader, locale), id), id).into_bytes()
            }
            Page::StatusReport => status::json(self.viewpoint(reader, source(reader))),
            Page::Llms(locale) => llms::list(self.viewpoint(reader, locale)).into_bytes(),
            Page::LlmsIndex => llms::index(self.viewpoint(reader, source(reader))).into_bytes(),
            _ => self.html(reader, page)?,
        };
        Ok(bytes.into())
    }

    fn html(&self, reader: &Reader<'_>, page: &Page) -> Result<Vec<u8>, Box<Diagnostic>> {
        let at = |locale: &Locale| self.viewpoint(reader, locale);
        match page {
            Page::Chooser => self.page("chooser.html", at(source(reader)), ChooserView::chooser),
            Page::NotFound => self.page("not-found.html", at(source(reader)), ChooserView::not_found),
            Page::Home(locale) => self.page("home.html", at(locale), HomeView::of),
            Page::Category(id, locale) => self.thing("category.html", at(locale), id, CategoryView::of),
            Page::Article(id, locale) => self.thing("article.html", at(locale), id, ArticleView::of),
            Page::AToZ(locale) => self.page("a-to-z.html", at(locale), AToZView::of),
            Page::Glossary(locale) => self.page("glossary.html", at(locale), GlossaryView::of),
            Page::Print(locale) => self.page("print.html", at(locale), PrintView::of),
            Page::Status(locale) => self.page("status.html", at(locale), StatusView::of),
            Page::Finder(locale) => self.page("finder.html", at(locale), FinderView::of),
            Page::Search(locale) => self.page("search.html", at(locale), SearchView::of),
            Page::Channel(id, locale) => self.thing("channel.html", at(locale), id, ChannelPageView::of),
            Page::Checklist(id, locale) => self.thing("checklist.html", at(locale), id, ChecklistView::of),
            Page::Troubleshooter(id, locale) => {
                self.thing("troubleshooter.html", at(locale), id, TroubleshooterView::of)
            }
            Page::Node(id, name, locale) => {
                self.page("node.html", at(locale), |at| there(NodePageView::of(at, id, name), id))
            }
            Page::Whole(id, locale) => self.thing("whole.html", at(locale), id, WholeView::of),
            Page::Composer(locale) => {
                self.page("composer.html", at(locale), |at| there(ComposerView::of(at), &Id::new(COMPOSER)))
            }
            Page::Plain(id, locale) => self.thing("plain.html", at(locale), id, PlainView::of),
            Page::ShowCard(locale) => {
                self.page("show-card.html", at(locale), |at| there(ShowCardView::of(at), &Id::new(SHOW_CARD)))
            }
            Page::Offline(locale) => {
                let pack = self.pack(reader, locale)?;
                self.page("offline.html", at(locale), |at| OfflineView::of(at, &pack))
            }
            Page::Neutral(id) => self.thing("neutral.html", at(source(reader)), id, NeutralView::of),
            Page::OldNeutral(id) => {
                self.page("redirect.html", at(source(reader)), |at| RedirectView::neutral(at, id))
            }
            Page::Redirect(kind, id, locale) => {
                self.page("redirect.html", at(locale), |at| there(RedirectView::of(at, *kind, id), id))
            }
            Page::SitemapIndex
            | Page::Sitemap(_)
            | Page::Feed(_)
            | Page::Twin(..)
            | Page::Llms(_)
            | Page::LlmsIndex
            | Page::StatusReport
            | Page::Robots
            | Page::Headers
            | Page::Redirects
            | Page::ThemeAsset(_)
            | Page::Asset(_)
            | Page::SearchIndex(_)
            | Page::Worker(_)
            | Page::Pseudo(..) => unreachable!("these are not made from templates"),
        }
    }

    /// Returns what browsers keep of a locale: as many of the pages that help at once as fit.
    pub fn pack(&self, reader: &Reader<'_>, locale: &Locale) -> Result<Pack, Box<Diagnostic>> {
        let mut pack = Pack::of(reader.settings().offline_kb);
        for route in offline::candidates(self.viewpoint(reader, locale)) {
            let Some(page) = self.plan.page(&route) else { continue };
            pack.add(route, &self.bytes(reader, page)?);
        }
        Ok(pack)
    }

    fn page<'a, P: Serialize>(
        &self,
        template: &str,
        at: Viewpoint<'a>,
        view: impl FnOnce(Viewpoint<'a>) -> View<P>,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        self.theme.render(template, &view(at), &self.shared[&at.locale.tag])
    }

    /// Renders the page of a thing, which the plan of the same catalog has found to be there.
    fn thing<'a, P: Serialize>(
        &self,
        template: &str,
        at: Viewpoint<'a>,
        id: &Id,
        view: impl FnOnce(Viewpoint<'a>, &Id) -> Option<View<P>>,
    ) -> Result<Vec<u8>, Box<Diagnostic>> {
        self.page(template, at, |at| there(view(at, id), id))
    }

    pub(crate) fn viewpoint<'a>(&'a self, reader: &'a Reader<'a>, locale: &Locale) -> Viewpoint<'a> {
        let locale: &LocaleSettings =
            reader.settings().locale(locale).expect("the plan names locales of the settings");
        Viewpoint { reader, theme: &self.theme, base: &self.base, today: self.edition.today, locale }
    }
}

/// Returns the locale of pages that belong to none.
fn source<'a>(reader: &'a Reader<'_>) -> &'a Locale {
    reader.settings().source_locale.as_ref().expect("a plan with pages has a source locale")
}

/// Returns the view of a thing, which the plan of the same catalog has found to be there.
fn there<V>(view: Option<V>, id: &Id) -> V {
    view.unwrap_or_else(|| panic!("the plan names `{id}`, and the catalog has it"))
}

/// Renders what the pages of each locale show alike.
fn shared(theme: &Theme, settings: &Settings, edition: &Edition, plan: &Plan) -> BTreeMap<Locale, Shared> {
    #[derive(Serialize)]
    struct Alike {
        frame: Ground,
    }
    let base = &edition.base(settings);
    let composers = plan.composers();
    let of = |locale: &LocaleSettings| {
        let composer = composers.get(&locale.tag).copied();
        let ground = Ground::of(settings, base, locale).with_composer(composer, base);
        let ground = ground.with_search(theme, base, locale);
        let keeps_offline = edition.keeps_offline(settings);
        let frame = if keeps_offline { ground.keeping_offline(theme, base, locale) } else { ground };
        (locale.tag.clone(), theme.shared(&Alike { frame }))
    };
    settings.locales.iter().map(of).collect()
}
