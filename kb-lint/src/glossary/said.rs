//! What a source says and a translation does not, and where in the translation it would stand.

use std::collections::BTreeMap;

use kb_model::block::BlockKind;
use kb_model::{Document, Span};

use crate::parity::Sides;
use crate::vocabulary::Vocabulary;

/// Which words of a vocabulary a source says.
pub(crate) struct Said<'c> {
    source: &'c Document,
    words: &'c Vocabulary,
    /// The numbers of the words, and where they may stand: in addresses too.
    hints: BTreeMap<usize, Span>,
}

/// Something that a source says, and a translation does not anywhere.
pub(crate) struct Unsaid {
    /// Its number in the vocabulary.
    pub(crate) number: usize,
    /// Where the source says it.
    pub(crate) said: Span,
    /// The translation's block beside that; its title where it is not known.
    pub(crate) beside: Span,
}

impl<'c> Said<'c> {
    /// Looks for words in a source.
    pub(crate) fn by(source: &'c Document, words: &'c Vocabulary) -> Self {
        Self { source, words, hints: words.named(&source.text, &words_of(source)) }
    }

    /// Returns what a translation, with the words of its own language, does not say. Most say it all, which is seen without
    /// telling words from addresses.
    pub(crate) fn but_not_by(&self, own: &Document, words: &Vocabulary) -> Vec<Unsaid> {
        if self.hints.is_empty() {
            return Vec::new();
        }
        let named = words.named(&own.text, &words_of(own));
        if self.hints.keys().all(|number| named.contains_key(number)) {
            return Vec::new();
        }
        let sides = Sides::of(self.source, own);
        let title = own.fields.span("title").unwrap_or(own.fences.open);
        let unsaid = places(self.source, self.words).into_iter().filter_map(|(number, places)| {
            let said = *places.first().filter(|_| !named.contains_key(&number))?;
            Some(Unsaid { number, said, beside: sides.beside(said).unwrap_or(title) })
        });
        unsaid.collect()
    }
}

/// Returns where words stand in what readers see of title, summary and body; of words that overlap the longest.
pub(crate) fn places(document: &Document, words: &Vocabulary) -> BTreeMap<usize, Vec<Span>> {
    let mut places: BTreeMap<usize, Vec<Span>> = BTreeMap::new();
    let is_read = |section: &str| matches!(section, "title" | "summary");
    for prose in
        document.prose().iter().filter(|prose| prose.kind != BlockKind::Field || is_read(&prose.section))
    {
        let mut found: Vec<_> = words.find(&prose.text).collect();
        found.sort_by_key(|(number, place)| (*number, place.start, std::cmp::Reverse(place.end)));
        let mut last = (usize::MAX, 0);
        for (number, place) in found {
            if last.0 != number || place.start >= last.1 {
                last = (number, place.end);
                places.entry(number).or_default().push(prose.span(place));
            }
        }
    }
    places
}

/// Returns where a text has words: title, summary and body.
fn words_of(document: &Document) -> Vec<Span> {
    let fields = ["title", "summary"].into_iter().filter_map(|name| document.fields.span(name));
    fields.chain([document.body.span]).collect()
}
