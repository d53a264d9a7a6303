//! Finds numbers of cards and persons, and keys, that nobody should publish.

use std::sync::LazyLock;

use kb_model::markdown::is_han;
use kb_model::{Document, Span};
use regex::Regex;

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `leaked_secret.md`, which is also this rule's test.
pub(super) struct LeakedSecret;

/// Digits in groups, as many as a card has (ISO/IEC 7812: up to 19).
static CARD: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:[0-9０-９][ \-]?){12,18}[0-9０-９]"));
/// As many digits as a person's number has, in Indonesia and in China.
static PERSON: LazyLock<Regex> = LazyLock::new(|| pattern("[0-9]{17}[0-9Xx]|[0-9]{16}"));
/// Keys by what services let them begin with, and private keys by their header (RFC 7468).
static KEY: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{36,}|\bxox[abprs]-[A-Za-z0-9-]{10,}|\bsk_live_[A-Za-z0-9]{16,}",
    )
});

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
                persons(document, place, found);
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
        let span = Span::of(&number.range(), place.start);
        if !is_within_word(&document.text, span) && is_card(number.as_str()) {
            found
                .at(&document.path, span, "this may be the number of a real card")
                .label("its check digit is right")
                .help("write a number that nobody can have, such as `•••• 1234`, and tell its owner if it is real");
        }
    }
}

fn persons(document: &Document, place: Span, found: &mut Found) {
    for number in PERSON.find_iter(place.slice(&document.text)) {
        let (span, digits) = (Span::of(&number.range(), place.start), number.as_str());
        let is_person = is_indonesian(digits) && !is_card(digits) || is_chinese(digits);
        if is_person && !is_within_word(&document.text, span) {
            found
                .at(&document.path, span, "this may be the number of a real person’s identity card")
                .label("a day of birth is in it")
                .help("write a number that nobody can have, such as `•••• 1234`, and tell its owner if it is real");
        }
    }
}

/// Tells whether letters or digits stand beside a number: it is a part of something longer. Han characters are no part.
fn is_within_word(text: &str, number: Span) -> bool {
    let joins = |c: char| c.is_alphanumeric() && !is_han(c);
    text[..number.start].ends_with(joins) || text[number.end..].starts_with(joins)
}

fn keys(document: &Document, found: &mut Found) {
    for key in KEY.find_iter(&document.text) {
        found
            .at(&document.path, Span { start: key.start(), end: key.end() }, "this looks like a secret key")
            .help("take it out, and have it replaced: whoever can read this file has it");
    }
}

/// Tells whether the last digit is the check digit of the others (Luhn's formula, ISO/IEC 7812-1, annex B). Rows of one
/// digit are none, and neither are numbers that no issuer of cards begins with (ISO/IEC 7812-1, 5.2: banks have 2 to 6), such
/// as those of devices, nor those that processors of payments give developers to test with.
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
    let plain: String = digits.iter().map(ToString::to_string).collect();
    let is_issued = match (digits.len(), digits[0]) {
        (15, _) => plain.starts_with("34") || plain.starts_with("37"), // as many as an IMEI has
        (_, 2) => plain
            .get(..4)
            .is_some_and(|range| ("2200"..="2204").contains(&range) || ("2221"..="2720").contains(&range)),
        (_, first) => (3..=6).contains(&first),
    };
    is_issued
        && sum.is_multiple_of(10)
        && digits.iter().any(|digit| *digit != digits[0])
        && !TEST_CARDS.contains(&plain.as_str())
}

/// Numbers that processors of payments publish for tests.
const TEST_CARDS: [&str; 4] = ["4242424242424242", "4111111111111111", "5555555555554444", "378282246310005"];

/// Tells whether digits are built like a NIK: six of the region, the day of birth (that of women after 40), month and year,
/// and four that count.
fn is_indonesian(number: &str) -> bool {
    let part =
        |at: usize| number.get(at..at + 2).and_then(|digits| digits.parse::<u8>().ok()).unwrap_or_default();
    let is_province =
        matches!(part(0), 11..=19 | 21 | 31..=36 | 51..=53 | 61..=65 | 71..=76 | 81..=82 | 91..=97);
    number.len() == 16
        && is_province
        && matches!(part(6), 1..=31 | 41..=71)
        && matches!(part(8), 1..=12)
        && !number.ends_with("0000")
}

/// Tells whether the last sign is the check digit of the others (GB 11643, ISO 7064 MOD 11-2), and a day of birth is in them.
fn is_chinese(number: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let digits = number.chars().map(|c| c.to_digit(10).unwrap_or(10));
    let sum: u32 = digits.zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    let check = b"10X98765432"[(sum % 11) as usize];
    let day = number.get(6..14).map(|day| format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]));
    let is_born = |day: &str| day.starts_with(['1', '2']) && day.parse::<jiff::civil::Date>().is_ok();
    number.len() == 18
        && number.bytes().next_back().map(|sign| sign.to_ascii_uppercase()) == Some(check)
        && day.as_deref().is_some_and(is_born)
}
