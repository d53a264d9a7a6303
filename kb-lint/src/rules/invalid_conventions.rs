//! Reports faults in a team's conventions.

use crate::conventions::INVALID;
use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `invalid_conventions.md`, which is also this rule's test.
pub(super) struct InvalidConventions;

impl Rule for InvalidConventions {
    fn about(&self) -> About {
        About::error(INVALID, include_str!("invalid_conventions.md")).compares()
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        found.forward(subject.conventions.faults());
    }
}
