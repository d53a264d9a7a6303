//! Finds outcomes that no scenario ends at.

use std::collections::BTreeSet;

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `untested_outcome.md`, which is also this rule's test.
pub(super) struct UntestedOutcome;

impl Rule for UntestedOutcome {
    fn about(&self) -> About {
        About::warning("untested-outcome", include_str!("untested_outcome.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for (document, tree) in subject.troubleshooters() {
            let tested: BTreeSet<&str> =
                tree.scenarios.iter().map(|scenario| &*scenario.expect.text).collect();
            let outcomes = tree.nodes().filter(|node| node.is_outcome);
            for node in outcomes.filter(|node| !tested.contains(&*node.name.text)) {
                let name = &node.name.text;
                found
                    .at(&document.path, node.span(), format!("no scenario ends at `{name}`"))
                    .help(format!("add `[[scenarios]]` with a name, the answers that should lead here, and `expect = \"{name}\"`"));
            }
        }
    }
}
