//! What the words of a query may mean: themselves, another form, a mistyped word, a word half typed, other words.

use std::collections::BTreeMap;

use kb_model::terms::terms;

use super::edits;
use super::files::group;
use super::index::Index;
use super::lexicon::{Word as Term, is_correctable, is_spaced};

/// How a word of a query leads to a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// The index knows the word.
    Known,
    /// The index knows another form of it.
    Form,
    /// It is the beginning of a word.
    Begun,
    /// One or two letters are wrong.
    Mistyped,
    /// Other words mean the same.
    Synonym,
}

impl Way {
    /// Returns how much of a term's weight counts, in hundredths.
    fn trust(self) -> u64 {
        match self {
            Self::Known => 100,
            Self::Form => 90,
            Self::Synonym => 85,
            Self::Begun | Self::Mistyped => 65,
        }
    }
}

/// A term that a word may mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Meaning {
    pub(super) term: Term,
    pub(super) way: Way,
    /// How much of the term's weight counts, in hundredths.
    pub(super) trust: u64,
}

/// Neighbouring words that may together mean other rows of terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Phrase {
    /// The first of the words, and the one after the last.
    pub(super) words: std::ops::Range<usize>,
    pub(super) rows: Vec<Vec<Term>>,
    /// How much of the terms' weight counts for each of the words, in hundredths: together they say it once.
    pub(super) trust: u64,
}

impl Phrase {
    fn of(words: std::ops::Range<usize>, rows: Vec<Vec<Term>>, trust: u64) -> Self {
        Self { trust: trust / words.len() as u64, words, rows }
    }
}

/// A query, understood.
#[derive(Debug, Default)]
pub(super) struct Query {
    pub(super) words: Vec<String>,
    /// What each word may mean.
    pub(super) meanings: Vec<Vec<Meaning>>,
    pub(super) phrases: Vec<Phrase>,
}

/// How much a synonym counts of a word that stands on pages itself, in hundredths: a rare synonym must not beat the word.
const BESIDE: u64 = 60;

/// How many words of a query are looked for; nobody's question has more that matter.
const MOST_WORDS: usize = 32;

/// How many words a half-typed one may become, in the order of the alphabet.
const MOST_BEGUN: usize = 24;

impl Query {
    /// Looks up what a query may mean.
    pub(super) fn of(index: &Index, text: &str) -> Self {
        let mut words: Vec<String> = Vec::new();
        for word in terms(text) {
            if words.len() < MOST_WORDS && !words.contains(&word) {
                words.push(word);
            }
        }
        let last = words.len().saturating_sub(1);
        let meanings = words.iter().enumerate().map(|(at, word)| index.meanings(word, at == last)).collect();
        let mut query = Self { words, meanings, phrases: Vec::new() };
        query.add_single_synonyms(index);
        query.add_synonyms(index);
        query.add_joined(index);
        query
    }

    /// Adds the terms that single words stand for, so that they may be a part of longer phrases.
    fn add_single_synonyms(&mut self, index: &Index) {
        for meanings in &mut self.meanings {
            for Meaning { term, trust, .. } in meanings.clone() {
                let is_used = index.told(term) > 0;
                let share = if is_used { BESIDE } else { Way::Synonym.trust() };
                let rows = index.synonyms.get(&vec![term]).into_iter().flatten();
                for term in rows.filter(|row| row.len() == 1).map(|row| row[0]) {
                    add(meanings, term, Way::Synonym, trust * share / 100);
                }
            }
        }
    }

    /// Adds the rows of terms that neighbouring words stand for.
    fn add_synonyms(&mut self, index: &Index) {
        for (words, rows) in &index.synonyms {
            for start in 0..self.words.len() {
                let rows: Vec<Vec<Term>> =
                    rows.iter().filter(|row| words.len() > 1 || row.len() > 1).cloned().collect();
                if let Some(trust) = self.trust_at(start, words).filter(|_| !rows.is_empty()) {
                    let trust = trust * Way::Synonym.trust() / 100;
                    self.phrases.push(Phrase::of(start..start + words.len(), rows, trust));
                }
            }
        }
    }

    /// Returns how far the words from one on can be trusted to mean a row of terms.
    fn trust_at(&self, start: usize, row: &[Term]) -> Option<u64> {
        let mut least = 100;
        for (offset, term) in row.iter().enumerate() {
            let meaning = self.meanings.get(start + offset)?.iter().find(|meaning| meaning.term == *term)?;
            least = least.min(meaning.trust);
        }
        Some(least)
    }

