//! The index of a locale: which entries each word speaks of, and how much. It follows its sources, one by one.

mod speech;
mod synonyms;
mod told;

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::HashMap;
use kb_model::Locale;

use super::affixes::Affixes;
use super::entries::{Entry, Source, Worded};
use super::lexicon::{Lexicon, Word};
use super::numbers::Numbers;
use super::weak;
pub(super) use speech::Speech;
use speech::Spoken;
use told::Scale;

/// What an entry is called here: its source, and its place among what the source has.
pub(super) type Key = (Source, usize);

/// All that readers of a locale can find, by word.
#[derive(Debug)]
pub struct Index {
    life: Life,
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
    /// Terms that entries speak of otherwise, in order once the index is settled.
    pub(super) terms: Vec<Word>,
    /// Entries that are new, gone or others.
    keys: BTreeSet<Key>,
    /// Rows in which entries are new, gone or others, once the index is settled.
    pub(super) rows: BTreeSet<usize>,
}

/// Whether an index follows the knowledge base, or is made once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Life {
    /// Nothing will ever be replaced, so that nobody needs to know what an entry spoke of.
    #[default]
    Once,
    /// Every edit is followed.
    Followed,
}

/// An entry, and what it speaks of, while that may change.
#[derive(Debug)]
struct Indexed {
    entry: Entry,
    slot: u32,
    /// Its words, each once, in order.
    words: Box<[Word]>,
    /// Its terms, in order, and how it speaks of them.
    terms: Box<[(Word, Speech)]>,
}

impl Index {
    /// Begins without entries.
    pub(super) fn new(locale: &Locale, life: Life) -> Self {
        let mut index = Self {
            life,
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

    /// Tells whether it follows the knowledge base.
    pub(super) fn life(&self) -> Life {
        self.life
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
        for word in &words {
            self.need(*word);
        }
        let before = self.entries.remove(&key);
        let slot = before.as_ref().map_or_else(|| self.free_slot(&key), |before| before.slot);
        self.speak(slot, before.as_ref().map_or(&[], |before| &before.terms), &terms);
        for word in before.iter().flat_map(|before| &before.words) {
            self.release(*word);
        }
        let mut new = Indexed { entry: worded.entry, slot, words: Box::default(), terms: Box::default() };
        if self.life == Life::Followed {
            (new.words, new.terms) = (words.into(), terms.into());
        }
        self.entries.insert(key.clone(), new);
        self.touched.keys.insert(key);
    }

    fn remove(&mut self, key: &Key) {
        let Some(gone) = self.entries.remove(key) else { return };
        self.speak(gone.slot, &gone.terms, &[]);
        for word in &gone.words {
            self.release(*word);
        }
        self.keys[gone.slot as usize] = None;
        let number = self.number_of.get(gone.slot as usize);
        self.touched.rows.extend(number.map(|number| self.numbers.row(*number)));
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
            self.touched.terms.push(gone.0);
            let postings = &mut self.postings[gone.0 as usize];
            if let Ok(at) = postings.binary_search_by_key(&slot, |spoken| spoken.slot()) {
                postings.remove(at);
            }
        }
        self.postings.resize_with(self.lexicon.len(), Vec::new);
        for (term, speech) in after.iter().filter(|term| differs(before, term)) {
            self.touched.terms.push(*term);
            let postings = &mut self.postings[*term as usize];
            if let Err(at) = postings.binary_search_by_key(&slot, |spoken| spoken.slot()) {
                postings.insert(at, Spoken::of(slot, *speech));
            }
        }
    }

    /// Notes that somebody needs a word, and so its stem.
    fn need(&mut self, word: Word) {
        let term = self.lexicon.term(word);
        for word in [Some(word), Some(term).filter(|term| *term != word)].into_iter().flatten() {
            if self.lexicon.take(word) {
                self.touched.words.insert(word);
            }
        }
    }

    /// Notes that somebody needs a word no more.
    fn release(&mut self, word: Word) {
        let term = self.lexicon.term(word);
        for word in [Some(word), Some(term).filter(|term| *term != word)].into_iter().flatten() {
            if self.lexicon.drop(word) {
                self.touched.words.insert(word);
            }
        }
    }

    /// Brings the order of words and the numbers of entries up to date. Returns whether everything may be told otherwise.
    pub(super) fn settle(&mut self) -> bool {
        self.lexicon.settle();
        self.postings.resize_with(self.lexicon.len(), Vec::new);
        let is_missing = |key: &Key| self.number(key).is_none() || !self.entries.contains_key(key);
        let is_other = self.touched.keys.iter().any(is_missing) && self.renumber();
        let others = self.touched.keys.iter().filter_map(|key| self.number(key));
        let rows: Vec<usize> = others.map(|number| self.numbers.row(number)).collect();
        self.touched.rows.extend(rows);
        self.touched.terms.sort_unstable();
        self.touched.terms.dedup();
        self.count(is_other);
        is_other
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
                self.touched.rows.extend([before, number].map(|number| numbers.row(number)));
            }
        }
        self.numbers = numbers;
        is_other
    }

    fn number(&self, key: &Key) -> Option<u32> {
        let slot = self.entries.get(key)?.slot;
        self.number_of.get(slot as usize).copied().filter(|number| *number != u32::MAX)
    }

    /// Returns how many rows of entries there are.
    pub(super) fn rows(&self) -> usize {
        self.numbers.rows.len()
    }

    /// Returns the entries of a row.
    pub(super) fn row_of(&self, row: usize) -> Vec<&Entry> {
        self.numbers.rows[row].iter().map(|key| &self.entries[key].entry).collect()
    }

    /// Returns how many numbers a row takes.
    pub(super) fn places(&self) -> u32 {
        self.numbers.places
    }

    /// Returns how many numbers there are, taken or not.
    pub(super) fn room(&self) -> u32 {
        self.numbers.len()
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
}
