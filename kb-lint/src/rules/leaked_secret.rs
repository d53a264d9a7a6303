//! Finds card numbers and keys that nobody should publish.

use std::sync::LazyLock;

use kb_model::{Document, Span};
use regex::Regex;

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `leaked_secret.md`, which is also this rule's test.
pub(super) struct LeakedSecret;

/// Digits in groups, as many as a card has (ISO/IEC 7812: up to 19).
static CARD: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:[0-9０-９][ \-]?){12,18}[0-9０-９]"));
/// Keys by what services let them begin with, and private keys by their header (RFC 7468).
static KEY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36,}|\bxox[abprs]-[A-Za-z0-9-]{10,}|\bsk_live_[A-Za-z0-9]{16,}",
    )
});
/// What every key begins with.
const SIGNS: [&str; 5] = ["-----BEGIN ", "AKIA", "gh", "xox", "sk_live_"];

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the pattern is well-formed")
}

impl Rule for LeakedSecret {
    fn about(&self) -> About {
        About::error("leaked-secret", include_str!("leaked_secret.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            let fields = document.fields.iter().map(|(_, field)| field.span);
            let blocks = document.body.layout.iter().map(|block| block.span);
            for place in fields.chain(blocks).filter(|place| may_hold_card(place.slice(&document.text))) {
                cards(document, place, found);
            }
            keys(document, found);
        }
    }
}

/// Tells whether a text has as many digits as a card, or may have some of full width. Such a loop goes over many bytes at
/// once.
fn may_hold_card(text: &str) -> bool {
    text.bytes().filter(|byte| byte.is_ascii_digit() || *byte == 0xEF).count() >= 13
}

fn cards(document: &Document, place: Span, found: &mut Found) {
    for number in CARD.find_iter(place.slice(&document.text)) {
        let text = &document.text[place.start..];
        let is_within = text[..number.start()].ends_with(|c: char| c.is_alphanumeric())
            || text[number.end()..].starts_with(|c: char| c.is_alphanumeric());
        if !is_within && is_card(number.as_str()) {
            let span = Span { start: place.start + number.start(), end: place.start + number.end() };
            found
                .at(&document.path, span, "this may be the number of a real card")
                .label("its check digit is right")
                .help("write a number that nobody can have, such as `•••• 1234`, and tell its owner if it is real");
        }
    }
}

fn keys(document: &Document, found: &mut Found) {
    let text = document.text.as_bytes();
    if !SIGNS.iter().any(|sign| memchr::memmem::find(text, sign.as_bytes()).is_some()) {
        return;
    }
    for key in KEY.find_iter(&document.text) {
        found
            .at(&document.path, Span { start: key.start(), end: key.end() }, "this looks like a secret key")
            .help("take it out, and have it replaced: whoever can read this file has it");
    }
}

/// Tells whether the last digit is the check digit of the others (Luhn's formula, ISO/IEC 7812-1, annex B). Rows of one
/// digit are none.
fn is_card(number: &str) -> bool {
    let digit =
        |c: char| c.to_digit(10).or_else(|| u32::from(c).checked_sub(0xFF10).filter(|digit| *digit < 10));
    let digits: Vec<u32> = number.chars().filter_map(digit).collect();
    let doubled = |(at, digit): (usize, &u32)| match (at % 2, digit * 2) {
        (0, _) => *digit,
        (_, twice) if twice > 9 => twice - 9,
        (_, twice) => twice,
    };
    let sum: u32 = digits.iter().rev().enumerate().map(doubled).sum();
    sum.is_multiple_of(10) && digits.iter().any(|digit| *digit != digits[0])
}
