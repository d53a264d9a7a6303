//! The answer to a query: entries, the best first.
//!
//! Every word may be missing, but an entry that has more of them comes first. All numbers are whole, and are added up in
//! one order.

use std::collections::BTreeSet;

use super::index::{Index, Term};
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
    pub entry: usize,
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

/// What share of the best score is worth showing.
const WORTH: u64 = 6;

/// Answers a query.
pub fn answer(index: &Index, text: &str) -> Answer {
    let query = Query::of(index, text);
    let rows: Vec<Vec<Share>> = (0..query.words.len()).map(|at| shares(index, &query, at)).collect();
    let asked = asked(&query);
    let best: Vec<u64> =
        rows.iter().map(|row| row.iter().map(|share| share.score).max().unwrap_or(0)).collect();
    let hits = (0..index.entries.len()).filter_map(|entry| {
        let own: Vec<Share> = rows.iter().map(|row| row[entry]).collect();
        let score = total(&own, &best) * titled(&index.titles[entry], &asked) / 100;
        let matches = query.words.iter().zip(&own).filter(|(_, share)| share.score > 0);
        let matches =
            matches.map(|(word, share)| Match { word: word.clone(), way: share.way, score: share.score });
        (score > 0).then(|| Hit { entry, score, matches: matches.collect() })
    });
    let mut hits: Vec<Hit> = hits.collect();
    hits.sort_by_key(|hit| (std::cmp::Reverse(hit.score), !index.entries[hit.entry].is_urgent, hit.entry));
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
fn shares(index: &Index, query: &Query, at: usize) -> Vec<Share> {
    let mut shares = vec![Share { score: 0, way: Way::Known }; index.entries.len()];
    let mut raise = |entry: u32, score: u64, way: Way| {
        let share = &mut shares[entry as usize];
        if share.score < score {
            *share = Share { score, way };
        }
    };
    for meaning in &query.meanings[at] {
        for (entry, weight) in index.postings(meaning.term) {
            raise(*entry, u64::from(*weight) * meaning.trust, meaning.way);
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

/// Returns the entries that speak of some terms, with the average weight; less where they do not speak of all.
fn together(index: &Index, row: &[Term]) -> Vec<(u32, u64)> {
    let mut sums: std::collections::BTreeMap<u32, (u64, u64)> = std::collections::BTreeMap::new();
    for (entry, weight) in row.iter().flat_map(|term| index.postings(*term)) {
        let sum = sums.entry(*entry).or_default();
        *sum = (sum.0 + u64::from(*weight), sum.1 + 1);
    }
    let length = row.len() as u64;
    sums.into_iter().map(|(entry, (weight, count))| (entry, weight * count / (length * length))).collect()
}

/// Returns the score of an entry: what its words add, less where words are missing that would have added much.
fn total(own: &[Share], best: &[u64]) -> u64 {
    let sum: u64 = own.iter().map(|share| share.score).sum();
    let all: u64 = best.iter().sum();
    let covered: u64 = own.iter().zip(best).filter(|(share, _)| share.score > 0).map(|(_, best)| best).sum();
    if all == 0 { 0 } else { sum * (KEPT * all + (100 - KEPT) * covered) / (100 * all) }
}

/// Returns every term that the query asks for, in whatever words.
fn asked(query: &Query) -> BTreeSet<Term> {
    let meanings = query.meanings.iter().flatten().map(|meaning| meaning.term);
    meanings.chain(query.phrases.iter().flat_map(|phrase| phrase.rows.iter().flatten().copied())).collect()
}

/// Returns what a score is multiplied by, in hundredths: the more of the title is asked for, the more.
fn titled(title: &BTreeSet<Term>, asked: &BTreeSet<Term>) -> u64 {
    let found = title.intersection(asked).count() as u64;
    100 + (TITLE * found).checked_div(title.len() as u64).unwrap_or(0)
}
