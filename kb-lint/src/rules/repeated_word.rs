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
            if repeats(&document.text, fine).next().is_some() {
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
