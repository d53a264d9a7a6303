//! The glossary: `glossary.toml`, what things are called in each language, and what that means.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::{Diagnostic, FilePath, Locale, Settings, Severity, Span};

/// The file of the glossary, beside the settings.
pub const FILE: &str = "glossary.toml";
/// The rule that faults of the file offend.
pub const INVALID: &str = "invalid-glossary";

/// The key of a term's definitions.
const DEFINITION: &str = "definition";
/// The key of what a term is not to be called; every other is a locale.
const NOT: &str = "not";

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
    /// What it is not to be called, in each locale that says so.
    unwanted: BTreeMap<String, Vec<String>>,
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

/// One way to say it, several, or what holds of it in each locale.
#[derive(Deserialize)]
#[serde(untagged)]
enum Entry {
    Words(Words),
    PerLocale(BTreeMap<String, Words>),
}

/// One text, or several.
#[derive(Deserialize)]
#[serde(untagged)]
enum Words {
    One(String),
    More(Vec<String>),
}

impl From<Words> for Vec<String> {
    fn from(words: Words) -> Self {
        match words {
            Words::One(word) => vec![word],
            Words::More(words) => words,
        }
    }
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
                        unwanted: BTreeMap::new(),
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
        match entry {
            Entry::PerLocale(entries) if name == DEFINITION => {
                self.know(entries.keys(), span, settings);
                for (locale, words) in entries {
                    match words {
                        Words::One(text) => drop(term.definitions.insert(locale, text)),
                        Words::More(_) => self.fault(span, "a definition is one text for each locale"),
                    }
                }
            }
            Entry::PerLocale(entries) if name == NOT => {
                self.know(entries.keys(), span, settings);
                term.unwanted = entries.into_iter().map(|(locale, words)| (locale, words.into())).collect();
            }
            Entry::PerLocale(_) => self.fault(span, format!("`{name}` is one text, or a list of texts")),
            Entry::Words(_) if name == DEFINITION => {
                self.fault(span, "a definition has one text for each locale: `definition.en = \"...\"`");
            }
            Entry::Words(_) if name == NOT => {
                self.fault(span, "what it is not called is said for each locale: `not.en = \"...\"`");
            }
            Entry::Words(words) => {
                self.know([name], span, settings);
                let words: Vec<String> = words.into();
                if words.iter().all(|word| word.trim().is_empty()) {
                    self.fault(span, "there are no words");
                } else {
                    term.words.insert(name.clone(), words);
                }
            }
        }
    }

    /// Reports names that are no locale of the knowledge base: of one that it has no more, or not yet. Nothing shown is wrong.
    fn know<'t>(&mut self, tags: impl IntoIterator<Item = &'t String>, span: Span, settings: &Settings) {
        for tag in tags.into_iter().filter(|tag| settings.locale(&Locale::new(tag)).is_none()) {
            self.fault(span, format!("`{tag}` is not a locale of `kb.toml`"));
            if let Some(fault) = self.faults.last_mut() {
                fault.severity = Severity::Warning;
            }
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

    /// Returns what it is not to be called in a locale.
    pub fn unwanted(&self, locale: &Locale) -> &[String] {
        self.unwanted.get(locale.as_str()).map_or(&[], Vec::as_slice)
    }

    /// Returns what it means, as a locale says it.
    pub fn definition(&self, locale: &Locale) -> Option<&str> {
        self.definitions.get(locale.as_str()).map(String::as_str)
    }
}

fn place(name: &Spanned<String>) -> Span {
    Span::of(&name.span(), 0)
}
