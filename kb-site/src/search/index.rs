//! The index of a locale: which entries each word speaks of, and how much. It follows its sources, one by one.

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::HashMap;
use kb_model::terms::{each_term, folded, is_unspaced};
use kb_model::{Locale, Synonyms};

use super::affixes::Affixes;
use super::entries::{Entry, Field, Source, Worded};
use super::lexicon::{Lexicon, Word, is_spaced};
use super::numbers::{MOST_IN_ONE, Numbers};
use super::weak;
use super::weights::{Counts, impact, rarity};

/// What an entry is called here: its source, and its place among what the source has.
pub(super) type Key = (Source, usize);

/// All that readers of a locale can find, by word.
#[derive(Debug)]
pub struct Index {
    pub(super) lexicon: Lexicon,
    pub(super) affixes: Affixes,
    entries: BTreeMap<Key, Indexed>,
    numbers: Numbers,
    /// The number of each slot's entry.
    number_of: Vec<u32>,
    /// The slot of each number's entry.
    slot_of: HashMap<u32, u32>,
    keys: Vec<Option<Key>>,
    /// The slots that speak of each term, in order.
    postings: Vec<Vec<Spoken>>,
    /// How much is told of each term.
    told: Vec<u32>,
    /// How many entries there were, about, when the index was last settled: what decides how much is told of a term.
    scale: Scale,
    weak: BTreeSet<Word>,
    /// Rows of terms that stand for other rows.
    pub(super) synonyms: BTreeMap<Vec<Word>, Vec<Vec<Word>>>,
    /// The words of synonyms.
    synonym_words: BTreeSet<Word>,
    pub(super) touched: Touched,
}

/// What has changed since the index was last put in files.
#[derive(Debug, Default)]
pub(super) struct Touched {
    /// Words that came or went.
    pub(super) words: BTreeSet<Word>,
    /// Terms that entries speak of otherwise.
    pub(super) terms: BTreeSet<Word>,
    /// Entries that are new, gone or others.
    pub(super) keys: BTreeSet<Key>,
}

/// An entry, and what it speaks of.
#[derive(Debug)]
struct Indexed {
    entry: Entry,
    slot: u32,
    /// Its words, each once, in order.
    words: Box<[Word]>,
    /// Its terms, in order, and how it speaks of them.
    terms: Box<[(Word, Speech)]>,
}

/// That a slot's entry speaks of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Spoken {
    slot: u32,
    speech: Speech,
}

/// How an entry speaks of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Speech {
    /// How much the term says about the entry.
    pub(super) impact: u8,
    /// The class of the title's length, if the term stands in the title; 0 if it does not.
    pub(super) title: u8,
}

/// How many entries there are, about: one more seldom makes a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Scale {
    is_one: bool,
    /// A power of two.
    entries: usize,
}

impl Scale {
    fn of(entries: usize) -> Self {
        Self { is_one: entries <= MOST_IN_ONE, entries: entries.next_power_of_two() }
    }
}

/// The greatest length in terms of each class of titles but the first, which has none, and the last, which has more.
const TITLE_LENGTHS: [usize; 2] = [3, 6];

/// The greatest impact of a word that stands in the body once.
const SLIGHT: u8 = 2;

/// Pairs of characters that no more entries speak of, and slightly, are there by chance.
const CHANCE: usize = 2;

/// A term that more than one in so many entries speak of tells nothing where it is slight.
const COMMON: usize = 6;

impl Index {
    /// Begins without entries.
    pub(super) fn new(locale: &Locale) -> Self {
        let mut index = Self {
            lexicon: Lexicon::of(locale),
            affixes: Affixes::of(locale),
            entries: BTreeMap::new(),
            numbers: Numbers::of([].iter()),
            number_of: Vec::new(),
            slot_of: HashMap::new(),
            keys: Vec::new(),
            postings: Vec::new(),
            told: Vec::new(),
            scale: Scale::of(0),
            weak: BTreeSet::new(),
            synonyms: BTreeMap::new(),
            synonym_words: BTreeSet::new(),
            touched: Touched::default(),
        };
        for word in weak::words(locale) {
            let row = index.row(word);
            index.weak.extend(row);
        }
        index
    }

