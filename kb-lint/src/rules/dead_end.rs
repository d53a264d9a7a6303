//! Finds nodes at which a reader is left alone.

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `dead_end.md`, which is also this rule's test.
pub(super) struct DeadEnd;

impl Rule for DeadEnd {
    fn about(&self) -> About {
        About::error("dead-end", include_str!("dead_end.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for (document, tree) in subject.troubleshooters() {
            for node in tree.nodes().filter(|node| node.is_outcome != node.answers.is_empty()) {
                let name = &node.name.text;
                if node.is_outcome {
                    found
                        .at(&document.path, node.span(), format!("the outcome `{name}` has answers"))
                        .help("delete `outcome = true` if it asks something, otherwise its `answers`");
                } else {
                    found
                        .at(&document.path, node.span(), format!("nothing follows on `{name}`"))
                        .help("add `outcome = true` if it says what to do, otherwise its `answers`");
                }
            }
        }
    }
}
