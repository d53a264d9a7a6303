//! The live site: in memory, current with every save.
//!
//! A change is pushed: it expires the pages that looked at what it touched. A page is pulled: it is rendered when
//! somebody asks for it. So the time from saving to seeing does not grow with the size of the site.

mod readers;
pub mod watch;

use std::collections::BTreeMap;
use std::sync::Arc;

use kb_lint::Finding;
use kb_lint::report::human::Style;
use kb_model::{Catalog, ChangeSet, Diagnostic, Facet, Severity};

use crate::edition::Edition;
use crate::output::Output;
use crate::plan::Plan;
use crate::render::Ingredients;
use crate::report::Lines;
use crate::route::{self, Route};
use crate::theme::{Files, Theme};
use readers::Readers;

/// What happened on disk.
#[derive(Debug, Default)]
pub struct Changes {
    /// Changes of content.
    pub content: ChangeSet,
    /// The theme's files, if one of them changed.
    pub theme: Option<Files>,
}

/// How many problems are shown over a page: the first few are the ones to mend first.
const MOST_SHOWN: usize = 5;

/// A site that follows its content and its theme.
#[derive(Debug)]
pub struct Live {
    catalog: Arc<Catalog>,
    files: Files,
    theme: Theme,
    edition: Edition,
    plan: Plan,
    pages: BTreeMap<Route, Kept>,
    readers: Readers,
    theme_faults: Vec<Diagnostic>,
    page_faults: BTreeMap<Route, Diagnostic>,
    findings: Vec<Finding>,
}

/// A page as it was last rendered.
#[derive(Debug)]
struct Kept {
    output: Output,
    is_expired: bool,
}

/// What is served at an address.
#[derive(Debug, Clone)]
pub enum Served {
    /// The page as it is, or the last good one while something is wrong.
    Page(Output),
    /// There is no such page; this one says so.
    NotFound(Output),
    /// There is a page, but none has been good yet.
    Nothing,
}

impl Live {
    /// Begins with what is there. A theme that does not load leaves nothing to show, and is refused.
    pub fn new(catalog: Catalog, files: Files, edition: Edition) -> Result<Self, Vec<Diagnostic>> {
        let theme = Theme::of(&files, catalog.settings())?;
        let plan = Plan::of(&catalog, &theme, &edition);
        Ok(Self {
            catalog: Arc::new(catalog),
            files,
            theme,
            edition,
            plan,
            pages: BTreeMap::new(),
            readers: Readers::default(),
            theme_faults: Vec::new(),
            page_faults: BTreeMap::new(),
            findings: Vec::new(),
        })
    }

    /// Returns the knowledge base as it is now.
    pub fn catalog(&self) -> Arc<Catalog> {
        self.catalog.clone()
    }

    /// Takes changes in: expires what looked at a touched facet, and renders nothing.
    pub fn update(&mut self, changes: Changes) {
        let touched = Arc::make_mut(&mut self.catalog).apply(changes.content);
        let is_new_theme = changes.theme.is_some();
        self.files = changes.theme.unwrap_or_else(|| self.files.clone());
        if is_new_theme || touched.contains(&Facet::Settings) {
            self.dress();
        }
        if is_new_theme || self.plan.is_touched(&touched) {
            self.plan = Plan::of(&self.catalog, &self.theme, &self.edition);
        }
        for route in self.readers.of(&touched) {
            if let Some(kept) = self.pages.get_mut(&route) {
                kept.is_expired = true;
            }
        }
    }

    /// Returns what is to be seen at an address, rendering it if it is not current.
    pub fn page(&mut self, route: &Route) -> Served {
        let Some(page) = self.plan.page(route).cloned() else { return self.not_found(route) };
        let current = self.pages.get(route).filter(|kept| !kept.is_expired);
        if let Some(kept) = current {
            return Served::Page(kept.output.clone());
        }
        match self.ingredients().render(route, &page) {
            Ok(output) => {
                self.page_faults.remove(route);
                self.readers.note(route, &output.seen);
                self.pages.insert(route.clone(), Kept { output: output.clone(), is_expired: false });
                Served::Page(output)
            }
            Err(fault) => {
                self.page_faults.insert(route.clone(), *fault);
                self.last_good(route).map_or(Served::Nothing, Served::Page)
            }
        }
    }

    /// Takes in what the linter found, for as long as the knowledge base is still the one that it looked at.
    pub fn note(&mut self, catalog: &Arc<Catalog>, findings: Vec<Finding>) {
        if Arc::ptr_eq(catalog, &self.catalog) {
            self.findings = findings;
        }
    }

    /// Returns what the linter found, the theme's faults, and those of the page at this address.
    fn faults(&self, route: &Route) -> Vec<&Diagnostic> {
        let findings = self.findings.iter().map(|finding| &finding.diagnostic);
        findings.chain(&self.theme_faults).chain(self.page_faults.get(route)).collect()
    }

    /// Returns the reports of everything that keeps the page at an address from being as it should. Paths are shown
    /// below `root`, the content folder as the author calls it.
    pub fn report(&self, route: &Route, root: &str) -> String {
        let faults = self.faults(route);
        let lines = Lines { catalog: &self.catalog, theme: &self.files, root };
        lines.report(faults.into_iter().take(MOST_SHOWN), Style::Plain)
    }

    /// Puts the theme on anew. A theme with faults, or settings that cannot be used, leave the old one on.
    fn dress(&mut self) {
        if !self.catalog.has_settings() {
            return;
        }
        match Theme::of(&self.files, self.catalog.settings()) {
            Ok(theme) => {
                self.theme = theme;
                self.theme_faults.clear();
                self.page_faults.clear();
                for kept in self.pages.values_mut() {
                    kept.is_expired = true;
                }
            }
            Err(faults) => self.theme_faults = faults,
        }
    }

    fn ingredients(&self) -> Ingredients<'_> {
        Ingredients { catalog: &self.catalog, theme: &self.theme, edition: &self.edition, plan: &self.plan }
    }

    /// While something is wrong, a page that went away with it is still shown.
    fn not_found(&mut self, route: &Route) -> Served {
        if let Some(output) = self.last_good(route).filter(|_| self.is_broken()) {
            return Served::Page(output);
        }
        if *route == route::not_found() {
            return Served::Nothing;
        }
        match self.page(&route::not_found()) {
            Served::Page(output) => Served::NotFound(output),
            other => other,
        }
    }

    /// Tells whether a page may be missing because a file cannot be read.
    fn is_broken(&self) -> bool {
        let mut found = self.catalog.diagnostics();
        !self.findings.is_empty() || found.any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    fn last_good(&self, route: &Route) -> Option<Output> {
        self.pages.get(route).map(|kept| kept.output.clone())
    }
}
