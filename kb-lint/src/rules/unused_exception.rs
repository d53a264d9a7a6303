//! Finds exceptions that have no effect. What they suppress is known only after all rules have run, so `allow` calls it.

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `unused_exception.md`, which is also this rule's test.
pub(crate) struct UnusedException;

impl Rule for UnusedException {
    fn about(&self) -> About {
        About::warning("unused-exception", include_str!("unused_exception.md")).compares()
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        crate::levels::review(subject, found);
    }
}
