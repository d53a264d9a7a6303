//! Finds sentences that are too long to be understood at one reading.

use kb_model::Document;
use kb_model::block::BlockKind;
use kb_model::markdown::is_han;

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};
use crate::sentences::sentences;

/// See `long_sentence.md`, which is also this rule's test.
pub(super) struct LongSentence;

impl Rule for LongSentence {
    fn about(&self) -> About {
        About::info("long-sentence", include_str!("long_sentence.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            let language = subject.conventions.get(&document.locale);
            let Some(longest) = language.and_then(|language| language.longest_sentence) else { continue };
            let body = document.body.span.slice(&document.text);
            let is_long = |text: &str| length(text) > longest;
            let has_long = |piece: &str| sentences(piece).any(|sentence| is_long(&piece[sentence]));
            if body.split("\n\n").any(|piece| is_long(piece) && has_long(piece)) {
                judge(document, longest, found);
            }
        }
    }
}

fn judge(document: &Document, longest: usize, found: &mut Found) {
    let is_text = |kind| matches!(kind, BlockKind::Paragraph | BlockKind::Item | BlockKind::Callout);
    for prose in document.prose().iter().filter(|prose| is_text(prose.kind)) {
        for sentence in sentences(&prose.text) {
            let length = length(&prose.text[sentence.clone()]);
            if length > longest {
                let start = sentence.end - prose.text[sentence.clone()].trim_start().len();
                found
                    .at(
                        &document.path,
                        prose.span(start..sentence.end),
                        format!("this sentence has {length} words; more than {longest} are hard to follow"),
                    )
                    .help("make two of it, or a list");
            }
        }
    }
}

/// Returns how many words a text has. Each Han character counts as one.
fn length(text: &str) -> usize {
    let (mut words, mut in_word) = (0, false);
    for c in text.chars() {
        let is_letter = c.is_alphanumeric();
        if is_letter && (is_han(c) || !in_word) {
            words += 1;
        }
        in_word = !c.is_whitespace() && !is_han(c) && (is_letter || in_word);
    }
    words
}
