//! The glossary as rules look for it: patterns of what things are called in each language.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use kb_model::{Catalog, Diagnostic, FilePath, Locale, Span, glossary};
use regex::Regex;

use crate::conventions::any_of;

/// The glossary of a knowledge base. Its patterns are made when the first rule asks.
#[derive(Debug)]
pub(crate) struct Glossary<'c> {
    catalog: &'c Catalog,
    terms: OnceLock<Vec<Term>>,
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

impl<'c> Glossary<'c> {
    pub(crate) fn of(catalog: &'c Catalog) -> Self {
        Self { catalog, terms: OnceLock::new() }
    }

    /// Returns the file.
    pub(crate) fn path() -> FilePath {
        FilePath::new(glossary::FILE)
    }

    /// Returns what things are called.
    pub(crate) fn terms(&self) -> &[Term] {
        self.terms.get_or_init(|| {
            let glossary = self.catalog.glossary();
            let kept = glossary.kept.iter().map(|(name, span)| Term {
                span: *span,
                by_locale: BTreeMap::new(),
                everywhere: Words::of(std::slice::from_ref(name)),
            });
            kept.chain(glossary.terms.iter().map(Term::of)).collect()
        })
    }

    /// Returns what is wrong with the file.
    pub(crate) fn faults(&self) -> &'c [Diagnostic] {
        &self.catalog.glossary().faults
    }
}

impl Term {
    fn of(term: &glossary::Term) -> Self {
        let words = |(locale, words): (&str, &[String])| Some((locale.to_owned(), Words::of(words)?));
        Self { span: term.span, by_locale: term.by_locale().filter_map(words).collect(), everywhere: None }
    }

    /// Returns its words in a locale, if the glossary has some.
    pub(crate) fn words(&self, locale: &Locale) -> Option<&Words> {
        self.by_locale.get(locale.as_str()).or(self.everywhere.as_ref())
    }
}

impl Words {
    fn of(words: &[String]) -> Option<Self> {
        Some(Self { preferred: words.first()?.clone(), pattern: any_of(words)? })
    }
}