    /// Puts other synonyms in the place of those that there are.
    pub(super) fn replace_synonyms(&mut self, synonyms: &Synonyms) {
        for word in std::mem::take(&mut self.synonym_words) {
            self.release(word);
        }
        self.synonyms.clear();
        for entry in &synonyms.entries {
            let words = self.needed_row(&entry.words);
            for meaning in &entry.meanings {
                let meaning = self.needed_row(meaning);
                let rows = self.synonyms.entry(words.clone()).or_default();
                if meaning != words && !meaning.is_empty() && !rows.contains(&meaning) {
                    rows.push(meaning);
                }
            }
        }
        self.synonyms.retain(|words, rows| !words.is_empty() && !rows.is_empty());
    }

    /// Returns the sources in which there is something to be found.
    pub(super) fn sources(&self) -> BTreeSet<Source> {
        self.entries.keys().map(|(source, _)| source.clone()).collect()
    }

    /// Puts what a source has now in the place of what it had.
    pub(super) fn replace(&mut self, source: &Source, worded: Vec<Worded>) {
        let first = (source.clone(), 0);
        let last = (source.clone(), usize::MAX);
        let gone: Vec<Key> =
            self.entries.range(first..last).map(|(key, _)| key.clone()).skip(worded.len()).collect();
        for key in gone {
            self.remove(&key);
        }
        for (place, worded) in worded.into_iter().enumerate() {
            self.put((source.clone(), place), worded);
        }
    }

    fn put(&mut self, key: Key, worded: Worded) {
        let (words, terms) = self.spoken(&worded);
        words.iter().for_each(|word| self.need(*word));
        let before = self.entries.remove(&key);
        let slot = before.as_ref().map_or_else(|| self.free_slot(&key), |before| before.slot);
        self.speak(slot, before.as_ref().map_or(&[], |before| &before.terms), &terms);
        before.iter().flat_map(|before| &before.words).for_each(|word| self.release(*word));
        let new = Indexed { entry: worded.entry, slot, words: words.into(), terms: terms.into() };
        self.entries.insert(key.clone(), new);
        self.touched.keys.insert(key);
    }

    fn remove(&mut self, key: &Key) {
        let Some(gone) = self.entries.remove(key) else { return };
        self.speak(gone.slot, &gone.terms, &[]);
        gone.words.iter().for_each(|word| self.release(*word));
        self.keys[gone.slot as usize] = None;
        self.touched.keys.insert(key.clone());
    }

    fn free_slot(&mut self, key: &Key) -> u32 {
        let free = self.keys.len(); // slots of what is gone stay empty: few go, and each costs a few bytes
        self.keys.push(Some(key.clone()));
        u32::try_from(free).expect("a locale has fewer entries than that")
    }

    /// Notes what a slot's entry speaks of, in place of what it spoke of before.
    fn speak(&mut self, slot: u32, before: &[(Word, Speech)], after: &[(Word, Speech)]) {
        let differs = |here: &[(Word, Speech)], term: &(Word, Speech)| here.binary_search(term).is_err();
        for gone in before.iter().filter(|term| differs(after, term)) {
            self.touched.terms.insert(gone.0);
            let postings = &mut self.postings[gone.0 as usize];
            if let Ok(at) = postings.binary_search_by_key(&slot, |spoken| spoken.slot) {
                postings.remove(at);
            }
        }
        self.postings.resize_with(self.lexicon.len(), Vec::new);
        for (term, speech) in after.iter().filter(|term| differs(before, term)) {
            self.touched.terms.insert(*term);
            let postings = &mut self.postings[*term as usize];
            if let Err(at) = postings.binary_search_by_key(&slot, |spoken| spoken.slot) {
                postings.insert(at, Spoken { slot, speech: *speech });
            }
        }
    }

    fn need(&mut self, word: Word) {
        let term = self.lexicon.term(word);
        for word in BTreeSet::from([word, term]) {
            if self.lexicon.take(word) {
                self.touched.words.insert(word);
            }
        }
    }

