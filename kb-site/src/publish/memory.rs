//! Pages in memory, as the preview shows them: each is rendered when somebody looks at it, and kept until it expires.

use std::collections::BTreeMap;

use kb_lint::report::human::Style;
use kb_model::{Diagnostic, Severity};

use crate::live::{Changes, Expired, Live};
use crate::output::Output;
use crate::route::{self, Route};

/// How many problems are shown over a page: the first few are the ones to mend first.
const MOST_SHOWN: usize = 5;

/// The pages of a live site.
#[derive(Debug)]
pub struct Memory {
    live: Live,
    /// Raised by whatever expires everything.
    epoch: u64,
    pages: BTreeMap<Route, Kept>,
    faults: BTreeMap<Route, Diagnostic>,
}

/// A page as it was last rendered.
#[derive(Debug)]
struct Kept {
    output: Output,
    /// The page as it was before that: a browser may still show it.
    before: Option<Output>,
    /// The epoch in which it was rendered; none if it has expired since.
    epoch: Option<u64>,
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

impl Memory {
    /// Begins without a page.
    pub fn new(live: Live) -> Self {
        Self { live, epoch: 0, pages: BTreeMap::new(), faults: BTreeMap::new() }
    }

    /// Returns the site behind the pages.
    pub fn live(&self) -> &Live {
        &self.live
    }

    /// Returns the site behind the pages, to be checked.
    pub fn live_mut(&mut self) -> &mut Live {
        &mut self.live
    }

    /// Takes changes in.
    pub fn update(&mut self, changes: Changes) {
        match self.live.update(changes) {
            Expired::Everything => {
                self.epoch += 1;
                self.faults.clear();
            }
            Expired::Pages(routes) => {
                for route in routes {
                    if let Some(kept) = self.pages.get_mut(&route) {
                        kept.epoch = None;
                    }
                }
            }
        }
    }

    /// Returns what is to be seen at an address, rendering it if it is not current.
    pub fn page(&mut self, route: &Route) -> Served {
        if self.live.site().plan().page(route).is_none() {
            if let Some(part) = self.live.site().part(self.live.catalog(), route) {
                return Served::Page(part);
            }
            return self.not_found(route);
        }
        let current = self.pages.get(route).filter(|kept| kept.epoch == Some(self.epoch));
        if let Some(kept) = current {
            return Served::Page(kept.output.clone());
        }
        match self.live.render(route) {
            Some(Ok(output)) => {
                self.faults.remove(route);
                let before = self.last_good(route).filter(|before| before.digest != output.digest);
                let kept = Kept { output: output.clone(), before, epoch: Some(self.epoch) };
                self.pages.insert(route.clone(), kept);
                Served::Page(output)
            }
            Some(Err(fault)) => {
                self.faults.insert(route.clone(), *fault);
                self.last_good(route).map_or(Served::Nothing, Served::Page)
            }
            None => self.not_found(route),
        }
    }

    /// Returns a recent version of a page by its digest.
    pub fn version(&self, route: &Route, digest: &str) -> Option<Output> {
        let kept = self.pages.get(route)?;
        let mut versions = [Some(&kept.output), kept.before.as_ref()].into_iter().flatten();
        versions.find(|version| version.digest.to_string() == digest).cloned()
    }

    /// Returns the reports of everything that keeps the page at an address from being as it should, and then of addresses
    /// that are lost. Paths are shown below `root`, the content folder as the author calls it.
    pub fn report(&self, route: &Route, root: &str) -> String {
        let faults = self.live.faults().chain(self.faults.get(route)).chain(self.live.lost());
        self.live.lines(root).report(faults.take(MOST_SHOWN), Style::Plain)
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
        let mut found = self.live.catalog().diagnostics();
        self.live.faults().next().is_some() || found.any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    fn last_good(&self, route: &Route) -> Option<Output> {
        self.pages.get(route).map(|kept| kept.output.clone())
    }
}
