//! The glossary: `glossary.toml`, what things are called in each language, and which names stay as they are.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use kb_model::{Catalog, Diagnostic, FilePath, Locale, Span};
use regex::Regex;
use serde::Deserialize;
use toml::Spanned;

use crate::conventions::any_of;

/// The file of the glossary.
const FILE: &str = "glossary.toml";
/// The rule that faults of the file offend.
pub(crate) const INVALID: &str = "invalid-glossary";

/// The glossary of a knowledge base. It is read when the first rule asks.
#[derive(Debug)]
pub(crate) struct Glossary<'c> {
    catalog: &'c Catalog,
    read: OnceLock<Read>,
}

#[derive(Debug)]
struct Read {
    path: FilePath,
    terms: Vec<Term>,
    faults: Vec<Diagnostic>,
}

/// What one thing is called.
#[derive(Debug)]
pub(crate) struct Term {
    /// Where it stands in the file.
    pub(crate) span: Span,
    /// Its words in each locale.
    by_locale: BTreeMap<String, Words>,
    /// Its words where a locale has none of its own: a name that stays as it is.
    everywhere: Option<Words>,
}

/// The words for a thing in one language.
#[derive(Debug)]
pub(crate) struct Words {
    /// What to say.
    pub(crate) preferred: String,
    /// Any way to say it.
    pub(crate) pattern: Regex,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    keep: Vec<Spanned<String>>,
    #[serde(default)]
    terms: BTreeMap<Spanned<String>, BTreeMap<Spanned<String>, OneOrMore>>,
}

/// One way to say it, or several, the preferred one first.
#[derive(Deserialize)]
#[serde(untagged)]
enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl<'c> Glossary<'c> {
    pub(crate) fn of(catalog: &'c Catalog) -> Self {
        Self { catalog, read: OnceLock::new() }
    }

    /// Returns the file.
    pub(crate) fn path(&self) -> &FilePath {
        &self.read().path
    }

    /// Returns what things are called.
    pub(crate) fn terms(&self) -> &[Term] {
        &self.read().terms
    }

    /// Returns what is wrong with the file.
    pub(crate) fn faults(&self) -> &[Diagnostic] {
        &self.read().faults
    }

    fn read(&self) -> &Read {
        self.read.get_or_init(|| {
            let path = FilePath::new(FILE);
            let text = self.catalog.text(&path).unwrap_or_default();
            let mut read = Read { path, terms: Vec::new(), faults: Vec::new() };
            match toml::from_str::<Written>(&text) {
                Ok(written) => read.take(written, self.catalog),
                Err(error) => {
                    let span = error.span().map_or(Span::at(0), |range| Span::of(&range, 0));
                    read.fault(span, error.message().lines().next().unwrap_or_default());
                }
            }
            read
        })
    }
}

impl Read {
    fn fault(&mut self, span: Span, message: impl Into<String>) {
        let fault = Diagnostic::error(INVALID, &self.path, span, message);
        self.faults.push(fault.help("`kb-lint explain invalid-glossary` shows what such a file may say"));
    }

    fn take(&mut self, written: Written, catalog: &Catalog) {
        for name in written.keep {
            let span = Span::of(&name.span(), 0);
            let everywhere = Words::of(vec![name.into_inner()]);
            self.terms.push(Term { span, by_locale: BTreeMap::new(), everywhere });
        }
        for (id, locales) in written.terms {
            let mut term =
                Term { span: Span::of(&id.span(), 0), by_locale: BTreeMap::new(), everywhere: None };
            for (tag, words) in locales {
                if catalog.settings().locale(&Locale::new(tag.get_ref())).is_none() {
                    self.fault(
                        Span::of(&tag.span(), 0),
                        format!("`{}` is not a locale of `kb.toml`", tag.get_ref()),
                    );
                }
                let words = match words {
                    OneOrMore::One(word) => vec![word],
                    OneOrMore::More(words) => words,
                };
                match Words::of(words) {
                    Some(words) => drop(term.by_locale.insert(tag.into_inner(), words)),
                    None => self.fault(Span::of(&tag.span(), 0), "there are no words"),
                }
            }
            self.terms.push(term);
        }
    }
}

impl Term {
    /// Returns its words in a locale, if the glossary has some.
    pub(crate) fn words(&self, locale: &Locale) -> Option<&Words> {
        self.by_locale.get(locale.as_str()).or(self.everywhere.as_ref())
    }
}

impl Words {
    fn of(words: Vec<String>) -> Option<Self> {
        let pattern = any_of(&words)?;
        Some(Self { preferred: words.into_iter().next()?, pattern })
    }
}
