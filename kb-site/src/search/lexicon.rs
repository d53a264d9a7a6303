//! The lexicon: every word of a locale, numbered, with its stem and the number of texts that have it.

use std::sync::Arc;

use hashbrown::HashMap;
use kb_model::Locale;
use kb_model::terms::{Stems, is_unspaced};

/// A word's number. All forms of a word have one stem, which is a word too: its number is the term that they stand for.
pub(super) type Word = u32;

/// Every word of a locale.
#[derive(Debug)]
pub(super) struct Lexicon {
    stems: Stems,
    numbers: HashMap<Arc<str>, Word>,
    words: Vec<Known>,
    /// The words by the alphabet; those that came since are missing.
    order: Vec<Word>,
}

/// What is known of a word.
#[derive(Debug)]
struct Known {
    text: Arc<str>,
    term: Word,
    /// How many texts and synonyms need it, its forms' needs included.
    uses: u32,
}

/// How often a stem is stemmed again, at most.
const MOST_STEMMINGS: usize = 3;

impl Lexicon {
    /// Begins without words.
    pub(super) fn of(locale: &Locale) -> Self {
        Self { stems: Stems::of(locale), numbers: HashMap::new(), words: Vec::new(), order: Vec::new() }
    }

    /// Returns the number of a word, which may be new.
    pub(super) fn number(&mut self, text: &str) -> Word {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let stem = self.stem(text);
        let number = self.add(text);
        if stem != text {
            self.words[number as usize].term = self.number(&stem);
        }
        number
    }

    /// Returns the stem of a word, which is its own stem: some stems could be stemmed again.
    fn stem(&self, text: &str) -> String {
        let mut stem = self.stems.stem(text);
        for _ in 0..MOST_STEMMINGS {
            stem = self.stems.stem(&stem);
        }
        stem
    }

    fn add(&mut self, text: &str) -> Word {
        let number = Word::try_from(self.words.len()).expect("a locale has fewer words than that");
        let text: Arc<str> = text.into();
        self.words.push(Known { text: text.clone(), term: number, uses: 0 });
        self.numbers.insert(text, number);
        number
    }

    /// Returns what a word stands for.
    pub(super) fn term(&self, word: Word) -> Word {
        self.words[word as usize].term
    }

    /// Returns the letters of a word.
    pub(super) fn text(&self, word: Word) -> &Arc<str> {
        &self.words[word as usize].text
    }

    /// Returns how many words there have ever been.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// Notes that somebody needs a word, and tells whether nobody did before.
    pub(super) fn take(&mut self, word: Word) -> bool {
        self.words[word as usize].uses += 1;
        self.words[word as usize].uses == 1
    }

    /// Notes that somebody needs a word no more, and tells whether nobody does.
    pub(super) fn drop(&mut self, word: Word) -> bool {
        self.words[word as usize].uses -= 1;
        self.words[word as usize].uses == 0
    }

    /// Returns the term of a word that somebody needs.
    pub(super) fn find(&self, text: &str) -> Option<Word> {
        let word = &self.words[*self.numbers.get(text)? as usize];
        (word.uses > 0).then_some(word.term)
    }

    /// Puts the words in order. Few are new after an edit.
    pub(super) fn settle(&mut self) {
        let known = self.order.len();
        if known == self.words.len() {
            return;
        }
        self.order.extend((known..self.words.len()).filter_map(|number| Word::try_from(number).ok()));
        let words = &self.words;
        self.order[known..].sort_unstable_by(|a, b| words[*a as usize].text.cmp(&words[*b as usize].text));
        self.order.sort_by(|a, b| words[*a as usize].text.cmp(&words[*b as usize].text)); // two runs: merged
    }

    /// Returns the words that somebody needs, by the alphabet, from one on.
    pub(super) fn from<'l>(&'l self, text: &str) -> impl Iterator<Item = Word> + use<'l> {
        let start = self.order.partition_point(|word| **self.text(*word) < *text);
        self.order[start..].iter().copied().filter(|word| self.words[*word as usize].uses > 0)
    }
}

/// Tells whether a word belongs to a script that is written with spaces.
pub(super) fn is_spaced(word: &str) -> bool {
    !word.chars().any(is_unspaced)
}

/// Tells whether a word may be what somebody meant who mistyped: short words are too much alike, and so are numbers.
pub(super) fn is_correctable(word: &str) -> bool {
    word.chars().nth(2).is_some() && is_spaced(word) && !word.bytes().all(|b| b.is_ascii_digit())
}
