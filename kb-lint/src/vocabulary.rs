//! Words that are looked for together, in one pass over a text, however many they are.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use aho_corasick::{AhoCorasick, MatchKind};
use kb_model::Span;

/// Many words, each under a number. A word in lower case stands for its capitals too; where it begins or ends like an
/// ASCII word, it is found only as a whole: Han characters beside it do not belong to it.
#[derive(Debug, Default)]
pub(crate) struct Vocabulary {
    /// Nothing if there are no words.
    automaton: Option<AhoCorasick>,
    words: Vec<(usize, String)>,
}

impl Vocabulary {
    /// Takes words, each under the number of what it stands for.
    pub(crate) fn of<'w>(words: impl IntoIterator<Item = (usize, &'w str)>) -> Self {
        let words = words.into_iter().map(|(number, word)| (number, word.trim().to_owned()));
        let words: Vec<(usize, String)> = words.filter(|(_, word)| !word.is_empty()).collect();
        let mut builder = AhoCorasick::builder();
        builder.ascii_case_insensitive(true).match_kind(MatchKind::Standard);
        builder.prefilter(false); // a look for rare bytes stops at every other Han character
        let automaton = builder.build(words.iter().map(|(_, word)| word)).ok().filter(|_| !words.is_empty());
        Self { automaton, words }
    }

    /// Tells whether there are no words.
    pub(crate) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Returns the numbers that some pieces of a text name, and where each is named first: in the first piece that does,
    /// as far to the front as it can be, and with its longest words.
    pub(crate) fn named(&self, text: &str, pieces: &[Span]) -> BTreeMap<usize, Span> {
        let mut named: BTreeMap<usize, Span> = BTreeMap::new();
        for piece in pieces.iter().filter(|_| !self.is_empty()) {
            for (number, place) in self.find(piece.slice(text)) {
                let found = Span::of(&place, piece.start);
                let first = named.entry(number).or_insert(found);
                let is_in_piece = first.start >= piece.start;
                if is_in_piece && (found.start, Reverse(found.end)) < (first.start, Reverse(first.end)) {
                    *first = found;
                }
            }
        }
        named
    }

    /// Returns each place of each word, with the word's number; words may overlap.
    pub(crate) fn find(&self, text: &str) -> impl Iterator<Item = (usize, Range<usize>)> {
        let matches = self.automaton.iter().flat_map(move |automaton| automaton.find_overlapping_iter(text));
        matches.filter_map(move |found| {
            let (number, word) = &self.words[found.pattern().as_usize()];
            is_word(text, found.range(), word).then(|| (*number, found.range()))
        })
    }
}

/// Tells whether what was found without regard to capitals is the word, and not a part of another.
fn is_word(text: &str, range: Range<usize>, word: &str) -> bool {
    if word.chars().any(char::is_uppercase) && text[range.clone()] != *word {
        return false;
    }
    let is_ascii = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let is_part = |byte: Option<&u8>| is_ascii(byte) || byte == Some(&b'_');
    let (bytes, own) = (text.as_bytes(), word.as_bytes());
    let before = range.start.checked_sub(1).and_then(|at| bytes.get(at));
    let is_cut =
        is_ascii(own.first()) && is_part(before) || is_ascii(own.last()) && is_part(bytes.get(range.end));
    !is_cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_as_a_whole() {
        let vocabulary =
            Vocabulary::of([(0, "refund"), (0, "refund status"), (1, "ID"), (2, "退款"), (3, "é")]);
        let check = |text: &str, expected: &[(usize, &str)]| {
            let found: Vec<(usize, &str)> =
                vocabulary.find(text).map(|(number, range)| (number, &text[range])).collect();
            assert_eq!(found, expected, "{text:?}");
        };
        check("Refund status, refunds", &[(0, "Refund"), (0, "Refund status")]);
        check("Your ID, the id, IDs", &[(1, "ID")]);
        check("申请退款ID", &[(2, "退款"), (1, "ID")]);
        check("café, prerefund_x", &[(3, "é")]);
        assert_eq!(Vocabulary::of([(0, " ")]).find("a").count(), 0);
    }
}
