//! Finds questions and outcomes that no answer leads to.

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `unreachable_node.md`, which is also this rule's test.
pub(super) struct UnreachableNode;

impl Rule for UnreachableNode {
    fn about(&self) -> About {
        About::warning("unreachable-node", include_str!("unreachable_node.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for (document, tree) in subject.troubleshooters().filter(|(_, tree)| tree.first().is_some()) {
            let reached = tree.distances();
            for node in tree.nodes().filter(|node| !reached.contains_key(&*node.name.text)) {
                found
                    .at(&document.path, node.span(), format!("no answer leads to `{}`", node.name.text))
                    .help("lead an answer here, or delete the node and its sections");
            }
        }
    }
}
