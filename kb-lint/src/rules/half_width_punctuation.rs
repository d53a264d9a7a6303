//! Finds narrow punctuation beside characters of full width.

use kb_model::diagnostic::{Fix, Safety};
use kb_model::markdown::is_han;

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
            if language.punctuation.is_empty() || narrow(&document.text).next().is_none() {
                continue;
            }
            for prose in document.prose().iter().filter(|prose| is_written_for_readers(prose)) {
                for (at, sign) in narrow(&prose.text) {
                    let span = prose.span(at..at + sign.len_utf8());
                    let wide = language.punctuation.get(&sign);
                    let Some(wide) = wide.filter(|_| span.slice(&document.text).starts_with(sign)) else {
                        continue;
                    };
                    let fix =
                        Fix::replace(format!("write `{wide}`"), Safety::Safe, &document.path, span, *wide);
                    found
                        .at(
                            &document.path,
                            span,
                            format!("`{sign}` is half as wide as the characters beside it"),
                        )
                        .fix(fix);
                }
            }
        }
    }
}

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
