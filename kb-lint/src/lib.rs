//! Checks a knowledge base: fields, translations, links, structure and safety.
//!
//! Every rule looks at the whole catalog and notes what it finds; exceptions and levels are applied to what was noted,
//! and a report shows the rest. A rule is a struct in `rules`, its page beside it, and its line in the list.

mod allow;
pub mod findings;
pub mod html;
mod levels;
pub mod report;
pub mod rule;
pub mod rules;
pub mod translations;
pub mod url;

use jiff::civil::Date;
use kb_model::Catalog;

pub use findings::{Finding, Findings};
pub use rule::{Rule, Subject};

use findings::Found;

/// Checks a knowledge base as it stands on a day.
pub fn check(catalog: &Catalog, today: Date) -> Findings {
    let subject = Subject { catalog, today };
    let mut diagnostics: Vec<_> = catalog.diagnostics().cloned().collect();
    for rule in rules::ALL {
        let mut found = Found::by(rule.about());
        rule.check(&subject, &mut found);
        diagnostics.extend(found.into_diagnostics());
    }
    let kept = allow::apply(&subject, diagnostics);
    Findings::sorted(levels::apply(subject.settings(), kept))
}
