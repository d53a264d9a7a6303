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
pub mod translations;
pub mod url;

use jiff::civil::Date;
use kb_model::catalog::Thing;
use kb_model::{Catalog, Diagnostic};
use rayon::prelude::*;

pub use checked::Checked;
pub use findings::{Finding, Findings};
pub use rule::{Rule, Subject};

use conventions::Conventions;
use facts::Vouched;
use findings::Found;
use glossary::Glossary;
use names::Names;
use parity::Parity;
use rule::{About, Scope};

/// How many things are judged at a stretch, by one rule after the other, while they are at hand: their facts fit a
/// processor's cache.
const STRETCH: usize = 64;

/// Checks a knowledge base as it stands on a day.
pub fn check(catalog: &Catalog, today: Date) -> Findings {
    Findings::of(everything(catalog, today))
}

/// Returns what would make pages wrong. That costs a fraction of a whole check, since few rules ask for it.
pub fn stopping(catalog: &Catalog, today: Date) -> Findings {
    let found = on_all(catalog, today, |all| found_in_all(all, |about| about.stops_build));
    let found = findings::sorted(levels::apply(catalog.settings(), found));
    Findings::of(found.into_iter().filter(|finding| finding.stops_build).collect())
}

/// Returns every finding of a check, in order, however many there are of one rule in one file.
pub fn everything(catalog: &Catalog, today: Date) -> Vec<Finding> {
    let kept = on_all(catalog, today, |all| allow::apply(all, found_in_all(all, |_| true)));
    findings::sorted(levels::apply(catalog.settings(), kept))
}

/// Does something with everything there is to look at.
fn on_all<T>(catalog: &Catalog, today: Date, act: impl FnOnce(&Subject<'_>) -> T) -> T {
    let things: Vec<&Thing> = catalog.things().collect();
    let (names, conventions) = (Names::of(catalog), Conventions::of(catalog));
    let (vouched, glossary) = (Vouched::of(catalog), Glossary::of(catalog));
    act(&Subject {
        catalog,
        today,
        things: &things,
        names: &names,
        conventions: &conventions,
        vouched: &vouched,
        glossary: &glossary,
    })
}

/// Returns what reading has found, and what some of the rules find.
fn found_in_all(all: &Subject<'_>, is_meant: impl Fn(&About) -> bool + Sync) -> Vec<Diagnostic> {
    let stretches = all.things.par_chunks(STRETCH).map(|things| Subject { things, ..*all });
    let judged = stretches.flat_map_iter(|some| {
        let beside_source = found_beside_source(&some, &is_meant);
        found_by(some, |about| about.scope == Scope::Document && is_meant(about)).chain(beside_source)
    });
    let whole = || found_by(*all, |about| about.scope == Scope::Whole && is_meant(about)).collect();
    let (compared, judged): (Vec<_>, Vec<_>) = rayon::join(whole, || judged.collect());
    all.catalog.diagnostics().cloned().chain(compared).chain(judged).collect()
}

/// Runs some of the rules.
fn found_by(subject: Subject<'_>, is_meant: impl Fn(&About) -> bool) -> impl Iterator<Item = Diagnostic> {
    let rules = rules::ALL.iter().map(|rule| (rule, rule.about())).filter(move |(_, about)| is_meant(about));
    rules.flat_map(move |(rule, about)| {
        let mut found = Found::by(about);
        rule.check(&subject, &mut found);
        found.into_diagnostics()
    })
}

/// Runs the rules that hold a translation against its source. The two are cut into blocks once for all of them.
fn found_beside_source(subject: &Subject<'_>, is_meant: impl Fn(&About) -> bool) -> Vec<Diagnostic> {
    let rules = rules::ALL.iter().map(|rule| (rule, rule.about()));
    let mut rules: Vec<_> = rules
        .filter(|(_, about)| about.scope == Scope::Translation && is_meant(about))
        .map(|(rule, about)| (rule, Found::by(about)))
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
