//! The index of a locale: which entries each word speaks of, and how much.
//!
//! The weights are those of BM25F (Robertson, Zaragoza: The Probabilistic Relevance Framework, 2009), made into small whole
//! numbers here, so that the browser needs neither logarithms nor the lengths of texts.

use std::collections::{BTreeMap, BTreeSet};

use kb_model::Synonyms;
use kb_model::terms::{Stems, is_unspaced, singles, terms};
use rayon::prelude::*;

use super::affixes::Affixes;
use super::entries::{self, Entry, Field, Worded};
use super::weak;
use crate::view::Viewpoint;

/// A word's number; all forms of a word have the same.
pub(super) type Term = u32;

/// All that readers of a locale can find, by word.
#[derive(Debug, Clone, PartialEq)]
pub struct Index {
    /// What can be found.
    pub entries: Vec<Entry>,
    /// Every word that is known, with its term.
    pub(super) words: BTreeMap<String, Term>,
    /// The entries that speak of each term, in order, with the term's weight there.
    pub(super) postings: Vec<Vec<(u32, u32)>>,
    /// The terms of each entry's title.
    pub(super) titles: Vec<BTreeSet<Term>>,
    /// Rows of terms that stand for other rows.
    pub(super) synonyms: BTreeMap<Vec<Term>, Vec<Vec<Term>>>,
    pub(super) affixes: Affixes,
}

/// How much more often a word must stand somewhere to say twice as much (`k1`). More than the usual 1.2, since a word in
/// a title already counts several times.
const SATURATION: f64 = 3.0;

/// What the weights are multiplied by before they are rounded: enough to tell words apart, few enough to be packed well.
const SCALE: f64 = 18.0;

impl Field {
    const ALL: [Self; 5] = [Self::Title, Self::Hints, Self::Summary, Self::Headings, Self::Body];

    /// Returns how much a word counts here.
    fn weight(self) -> f64 {
        match self {
            Self::Title => 6.0,
            Self::Hints => 4.0,
            Self::Summary => 2.5,
            Self::Headings => 2.0,
            Self::Body => 1.0,
        }
    }

    /// Returns how much less a word counts in a long text (`b`): hints are many because there are many, not because they
    /// say little.
    fn dilution(self) -> f64 {
        match self {
            Self::Title | Self::Headings | Self::Summary => 0.4,
            Self::Hints => 0.3,
            Self::Body => 0.75,
        }
    }
}

impl Field {
    /// Returns the single characters that count by themselves: those of titles and hints, in scripts without spaces.
    fn singles(self, text: &str) -> Vec<String> {
        if matches!(self, Self::Title | Self::Hints) { singles(text) } else { Vec::new() }
    }
}

impl Index {
    /// Makes the index of the viewpoint's locale.
    pub fn of(at: Viewpoint<'_>) -> Self {
        let worded = entries::all(at);
        let synonyms = at.reader.synonyms(&at.locale.tag);
        let mut lexicon = Lexicon::of(&worded, &synonyms, &Stems::of(&at.locale.tag));
        lexicon.weak = weak::words(&at.locale.tag).flat_map(|word| lexicon.row(word)).collect();
        let postings = lexicon.postings(&worded);
        let titles =
            worded.iter().map(|worded| lexicon.row(&worded.entry.title).into_iter().collect()).collect();
        let synonyms = lexicon.synonyms(&synonyms, &postings);
        Self {
            entries: worded.into_iter().map(|worded| worded.entry).collect(),
            words: std::mem::take(&mut lexicon.words),
            postings,
            titles,
            synonyms,
            affixes: Affixes::of(&at.locale.tag),
        }
    }

    /// Returns the weight of a term in each entry that speaks of it.
    pub(super) fn postings(&self, term: Term) -> &[(u32, u32)] {
        self.postings.get(term as usize).map_or(&[], Vec::as_slice)
    }
}

/// Every word, with its term.
struct Lexicon {
    words: BTreeMap<String, Term>,
    terms: usize,
    weak: BTreeSet<Term>,
}

impl Lexicon {
    /// Numbers the terms in the order of their first words. Stems are words too: a query may hold one.
    fn of(worded: &[Worded], synonyms: &Synonyms, stems: &Stems) -> Self {
        let mut forms = BTreeSet::new();
        let mut once = BTreeSet::new();
        for (field, text) in worded.iter().flat_map(|worded| &worded.texts) {
            for term in terms(text) {
                // Most pairs that stand in one body once are the end of a word and the beginning of the next.
                let is_chance =
                    *field == Field::Body && term.starts_with(is_unspaced) && !forms.contains(&term);
                if !is_chance || !once.insert(term.clone()) {
                    forms.insert(term);
                }
            }
            forms.extend(field.singles(text));
        }
        for entry in &synonyms.entries {
            forms.extend(entry.meanings.iter().chain([&entry.words]).flat_map(|text| terms(text)));
        }
        let mut by_stem: BTreeMap<String, Term> = BTreeMap::new();
        let mut words = BTreeMap::new();
        let mut stem_of: BTreeMap<String, String> = BTreeMap::new();
        for form in forms {
            let stem = stems.stem(&form);
            stem_of.entry(stem.clone()).or_insert_with(|| stem.clone());
            stem_of.insert(form, stem);
        }
        for (word, stem) in stem_of {
            let next = Term::try_from(by_stem.len()).expect("a locale has fewer words than that");
            words.insert(word, *by_stem.entry(stem).or_insert(next));
        }
        Self { words, terms: by_stem.len(), weak: BTreeSet::new() }
    }

