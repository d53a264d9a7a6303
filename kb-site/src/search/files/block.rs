//! A block: words that follow each other in the alphabet, and what entries speak of them.
//!
//! Where a block ends is decided by the words near its end, so that one more word moves one boundary, and not every one
//! after it (content-defined chunking: Muthitacharoen, Chen, Mazières: A Low-bandwidth Network File System, 2001).

use std::sync::Arc;

use super::super::index::{Index, Speech, Touched};
use super::super::lexicon::Word;
use super::super::weights::MOST_IMPACT;
use super::packer::{Packer, Sort};

/// Words that are in one block.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cut(Vec<Word>);

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

    /// Returns what the file holds: each word with the stem that it stands for, or what entries speak of it.
    pub(super) fn packed(&self, index: &Index) -> String {
        let mut packer = Packer::new();
        packer.count(self.0.len());
        let mut before = "";
        for word in &self.0 {
            let text = index.lexicon.text(*word);
            packer.text(Sort::Word, before, text);
            pack_term(&mut packer, index, *word);
            before = text;
        }
        packer.finish()
    }
}

fn pack_term(packer: &mut Packer, index: &Index, word: Word) {
    let term = index.lexicon.term(word);
    if term != word {
        packer.number(Sort::Count, 0, 0);
        packer.text(Sort::Text, index.lexicon.text(word), index.lexicon.text(term));
        return;
    }
    let postings = index.postings(term);
    let mut left = u32::try_from(postings.len()).expect("a locale has fewer entries than that");
    let spread = bits(left);
    packer.number(Sort::Count, 0, left + 1);
    packer.number(Sort::Rarity, left, index.rarity(term));
    let mut next = 0;
    for (number, Speech { impact, title }) in postings {
        packer.number(Sort::Step, bits((index.room() - next) / left), number - next);
        packer.number(Sort::Speech, spread, u32::from(title * (MOST_IMPACT + 1) + impact));
        (next, left) = (number + 1, left - 1);
    }
}

/// Returns how many bits a number has.
fn bits(number: u32) -> u32 {
    u32::BITS - number.leading_zeros()
}
