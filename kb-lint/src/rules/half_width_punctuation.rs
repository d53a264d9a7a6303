//! Finds narrow punctuation beside characters of full width.

use kb_model::Document;
use kb_model::diagnostic::{Fix, Safety};
use kb_model::markdown::{Prose, is_han};

use crate::conventions::Language;
use crate::findings::Found;
use crate::rule::{About, Rule, Subject};
use crate::rules::is_written_for_readers;

/// See `half_width_punctuation.md`, which is also this rule's test.
pub(super) struct HalfWidthPunctuation;

impl Rule for HalfWidthPunctuation {
    fn about(&self) -> About {
        About::warning("half-width-punctuation", include_str!("half_width_punctuation.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            let Some(language) = subject.conventions.get(&document.locale) else { continue };
            if language.punctuation.is_empty() || !is_suspect(document) {
                continue;
            }
            for prose in document.prose().iter().filter(|prose| is_written_for_readers(prose)) {
                for fault in faults(&prose.text, language) {
                    report(document, prose, &fault, found);
                }
            }
        }
    }
}

/// A narrow sign, and what is written in its place: nothing for a space.
struct Fault {
    at: usize,
    sign: char,
    wanted: Option<char>,
}

fn report(document: &Document, prose: &Prose, fault: &Fault, found: &mut Found) {
    let Fault { at, sign, wanted } = fault;
    let span = prose.span(*at..at + sign.len_utf8());
    if span.slice(&document.text) != sign.encode_utf8(&mut [0; 4]) {
        return; // it is written otherwise, such as a line break
    }
    let (message, title, text) = if let Some(wide) = wanted {
        let message = format!("`{sign}` is half as wide as the characters beside it");
        (message, format!("write `{wide}`"), wide.to_string())
    } else {
        let message = "a sign of full width needs no space before it".to_owned();
        (message, "take the space away".to_owned(), String::new())
    };
    let path = &document.path;
    found.at(path, span, message).fix(Fix::replace(title, Safety::Safe, path, span, text));
}

/// Tells whether a file may have a fault. Front matter is full of straight quotation marks, and its texts seldom have any.
fn is_suspect(document: &Document) -> bool {
    let (text, body) = (&document.text, document.body.span.slice(&document.text));
    let has_mark = || {
        memchr::memchr_iter(b'"', body.as_bytes())
            .any(|at| follows_han(body, at) || body[at + 1..].starts_with(is_han))
    };
    narrow(text).next().is_some() || spaces(text).next().is_some() || has_mark()
}

/// Returns the faults of a text, in no order.
fn faults(text: &str, language: &Language) -> Vec<Fault> {
    let signs = narrow(text)
        .filter_map(|(at, sign)| Some(Fault { at, sign, wanted: Some(*language.punctuation.get(&sign)?) }));
    let quotes = language.quotes.map(|quotes| straight(text, quotes)).unwrap_or_default();
    let spaces = spaces(text).map(|at| Fault { at, sign: ' ', wanted: None });
    signs.chain(quotes).chain(spaces).collect()
}

/// Returns straight quotation marks around Han text, or in it. One without a partner may be anything.
fn straight(text: &str, (open, close): (char, char)) -> Vec<Fault> {
    let places: Vec<usize> = memchr::memchr_iter(b'"', text.as_bytes()).collect();
    let pairs = places.chunks_exact(2).filter(|_| places.len().is_multiple_of(2)).filter(|pair| {
        let first = text[pair[0] + 1..].chars().next();
        first.is_some_and(is_han) || follows_han(text, pair[1]) || follows_han(text, pair[0])
    });
    let mark = |at, wanted| Fault { at, sign: '"', wanted: Some(wanted) };
    pairs.flat_map(|pair| [mark(pair[0], open), mark(pair[1], close)]).collect()
}

/// Returns spaces between words and a sign of full width.
fn spaces(text: &str) -> impl Iterator<Item = usize> {
    let places = memchr::memchr_iter(b' ', text.as_bytes());
    places.filter(|at| {
        let before = text[..*at].chars().next_back();
        before.is_some_and(|c| !c.is_whitespace()) && text[at + 1..].starts_with(WIDE)
    })
}

/// Signs of full width that stand right behind a word.
const WIDE: [char; 9] = ['。', '，', '、', '；', '：', '？', '！', '）', '》'];

/// How many characters may stand in a pair of brackets. Without a bound, brackets without a partner would be sought for in all
/// of the text.
const FARTHEST: usize = 500;

/// Returns the narrow signs that belong to Han text: they follow a Han character, or are brackets around some.
fn narrow(text: &str) -> impl Iterator<Item = (usize, char)> {
    let signs = text.char_indices().filter(|(_, c)| matches!(c, ',' | ';' | ':' | '?' | '!' | '(' | ')'));
    signs.filter(|(at, sign)| match sign {
        '(' => {
            let mut after = text[*at..].char_indices().take(FARTHEST);
            let close = after.find(|(_, c)| *c == ')').map(|(length, _)| at + length);
            brackets_han(text, *at, close)
        }
        ')' => {
            let mut before = text[..*at].char_indices().rev().take(FARTHEST);
            let open = before.find(|(_, c)| matches!(c, '(' | ')'));
            open.is_some_and(|(open, c)| c == '(' && brackets_han(text, open, Some(*at)))
        }
        _ => follows_han(text, *at),
    })
}

/// Tells whether a pair of brackets stands in Han text: before it, or at its edges within.
fn brackets_han(text: &str, open: usize, close: Option<usize>) -> bool {
    let first = text[open + 1..].chars().next();
    close
        .is_some_and(|close| follows_han(text, open) || first.is_some_and(is_han) || follows_han(text, close))
}

fn follows_han(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_some_and(is_han)
}
