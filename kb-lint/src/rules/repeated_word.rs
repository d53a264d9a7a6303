//! Finds words that stand twice in a row.

use std::collections::BTreeSet;
use std::ops::Range;

use kb_model::Document;
use kb_model::diagnostic::{Fix, Safety};

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};
use crate::rules::is_written_for_readers;

/// See `repeated_word.md`, which is also this rule's test.
pub(super) struct RepeatedWord;

impl Rule for RepeatedWord {
    fn about(&self) -> About {
        About::warning("repeated-word", include_str!("repeated_word.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            let Some(language) = subject.conventions.get(&document.locale) else { continue };
            let fine = &language.fine_repeats;
            if may_repeat(&document.text) && repeats(&document.text, fine).next().is_some() {
                judge(document, fine, found);
            }
        }
    }
}

fn judge(document: &Document, fine: &BTreeSet<String>, found: &mut Found) {
    for prose in document.prose().iter().filter(|prose| is_written_for_readers(prose)) {
        for (first, second) in repeats(&prose.text, fine) {
            let words = &prose.text[second.clone()];
            let span = prose.span(first.start..second.end);
            let mut noted = found.at(&document.path, span, format!("“{words}” stands here twice"));
            if span.slice(&document.text) == &prose.text[first.start..second.end] {
                let once = &prose.text[first];
                noted.fix(Fix::replace("write it once", Safety::Unsafe, &document.path, span, once));
            }
        }
    }
}

/// Tells whether some word is the one before it, but for what follows it: few files have one, and this is soon found out.
fn may_repeat(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_end = |at: usize| bytes.get(at).is_none_or(|byte| !byte.is_ascii_alphanumeric());
    let (mut start, mut before) = (0, 0);
    memchr::memchr2_iter(b' ', b'\n', bytes).chain([bytes.len()]).any(|end| {
        let (first, second) = (before, start);
        (before, start) = (start, end + 1);
        let length = second.saturating_sub(first + 1);
        let word = bytes.get(second..second + length).filter(|word| word.len() > 1);
        let is_same = |word: &[u8]| {
            word[0].eq_ignore_ascii_case(&bytes[first])
                && word.eq_ignore_ascii_case(&bytes[first..first + length])
        };
        word.is_some_and(is_same) && is_end(second + length)
    })
}

/// Returns words that follow themselves after a space, but for those that may.
fn repeats(text: &str, fine: &BTreeSet<String>) -> impl Iterator<Item = (Range<usize>, Range<usize>)> {
    let (mut at, mut before) = (0, 0..0);
    let words = text.split([' ', '\n']).map(move |word| {
        let place = at..at + word.len();
        at = place.end + 1;
        let inner = word.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '”', '"']);
        (std::mem::replace(&mut before, place.clone()), place.start..place.start + inner.len())
    });
    words.filter(move |(first, second)| {
        let (one, other) = (&text[first.clone()], &text[second.clone()]);
        one.len() == other.len()
            && one.eq_ignore_ascii_case(other)
            && one.len() > 1
            && one.chars().all(char::is_alphabetic)
            && !fine.contains(&one.to_lowercase())
    })
}
