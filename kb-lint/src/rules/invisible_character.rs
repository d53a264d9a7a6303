//! Finds characters that nobody sees: those that turn the reading order, those without width, and those that are no text.

use kb_model::diagnostic::{Fix, Safety};
use kb_model::markdown::is_han;
use kb_model::{Document, Severity, Span};

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `invisible_character.md`, which is also this rule's test.
pub(super) struct InvisibleCharacter;

/// The bytes that the characters sought begin with in UTF-8: U+200B–U+2069, and U+FEFF.
const FIRST_BYTES: (u8, u8) = (0xE2, 0xEF);

impl Rule for InvisibleCharacter {
    fn about(&self) -> About {
        About::error("invisible-character", include_str!("invisible_character.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            let text = &*document.text;
            let starts = memchr::memchr2_iter(FIRST_BYTES.0, FIRST_BYTES.1, text.as_bytes());
            for start in starts {
                let character = text.get(start..).and_then(|rest| rest.chars().next());
                if let Some(character) = character {
                    judge(document, start, character, found);
                }
            }
            if text.bytes().filter(|byte| is_control(*byte)).count() > 0 {
                controls(document, found);
            }
        }
    }
}

fn judge(document: &Document, start: usize, character: char, found: &mut Found) {
    let span = Span { start, end: start + character.len_utf8() };
    let name = format!("U+{:04X}", u32::from(character));
    if turns_order(character) {
        found
            .at(&document.path, span, format!("this invisible character ({name}) turns the reading order"))
            .label("readers see other words than the file has")
            .help("delete it: browsers set text of either direction right without it");
        return;
    }
    let around = (document.text[..start].chars().next_back(), document.text[span.end..].chars().next());
    if is_useless(character, around) {
        found
            .at(&document.path, span, format!("this character ({name}) has no width"))
            .severity(Severity::Warning)
            .help("delete it: search does not find words that it stands in")
            .fix(Fix::replace("delete it", Safety::Safe, &document.path, span, ""));
    }
}

/// Reports the characters of devices, such as NUL, that are no text.
fn controls(document: &Document, found: &mut Found) {
    for (start, byte) in document.text.bytes().enumerate().filter(|(_, byte)| is_control(*byte)) {
        let span = Span { start, end: start + 1 };
        found
            .at(&document.path, span, format!("this control character (U+{byte:04X}) is no text"))
            .severity(Severity::Warning)
            .help("delete it: it is left of a broken copy, and some programs take it for the end of the file")
            .fix(Fix::replace("delete it", Safety::Safe, &document.path, span, ""));
    }
}

/// Tells whether a byte is a control character other than those of lines and tabs (ECMA-48).
fn is_control(byte: u8) -> bool {
    byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r') || byte == 0x7F
}

/// Tells whether a character turns the direction of the text after it, or ends such a turn (UAX #9, 2.1 to 2.5).
fn turns_order(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Tells whether a character has no width and no use between these two.
fn is_useless(character: char, (before, after): (Option<char>, Option<char>)) -> bool {
    let both = |is_such: fn(char) -> bool| before.is_some_and(is_such) && after.is_some_and(is_such);
    match character {
        '\u{200b}' => !both(breaks_anywhere),
        '\u{200c}' | '\u{200d}' => !before.is_some_and(joins),
        '\u{2060}' => true,
        '\u{feff}' => before.is_some(),
        _ => false,
    }
}

/// Tells whether a script has no spaces, so that one without width says where a line may end: Thai, Lao, Burmese, Khmer.
fn breaks_anywhere(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

/// Tells whether a character may join with the next, or be kept from it: those of emoji, of Arabic, of Indic scripts.
fn joins(c: char) -> bool {
    !c.is_ascii()
        && !is_han(c)
        && !c.is_whitespace()
        && !matches!(c, '\u{c0}'..='\u{24f}' | '\u{200b}'..='\u{206f}')
}
