//! Finds what looks like a heading, but is a paragraph.

use kb_model::block::BlockKind;
use kb_model::{Document, Span};

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `unmade_heading.md`, which is also this rule's test.
pub(super) struct UnmadeHeading;

impl Rule for UnmadeHeading {
    fn about(&self) -> About {
        About::warning("unmade-heading", include_str!("unmade_heading.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            for block in document.body.layout.iter().filter(|block| block.kind == BlockKind::Paragraph) {
                marks(document, block.span, found);
                if is_bold_title(block.span.slice(&document.text)) {
                    found
                        .at(&document.path, block.span, "these bold words are no heading")
                        .label("lists of contents and screen readers do not know it")
                        .help("write `##` before them, or add the words to the text below");
                }
            }
        }
    }
}

/// Reports the lines of a paragraph that begin like a heading. One `#` may be a number or a name.
fn marks(document: &Document, paragraph: Span, found: &mut Found) {
    let mut start = paragraph.start;
    for line in paragraph.slice(&document.text).split_inclusive('\n') {
        let words = line.trim_start_matches('#');
        let count = line.len() - words.len();
        if (2..=6).contains(&count) && words.starts_with(char::is_alphanumeric) {
            let span = Span { start, end: start + line.trim_end().len() };
            found
                .at(&document.path, span, "this is no heading: readers see the signs")
                .help(format!("write a space after `{}`", "#".repeat(count)));
        }
        start += line.len();
    }
}

/// Tells whether a paragraph is one line of bold words, and no sentence.
fn is_bold_title(paragraph: &str) -> bool {
    let Some(words) = paragraph.strip_prefix("**") else { return false };
    let words = words.strip_suffix([':', '：']).unwrap_or(words);
    words.strip_suffix("**").is_some_and(|words| {
        !words.contains("**") && !words.contains('\n') && !words.trim_end().ends_with(ENDS)
    })
}

/// What sentences end with.
const ENDS: [char; 8] = ['.', '!', '?', '。', '！', '？', ':', '：'];
