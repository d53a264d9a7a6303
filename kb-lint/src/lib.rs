//! Checks a knowledge base: fields, translations, links, structure and safety.
//!
//! Every rule looks at the whole catalog and notes what it finds; exceptions and levels are applied to what was noted,
//! and a report shows the rest. A rule is a struct in `rules`, its page beside it, and its line in the list.

mod allow;
mod checked;
pub mod findings;
pub mod html;
mod levels;
pub mod report;
pub mod rule;
pub mod rules;
pub mod translations;
pub mod url;

use jiff::civil::Date;
use kb_model::{Catalog, Diagnostic};
use rayon::prelude::*;

pub use checked::Checked;
pub use findings::{Finding, Findings};
pub use rule::{Rule, Subject};

use findings::Found;

/// Checks a knowledge base as it stands on a day.
pub fn check(catalog: &Catalog, today: Date) -> Findings {
    let subject = Subject { catalog, today, only: None };
    let mut diagnostics: Vec<_> = catalog.diagnostics().cloned().collect();
    let by_rule: Vec<_> = rules::ALL.par_iter().map(|rule| run(*rule, &subject)).collect();
    diagnostics.extend(by_rule.into_iter().flatten());
    let kept = allow::apply(&subject, diagnostics);
    Findings::sorted(levels::apply(subject.settings(), kept))
}

fn run(rule: &dyn Rule, subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = Found::by(rule.about());
    rule.check(subject, &mut found);
    found.into_diagnostics()
}
