//! Reports faults in the glossary.

use kb_model::glossary::INVALID;

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `invalid_glossary.md`, which is also this rule's test.
pub(super) struct InvalidGlossary;

impl Rule for InvalidGlossary {
    fn about(&self) -> About {
        About::error(INVALID, include_str!("invalid_glossary.md")).compares().stops_build()
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        found.forward(subject.glossary.faults());
    }
}
