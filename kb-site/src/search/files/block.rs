//! A block: words that follow each other in the alphabet, and what entries speak of them.
//!
//! Where a block ends is decided by the words near its end, so that one more word moves one boundary, and not every one
//! after it (content-defined chunking: Muthitacharoen, Chen, Mazières: A Low-bandwidth Network File System, 2001).

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use serde::Serialize;

use super::super::index::{Index, Speech, Touched};
use super::super::lexicon::Word;
use super::super::weights::MOST_IMPACT;

/// Words that are in one block.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cut(Vec<Word>);

/// A block as a file.
#[derive(Debug, Serialize)]
pub(super) struct Block {
    /// The words, as [`fronts`] writes them.
    words: String,
    /// For each word the stem that it stands for, after `=`, or what entries speak of it.
    terms: String,
}

/// The least that a block should weigh, in bytes after compression, roughly, and the most. Smaller ones make the list longer,
/// which every query needs; with larger ones, a query of three words takes more than it needs.
const WEIGHTS: [usize; 2] = [1_800, 3_600];

/// How many words there are to one at which a block may end.
const MARKED: u32 = 32;

/// Cuts the words of an index into blocks.
pub(super) fn cut(index: &Index) -> Vec<Cut> {
    let mut cuts = vec![Vec::new()];
    let mut weight = 0;
    for word in index.lexicon.from("").filter(|word| index.is_listed(*word)) {
        let is_end = weight > WEIGHTS[1] || weight > WEIGHTS[0] && is_marked(index.lexicon.text(word));
        if is_end && !index.is_one() {
            cuts.push(Vec::new());
            weight = 0;
        }
        weight += 3 + index.told(word);
        cuts.last_mut().expect("one is there").push(word);
    }
    cuts.into_iter().filter(|words| !words.is_empty()).map(Cut).collect()
}

fn is_marked(word: &str) -> bool {
    word.bytes().fold(0_u32, |hash, byte| hash.wrapping_mul(31).wrapping_add(byte.into())) / 7 % MARKED == 0
}

impl Cut {
    /// Returns the first word.
    pub(super) fn first(&self, index: &Index) -> Arc<str> {
        self.0.first().map_or_else(|| "".into(), |word| index.lexicon.text(*word).clone())
    }

    /// Tells whether something else is to be told of one of the words.
    pub(super) fn is_touched(&self, touched: &Touched) -> bool {
        self.0.iter().any(|word| touched.terms.binary_search(word).is_ok())
    }

    /// Returns what the file holds.
    pub(super) fn block(&self, index: &Index) -> Block {
        let words = self.0.iter().map(|word| &**index.lexicon.text(*word));
        let terms: Vec<String> = self.0.iter().map(|word| term(index, *word)).collect();
        Block { words: fronts(words), terms: terms.join(" ") }
    }
}

fn term(index: &Index, word: Word) -> String {
    let term = index.lexicon.term(word);
    if term != word {
        return format!("={}", index.lexicon.text(term));
    }
    let mut levels: BTreeMap<Speech, Vec<u32>> = BTreeMap::new();
    for (number, speech) in index.postings(term) {
        levels.entry(speech).or_default().push(number);
    }
    let mut text = String::from(digit(index.rarity(term)));
    for (Speech { impact, title }, numbers) in levels {
        text.push(char::from(LEVELS[usize::from(title * MOST_IMPACT + impact - 1)]));
        push_steps(&mut text, &numbers);
    }
    text
}

/// The signs before the numbers of entries that speak of a term alike: for each class of titles one for each impact. None
/// of them is a digit, nor means anything in JSON.
const LEVELS: &[u8; 28] = b"!#$%&'()*+,./:;<>?@[]^`{|}~=";

/// Writes ascending numbers as the steps from one to the next: digits of five bits, the last one below 32.
pub(super) fn push_steps(text: &mut String, numbers: &[u32]) {
    let mut next = 0;
    for number in numbers {
        let mut step = number - next;
        while step >= 32 {
            text.push(digit(32 + step % 32));
            step /= 32;
        }
        text.push(digit(step));
        next = number + 1;
    }
}

/// Returns the sign of a number below 64 (RFC 4648, section 5).
fn digit(number: u32) -> char {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    char::from(DIGITS[number as usize % 64])
}

/// Writes sorted words, each without the letters that the one before begins with too; their number stands before it as a
/// digit of base 36.
pub(super) fn fronts<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    let mut packed = String::new();
    let mut before = "";
    for word in words {
        let letters = word.char_indices().zip(before.chars()).take_while(|((_, a), b)| a == b).take(35);
        let (count, end) = letters.fold((0, 0), |(count, _), ((at, c), _)| (count + 1, at + c.len_utf8()));
        let sign = char::from_digit(count, 36).unwrap_or('0');
        let _ = write!(packed, "{}{} ", sign.to_ascii_uppercase(), &word[end..]);
        before = word;
    }
    packed.pop();
    packed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_numbers_are_packed() {
        assert_eq!(fronts(["pay", "payment", "付款", "付错"]), "0pay 3ment 0付款 1错");
        let check = |numbers: &[u32], expected: &str| {
            let mut text = String::new();
            push_steps(&mut text, numbers);
            assert_eq!(text, expected, "{numbers:?}");
        };
        check(&[0, 1, 2], "AAA");
        check(&[3, 36, 1000], "DgBje");
    }
}
