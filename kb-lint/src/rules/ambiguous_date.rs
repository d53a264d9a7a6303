//! Finds days that are written in numbers, and that people in two countries read as two days.

use std::sync::LazyLock;

use regex::Regex;

use super::seen;
use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `ambiguous_date.md`, which is also this rule's test.
pub(super) struct AmbiguousDate;

/// Two numbers that may be a day and a month, and a year.
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    let number = "(?:0?[1-9]|1[0-2])";
    let signs = ["/", r"\.", "-"];
    let dates = signs.map(|sign| format!(r"(?-u:\b){number}{sign}{number}{sign}(?:19|20)[0-9]{{2}}(?-u:\b)"));
    Regex::new(&dates.join("|")).expect("the pattern is well-formed")
});

impl Rule for AmbiguousDate {
    fn about(&self) -> About {
        About::warning("ambiguous-date", include_str!("ambiguous_date.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents().filter(|document| may_say_day(&document.text)) {
            for (span, words) in seen(document, &DATE).filter(|(_, words)| differs(words)) {
                found
                    .at(
                        &document.path,
                        span,
                        format!("“{words}” is one day in Indonesia and another in America"),
                    )
                    .help("write the month as a word");
            }
        }
    }
}

/// Tells whether a text may have a year behind a day. Most have none, and this is soon found out.
fn may_say_day(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut signs = memchr::memchr3_iter(b'/', b'.', b'-', bytes);
    signs.any(|at| is_digit(at + 1) && is_digit(at + 4) && at > 0 && is_digit(at - 1) && !is_digit(at + 5))
}

/// Tells whether the two numbers differ: the fourth of April is that everywhere.
fn differs(date: &str) -> bool {
    let mut numbers = date.split(['/', '.', '-']).map(|number| number.trim_start_matches('0'));
    numbers.next() != numbers.next()
}
