//! Finds outcomes that do not say what to do, or whom to contact.

use std::collections::BTreeMap;

use kb_model::block::BlockKind;
use kb_model::troubleshooter::Node;
use kb_model::{Document, Span};

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `bare_outcome.md`, which is also this rule's test.
pub(super) struct BareOutcome;

impl Rule for BareOutcome {
    fn about(&self) -> About {
        About::error("bare-outcome", include_str!("bare_outcome.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for (document, tree) in subject.troubleshooters() {
            let sections: BTreeMap<&str, Span> =
                document.sections().map(|(heading, span)| (&*heading.id, span)).collect();
            for node in tree.nodes().filter(|node| node.is_outcome) {
                let section = sections.get(&*node.name.text);
                let has_steps = section.is_none_or(|section| has_steps(document, *section));
                let missing = missing(node, has_steps);
                if !missing.is_empty() {
                    let (name, missing) = (&node.name.text, missing.join(" and no "));
                    found
                        .at(&document.path, node.span(), format!("the outcome `{name}` has no {missing}"))
                        .help("a reader who gets here must know what to do, where to read more, and whom to contact");
                }
            }
        }
    }
}

/// Returns what an outcome lacks. That its section is not there is reported as that.
fn missing(node: &Node, has_steps: bool) -> Vec<&'static str> {
    let parts = [
        (has_steps, "steps in its section"),
        (node.article.is_some(), "`article`"),
        (!node.channels.is_empty(), "`channels`"),
    ];
    parts.into_iter().filter(|(is_there, _)| !is_there).map(|(_, name)| name).collect()
}

/// Tells whether a list stands in a section.
fn has_steps(document: &Document, section: Span) -> bool {
    let blocks = &document.body.layout;
    let first = blocks.partition_point(|block| block.span.start < section.start);
    let mut within = blocks[first..].iter().take_while(|block| block.span.start < section.end);
    within.any(|block| block.kind == BlockKind::Item)
}
