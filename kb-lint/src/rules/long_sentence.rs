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
            let may_be_long = |text: &&str| most_words(text) > longest;
            let stretches = stretches(body).filter(may_be_long).flat_map(|text| text.split(FULL_STOPS));
            if stretches.filter(may_be_long).any(|text| length(text) > longest) {
                judge(document, longest, found);
            }
        }
    }
}

/// The signs that end a sentence in scripts that put no space behind them.
const FULL_STOPS: [char; 5] = ['。', '！', '？', '؟', '।'];

/// Returns how many words a text has at most: as many as it has spaces, and characters of a script without them. Such
/// a loop goes over many bytes at once.
fn most_words(text: &str) -> usize {
    let (space, first_of_han) = (b' ', 0xE2); // what is Han begins with E2 to F4 in UTF-8
    text.bytes().filter(|byte| !(space + 1..first_of_han).contains(byte)).count() + 1
}

/// Returns stretches of a body in which its sentences lie: they end at most of the same signs, and where a line begins
/// another item, row or paragraph.
fn stretches(body: &str) -> impl Iterator<Item = &str> {
    let is_edge = |window: &[u8]| match window {
        [b'.' | b'?', b' ' | b'\n', next] => !next.is_ascii_lowercase(),
        [b'\n', next, _] => matches!(next, b'\n' | b'-' | b'*' | b'|' | b'>' | b'#' | b'0'..=b'9'),
        _ => false,
    };
    let bytes = body.as_bytes();
    let edges = memchr::memchr3_iter(b'.', b'?', b'\n', bytes);
    let edges = edges.filter(move |at| bytes.get(*at..at + 3).is_some_and(is_edge)).map(|at| at + 1);
    let mut start = 0;
    edges.chain([body.len()]).map(move |end| &body[std::mem::replace(&mut start, end)..end])
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