    /// Adds words that are known in one piece, and were typed in two, or the other way.
    fn add_joined(&mut self, index: &Index) {
        for at in 0..self.words.len() {
            let joined = self.words.get(at + 1).map(|next| [self.words[at].as_str(), next].concat());
            if let Some(term) =
                joined.filter(|word| is_spaced(word)).and_then(|word| index.lexicon.find(&word))
            {
                let rows = vec![vec![term]];
                self.phrases.push(Phrase::of(at..at + 2, rows, Way::Form.trust()));
            }
            if self.meanings[at].is_empty() && is_spaced(&self.words[at]) {
                let rows = index.halves(&self.words[at]);
                if !rows.is_empty() {
                    self.phrases.push(Phrase::of(at..at + 1, rows, Way::Form.trust()));
                }
            }
        }
    }
}

/// How many words a mistyped one may be, in the order of the alphabet.
const MOST_NEAR: usize = 8;

impl Index {
    /// Returns the terms that a word may mean by itself.
    fn meanings(&self, word: &str, is_last: bool) -> Vec<Meaning> {
        let mut meanings = Vec::new();
        if let Some(term) = self.lexicon.find(word) {
            add(&mut meanings, term, Way::Known, Way::Known.trust());
        } else if is_spaced(word) {
            for term in self.affixes.cut(word).iter().filter_map(|left| self.lexicon.find(left)) {
                add(&mut meanings, term, Way::Form, Way::Form.trust());
            }
        }
        if is_last {
            for term in self.begun(word) {
                add(&mut meanings, term, Way::Begun, Way::Begun.trust());
            }
        }
        if meanings.is_empty() {
            for (term, edits) in self.mistyped(word) {
                add(&mut meanings, term, Way::Mistyped, Way::Mistyped.trust() / edits);
            }
        }
        meanings
    }

    /// Returns the terms of the words that begin like this one. Where words are not spaced, pairs have no beginnings.
    fn begun(&self, word: &str) -> Vec<Term> {
        if !is_spaced(word) || word.chars().count() < 2 {
            return Vec::new();
        }
        let words = self.lexicon.from(word).filter(|known| **self.lexicon.text(*known) != *word);
        let begun = words.take_while(|known| self.lexicon.text(*known).starts_with(word));
        begun.map(|known| self.lexicon.term(known)).take(MOST_BEGUN).collect()
    }

    /// Returns the terms of the words nearest to a mistyped one, with the number of edits: among those that begin like it,
    /// or, since few mistype both ends of a word, among those that end like it.
    fn mistyped(&self, word: &str) -> Vec<(Term, u64)> {
        let letters: Vec<char> = word.chars().collect();
        if edits::allowed(letters.len()) == 0 || !is_correctable(word) {
            return Vec::new();
        }
        let near = self.near(&letters, |letters| letters.first().copied());
        if near.is_empty() { self.near(&letters, |letters| letters.last().copied()) } else { near }
    }

    fn near(&self, letters: &[char], end: fn(&[char]) -> Option<char>) -> Vec<(Term, u64)> {
        let most = edits::allowed(letters.len());
        let mut nearest: BTreeMap<usize, Vec<Term>> = BTreeMap::new();
        for word in self.lexicon.from("").filter(|word| is_correctable(self.lexicon.text(*word))) {
            let known: Vec<char> = self.lexicon.text(word).chars().collect();
            if end(&known).map(group) == end(letters).map(group)
                && let Some(edits) = edits::between(letters, &known, most)
            {
                nearest.entry(edits).or_default().push(self.lexicon.term(word));
            }
        }
        let nearest = nearest.into_iter().next().into_iter();
        let terms = nearest.flat_map(|(edits, terms)| {
            terms.into_iter().take(MOST_NEAR).map(move |term| (term, edits.max(1) as u64))
        });
        terms.collect()
    }

    /// Returns the pairs of known words that make up one.
    fn halves(&self, word: &str) -> Vec<Vec<Term>> {
        let cuts = word.char_indices().map(|(at, _)| at);
        let half = |part: &str| self.lexicon.find(part).filter(|_| part.chars().count() >= 3);
        cuts.filter_map(|at| Some(vec![half(&word[..at])?, half(&word[at..])?])).collect()
    }
}

/// Adds a meaning, unless the word has it with as much trust already.
fn add(meanings: &mut Vec<Meaning>, term: Term, way: Way, trust: u64) {
    match meanings.iter_mut().find(|known| known.term == term) {
        Some(known) if known.trust < trust => (known.way, known.trust) = (way, trust),
        Some(_) => {}
        None => meanings.push(Meaning { term, way, trust }),
    }
}
