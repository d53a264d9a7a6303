//! Checks a knowledge base: fields, translations, links, structure and safety.
//!
//! Every rule looks at the whole catalog and notes what it finds; exceptions and levels are applied to what was noted,
//! and a report shows the rest. A rule is a struct in `rules`, its page beside it, and its line in the list.

mod allow;
pub mod baseline;
mod checked;
mod conventions;
pub mod facts;
pub mod findings;
pub mod fingerprint;
pub mod fix;
mod glossary;
pub mod html;
mod levels;
mod names;
mod parity;
pub mod report;
pub mod rule;
pub mod rules;
mod sentences;
mod signs;
pub mod translations;
pub mod url;
mod vocabulary;
pub mod watch;

use jiff::civil::Date;
use kb_model::catalog::Thing;
use kb_model::{Catalog, Diagnostic};
use rayon::prelude::*;

pub use checked::Checked;
pub use findings::{Finding, Findings};
pub use rule::{Rule, Subject};

use conventions::Conventions;
use findings::Found;
use glossary::Glossary;
use names::Names;
use parity::Parity;
use rule::{About, Scope};
use signs::Glances;

/// How many things are judged at a stretch, by one rule after the other, while they are at hand: their facts fit a
/// processor's cache.
const STRETCH: usize = 64;

/// Checks a knowledge base as it stands on a day.
pub fn check(catalog: &Catalog, today: Date) -> Findings {
    Findings::of(everything(catalog, today))
}

/// Returns what would make pages wrong. That costs a fraction of a whole check, since few rules ask for it.
pub fn stopping(catalog: &Catalog, today: Date) -> Findings {
    let things: Vec<&Thing> = catalog.things().collect();
    let found = on(catalog, today, &things, |all| found_in_all(all, Concern::Pages));
    Findings::of(Concern::Pages.settled(catalog, today, found))
}

/// Returns every finding of a check, in order. What is too much of one rule in one file is the last of them, and one.
pub fn everything(catalog: &Catalog, today: Date) -> Vec<Finding> {
    let things: Vec<&Thing> = catalog.things().collect();
    let found = on(catalog, today, &things, |all| found_in_all(all, Concern::Everything));
    Concern::Everything.settled(catalog, today, found)
}

/// Returns every finding that fixes may be made of, in order: more of one rule in one file than anybody would read.
fn fixable(catalog: &Catalog, today: Date) -> Vec<Finding> {
    let things: Vec<&Thing> = catalog.things().collect();
    let found = on(catalog, today, &things, |all| found_in_all(all, Concern::Fixes));
    Concern::Fixes.settled(catalog, today, found)
}

/// What a check is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Concern {
    /// What would make pages wrong. No exception covers that.
    Pages,
    /// Whatever somebody should mend or know.
    Everything,
    /// Whatever can be mended.
    Fixes,
}

impl Concern {
    /// Tells whether a rule is asked.
    fn wants(self, about: &About) -> bool {
        self != Concern::Pages || about.stops_build
    }

    /// Returns how many findings of one rule in one file are told one by one. The rest is counted: each takes a kilobyte,
    /// and a file of words that are all wrong has hundreds of thousands.
    fn most(self) -> usize {
        match self {
            Concern::Pages | Concern::Everything => 1_000,
            Concern::Fixes => 100_000, // fewer rounds
        }
    }

    /// Makes findings of all that was found: with the levels and, if they cover it, the exceptions of the knowledge base.
    fn settled(self, catalog: &Catalog, today: Date, found: Vec<Diagnostic>) -> Vec<Finding> {
        match self {
            Concern::Pages => {
                Findings::of(findings::sorted(levels::apply(catalog.settings(), found))).stopping()
            }
            Concern::Everything | Concern::Fixes => {
                let kept = allow::apply(catalog, today, found);
                findings::sorted(levels::apply(catalog.settings(), kept))
            }
        }
    }
}

/// Does something with some things to look at.
fn on<T>(catalog: &Catalog, today: Date, things: &[&Thing], act: impl FnOnce(&Subject<'_>) -> T) -> T {
    let (names, conventions) = (Names::of(catalog), Conventions::of(catalog));
    let (glossary, glances) = (Glossary::of(catalog), Glances::default());
    act(&Subject {
        catalog,
        today,
        things,
        names: &names,
        conventions: &conventions,
        glossary: &glossary,
        glances: &glances,
    })
}

/// Returns what reading has found, and what the rules find.
fn found_in_all(all: &Subject<'_>, concern: Concern) -> Vec<Diagnostic> {
    let (compared, judged) = rayon::join(|| compared(all, concern), || judged(all, concern));
    all.catalog.diagnostics().cloned().chain(compared).chain(judged).collect()
}

/// Returns what is found by looking at each thing for itself.
fn judged(all: &Subject<'_>, concern: Concern) -> Vec<Diagnostic> {
    let judged = all.things.par_chunks(STRETCH).flat_map_iter(|things| {
        let glances = Glances::default();
        let some = Subject { things, glances: &glances, ..*all };
        let beside_source = found_beside_source(&some, concern);
        found_by(some, concern, Scope::Document).chain(beside_source).collect::<Vec<_>>()
    });
    judged.collect()
}

/// Returns what is found by comparing things.
fn compared(all: &Subject<'_>, concern: Concern) -> Vec<Diagnostic> {
    found_by(*all, concern, Scope::Whole).collect()
}

/// Returns the rules of a scope that are asked.
fn wanted(concern: Concern, scope: Scope) -> impl Iterator<Item = (&'static dyn Rule, About)> {
    let rules = rules::ALL.iter().map(|rule| (*rule, rule.about()));
    rules.filter(move |(_, about)| about.scope == scope && concern.wants(about))
}

/// Runs the rules of a scope.
fn found_by(subject: Subject<'_>, concern: Concern, scope: Scope) -> impl Iterator<Item = Diagnostic> {
    wanted(concern, scope).flat_map(move |(rule, about)| {
        let mut found = Found::by(about, concern.most());
        rule.check(&subject, &mut found);
        found.into_diagnostics()
    })
}

/// Runs the rules that hold a translation against its source. The two are cut into blocks once for all of them.
fn found_beside_source(subject: &Subject<'_>, concern: Concern) -> Vec<Diagnostic> {
    let mut rules: Vec<_> = wanted(concern, Scope::Translation)
        .map(|(rule, about)| (rule, Found::by(about, concern.most())))
        .collect();
    if rules.is_empty() {
        return Vec::new();
    }
    for parity in subject.things().flat_map(|thing| Parity::of(subject.catalog, thing)) {
        for (rule, found) in &mut rules {
            rule.compare(&parity, found);
        }
    }
    rules.into_iter().flat_map(|(_, found)| found.into_diagnostics()).collect()
}
