//! What is told of a term: not everything that entries speak of.

use kb_model::terms::is_unspaced;

use super::super::lexicon::{Word, is_spaced};
use super::super::numbers::MOST_IN_ONE;
use super::super::weak;
use super::super::weights::rarity;
use super::{Index, Speech};

/// How many entries there are, about: one more seldom makes a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Scale {
    pub(super) is_one: bool,
    /// A power of two.
    pub(super) entries: usize,
}

impl Scale {
    pub(super) fn of(entries: usize) -> Self {
        Self { is_one: entries <= MOST_IN_ONE, entries: entries.next_power_of_two() }
    }
}

/// The greatest impact of a word that stands in the body once.
const SLIGHT: u8 = 2;

/// Pairs of characters that no more entries speak of, and slightly, are there by chance.
const CHANCE: usize = 2;

/// Where everything is read in one go, a term that more than one in so many entries speak of tells nothing where it is
/// slight.
const COMMON: usize = 6;

/// Where it is not, a term that more entries speak of tells nothing where it is slight: nobody reads so far.
const MOST_SLIGHT: usize = 32;

/// There, a term that more than one in so many entries speak of tells nothing but where it stands in a title.
const EVERYWHERE: usize = 4;

impl Index {
    /// Counts what is told of the terms that entries speak of otherwise, or of all.
    pub(super) fn count(&mut self, is_all: bool) {
        self.told.resize(self.lexicon.len(), 0);
        let all = (0..self.lexicon.len()).filter(|_| is_all).filter_map(|word| Word::try_from(word).ok());
        let terms: Vec<Word> = all.chain(self.touched.terms.iter().copied()).collect();
        for term in terms {
            let is_told = self.tells(term);
            let told = self.postings[term as usize].iter().filter(|spoken| is_told(spoken.speech()));
            self.told[term as usize] =
                u32::try_from(told.count()).expect("a locale has fewer entries than that");
        }
    }

    /// Returns the entries that speak of a term, by number, each with how it does.
    pub(in super::super) fn postings(&self, term: Word) -> Vec<(u32, Speech)> {
        let is_told = self.tells(term);
        let spoken = self.postings.get(term as usize).map_or(&[][..], Vec::as_slice);
        let told = spoken.iter().filter(|spoken| is_told(spoken.speech()));
        let mut postings: Vec<(u32, Speech)> =
            told.map(|spoken| (self.number_of[spoken.slot() as usize], spoken.speech())).collect();
        postings.sort_unstable();
        postings
    }

    /// Returns which ways of speaking of a term are told.
    ///
    /// Left out is what would tell nothing: what stands slightly on many pages, what stands on so many that a query is better
    /// served by its other words, and pairs of neighbouring characters that stand in one body once, which mostly are the end of
    /// a word and the beginning of the next.
    fn tells(&self, term: Word) -> impl Fn(Speech) -> bool + use<> {
        let holders = self.postings.get(term as usize).map_or(0, Vec::len);
        let is_chance = holders <= CHANCE && self.lexicon.text(term).starts_with(is_unspaced);
        let most = if self.scale.is_one { self.scale.entries / COMMON } else { MOST_SLIGHT };
        let is_common = holders > most || self.weak.contains(&term);
        let least = if is_chance || is_common { SLIGHT } else { 0 };
        let is_everywhere = !self.scale.is_one && holders > self.scale.entries / EVERYWHERE;
        move |speech| speech.impact > least && (speech.title > 0 || !is_everywhere)
    }

    /// Tells whether browsers need to know of a word: not of pairs of characters of which nothing is told. A word that nothing
    /// is told of is a word all the same, and not another one mistyped.
    pub(in super::super) fn is_listed(&self, word: Word) -> bool {
        self.told(word) > 0 || is_spaced(self.lexicon.text(word)) || self.synonym_words.contains(&word)
    }

    /// Returns how many entries speak of a word that is its own stem, as far as that is told.
    pub(in super::super) fn told(&self, word: Word) -> usize {
        self.told.get(word as usize).map_or(0, |told| *told as usize)
    }

    /// Returns how much a term says at all.
    pub(in super::super) fn rarity(&self, term: Word) -> u32 {
        let holders = self.postings.get(term as usize).map_or(0, Vec::len);
        let rarity = rarity(holders.max(1), self.scale.entries);
        if self.weak.contains(&term) { (rarity / weak::SHARE).max(1) } else { rarity }
    }
}
