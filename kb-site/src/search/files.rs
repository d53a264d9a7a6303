//! The files of an index, as browsers fetch them: one for a small site; for a large one a list, and parts of a few
//! kilobytes that are fetched when a query needs them.
//!
//! * A block holds words that follow each other in the alphabet, and what entries speak of them.
//! * A row holds titles and summaries of entries whose numbers follow each other.
//! * A letter holds the words that begin, or end, with it: what somebody may have meant who mistyped.
//!
//! Parts are named by a digest of what they hold, so that a host may let browsers keep them for good. Each is a string, as
//! the `packer` packs it.

mod block;
mod list;
mod packer;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use kb_model::Digest;
use kb_model::settings::LocaleSettings;
use rayon::prelude::*;

use super::entries::Entry;
use super::index::{Index, Touched};
use super::lexicon::{Word, is_correctable};
use crate::output::Output;
use crate::route;
use block::Cut;
use list::Rest;
pub(crate) use list::list;
use packer::{Packer, Sort};

/// The files of an index, which follow it.
#[derive(Debug, Default)]
pub(crate) struct Files {
    /// The blocks by their first words.
    blocks: BTreeMap<Arc<str>, (Cut, Part)>,
    rows: Vec<Part>,
    beginnings: BTreeMap<char, Part>,
    endings: BTreeMap<char, Part>,
    /// What the list says besides.
    rest: Rest,
}

/// A file that a query may need.
#[derive(Debug, Clone)]
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) bytes: Arc<[u8]>,
    pub(crate) digest: Digest,
}

/// How many letters of a digest tell blocks apart: with 7 of 32 signs each, a hundred thousand sites of two hundred
/// blocks have one pair that is confused.
const NAME: usize = 7;

/// How many letters of a digest tell a row from what it was before.
const ROW_NAME: usize = 4;

impl Part {
    /// Returns the part of the name that the list holds: the rest follows from the place there.
    fn short(&self) -> &str {
        self.name.split_once('-').map_or(&self.name[1..], |(_, digest)| digest)
    }

    /// Returns it as a file of the site.
    pub(crate) fn output(&self, locale: &LocaleSettings) -> Output {
        let route = route::search_part(locale, &self.name);
        Output { route, bytes: self.bytes.clone(), digest: self.digest }
    }

    fn of(prefix: &str, signs: usize, packed: &str) -> Self {
        let bytes = format!("\"{packed}\"").into_bytes();
        let digest = Digest::of(&bytes);
        let signs = digest.as_ref()[..signs].iter().map(|byte| char::from(SIGNS[usize::from(byte % 32)]));
        Self { name: prefix.chars().chain(signs).collect(), bytes: bytes.into(), digest }
    }
}

/// The signs of names (RFC 4648, section 6), in lower case: some systems tell no capitals from small letters.
const SIGNS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

impl Files {
    /// Brings the files up to date with an index. They are packed side by side.
    pub(super) fn follow(&mut self, index: &mut Index) {
        if index.settle() {
            *self = Self::default();
        }
        let touched = std::mem::take(&mut index.touched);
        self.follow_blocks(index, &touched);
        self.follow_rows(index, &touched);
        self.rest = Rest::of(index);
        if index.is_one() {
            (self.beginnings, self.endings) = Default::default();
        } else {
            follow_letters(&mut self.beginnings, index, &touched, first);
            follow_letters(&mut self.endings, index, &touched, last);
        }
    }

    fn follow_blocks(&mut self, index: &Index, touched: &Touched) {
        let before = std::mem::take(&mut self.blocks);
        let block = |cut: Cut| {
            let first = cut.first(index);
            let known = before.get(&first).filter(|(old, _)| *old == cut && !cut.is_touched(touched));
            let known = known.map(|(_, part)| part.clone());
            let part = known.unwrap_or_else(|| Part::of("w", NAME, &cut.packed(index)));
            (first, (cut, part))
        };
        self.blocks = block::cut(index).into_par_iter().map(block).collect();
    }

    fn follow_rows(&mut self, index: &Index, touched: &Touched) {
        let before = std::mem::take(&mut self.rows);
        let renewed = |number| Part::of(&format!("e{number}-"), ROW_NAME, &row(&index.row_of(number)));
        let part = |number| {
            let known = before.get(number).filter(|_| !touched.rows.contains(&number)).cloned();
            known.unwrap_or_else(|| renewed(number))
        };
        self.rows = (0..index.rows()).into_par_iter().map(part).collect();
    }

    /// Returns all parts; none where everything stands in the list.
    pub(super) fn parts(&self) -> impl Iterator<Item = &Part> {
        let blocks = self.blocks.values().map(|(_, part)| part);
        let parts = blocks.chain(&self.rows).chain(self.beginnings.values()).chain(self.endings.values());
        parts.filter(|_| !self.rest.is_one)
    }
}

/// Packs entries that follow each other.
fn row(entries: &[&Entry]) -> String {
    let mut packer = Packer::new();
    packer.count(entries.len());
    let mut before = [""; 4];
    for entry in entries {
        let texts = [&*entry.title, &*entry.summary, &*entry.href, &*entry.topic];
        for (before, text) in before.into_iter().zip(texts) {
            packer.text(Sort::Text, before, text);
        }
        before = texts;
    }
    packer.finish()
}

/// Packs words that follow each other.
fn words<'w>(words: impl ExactSizeIterator<Item = &'w str>) -> String {
    let mut packer = Packer::new();
    packer.count(words.len());
    let mut before = "";
    for word in words {
        packer.text(Sort::Word, before, word);
        before = word;
    }
    packer.finish()
}

/// Renews the letters of words that came or went: `end` tells with which letter a word begins, or ends.
fn follow_letters(
    letters: &mut BTreeMap<char, Part>,
    index: &Index,
    touched: &Touched,
    end: fn(&str) -> Option<char>,
) {
    let letter = |word: Word| end(index.lexicon.text(word)).map(group);
    let renewed: BTreeSet<char> = touched.words.iter().filter_map(|word| letter(*word)).collect();
    let is_renewed = |letter: &char| letters.is_empty() || renewed.contains(letter);
    let mut words: BTreeMap<char, Vec<&str>> = BTreeMap::new();
    for word in index.lexicon.from("") {
        let (letter, word) = (letter(word).filter(is_renewed), index.lexicon.text(word));
        if let Some(letter) = letter.filter(|_| is_correctable(word)) {
            words.entry(letter).or_default().push(word);
        }
    }
    letters.retain(|letter, _| !renewed.contains(letter));
    let part =
        |(letter, words): (char, Vec<&str>)| (letter, Part::of("l", NAME, &self::words(words.into_iter())));
    letters.par_extend(words.into_par_iter().map(part));
}

fn first(word: &str) -> Option<char> {
    word.chars().next()
}

fn last(word: &str) -> Option<char> {
    word.chars().next_back()
}

/// Returns the letter under which a letter is found: one of 64 neighbours for Korean syllables, of which there are eleven
/// thousand, and otherwise itself.
pub(super) fn group(letter: char) -> char {
    if letter < '\u{ac00}' { letter } else { char::from_u32(u32::from(letter) & !63).unwrap_or(letter) }
}
