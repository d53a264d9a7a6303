//! The live site: it follows its content and its theme.
//!
//! A change is pushed: it expires the pages that looked at what it touched, and renders nothing. A page is pulled: it is
//! rendered when somebody wants it. So the time from saving to seeing does not grow with the size of the site.

pub mod watch;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::civil::Date;
use kb_lint::{Checked, Finding};
use kb_model::{Catalog, ChangeSet, Diagnostic, Facet, Readers, Severity};

use crate::lock::{self, Lock};
use crate::output::Output;
use crate::plan::Plan;
use crate::report::Lines;
use crate::route::{self, Route};
use crate::site::Site;
use crate::theme::Files;

/// What happened on disk.
#[derive(Debug, Clone, Default)]
pub struct Changes {
    /// Changes of content.
    pub content: ChangeSet,
    /// The theme's files, if one of them may have changed.
    pub theme: Option<Files>,
    /// The day that the site is made for by now, if it may be another.
    pub today: Option<Date>,
}

/// The pages that are not what they were.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expired {
    /// All of them, and every other.
    Everything,
    /// These, whether they are still there or not.
    Pages(BTreeSet<Route>),
}

/// A site that follows its content and its theme.
#[derive(Debug)]
pub struct Live {
    catalog: Arc<Catalog>,
    files: Files,
    site: Site,
    /// Pages are rendered side by side, and each notes here what it looked at.
    readers: Mutex<Readers<Route>>,
    theme_faults: Vec<Diagnostic>,
    checked: Option<Checked>,
    /// What was touched before there was anything to check it against.
    unchecked: BTreeSet<Facet>,
    /// The addresses that were published and lead nowhere by now.
    lost: Vec<Diagnostic>,
}

impl Live {
    /// Begins with the site of a knowledge base, in the theme of some files.
    pub fn new(catalog: Catalog, files: Files, mut site: Site) -> Self {
        site.follow();
        let mut live = Self {
            catalog: Arc::new(catalog),
            files,
            site,
            readers: Mutex::default(),
            theme_faults: Vec::new(),
            checked: None,
            unchecked: BTreeSet::new(),
            lost: Vec::new(),
        };
        live.look_for_lost();
        live
    }

    /// Returns the knowledge base as it is now.
    pub fn catalog(&self) -> &Arc<Catalog> {
        &self.catalog
    }

    /// Returns the site as it is now.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// Takes changes in, and returns the pages that they expire.
    pub fn update(&mut self, changes: Changes) -> Expired {
        let is_locked_anew = changes.content.0.iter().any(|change| change.path.as_str() == lock::FILE);
        let touched = Arc::make_mut(&mut self.catalog).apply(changes.content);
        match &mut self.checked {
            Some(checked) => checked.update(&self.catalog, &touched),
            None => self.unchecked.extend(touched.iter().cloned()),
        }
        let new_theme = changes.theme.filter(|files| *files != self.files);
        let is_new_theme = new_theme.is_some();
        if let Some(files) = new_theme {
            self.files = files;
        }
        let is_new_day = changes.today.is_some_and(|today| self.begin_day(today));
        let is_dressed = (is_new_theme || touched.contains(&Facet::Settings)) && self.dress();
        self.site.touch(&touched);
        let mut expired = self.readers().of(&touched);
        let is_planned_anew = Plan::is_touched(&touched);
        if is_planned_anew {
            expired.extend(self.site.plan_anew(&self.catalog));
        }
        if is_planned_anew || is_dressed || is_locked_anew {
            self.look_for_lost();
        }
        if is_dressed || is_new_day { Expired::Everything } else { Expired::Pages(expired) }
    }

    /// Makes the site for another day, and tells whether it was another.
    fn begin_day(&mut self, today: Date) -> bool {
        let is_new = today != self.site.edition().today;
        if is_new {
            self.site.begin_day(today);
            if self.checked.is_some() {
                self.check(today);
            }
        }
        is_new
    }

    /// Renders the page at an address, and remembers what it looked at; nothing if there is no such page.
    pub fn render(&self, route: &Route) -> Option<Result<Output, Box<Diagnostic>>> {
        Some(self.site.render(&self.catalog, route)?.map(|rendered| {
            self.readers().note(route, rendered.seen);
            rendered.output
        }))
    }

    /// The index is whole between two notes, whatever became of the thread that made the last one.
    fn readers(&self) -> MutexGuard<'_, Readers<Route>> {
        self.readers.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins to follow what the linter has found in the knowledge base as it was in the beginning.
    pub fn follow(&mut self, mut checked: Checked) {
        checked.update(&self.catalog, &std::mem::take(&mut self.unchecked));
        self.checked = Some(checked);
    }

    /// Checks the knowledge base as it is now, as of a day, and follows what the linter finds.
    pub fn check(&mut self, today: Date) {
        self.follow(Checked::of(&self.catalog, today));
    }

    /// Tells whether there is a site. There is none while the settings cannot be used, or the theme does not fit them.
    pub fn is_planned(&self) -> bool {
        self.catalog.has_settings() && *self.site.plan() != Plan::default()
    }

    /// Returns what keeps pages from being as they should: what would make pages wrong, and the theme's faults.
    pub fn faults(&self) -> impl Iterator<Item = &Diagnostic> {
        let findings = self.checked.iter().flat_map(Checked::findings);
        findings.map(|finding: &Finding| &finding.diagnostic).chain(&self.theme_faults)
    }

    /// Returns the addresses that were published and lead nowhere by now: warnings, since half-way through a renaming
    /// everybody has lost something.
    pub fn lost(&self) -> &[Diagnostic] {
        &self.lost
    }

    fn look_for_lost(&mut self) {
        self.lost = Vec::new();
        if self.is_planned() {
            let mut lock = Lock::of(&self.catalog);
            let settings = self.catalog.settings();
            if settings.offline_kb.is_some() && !self.site.edition().keeps_offline(settings) {
                settings.locales.iter().for_each(|locale| lock.lift(&route::offline(locale))); // no preview has it
            }
            self.lost = lock.lost(&self.catalog, self.site.plan());
        }
        for lost in &mut self.lost {
            lost.severity = Severity::Warning;
        }
    }

    /// Returns where the lines of a report come from. Paths are shown below `root`, the content folder as the author
    /// calls it.
    pub fn lines<'a>(&'a self, root: &'a str) -> Lines<'a> {
        Lines { catalog: &self.catalog, theme: &self.files, root }
    }

    /// Puts the theme on anew, and tells whether that could be done. A theme with faults, or settings that cannot be
    /// used, leave the old one on; where the settings are others by now, the old one fits nothing, and no page is planned
    /// until they are mended.
    fn dress(&mut self) -> bool {
        if self.catalog.has_settings() {
            match self.site.dress(&self.catalog, &self.files) {
                Ok(()) => {
                    self.theme_faults.clear();
                    return true;
                }
                Err(faults) => self.theme_faults = faults,
            }
        }
        false
    }
}
