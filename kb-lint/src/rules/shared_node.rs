//! Finds nodes that several answers lead to, though nobody said that they may.

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `shared_node.md`, which is also this rule's test.
pub(super) struct SharedNode;

impl Rule for SharedNode {
    fn about(&self) -> About {
        About::warning("shared-node", include_str!("shared_node.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for (document, tree) in subject.troubleshooters() {
            for node in tree.nodes().filter(|node| !node.is_shared) {
                let name = &node.name.text;
                let mut ways = tree.ways_to(name);
                if let (Some((_, first)), Some((_, second))) = (ways.next(), ways.next()) {
                    found
                        .at(&document.path, second.to.span, format!("more than one answer leads to `{name}`"))
                        .related(&document.path, first.to.span, "the first")
                        .help(format!(
                            "add `merge = true` to `[nodes.{name}]` if its words fit every way there"
                        ));
                }
            }
        }
    }
}
