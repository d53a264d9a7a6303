//! The normal form of text: white space that does not count.

use std::borrow::Cow;

/// Tells whether a character belongs to a script that is written without spaces between words, or to its punctuation.
pub fn is_han(c: char) -> bool {
    matches!(u32::from(c),
        0x2E80..=0x303F      // radicals, CJK symbols and punctuation
        | 0x3040..=0x30FF    // kana
        | 0x3400..=0x4DBF    // extension A
        | 0x4E00..=0x9FFF    // unified ideographs
        | 0xF900..=0xFAFF    // compatibility ideographs
        | 0xFE30..=0xFE4F    // vertical forms
        | 0xFF00..=0xFFEF    // full-width forms
        | 0x20000..=0x3FFFF) // extensions B and later
}

/// Tells whether a line break between two characters stands for no space: Chinese text is wrapped anywhere.
pub fn needs_no_space(before: Option<char>, after: Option<char>) -> bool {
    matches!((before, after), (Some(before), Some(after)) if is_han(before) && is_han(after))
}

/// Folds every run of white space to one space, and drops it where it stands for a line break between Han characters.
pub fn single_spaced(text: &str) -> Cow<'_, str> {
    if is_single_spaced(text) {
        return Cow::Borrowed(text);
    }
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let joins = needs_no_space(folded.chars().next_back(), word.chars().next());
        if !folded.is_empty() && !joins {
            folded.push(' ');
        }
        folded.push_str(word);
    }
    Cow::Owned(folded)
}

/// Tells whether there is plainly nothing to fold: single spaces after words that do not end in Han, and no others.
fn is_single_spaced(text: &str) -> bool {
    if text.is_ascii() {
        let is_edge = |byte: Option<&u8>| byte == Some(&b' ');
        let bytes = text.as_bytes();
        // counted to the end: such a loop goes over many bytes at once
        let has_runs = bytes.windows(2).filter(|pair| *pair == b"  ").count() > 0;
        let has_control = bytes.iter().filter(|byte| byte.is_ascii_control()).count() > 0;
        return !has_runs && !has_control && !is_edge(bytes.first()) && !is_edge(bytes.last());
    }
    let mut before = ' ';
    for c in text.chars() {
        let is_fine = if c == ' ' { before != ' ' && !is_han(before) } else { !c.is_whitespace() };
        if !is_fine {
            return false;
        }
        before = c;
    }
    before != ' ' || text.is_empty()
}
