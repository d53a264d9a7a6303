//! The glossary: `glossary.toml`, what things are called in each language, and what that means.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::{Diagnostic, FilePath, Locale, Settings, Span};

/// The file of the glossary, beside the settings.
pub const FILE: &str = "glossary.toml";
/// The rule that faults of the file offend.
pub const INVALID: &str = "invalid-glossary";

/// The key of a term's definitions; every other is a locale.
const DEFINITION: &str = "definition";

/// The glossary of a knowledge base; empty where there is no file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Glossary {
    /// What has a name of its own in each locale, by id.
    pub terms: Vec<Term>,
    /// Names that stay as they are in every locale, each with its place.
    pub kept: Vec<(String, Span)>,
    /// What is wrong with the file.
    pub faults: Vec<Diagnostic>,
}

/// What one thing is called, and what it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Term {
    /// Its name in the file.
    pub id: String,
    /// Where that stands.
    pub span: Span,
    /// The words for it in each locale, the preferred ones first. No list is empty.
    words: BTreeMap<String, Vec<String>>,
    /// What it means, in each locale that says it.
    definitions: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    keep: Vec<Spanned<String>>,
    #[serde(default)]
    terms: BTreeMap<Spanned<String>, BTreeMap<Spanned<String>, Entry>>,
}

/// One way to say it, several, or what it means in each locale.
#[derive(Deserialize)]
#[serde(untagged)]
enum Entry {
    One(String),
    More(Vec<String>),
    PerLocale(BTreeMap<String, String>),
}

impl Glossary {
    /// Reads the file. What is faulty in it is left out.
    pub(crate) fn read(text: &str, settings: &Settings) -> Self {
        let mut glossary = Self::default();
        match toml::from_str::<Written>(text) {
            Ok(written) => {
                glossary.kept =
                    written.keep.into_iter().map(|name| (name.get_ref().clone(), place(&name))).collect();
                for (id, entries) in written.terms {
                    let mut term = Term {
                        span: place(&id),
                        id: id.into_inner(),
                        words: BTreeMap::new(),
                        definitions: BTreeMap::new(),
                    };
                    for (key, entry) in entries {
                        glossary.take(&mut term, &key, entry, settings);
                    }
                    glossary.terms.push(term);
                }
            }
            Err(error) => {
                let span = error.span().map_or(Span::at(0), |range| Span::of(&range, 0));
                glossary.fault(span, error.message().lines().next().unwrap_or_default());
            }
        }
        glossary
    }

    fn take(&mut self, term: &mut Term, key: &Spanned<String>, entry: Entry, settings: &Settings) {
        let (name, span) = (key.get_ref(), place(key));
        let mut locales = vec![name];
        match entry {
            Entry::PerLocale(definitions) if name == DEFINITION => {
                locales.clear();
                term.definitions = definitions;
                locales.extend(term.definitions.keys());
            }
            Entry::PerLocale(_) => {
                return self.fault(span, format!("`{name}` is one text, or a list of texts"));
            }
            Entry::One(_) | Entry::More(_) if name == DEFINITION => {
                return self
                    .fault(span, "a definition has one text for each locale: `definition.en = \"...\"`");
            }
            Entry::One(word) => drop(term.words.insert(name.clone(), vec![word])),
            Entry::More(words) => drop(term.words.insert(name.clone(), words)),
        }
        if term.words.get(name).is_some_and(|words| words.iter().all(|word| word.trim().is_empty())) {
            term.words.remove(name);
            self.fault(span, "there are no words");
        }
        let unknown = locales.into_iter().filter(|tag| settings.locale(&Locale::new(tag)).is_none());
        let unknown: Vec<String> =
            unknown.map(|tag| format!("`{tag}` is not a locale of `kb.toml`")).collect();
        for message in unknown {
            self.fault(span, message);
        }
    }

    fn fault(&mut self, span: Span, message: impl Into<String>) {
        let fault = Diagnostic::error(INVALID, &FilePath::new(FILE), span, message);
        self.faults.push(fault.help("`kb-lint explain invalid-glossary` shows what such a file may say"));
    }
}

impl Term {
    /// Returns the words for it in a locale, the preferred ones first.
    pub fn words(&self, locale: &Locale) -> &[String] {
        self.words.get(locale.as_str()).map_or(&[], Vec::as_slice)
    }

    /// Returns the words for it in every locale that has some.
    pub fn by_locale(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.words.iter().map(|(locale, words)| (locale.as_str(), words.as_slice()))
    }

    /// Returns what it means, as a locale says it.
    pub fn definition(&self, locale: &Locale) -> Option<&str> {
        self.definitions.get(locale.as_str()).map(String::as_str)
    }
}

fn place(name: &Spanned<String>) -> Span {
    Span::of(&name.span(), 0)
}
