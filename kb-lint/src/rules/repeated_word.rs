//! Finds words that stand twice in a row.

use std::collections::BTreeSet;
use std::ops::Range;

use kb_model::Document;
use kb_model::diagnostic::{Fix, Safety};

use crate::conventions::Language;
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
            let (text, fine) = (&document.text, &language.fine_repeats);
            let has_spaced = || may_repeat(text) && repeats(text, fine).next().is_some();
            if has_spaced() || unspaced(text, language).next().is_some() {
                judge(document, language, found);
            }
        }
    }
}

fn judge(document: &Document, language: &Language, found: &mut Found) {
    for prose in document.prose().iter().filter(|prose| is_written_for_readers(prose)) {
        let spaced = repeats(&prose.text, &language.fine_repeats);
        let mut twice: Vec<_> = spaced.chain(unspaced(&prose.text, language)).collect();
        twice.sort_by_key(|(first, _)| first.start);
        twice.dedup(); // a word may stand between spaces in a language without
        for (first, second) in twice {
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
        let length = length - usize::from(bytes[first..first + length].ends_with(b"\r"));
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
        let start = at;
        at += word.len() + 1;
        let word = word.trim_end_matches('\r');
        let place = start..start + word.len();
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

/// Returns words of a language without spaces that follow themselves and must not, unless they do so in a longer word.
fn unspaced<'t>(
    text: &'t str,
    language: &'t Language,
) -> impl Iterator<Item = (Range<usize>, Range<usize>)> + 't {
    let places = language.wrong_repeat.iter().flat_map(|pattern| pattern.find_iter(text));
    let places =
        places.filter(|twice| !language.fine_repeats.iter().any(|fine| is_in(text, twice.range(), fine)));
    places.map(|twice| {
        let length = twice.as_str().len() / 2;
        (twice.start()..twice.start() + length, twice.end() - length..twice.end())
    })
}

/// Tells whether a place of a text is a part of a longer word there.
fn is_in(text: &str, place: Range<usize>, word: &str) -> bool {
    let (before, after) = (&text[..place.start], &text[place.end..]);
    let mut parts = word.match_indices(&text[place]);
    parts.any(|(at, part)| before.ends_with(&word[..at]) && after.starts_with(&word[at + part.len()..]))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{may_repeat, repeats};

    #[test]
    fn a_line_may_end_in_any_way() {
        let check = |text: &str, expected: &[&str]| {
            let fine = BTreeSet::new();
            let found = repeats(text, &fine);
            let found: Vec<&str> = found.map(|(first, second)| &text[first.start..second.end]).collect();
            assert_eq!(found, expected, "{text:?}");
            assert!(may_repeat(text) || found.is_empty(), "the cheap look misses {text:?}");
        };
        check("Read the\r\nthe text.", &["the\r\nthe"]);
        check("Read the\nthe text.\r\n", &["the\nthe"]);
        check("Text the the.\r\n", &["the the"]);
        check("the\r\n\r\nthe", &[]);
    }
}
