//! Sentences: where they end in text of any script.

use std::ops::Range;

/// Returns the sentences of a text, with the signs that end them.
pub(crate) fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    let bytes = text.bytes().enumerate().filter(|(_, byte)| BEGINS_SIGN[usize::from(*byte)]);
    let signs = bytes.filter_map(|(at, _)| Some((at, text[at..].chars().next()?)));
    let ends = signs.filter(|(at, c)| ends_sentence(text, *at, *c));
    let ends = ends.map(|(at, c)| at + c.len_utf8()).chain([text.len()]);
    ends.map(move |end| std::mem::replace(&mut start, end)..end)
        .filter(|range| !text[range.clone()].trim().is_empty())
}

/// The bytes with which signs begin in UTF-8 that may end a sentence. None of them stands within a character.
static BEGINS_SIGN: [bool; 256] = {
    let mut begins = [false; 256];
    let first = [b'.', b'!', b'?', 0xD8, 0xE0, 0xE3, 0xEF];
    let mut index = 0;
    while index < first.len() {
        begins[first[index] as usize] = true;
        index += 1;
    }
    begins
};

/// Tells whether a sentence ends with the sign at a place. A full stop before a small letter or within a word does not.
fn ends_sentence(text: &str, at: usize, c: char) -> bool {
    match c {
        '。' | '！' | '？' | '؟' | '।' => true,
        '.' | '!' | '?' => {
            let mut after = text[at + 1..].chars().skip_while(|c| matches!(c, '"' | '”' | '’' | ')'));
            let space = after.next();
            space.is_none_or(char::is_whitespace) && after.next().is_none_or(|next| !next.is_lowercase())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::sentences;

    #[test]
    fn sentences_end_where_readers_pause() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<&str> = sentences(text).map(|range| text[range].trim()).collect();
            assert_eq!(found, expected, "{text:?}");
        };
        check("Wait. Then pay 1.50 now!", &["Wait.", "Then pay 1.50 now!"]);
        check("Use a card, e.g. a debit card.", &["Use a card, e.g. a debit card."]);
        check("请稍等。然后再试", &["请稍等。", "然后再试"]);
        check("好！是吗？ هل؟ ठीक। न", &["好！", "是吗？", "هل؟", "ठीक।", "न"]);
    }
}
