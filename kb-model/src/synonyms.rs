//! Synonyms: `<locale>/synonyms.toml`, other words for the same thing, as visitors type them.
//!
//! Words of a group stand for each other. Words of `[one_way]` stand for those after them, and not the other way: a
//! short or careless form leads to the proper one.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use crate::terms::terms;
use crate::{Diagnostic, FilePath, Locale, Span};

/// The name of the file in each locale's folder.
pub const FILE: &str = "synonyms.toml";
/// The rule that faults of the file offend.
pub const INVALID: &str = "invalid-synonyms";

/// The synonyms of one locale.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Synonyms {
    /// Words and what they stand for, in the order of the file.
    pub entries: Vec<Synonym>,
}

/// Words that stand for others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Synonym {
    /// What somebody types.
    pub words: String,
    /// What is looked for as well.
    pub meanings: Vec<String>,
    /// Where the words stand in the file.
    pub span: Span,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    groups: Vec<Spanned<Vec<Spanned<String>>>>,
    #[serde(default)]
    one_way: BTreeMap<Spanned<String>, Vec<Spanned<String>>>,
}

impl Synonyms {
    /// Returns the path of a locale's file.
    pub fn path(locale: &Locale) -> FilePath {
        FilePath::new(format!("{locale}/{FILE}"))
    }

    /// Reads a file, and says what is wrong with it. What is sound in it holds.
    pub fn read(path: &FilePath, text: &str) -> (Self, Vec<Diagnostic>) {
        let mut reading = Reading { path, synonyms: Self::default(), faults: Vec::new() };
        match toml::from_str::<Written>(text) {
            Ok(written) => reading.take(written),
            Err(error) => {
                let span = error.span().map_or(Span::at(0), |range| Span::of(&range, 0));
                reading.fault(span, error.message().lines().next().unwrap_or_default());
            }
        }
        (reading.synonyms, reading.faults)
    }
}

/// A file while it is read.
struct Reading<'a> {
    path: &'a FilePath,
    synonyms: Synonyms,
    faults: Vec<Diagnostic>,
}

impl Reading<'_> {
    fn take(&mut self, written: Written) {
        for group in written.groups {
            if group.get_ref().len() < 2 {
                self.fault(Span::of(&group.span(), 0), "a group has two or more ways to say the same");
            }
            let words: Vec<Spanned<String>> = self.with_words(group.into_inner());
            for one in &words {
                let is_other = |other: &&Spanned<String>| terms(other.get_ref()) != terms(one.get_ref());
                self.add(one, words.iter().filter(is_other));
            }
        }
        for (words, meanings) in written.one_way {
            let meanings = self.with_words(meanings);
            for words in self.with_words(vec![words]) {
                self.add(&words, meanings.iter());
            }
        }
    }

    fn add<'w>(&mut self, words: &Spanned<String>, meanings: impl Iterator<Item = &'w Spanned<String>>) {
        let meanings: Vec<String> = meanings.map(|meaning| meaning.get_ref().clone()).collect();
        let span = Span::of(&words.span(), 0);
        if meanings.is_empty() {
            return;
        }
        self.synonyms.entries.push(Synonym { words: words.get_ref().clone(), meanings, span });
    }

    /// Returns those in which there is a letter or digit, and reports the others.
    fn with_words(&mut self, texts: Vec<Spanned<String>>) -> Vec<Spanned<String>> {
        let (sound, empty) = texts.into_iter().partition(|text| !terms(text.get_ref()).is_empty());
        let empty: Vec<Spanned<String>> = empty;
        for text in empty {
            self.fault(Span::of(&text.span(), 0), "there are no words");
        }
        sound
    }

    fn fault(&mut self, span: Span, message: impl Into<String>) {
        let fault = Diagnostic::error(INVALID, self.path, span, message);
        self.faults.push(fault.help("`kb-lint explain invalid-synonyms` shows what such a file may say"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_hold_both_ways_and_the_others_one_way() {
        let check = |text: &str, expected: &[(&str, &[&str])]| {
            let (synonyms, faults) = Synonyms::read(&Synonyms::path(&Locale::new("en")), text);
            let found: Vec<(&str, Vec<&str>)> = synonyms
                .entries
                .iter()
                .map(|entry| (&*entry.words, entry.meanings.iter().map(String::as_str).collect()))
                .collect();
            let expected: Vec<(&str, Vec<&str>)> =
                expected.iter().map(|(words, meanings)| (*words, meanings.to_vec())).collect();
            assert_eq!(found, expected, "{faults:?}");
        };
        check(
            "groups = [['refund', 'money back']]",
            &[("refund", &["money back"]), ("money back", &["refund"])],
        );
        check("[one_way]\ncash = ['money']", &[("cash", &["money"])]);
        check("groups = [['only'], ['!', 'one']]", &[]);
        check("groups = 1", &[]);
    }
}
