//! Reports faults in a team's fact records.

use kb_model::facts::INVALID;

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `invalid_facts.md`, which is also this rule's test.
pub(super) struct InvalidFacts;

impl Rule for InvalidFacts {
    fn about(&self) -> About {
        About::error(INVALID, include_str!("invalid_facts.md")).compares().stops_build()
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        found.forward(&subject.catalog.facts().faults);
    }
}