    fn release(&mut self, word: Word) {
        let term = self.lexicon.term(word);
        for word in BTreeSet::from([word, term]) {
            if self.lexicon.drop(word) {
                self.touched.words.insert(word);
            }
        }
    }

    fn needed_row(&mut self, text: &str) -> Vec<Word> {
        let mut row = Vec::new();
        each_term(&folded(text), |term| row.push(self.lexicon.number(term)));
        for word in &row {
            if self.synonym_words.insert(*word) {
                self.need(*word);
            }
        }
        row.into_iter().map(|word| self.lexicon.term(word)).collect()
    }

    fn row(&mut self, text: &str) -> Vec<Word> {
        let mut row = Vec::new();
        each_term(&folded(text), |term| row.push(self.lexicon.number(term)));
        row.into_iter().map(|word| self.lexicon.term(word)).collect()
    }

    /// Counts the words of an entry.
    fn spoken(&mut self, worded: &Worded) -> (Vec<Word>, Vec<(Word, Speech)>) {
        let mut words = Vec::new();
        let mut counts: HashMap<Word, Counts> = HashMap::new();
        let mut lengths = Counts::default();
        for (field, text) in &worded.texts {
            let folded = folded(text);
            let mut take = |term: &str| {
                let word = self.lexicon.number(term);
                words.push(word);
                counts.entry(self.lexicon.term(word)).or_default()[*field as usize] += 1;
            };
            each_term(&folded, |term| {
                lengths[*field as usize] += 1;
                take(term);
            });
            if matches!(field, Field::Title | Field::Hints) {
                // Single characters count where somebody who has only begun would look.
                folded.chars().filter(|c| is_unspaced(*c)).for_each(|c| take(c.encode_utf8(&mut [0; 4])));
            }
        }
        words.sort_unstable();
        words.dedup();
        let length = counts.iter().filter(|(_, counts)| counts[Field::Title as usize] > 0).count();
        let class = 1 + TITLE_LENGTHS.iter().take_while(|most| length > **most).count();
        let speech = |(term, counts): (Word, Counts)| {
            let is_in_title = counts[Field::Title as usize] > 0;
            let title = if is_in_title { u8::try_from(class).unwrap_or_default() } else { 0 };
            (term, Speech { impact: impact(counts, lengths, worded.standing), title })
        };
        #[expect(clippy::iter_over_hash_type, reason = "what comes of it is sorted")]
        let mut terms: Vec<(Word, Speech)> =
            counts.into_iter().map(speech).filter(|(_, speech)| speech.impact > 0).collect();
        terms.sort_unstable();
        (words, terms)
    }

    /// Brings the order of words and the numbers of entries up to date. Returns whether everything may be told otherwise.
    pub(super) fn settle(&mut self) -> bool {
        self.lexicon.settle();
        self.postings.resize_with(self.lexicon.len(), Vec::new);
        let is_missing = |key: &Key| self.number(key).is_none() || !self.entries.contains_key(key);
        let is_other = self.touched.keys.iter().any(is_missing) && self.renumber();
        self.count(is_other);
        is_other
    }

    /// Counts what is told of the terms that entries speak of otherwise, or of all.
    fn count(&mut self, is_all: bool) {
        self.told.resize(self.lexicon.len(), 0);
        let all = (0..self.lexicon.len()).filter(|_| is_all).filter_map(|word| Word::try_from(word).ok());
        let terms: Vec<Word> = all.chain(self.touched.terms.iter().copied()).collect();
        for term in terms {
            let least = self.least(term);
            let told = self.postings[term as usize].iter().filter(|spoken| spoken.speech.impact > least);
            self.told[term as usize] =
                u32::try_from(told.count()).expect("a locale has fewer entries than that");
        }
    }

    /// Numbers the entries anew, and tells whether everything may be told otherwise.
    fn renumber(&mut self) -> bool {
        let numbers = Numbers::of(self.entries.keys());
        let scale = Scale::of(self.len());
        let is_other = scale != self.scale || !numbers.is_like(&self.numbers);
        self.scale = scale;
        self.number_of.resize(self.keys.len(), u32::MAX);
        self.slot_of.clear();
        for (key, number) in numbers.all() {
            let indexed = &self.entries[key];
            let before = std::mem::replace(&mut self.number_of[indexed.slot as usize], number);
            self.slot_of.insert(number, indexed.slot);
            if before != number {
                self.touched.terms.extend(indexed.terms.iter().map(|(term, _)| *term));
                self.touched.keys.insert(key.clone());
            }
        }
        self.numbers = numbers;
        is_other
    }

