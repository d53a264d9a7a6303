//! The index as a file: JSON that a browser reads at once and a host compresses well.

use kb_model::Kind;
use serde::Serialize;

use super::affixes::Affixes;
use super::index::{Index, Term};
use crate::route;
use crate::view::Viewpoint;

/// The format's number. A page that knows another one asks the host for the search page instead.
const FORMAT: u32 = 1;

/// The file.
#[derive(Debug, Serialize)]
struct Packed<'i> {
    format: u32,
    entries: Vec<PackedEntry<'i>>,
    topics: Vec<&'i str>,
    /// Every word, by the alphabet, each without the letters that it begins with like the one before; their number stands
    /// before it as a digit of base 36.
    words: String,
    /// For each word its term: 0 for one that no word before has, otherwise how many terms ago it came.
    terms: Vec<Term>,
    /// For each term, the steps from entry to entry, each times 64 plus the weight.
    postings: Vec<Vec<u32>>,
    synonyms: Vec<(&'i [Term], &'i [Vec<Term>])>,
    affixes: Affixes,
    interface: Interface<'i>,
}

/// Title, summary, address, number of the topic, whether it cannot wait, and the language if it is another.
#[derive(Debug, Serialize)]
struct PackedEntry<'i>(&'i str, &'i str, &'i str, usize, u8, Option<&'i str>);

/// What the search field says, and where it leads those who find nothing.
#[derive(Debug, Serialize)]
struct Interface<'i> {
    count: &'i str,
    none: &'i str,
    all: &'i str,
    urgent: &'i str,
    ways: Vec<(&'i str, String)>,
}

impl<'i> Interface<'i> {
    fn of(at: Viewpoint<'i>) -> Self {
        let tag = &at.locale.tag;
        let strings = at.theme.strings(tag);
        let mut ways = vec![(strings.plain("finder_title"), at.href(&route::channels(at.locale)))];
        for card in at.reader.categories(tag) {
            let place = route::of(at.reader, Kind::Category, card.id, tag);
            ways.extend(place.map(|place| (card.title, at.href(&place.route))));
        }
        Self {
            count: strings.plain("search_count"),
            none: strings.plain("search_none"),
            all: strings.plain("search_all"),
            urgent: strings.plain("urgency_now"),
            ways,
        }
    }
}

impl Index {
    /// Returns the index as a file, with the words of the locale's interface.
    pub(crate) fn packed(&self, at: Viewpoint<'_>) -> Vec<u8> {
        let mut topics: Vec<&str> = self.entries.iter().map(|entry| entry.topic.as_str()).collect();
        topics.sort_unstable();
        topics.dedup();
        let entries = self.entries.iter().map(|entry| {
            let topic = topics.binary_search(&entry.topic.as_str()).unwrap_or_default();
            let foreign = entry.foreign.as_deref();
            PackedEntry(&entry.title, &entry.summary, &entry.href, topic, u8::from(entry.is_urgent), foreign)
        });
        let packed = Packed {
            format: FORMAT,
            entries: entries.collect(),
            words: fronts(self.words.keys().map(String::as_str)),
            terms: steps_back(self.words.values().copied()),
            postings: self.postings.iter().map(|postings| steps(postings)).collect(),
            synonyms: self.synonyms.iter().map(|(words, rows)| (words.as_slice(), rows.as_slice())).collect(),
            affixes: self.affixes,
            interface: Interface::of(at),
            topics,
        };
        serde_json::to_vec(&packed).expect("numbers and text are JSON")
    }
}

/// Returns sorted words, each without the letters that the one before begins with too.
fn fronts<'w>(words: impl Iterator<Item = &'w str>) -> String {
    let mut packed = String::new();
    let mut before: Vec<char> = Vec::new();
    for word in words {
        let letters: Vec<char> = word.chars().collect();
        let same = letters.iter().zip(&before).take_while(|(a, b)| a == b).count().min(35);
        let digit = u32::try_from(same).ok().and_then(|same| char::from_digit(same, 36)).unwrap_or('0');
        packed.push(if digit.is_ascii_digit() { digit } else { digit.to_ascii_uppercase() });
        packed.extend(&letters[same..]);
        packed.push(' ');
        before = letters;
    }
    packed.pop();
    packed
}

/// Returns for each term 0 if it is the next new one, and otherwise how far back it is from the next new one.
fn steps_back(terms: impl Iterator<Item = Term>) -> Vec<Term> {
    let mut next = 0;
    let step = |term: Term| {
        if term == next {
            next += 1;
            return 0;
        }
        next - term
    };
    terms.map(step).collect()
}

/// Returns the steps from entry to entry with the weights.
fn steps(postings: &[(u32, u32)]) -> Vec<u32> {
    let mut next = 0;
    let step = |(entry, weight): &(u32, u32)| {
        let step = (entry - next) * 64 + weight;
        next = entry + 1;
        step
    };
    postings.iter().map(step).collect()
}
