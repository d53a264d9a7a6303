//! The glossary as rules look for it: what things are called in each language, to be found in one pass over a text.

mod said;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use kb_model::{Catalog, Diagnostic, FilePath, Locale, Span, glossary};

use crate::vocabulary::Vocabulary;

pub(crate) use said::{Said, Unsaid, places};

/// The glossary of a knowledge base. It is made ready when the first rule asks.
#[derive(Debug)]
pub(crate) struct Glossary<'c> {
    catalog: &'c Catalog,
    by_locale: OnceLock<BTreeMap<Locale, Language>>,
    names: OnceLock<Names>,
}

/// What things are called in one language, by their number in the glossary.
#[derive(Debug)]
pub(crate) struct Language {
    /// Any way to say each thing.
    pub(crate) words: Vocabulary,
    /// What not to say for it.
    pub(crate) unwanted: Vocabulary,
    /// What to say for each thing that has words here.
    preferred: BTreeMap<usize, String>,
}

/// Names that stay as they are in every language, by their number in the glossary.
#[derive(Debug)]
pub(crate) struct Names {
    /// The names.
    pub(crate) kept: Vocabulary,
    /// The same in any letters, and in other pieces.
    pub(crate) otherwise: Vocabulary,
}

impl<'c> Glossary<'c> {
    pub(crate) fn of(catalog: &'c Catalog) -> Self {
        Self { catalog, by_locale: OnceLock::new(), names: OnceLock::new() }
    }

    /// Returns the file.
    pub(crate) fn path() -> FilePath {
        FilePath::new(glossary::FILE)
    }

    /// Tells whether no thing has words of a language.
    pub(crate) fn has_no_terms(&self) -> bool {
        self.catalog.glossary().terms.is_empty()
    }

    /// Returns the names that stay as they are, if there are some.
    pub(crate) fn names(&self) -> Option<&Names> {
        let kept = &self.catalog.glossary().kept;
        (!kept.is_empty()).then(|| self.names.get_or_init(|| Names::of(kept)))
    }

    /// Returns a name that stays as it is, and where it stands in the file.
    pub(crate) fn name(&self, number: usize) -> (&'c str, Span) {
        let (name, span) = &self.catalog.glossary().kept[number];
        (name, *span)
    }

    /// Returns what things are called in a locale of `kb.toml`.
    pub(crate) fn language(&self, locale: &Locale) -> Option<&Language> {
        let by_locale = self.by_locale.get_or_init(|| {
            let locales = self.catalog.settings().locales.iter().map(|locale| &locale.tag);
            locales.map(|locale| (locale.clone(), Language::of(self.catalog.glossary(), locale))).collect()
        });
        by_locale.get(locale)
    }

    /// Returns where a thing stands in the file.
    pub(crate) fn term(&self, number: usize) -> Span {
        self.catalog.glossary().terms[number].span
    }

    /// Returns what is wrong with the file.
    pub(crate) fn faults(&self) -> &'c [Diagnostic] {
        &self.catalog.glossary().faults
    }
}

impl Language {
    fn of(glossary: &glossary::Glossary, locale: &Locale) -> Self {
        let terms = || glossary.terms.iter().enumerate();
        let words = terms().map(|(thing, term)| (thing, term.words(locale)));
        let unwanted = terms().map(|(thing, term)| (thing, term.unwanted(locale)));
        let preferred = words.clone().filter_map(|(thing, words)| Some((thing, words.first()?.clone())));
        let preferred = preferred.collect();
        Self { words: vocabulary(words), unwanted: vocabulary(unwanted), preferred }
    }

    /// Returns what to say for a thing, if this language has words for it.
    pub(crate) fn preferred(&self, thing: usize) -> Option<&str> {
        self.preferred.get(&thing).map(String::as_str)
    }
}

fn vocabulary<'g>(words: impl Iterator<Item = (usize, &'g [String])>) -> Vocabulary {
    Vocabulary::of(words.flat_map(|(number, words)| words.iter().map(move |word| (number, word.as_str()))))
}

impl Names {
    fn of(kept: &[(String, Span)]) -> Self {
        let names = || kept.iter().enumerate().map(|(number, (name, _))| (number, name.as_str()));
        let joined = |(number, name)| ["", " ", "-"].map(|joint| (number, pieces(name).join(joint)));
        let mut otherwise: Vec<(usize, String)> = names().flat_map(joined).collect();
        otherwise.dedup(); // a name in one piece is joined in one way
        let otherwise = otherwise.iter().map(|(number, name)| (*number, name.as_str()));
        Self { kept: Vocabulary::of(names()), otherwise: Vocabulary::of(otherwise) }
    }
}

/// Returns the pieces of a name, in small letters: `GoPay` and `Go-Pay` have the same two.
fn pieces(name: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut was_small = false;
    for c in name.chars() {
        let is_joint = c.is_whitespace() || c == '-';
        if is_joint || was_small && c.is_uppercase() {
            pieces.push(String::new());
        }
        was_small = c.is_lowercase();
        if let Some(piece) = pieces.last_mut().filter(|_| !is_joint) {
            piece.extend(c.to_lowercase());
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_known_in_other_letters_and_pieces() {
        let names = Names::of(&[("GoPay".to_owned(), Span::at(0)), ("WIB".to_owned(), Span::at(0))]);
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<&str> = names.otherwise.find(text).map(|(_, place)| &text[place]).collect();
            assert_eq!(found, expected, "{text:?}");
        };
        check("Gopay, go pay dan Go-Pay", &["Gopay", "go pay", "Go-Pay"]);
        check("gopays, pay, wibawa", &[]);
        check("09.00 wib", &["wib"]);
    }
}
