//! How an entry speaks of its words: each is counted, field by field.

use hashbrown::HashMap;
use kb_model::terms::{each_term, folded, is_unspaced};

use super::super::entries::{Field, Worded};
use super::super::lexicon::Word;
use super::super::weights::{Counts, impact};
use super::Index;

/// How an entry speaks of a term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in super::super) struct Speech {
    /// How much the term says about the entry.
    pub(in super::super) impact: u8,
    /// The class of the title's length, if the term stands in the title; 0 if it does not.
    pub(in super::super) title: u8,
}

/// That a slot's entry speaks of a term, and how: packed, since there are millions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Spoken(u32);

impl Spoken {
    pub(super) fn of(slot: u32, Speech { impact, title }: Speech) -> Self {
        Self(slot << 8 | u32::from(title << 4 | impact))
    }

    pub(super) fn slot(self) -> u32 {
        self.0 >> 8
    }

    pub(super) fn speech(self) -> Speech {
        let [speech, ..] = self.0.to_le_bytes();
        Speech { impact: speech & 15, title: speech >> 4 }
    }
}

/// The greatest length in terms of each class of titles but the first, which has none, and the last, which has more.
const TITLE_LENGTHS: [usize; 2] = [3, 6];

impl Index {
    /// Counts the words of an entry.
    pub(super) fn spoken(&mut self, worded: &Worded) -> (Vec<Word>, Vec<(Word, Speech)>) {
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
        let mut terms: Vec<(Word, Speech)> =
            counts.into_iter().map(speech).filter(|(_, speech)| speech.impact > 0).collect();
        terms.sort_unstable();
        (words, terms)
    }
}