    /// Returns the terms of a text, in order.
    fn row(&self, text: &str) -> Vec<Term> {
        terms(text).iter().filter_map(|word| self.words.get(word).copied()).collect()
    }

    fn postings(&self, worded: &[Worded]) -> Vec<Vec<(u32, u32)>> {
        let counted: Vec<Counted> = worded.par_iter().map(|worded| Counted::of(self, worded)).collect();
        let average = Field::ALL.map(|field| {
            let total: f64 = counted.iter().map(|counted| counted.lengths[field as usize]).sum();
            (total / many(counted.len().max(1))).max(1.0)
        });
        let mut holders: Vec<Vec<(u32, f64)>> = vec![Vec::new(); self.terms];
        for (number, (counted, worded)) in (0..).zip(counted.iter().zip(worded)) {
            for (term, frequency) in counted.frequencies(&average) {
                let strength = if self.weak.contains(&term) { weak::KEPT } else { 1.0 };
                let share = frequency / (SATURATION + frequency) * worded.standing * strength;
                holders[term as usize].push((number, share));
            }
        }
        let total = many(worded.len());
        holders.into_iter().map(|holders| weighed(holders, total)).collect()
    }

    fn synonyms(
        &self,
        synonyms: &Synonyms,
        postings: &[Vec<(u32, u32)>],
    ) -> BTreeMap<Vec<Term>, Vec<Vec<Term>>> {
        let mut rows: BTreeMap<Vec<Term>, Vec<Vec<Term>>> = BTreeMap::new();
        let is_found = |row: &Vec<Term>| row.iter().any(|term| !postings[*term as usize].is_empty());
        for entry in &synonyms.entries {
            let meanings = entry.meanings.iter().map(|meaning| self.row(meaning)).filter(is_found);
            let words = self.row(&entry.words);
            for meaning in meanings {
                let row = rows.entry(words.clone()).or_default();
                if meaning != words && !row.contains(&meaning) {
                    row.push(meaning);
                }
            }
        }
        rows.retain(|_, meanings| !meanings.is_empty());
        rows
    }
}

/// Returns what each holder's share of a term weighs: the rarer the term, the more. What weighs nothing is left out.
fn weighed(holders: Vec<(u32, f64)>, total: f64) -> Vec<(u32, u32)> {
    let count = many(holders.len());
    let rarity = (1.0 + (total - count + 0.5) / (count + 0.5)).ln();
    let weight = |(number, share): (u32, f64)| (number, rounded(share * rarity * SCALE));
    holders.into_iter().map(weight).filter(|(_, weight)| *weight > 0).collect()
}

/// The greatest weight. A word that stands for one entry alone among a hundred thousand would get three times as much,
/// and would tell no more.
const MOST: u32 = 60;

/// Returns the nearest whole number, and [`MOST`] for what is more.
fn rounded(value: f64) -> u32 {
    (1..=MOST).take_while(|step| f64::from(*step) - 0.5 <= value).last().unwrap_or(0)
}

fn many(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

/// How often each term stands in each field of an entry.
struct Counted {
    counts: BTreeMap<Term, [f64; 5]>,
    lengths: [f64; 5],
}

impl Counted {
    fn of(lexicon: &Lexicon, worded: &Worded) -> Self {
        let mut counted = Self { counts: BTreeMap::new(), lengths: [0.0; 5] };
        for (field, text) in &worded.texts {
            let row = lexicon.row(text);
            counted.lengths[*field as usize] += many(row.len());
            for term in row
                .into_iter()
                .chain(field.singles(text).iter().filter_map(|single| lexicon.words.get(single).copied()))
            {
                counted.counts.entry(term).or_default()[*field as usize] += 1.0;
            }
        }
        counted
    }

    /// Returns how often each term stands here, all fields together, each as much as it counts.
    fn frequencies(&self, average: &[f64; 5]) -> impl Iterator<Item = (Term, f64)> {
        self.counts.iter().map(|(term, counts)| {
            let part = |field: Field| {
                let (length, usual) = (self.lengths[field as usize], average[field as usize]);
                let long = 1.0 - field.dilution() + field.dilution() * length / usual;
                field.weight() * counts[field as usize] / long
            };
            (*term, Field::ALL.into_iter().map(part).sum())
        })
    }
}
