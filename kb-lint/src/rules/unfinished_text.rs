//! Finds what writers leave where words are still to come, in what is published.

use kb_model::Document;

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};
use crate::rules::is_written_for_readers;
use crate::signs::Sign;

/// See `unfinished_text.md`, which is also this rule's test.
pub(super) struct UnfinishedText;

impl Rule for UnfinishedText {
    fn about(&self) -> About {
        About::error("unfinished-text", include_str!("unfinished_text.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for (document, language) in subject.showing(Sign::Placeholder) {
            let Some(placeholders) = language.placeholders.as_ref().filter(|_| !is_draft(document)) else {
                continue;
            };
            for prose in document.prose().iter().filter(|prose| is_written_for_readers(prose)) {
                let open = placeholders.find_iter(&prose.text);
                for words in open.filter(|words| !is_masked(&prose.text, words.clone())) {
                    found
                        .at(&document.path, prose.span(words), "this text is not finished")
                        .help("write what belongs here, or make the file a draft");
                }
            }
        }
    }
}

/// Tells whether a file says of itself that it is not finished.
pub(super) fn is_draft(document: &Document) -> bool {
    let method = document.fields.table("translation").and_then(|record| record.text("method"));
    document.fields.text("status") == Some("draft") || method == Some("draft")
}

/// Tells whether the letters stand for a part of a number, as in `XXX-123`. A full stop before a space ends a sentence.
fn is_masked(text: &str, words: std::ops::Range<usize>) -> bool {
    let joins = |c: char| matches!(c, '-' | '*' | '.') || c.is_ascii_digit();
    let after = text[words.end..].trim_start_matches(' ');
    text[..words.start].ends_with(['-', '*'])
        || after.starts_with(joins)
            && after.len() > 1
            && !after.starts_with(". ")
            && words.len() == 3
            && text[words.start..].starts_with("XXX")
}
