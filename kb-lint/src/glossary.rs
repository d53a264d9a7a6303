//! The glossary as rules look for it: what things are called in each language, to be found in one pass over a text.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use kb_model::{Catalog, Diagnostic, FilePath, Locale, Span, glossary};

use crate::vocabulary::Vocabulary;

/// The glossary of a knowledge base. It is made ready when the first rule asks.
#[derive(Debug)]
pub(crate) struct Glossary<'c> {
    catalog: &'c Catalog,
    by_locale: OnceLock<BTreeMap<Locale, Language>>,
}

/// What things are called in one language.
#[derive(Debug)]
pub(crate) struct Language {
    /// Any way to say each thing, by its number.
    words: Vocabulary,
    /// What to say for each thing that has words here.
    preferred: BTreeMap<usize, String>,
}

impl<'c> Glossary<'c> {
    pub(crate) fn of(catalog: &'c Catalog) -> Self {
        Self { catalog, by_locale: OnceLock::new() }
    }

    /// Returns the file.
    pub(crate) fn path() -> FilePath {
        FilePath::new(glossary::FILE)
    }

    /// Tells whether it names nothing.
    pub(crate) fn is_empty(&self) -> bool {
        let glossary = self.catalog.glossary();
        glossary.kept.is_empty() && glossary.terms.is_empty()
    }

    /// Returns what things are called in a locale of `kb.toml`.
    pub(crate) fn language(&self, locale: &Locale) -> Option<&Language> {
        let by_locale = self.by_locale.get_or_init(|| {
            let locales = self.catalog.settings().locales.iter().map(|locale| &locale.tag);
            locales.map(|locale| (locale.clone(), Language::of(self.catalog.glossary(), locale))).collect()
        });
        by_locale.get(locale)
    }

    /// Returns where a thing stands in the file: names that stay as they are come first.
    pub(crate) fn span(&self, thing: usize) -> Span {
        let glossary = self.catalog.glossary();
        let (kept, terms) = (&glossary.kept, &glossary.terms);
        match thing.checked_sub(kept.len()) {
            None => kept[thing].1,
            Some(term) => terms[term].span,
        }
    }

    /// Returns what is wrong with the file.
    pub(crate) fn faults(&self) -> &'c [Diagnostic] {
        &self.catalog.glossary().faults
    }
}

impl Language {
    fn of(glossary: &glossary::Glossary, locale: &Locale) -> Self {
        let kept = glossary.kept.iter().map(|(name, _)| std::slice::from_ref(name));
        let terms = glossary.terms.iter().map(|term| {
            let own = term.by_locale().find(|(known, _)| *known == locale.as_str());
            own.map_or(&[][..], |(_, words)| words)
        });
        let all: Vec<(usize, &[String])> = kept.chain(terms).enumerate().collect();
        let each = all.iter().flat_map(|(thing, words)| words.iter().map(|word| (*thing, word.as_str())));
        let preferred = all.iter().filter_map(|(thing, words)| Some((*thing, words.first()?.clone())));
        Self { words: Vocabulary::of(each), preferred: preferred.collect() }
    }

    /// Returns what to say for a thing, if this language has words for it.
    pub(crate) fn preferred(&self, thing: usize) -> Option<&str> {
        self.preferred.get(&thing).map(String::as_str)
    }

    /// Returns the things that some pieces of a text name, and where each is named first: in the first piece that does, as
    /// far to the front as it can be, and with its longest words.
    pub(crate) fn named(&self, text: &str, pieces: &[Span]) -> BTreeMap<usize, Span> {
        let mut named: BTreeMap<usize, Span> = BTreeMap::new();
        for piece in pieces {
            for (thing, place) in self.words.find(piece.slice(text)) {
                let found = Span::of(&place, piece.start);
                let first = named.entry(thing).or_insert(found);
                let is_in_piece = first.start >= piece.start;
                if is_in_piece && (found.start, Reverse(found.end)) < (first.start, Reverse(first.end)) {
                    *first = found;
                }
            }
        }
        named
    }
}
