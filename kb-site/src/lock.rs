//! The lock of addresses: `urls.lock` beside `kb.toml`, every address that somebody may have linked to.
//!
//! A line holds an address and, where a thing is found there, the file of its words. `kb-site routes --lock` adds lines, and
//! nothing takes any away. An address that the plan answers no more is lost.

mod advice;

use std::collections::{BTreeMap, BTreeSet};

use kb_model::reading::document_path;
use kb_model::{Catalog, Diagnostic, FilePath, Settings, Span};

use crate::plan::{Page, Plan};
use crate::route::Route;
use advice::Heir;

/// The name of the file.
pub const FILE: &str = "urls.lock";
/// The rule that an address which leads nowhere offends.
pub const LOST: &str = "lost-url";

const HEADER: &str = "# Every address that somebody may have linked to, and the file of its words. `kb-site routes --lock` adds lines.\n\
    # An address that leads nowhere by now needs an alias; a line is taken out only where nobody should find anything.\n";

/// The addresses that were published.
#[derive(Debug, Default)]
pub struct Lock {
    lines: BTreeMap<Route, Line>,
    faults: Vec<Diagnostic>,
}

/// What is known of an address.
#[derive(Debug, Clone)]
struct Line {
    /// Where it stands in the file.
    span: Span,
    /// The file of the words that were found there.
    file: Option<FilePath>,
}

impl Lock {
    /// Reads the lock of a knowledge base. One that is not there locks nothing.
    pub fn of(catalog: &Catalog) -> Self {
        let text = catalog.text(&FilePath::new(FILE)).unwrap_or_default();
        let mut lock = Self::default();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let written = line.trim_end();
            lock.take(written, Span { start, end: start + written.len() });
            start += line.len();
        }
        lock
    }

    fn take(&mut self, written: &str, span: Span) {
        let parts: Vec<&str> = written.split_whitespace().collect();
        let (address, file) = match parts[..] {
            [] => return,
            [first, ..] if first.starts_with('#') => return,
            [address] => (address, None),
            [address, file] => (address, Some(FilePath::new(file))),
            _ => ("", None),
        };
        if address.starts_with('/') {
            self.lines.insert(Route::new(address), Line { span, file });
            return;
        }
        let message = "this line is not an address and a file";
        let fault = Diagnostic::error(LOST, &FilePath::new(FILE), span, message);
        self.faults
            .push(fault.help("take the line out, and let `kb-site routes --lock` write what is missing"));
    }

    /// Leaves an address out of account.
    pub fn lift(&mut self, route: &Route) {
        self.lines.remove(route);
    }

    /// Returns the addresses that lead nowhere by now, each where an alias would bring it back, and faults of the file.
    pub fn lost(&self, catalog: &Catalog, plan: &Plan) -> Vec<Diagnostic> {
        let lost: Vec<(&Route, &Line)> =
            self.lines.iter().filter(|(route, _)| plan.page(route).is_none()).collect();
        let heirs: Vec<Option<Heir<'_>>> =
            lost.iter().map(|(route, line)| Heir::of(catalog, route, line.file.as_ref()?)).collect();
        let found = lost.iter().zip(&heirs).map(|((route, line), heir)| match heir {
            Some(heir) => heir.finding(route, line.span, &heirs),
            None => advice::without_heir(catalog.settings(), route, line.span),
        });
        self.faults.iter().cloned().chain(found).collect()
    }

    /// Returns the addresses of a plan that are not locked yet.
    pub fn missing<'p>(&self, plan: &'p Plan) -> BTreeSet<&'p Route> {
        lasting(plan).map(|(route, _)| route).filter(|route| !self.lines.contains_key(route)).collect()
    }

    /// Returns the text of the lock with every address of a plan added.
    pub fn with(mut self, plan: &Plan, settings: &Settings) -> String {
        for (route, page) in lasting(plan) {
            let thing = page.thing(settings);
            let file = thing.map(|(kind, id, locale)| document_path(kind, id, locale));
            self.lines.insert(route.clone(), Line { span: Span::default(), file });
        }
        let line = |(route, line): (&Route, &Line)| match &line.file {
            Some(file) => format!("{route} {file}\n"),
            None => format!("{route}\n"),
        };
        std::iter::once(HEADER.to_owned()).chain(self.lines.iter().map(line)).collect()
    }
}

/// Returns the pages that visitors link to, by address. Other files have names that their readers look up.
fn lasting(plan: &Plan) -> impl Iterator<Item = (&Route, &Page)> {
    plan.pages().filter(|(route, _)| route.as_str().ends_with('/'))
}
