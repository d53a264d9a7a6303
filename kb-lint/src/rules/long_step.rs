//! Finds steps that ask for more than one thing.

use kb_model::Document;
use kb_model::block::{BlockKind, BlockSpan};

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};
use crate::sentences::sentences;

/// See `long_step.md`, which is also this rule's test.
pub(super) struct LongStep;

/// How many sentences a step may have: what to do, what will be seen, a remark, and two that it quotes for somebody to
/// say. A step with more is mostly two.
const MOST_SENTENCES: usize = 5;

impl Rule for LongStep {
    fn about(&self) -> About {
        About::info("long-step", include_str!("long_step.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            for block in document.body.layout.iter().filter(|block| is_step(document, block)) {
                let count = sentences(block.span.slice(&document.text)).count();
                if count > MOST_SENTENCES {
                    found
                        .at(&document.path, block.span, format!("this step has {count} sentences"))
                        .label(format!("more than {MOST_SENTENCES} are mostly two steps"))
                        .help("make two steps of it, or move what explains it below the list");
                }
            }
        }
    }
}

/// Tells whether a block is the first of a numbered item.
fn is_step(document: &Document, block: &BlockSpan) -> bool {
    let before = document.text[..block.span.start].trim_end_matches(' ');
    let number = before.strip_suffix('.').or_else(|| before.strip_suffix(')'));
    block.kind == BlockKind::Item
        && number.is_some_and(|number| number.ends_with(|c: char| c.is_ascii_digit()))
}