    fn number(&self, key: &Key) -> Option<u32> {
        let slot = self.entries.get(key)?.slot;
        self.number_of.get(slot as usize).copied().filter(|number| *number != u32::MAX)
    }

    /// Returns the rows in which the entries stand, each with its entries.
    pub(super) fn rows(&self) -> impl ExactSizeIterator<Item = Vec<&Entry>> {
        self.numbers.rows.iter().map(|row| row.iter().map(|key| &self.entries[key].entry).collect())
    }

    /// Returns the row in which an entry stands, or stood.
    pub(super) fn row_of(&self, key: &Key) -> usize {
        self.numbers.row(key)
    }

    /// Returns how many numbers a row takes.
    pub(super) fn places(&self) -> u32 {
        self.numbers.places
    }

    /// Returns how many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Tells whether nothing can be found.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Tells whether the index is small enough to be read in one go.
    pub(super) fn is_one(&self) -> bool {
        self.scale.is_one
    }

    /// Returns the numbers of the entries that cannot wait, in order.
    pub(super) fn urgent(&self) -> Vec<u32> {
        let urgent = self.entries.values().filter(|indexed| indexed.entry.is_urgent);
        let mut numbers: Vec<u32> = urgent.map(|indexed| self.number_of[indexed.slot as usize]).collect();
        numbers.sort_unstable();
        numbers
    }

    /// Returns the entry of a number.
    pub fn entry(&self, number: u32) -> Option<&Entry> {
        let slot = self.slot_of.get(&number)?;
        Some(&self.entries.get(self.keys[*slot as usize].as_ref()?)?.entry)
    }

    /// Returns the entries that speak of a term, by number, each with how it does.
    pub(super) fn postings(&self, term: Word) -> Vec<(u32, Speech)> {
        let least = self.least(term);
        let spoken = self.postings.get(term as usize).map_or(&[][..], Vec::as_slice);
        let told = spoken.iter().filter(|spoken| spoken.speech.impact > least);
        let mut postings: Vec<(u32, Speech)> =
            told.map(|spoken| (self.number_of[spoken.slot as usize], spoken.speech)).collect();
        postings.sort_unstable();
        postings
    }

    /// Returns the impact at which a term is left out.
    ///
    /// That is what would tell nothing: what stands slightly on many pages, and pairs of neighbouring characters that stand
    /// in one body once, which mostly are the end of a word and the beginning of the next.
    fn least(&self, term: Word) -> u8 {
        let holders = self.postings.get(term as usize).map_or(0, Vec::len);
        let is_chance = holders <= CHANCE && self.lexicon.text(term).starts_with(is_unspaced);
        let is_common = holders * COMMON > self.scale.entries || self.weak.contains(&term);
        if is_chance || is_common { SLIGHT } else { 0 }
    }

    /// Tells whether browsers need to know of a word: not of pairs of characters of which nothing is told. A word that nothing
    /// is told of is a word all the same, and not another one mistyped.
    pub(super) fn is_listed(&self, word: Word) -> bool {
        self.told(word) > 0 || is_spaced(self.lexicon.text(word)) || self.synonym_words.contains(&word)
    }

    /// Returns how many entries speak of a word that is its own stem, as far as that is told.
    pub(super) fn told(&self, word: Word) -> usize {
        self.told.get(word as usize).map_or(0, |told| *told as usize)
    }

    /// Returns how much a term says at all.
    pub(super) fn rarity(&self, term: Word) -> u32 {
        let holders = self.postings.get(term as usize).map_or(0, Vec::len);
        let rarity = rarity(holders.max(1), self.scale.entries);
        if self.weak.contains(&term) { (rarity / weak::SHARE).max(1) } else { rarity }
    }
}
