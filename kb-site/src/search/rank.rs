//! The answer to a query: entries, the best first.
//!
//! Every word may be missing, but an entry that has more of them comes first. All numbers are whole, and are added up in
//! one order.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::index::Index;
use super::lexicon::Word as Term;
use super::meaning::{Query, Way};

/// What a query finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The words that were looked for.
    pub words: Vec<String>,
    /// What was found, the best first.
    pub hits: Vec<Hit>,
}

/// An entry that answers a query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The entry's number in the index.
    pub entry: u32,
    /// How well it answers; comparable within one answer only.
    pub score: u64,
    /// What each word of the query has to do with it, in order; words that have nothing to do with it are left out.
    pub matches: Vec<Match>,
}

/// What a word of a query has to do with an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// The word, as it was looked for.
    pub word: String,
    /// How it leads there.
    pub way: Way,
    /// What it adds to the score, before the other words and the title are taken into account.
    pub score: u64,
}

/// How much of its score an entry keeps that has hardly any of the words, in hundredths.
const KEPT: u64 = 40;

/// How much is added where the whole title is asked for, in hundredths.
const TITLE: u64 = 40;

/// What a term of a title adds of [`TITLE`], by the class of the title's length: the longer, the less.
const TITLE_SHARES: [u64; 4] = [0, 18, 9, 4];

/// What share of the best score is worth showing.
const WORTH: u64 = 6;

/// Answers a query.
pub fn answer(index: &Index, text: &str) -> Answer {
    let query = Query::of(index, text);
    let rows: Vec<BTreeMap<u32, Share>> =
        (0..query.words.len()).map(|at| shares(index, &query, at)).collect();
    let titles = titles(index, &query);
    let best: Vec<u64> =
        rows.iter().map(|row| row.values().map(|share| share.score).max().unwrap_or(0)).collect();
    let entries: BTreeSet<u32> = rows.iter().flat_map(|row| row.keys().copied()).collect();
    let hits = entries.into_iter().filter_map(|entry| {
        let own: Vec<Option<&Share>> = rows.iter().map(|row| row.get(&entry)).collect();
        let title = titles.get(&entry).copied().unwrap_or(0).min(TITLE);
        let score = total(&own, &best) * (100 + title) / 100;
        let matches = query.words.iter().zip(&own).filter_map(|(word, share)| {
            share.map(|share| Match { word: word.clone(), way: share.way, score: share.score })
        });
        (score > 0).then(|| Hit { entry, score, matches: matches.collect() })
    });
    let mut hits: Vec<Hit> = hits.collect();
    let is_urgent = |hit: &Hit| index.entry(hit.entry).is_some_and(|entry| entry.is_urgent);
    hits.sort_by_key(|hit| (Reverse(hit.score), !is_urgent(hit), hit.entry));
    let least = hits.first().map_or(0, |hit| hit.score / WORTH);
    hits.retain(|hit| hit.score >= least);
    Answer { words: query.words, hits }
}

/// What a word adds to an entry's score.
#[derive(Debug, Clone, Copy)]
struct Share {
    score: u64,
    way: Way,
}

/// Returns what a word adds to each entry's score: as much as the meaning that fits it best.
fn shares(index: &Index, query: &Query, at: usize) -> BTreeMap<u32, Share> {
    let mut shares: BTreeMap<u32, Share> = BTreeMap::new();
    let mut raise = |entry: u32, score: u64, way: Way| {
        if score > 0 && shares.get(&entry).is_none_or(|share| share.score < score) {
            shares.insert(entry, Share { score, way });
        }
    };
    for meaning in &query.meanings[at] {
        for (entry, weight) in weights(index, meaning.term) {
            raise(entry, weight * meaning.trust, meaning.way);
        }
    }
    for phrase in query.phrases.iter().filter(|phrase| phrase.words.contains(&at)) {
        for row in &phrase.rows {
            for (entry, weight) in together(index, row) {
                raise(entry, weight * phrase.trust, Way::Synonym);
            }
        }
    }
    shares
}

/// Returns how much a term says about each entry that speaks of it.
fn weights(index: &Index, term: Term) -> impl Iterator<Item = (u32, u64)> {
    let rarity = u64::from(index.rarity(term));
    index.postings(term).into_iter().map(move |(entry, speech)| (entry, u64::from(speech.impact) * rarity))
}

/// Returns the entries that speak of some terms, with the average weight; less where they do not speak of all.
fn together(index: &Index, row: &[Term]) -> Vec<(u32, u64)> {
    let mut sums: BTreeMap<u32, (u64, u64)> = BTreeMap::new();
    for (entry, weight) in row.iter().flat_map(|term| weights(index, *term)) {
        let sum = sums.entry(entry).or_default();
        *sum = (sum.0 + weight, sum.1 + 1);
    }
    let length = row.len() as u64;
    sums.into_iter().map(|(entry, (weight, count))| (entry, weight * count / (length * length))).collect()
}

/// Returns the score of an entry: what its words add, less where words are missing that would have added much.
fn total(own: &[Option<&Share>], best: &[u64]) -> u64 {
    let sum: u64 = own.iter().flatten().map(|share| share.score).sum();
    let all: u64 = best.iter().sum();
    let covered: u64 = own.iter().zip(best).filter(|(share, _)| share.is_some()).map(|(_, best)| best).sum();
    if all == 0 { 0 } else { sum * (KEPT * all + (100 - KEPT) * covered) / (100 * all) }
}

/// Returns how much of each title is asked for, in whatever words, in hundredths.
fn titles(index: &Index, query: &Query) -> BTreeMap<u32, u64> {
    let meanings = query.meanings.iter().flatten().map(|meaning| meaning.term);
    let phrases = query.phrases.iter().flat_map(|phrase| phrase.rows.iter().flatten().copied());
    let asked: BTreeSet<Term> = meanings.chain(phrases).collect();
    let mut titles = BTreeMap::new();
    for (entry, speech) in asked.into_iter().flat_map(|term| index.postings(term)) {
        *titles.entry(entry).or_default() += TITLE_SHARES[usize::from(speech.title)];
    }
    titles
}
