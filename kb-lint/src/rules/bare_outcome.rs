//! Finds outcomes that do not say what to do, or whom to contact.

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
            for node in tree.nodes().filter(|node| node.is_outcome) {
                let missing = missing(document, node);
                if !missing.is_empty() {
                    found
                        .at(&document.path, node.span(), format!("the outcome `{}` has no {}", node.name.text, missing.join(" and no ")))
                        .help("a reader who gets here must know what to do, where to read more, and whom to contact");
                }
            }
        }
    }
}

/// Returns what an outcome lacks.
fn missing(document: &Document, node: &Node) -> Vec<&'static str> {
    let section = document.sections().find(|(heading, _)| *heading.id == *node.name.text);
    let has_steps = section.is_none_or(|(_, span)| has_steps(document, span));
    let parts = [
        (has_steps, "steps in its section"),
        (node.article.is_some(), "`article`"),
        (!node.channels.is_empty(), "`channels`"),
    ];
    parts.into_iter().filter(|(is_there, _)| !is_there).map(|(_, name)| name).collect()
}

/// Tells whether a list stands in a section; one that is not there is reported as that.
fn has_steps(document: &Document, section: Span) -> bool {
    let blocks = document.body.layout.iter();
    let mut within =
        blocks.filter(|block| section.start <= block.span.start && block.span.end <= section.end);
    within.any(|block| block.kind == BlockKind::Item)
}
