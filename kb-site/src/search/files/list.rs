//! The list: the one file of an index whose address never changes. It says what everything else is called.

use std::collections::BTreeMap;

use kb_model::Kind;
use serde::Serialize;
use serde_json::value::RawValue;

use super::super::affixes::Affixes;
use super::super::index::Index;
use super::{Files, Part, words};
use crate::route;
use crate::view::Viewpoint;

/// The format's number. A script that knows another one leaves visitors to the page that lists everything.
const FORMAT: u32 = 3;

/// The file.
#[derive(Debug, Serialize)]
struct List<'f> {
    format: u32,
    #[serde(flatten)]
    rest: &'f Rest,
    rows: Parts,
    blocks: Parts,
    /// The first word of each block.
    starts: String,
    /// The letters with which words begin, and those with which they end.
    letters: [Letters; 2],
    interface: Interface<'f>,
}

/// What the list takes from the index itself.
#[derive(Debug, Default, Serialize)]
pub(super) struct Rest {
    /// Whether everything stands in the list.
    #[serde(skip)]
    pub(super) is_one: bool,
    /// How many numbers a row of entries takes.
    places: u32,
    /// How many numbers there are, taken or not.
    room: u32,
    /// The entries that cannot wait.
    urgent: Vec<u32>,
    synonyms: Vec<(Row, Vec<Row>)>,
    affixes: Affixes,
}

/// Terms in the order in which they are said.
type Row = Vec<String>;

impl Rest {
    pub(super) fn of(index: &Index) -> Self {
        Self {
            is_one: index.is_one(),
            places: index.places(),
            room: index.room(),
            urgent: index.urgent(),
            synonyms: synonyms(index),
            affixes: index.affixes,
        }
    }
}

/// Parts: what they hold, or their names one after the other.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Parts {
    Here(Vec<Box<RawValue>>),
    Elsewhere(String),
}

/// Letters, and the names of the files of their words, one after the other.
type Letters = [String; 2];

/// What the search field says, and where it leads those who find nothing.
#[derive(Debug, Serialize)]
struct Interface<'i> {
    count: &'i str,
    none: &'i str,
    all: &'i str,
    more: &'i str,
    urgent: &'i str,
    ways: Vec<(&'i str, String)>,
}

impl<'i> Interface<'i> {
    fn of(at: Viewpoint<'i>) -> Self {
        let tag = &at.locale.tag;
        let strings = at.theme.strings(tag);
        let mut ways = vec![(strings.plain("finder_title"), at.href(&route::channels(at.locale)))];
        let links = at.reader.roll(Kind::Troubleshooter, tag).into_iter();
        let trees = links.filter_map(|link| at.reader.card(Kind::Troubleshooter, link.id, tag));
        let trees = trees.take(MOST_TREES).map(|card| (Kind::Troubleshooter, card));
        let topics =
            at.reader.categories(tag).into_iter().take(MOST_TOPICS).map(|card| (Kind::Category, card));
        for (kind, card) in trees.chain(topics) {
            let place = route::of(at.reader, kind, card.id, tag);
            ways.extend(place.map(|place| (card.title, at.href(&place.route))));
        }
        Self {
            count: strings.plain("search_count"),
            none: strings.plain("search_none"),
            all: strings.plain("search_all"),
            more: strings.plain("search_more"),
            urgent: strings.plain("urgency_now"),
            ways,
        }
    }
}

/// How many troubleshooters are offered to those who find nothing.
const MOST_TREES: usize = 5;

/// How many topics are offered to them: what fits under a field.
const MOST_TOPICS: usize = 10;

/// Returns the list of an index's files, with the words of the locale's interface.
pub(crate) fn list(files: &Files, at: Viewpoint<'_>) -> Vec<u8> {
    let parts: fn(Vec<&Part>) -> Parts = if files.rest.is_one { here } else { elsewhere };
    let letters = |letters: &BTreeMap<char, Part>| -> Letters {
        [letters.keys().collect(), letters.values().map(Part::short).collect()]
    };
    let file = List {
        format: FORMAT,
        rest: &files.rest,
        rows: parts(files.rows.iter().collect()),
        blocks: parts(files.blocks.values().map(|(_, part)| part).collect()),
        starts: words(files.blocks.keys().map(|word| &**word)),
        letters: [letters(&files.beginnings), letters(&files.endings)],
        interface: Interface::of(at),
    };
    serde_json::to_vec(&file).expect("numbers and text are JSON")
}

fn elsewhere(parts: Vec<&Part>) -> Parts {
    Parts::Elsewhere(parts.into_iter().map(Part::short).collect())
}

fn here(parts: Vec<&Part>) -> Parts {
    let text = |part: &Part| String::from_utf8_lossy(&part.bytes).into_owned();
    Parts::Here(
        parts.into_iter().map(|part| RawValue::from_string(text(part)).expect("a part is JSON")).collect(),
    )
}

/// Returns the synonyms of words that something is told of.
fn synonyms(index: &Index) -> Vec<(Row, Vec<Row>)> {
    let row = |row: &Vec<u32>| row.iter().map(|term| index.lexicon.text(*term).to_string()).collect::<Row>();
    let rows = index.synonyms.iter();
    let mut rows: Vec<(Row, Vec<Row>)> =
        rows.map(|(words, rows)| (row(words), rows.iter().map(row).collect())).collect();
    rows.sort();
    rows
}
