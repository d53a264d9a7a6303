//! Reading conventions: what is written in a file, and what rules make of it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use kb_model::{Diagnostic, FilePath, Locale, Severity, Span};
use regex::Regex;
use serde::Deserialize;
use toml::Spanned;

use crate::facts::{Detectors, Templates, template};

use super::looks::WrittenLooks;
use super::phrases::Phrases;
use super::steps::WrittenSteps;
use super::{Asking, INVALID, Language, Pattern, Term};

/// The languages that come with the linter.
pub(super) const SHIPPED: [(&str, &str); 3] = [
    ("en", include_str!("../../conventions/en.toml")),
    ("id", include_str!("../../conventions/id.toml")),
    ("zh-Hans", include_str!("../../conventions/zh-Hans.toml")),
];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Written {
    /// Whether it adds to what comes with the linter, or stands in its place.
    pub(super) inherit: bool,
    link_texts: Vec<String>,
    image_names: Vec<String>,
    looks: WrittenLooks,
    placeholders: Vec<String>,
    registers: Vec<Vec<String>>,
    no_registers: Vec<String>,
    fine_repeats: Vec<String>,
    wrong_repeats: Vec<String>,
    longest_sentence: Option<usize>,
    secrets: WrittenAsking,
    risks: Vec<WrittenAsking>,
    losses: Vec<WrittenAsking>,
    promises: Vec<String>,
    steps: WrittenSteps,
    terms: Vec<WrittenTerm>,
    punctuation: BTreeMap<char, char>,
    quotes: Option<(char, char)>,
    variants: Vec<Spanned<String>>,
    patterns: Vec<WrittenPattern>,
    facts: Spanned<Templates>,
}

#[derive(Debug, Deserialize, Default, Clone)]
#[serde(deny_unknown_fields, default)]
struct WrittenAsking {
    nouns: Vec<String>,
    requests: Vec<String>,
    requests_after: Vec<String>,
    negations: Vec<String>,
    prohibitions: Vec<String>,
    conditions: Vec<String>,
    harmless: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenTerm {
    r#use: String,
    not: Vec<String>,
    reason: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenPattern {
    find: Spanned<String>,
    message: String,
    reason: Option<String>,
    level: Option<Severity>,
}

impl Default for Written {
    fn default() -> Self {
        Self {
            inherit: true,
            link_texts: Vec::new(),
            image_names: Vec::new(),
            looks: WrittenLooks::default(),
            placeholders: Vec::new(),
            registers: Vec::new(),
            no_registers: Vec::new(),
            fine_repeats: Vec::new(),
            wrong_repeats: Vec::new(),
            longest_sentence: None,
            secrets: WrittenAsking::default(),
            risks: Vec::new(),
            losses: Vec::new(),
            promises: Vec::new(),
            steps: WrittenSteps::default(),
            terms: Vec::new(),
            punctuation: BTreeMap::new(),
            quotes: None,
            variants: Vec::new(),
            patterns: Vec::new(),
            facts: Spanned::new(0..0, Templates::default()),
        }
    }
}

impl Written {
    /// Reads a team's file. One that cannot be read says nothing: there is a diagnostic instead.
    pub(super) fn read(path: &FilePath, text: &str) -> Result<Self, Box<Diagnostic>> {
        toml::from_str(text).map_err(|error| {
            let span = error.span().map_or(Span::at(0), |range| Span::of(&range, 0));
            let message = error.message().lines().next().unwrap_or_default();
            let fault = Diagnostic::error(INVALID, path, span, message);
            Box::new(fault.help("`kb-lint explain invalid-conventions` shows what such a file may say"))
        })
    }

    /// Reads what comes with the linter.
    pub(super) fn shipped(text: &str) -> Self {
        toml::from_str(text).expect("a test reads every file that comes with the linter")
    }

    /// Tells whether it says anything of facts.
    pub(super) fn says_facts(&self) -> bool {
        *self.facts.get_ref() != Templates::default()
    }

    /// Adds what another file says. Its registers stand in the place of these.
    pub(super) fn joined(mut self, other: Self) -> Self {
        self.link_texts.extend(other.link_texts);
        self.image_names.extend(other.image_names);
        self.looks.join(other.looks);
        self.placeholders.extend(other.placeholders);
        if !other.registers.is_empty() {
            self.registers = other.registers;
        }
        self.no_registers.extend(other.no_registers);
        self.secrets.join(other.secrets);
        self.risks.extend(other.risks);
        self.losses.extend(other.losses);
        self.promises.extend(other.promises);
        self.steps.join(other.steps);
        self.terms.extend(other.terms);
        self.longest_sentence = other.longest_sentence.or(self.longest_sentence);
        self.fine_repeats.extend(other.fine_repeats);
        self.wrong_repeats.extend(other.wrong_repeats);
        self.punctuation.extend(other.punctuation);
        self.quotes = other.quotes.or(self.quotes);
        self.variants.extend(other.variants);
        self.patterns.extend(other.patterns);
        self.facts.get_mut().join(other.facts.into_inner());
        self
    }

    /// Makes patterns of the words. The team's own are in the file at `path`, and may be wrong.
    pub(super) fn compiled(self, path: &FilePath, faults: &mut Vec<Diagnostic>) -> Language {
        let variant = |pair: Spanned<String>| variant(path, &pair).map_err(|fault| faults.push(*fault)).ok();
        let variants: BTreeMap<char, char> = self.variants.into_iter().filter_map(variant).collect();
        let unknown = self.facts.get_ref().unknown();
        if !unknown.is_empty() {
            let message = format!("there are no `words` for {}", unknown.join(", "));
            faults.push(Diagnostic::error(INVALID, path, Span::of(&self.facts.span(), 0), message));
        }
        let pattern =
            |written: WrittenPattern| compiled(path, written).map_err(|fault| faults.push(*fault)).ok();
        Language {
            patterns: self.patterns.into_iter().filter_map(pattern).collect(),
            facts: Arc::new(Detectors::of(self.facts.into_inner())),
            punctuation: self.punctuation,
            quotes: self.quotes,
            variant: any_character(variants.keys()),
            variants,
            longest_sentence: self.longest_sentence,
            wrong_repeat: repeated(&self.wrong_repeats),
            fine_repeats: self.fine_repeats.iter().map(|word| word.to_lowercase()).collect(),
            link_texts: self.link_texts.iter().map(|text| text.to_lowercase()).collect(),
            image_names: self.image_names.iter().map(|name| name.to_lowercase()).collect(),
            looks: self.looks.compiled(),
            placeholders: Phrases::of(&self.placeholders),
            no_registers: Phrases::of(&self.no_registers),
            registers: self.registers.iter().filter_map(|words| Phrases::of(words)).collect(),
            risks: self.risks.iter().filter_map(|risk| risk.or(&self.secrets).compiled()).collect(),
            secrets: self.secrets.compiled(),
            losses: self.losses.iter().filter_map(|loss| loss.or(&self.secrets).compiled()).collect(),
            promises: Phrases::of(&self.promises),
            steps: self.steps.compiled(),
            terms: self.terms.into_iter().filter_map(WrittenTerm::compiled).collect(),
            signs: OnceLock::new(),
        }
    }
}

/// Returns the two characters of a pair.
fn variant(path: &FilePath, pair: &Spanned<String>) -> Result<(char, char), Box<Diagnostic>> {
    let mut characters = pair.get_ref().chars();
    if let (Some(other), Some(own), None) = (characters.next(), characters.next(), characters.next()) {
        return Ok((other, own));
    }
    let span = Span::of(&pair.span(), 0);
    Err(Box::new(Diagnostic::error(INVALID, path, span, "this is no pair of two characters")))
}

/// Returns a pattern for a row of some characters.
fn any_character<'c>(characters: impl Iterator<Item = &'c char>) -> Option<Regex> {
    let class: String = characters.map(|c| regex::escape(&c.to_string())).collect();
    Regex::new(&format!("[{class}]+")).ok().filter(|_| !class.is_empty())
}

/// Returns a pattern for any of some words twice, with the end of a line between or none.
fn repeated(words: &[String]) -> Option<Regex> {
    let words = words.iter().map(|word| regex::escape(word.trim())).filter(|word| !word.is_empty());
    let twice: Vec<String> = words.map(|word| format!("{word}[ \\n]?{word}")).collect();
    Regex::new(&twice.join("|")).ok().filter(|_| !twice.is_empty())
}

/// Returns which of the languages that come with the linter a locale is in, by its tag or the language in it.
pub(super) fn index(locale: &Locale) -> Option<usize> {
    let tag = locale.as_str();
    let language = tag.split('-').next().unwrap_or(tag);
    let of = |tag: &str| SHIPPED.iter().position(|(shipped, _)| *shipped == tag);
    of(tag).or_else(|| of(language))
}

impl Templates {
    fn join(&mut self, other: Self) {
        for (name, words) in other.words {
            self.words.entry(name).or_default().extend(words);
        }
        for (kind, templates) in other.claims {
            self.claims.entry(kind).or_default().extend(templates);
        }
        self.harmless.extend(other.harmless);
    }

    /// Returns the lists that templates name, but that have no words.
    fn unknown(&self) -> Vec<String> {
        let templates =
            self.claims.values().flatten().chain(&self.harmless).chain(self.words.values().flatten());
        let unknown: BTreeSet<&str> = template::unknown(templates, &self.words).into_iter().collect();
        unknown.into_iter().map(|name| format!("`{{{name}}}`")).collect()
    }
}

impl WrittenAsking {
    /// Adds the words of another file.
    fn join(&mut self, other: Self) {
        self.nouns.extend(other.nouns);
        self.requests.extend(other.requests);
        self.requests_after.extend(other.requests_after);
        self.negations.extend(other.negations);
        self.prohibitions.extend(other.prohibitions);
        self.conditions.extend(other.conditions);
        self.harmless.extend(other.harmless);
    }

    /// Returns the same, with what warns, forbids and sets conditions in others, unless it says so itself.
    fn or(&self, other: &Self) -> Self {
        let or = |own: &Vec<String>, other: &Vec<String>| if own.is_empty() { other } else { own }.clone();
        Self {
            negations: or(&self.negations, &other.negations),
            prohibitions: or(&self.prohibitions, &other.prohibitions),
            conditions: or(&self.conditions, &other.conditions),
            ..self.clone()
        }
    }

    fn compiled(&self) -> Option<Asking> {
        Some(Asking {
            nouns: Phrases::of(&self.nouns)?,
            requests: Phrases::of(&self.requests),
            requests_after: Phrases::of(&self.requests_after),
            negations: Phrases::of(&self.negations),
            prohibitions: Phrases::of(&self.prohibitions),
            conditions: Phrases::of(&self.conditions),
            harmless: Phrases::of(&self.harmless),
        })
    }
}

impl WrittenTerm {
    fn compiled(self) -> Option<Term> {
        let wanted = self.r#use.to_lowercase();
        let differs_in_capitals = self.not.iter().all(|word| word.trim().to_lowercase() == wanted);
        let unwanted = if differs_in_capitals { Phrases::exactly(&self.not) } else { Phrases::of(&self.not) };
        Some(Term { unwanted: unwanted?, wanted: self.r#use, reason: self.reason })
    }
}

fn compiled(path: &FilePath, written: WrittenPattern) -> Result<Pattern, Box<Diagnostic>> {
    let span = Span::of(&written.find.span(), 0);
    let fault = |message: &str| Box::new(Diagnostic::error(INVALID, path, span, message));
    let find = Regex::new(written.find.get_ref())
        .map_err(|_| {
            fault("this is not a regular expression")
                .help("https://docs.rs/regex describes what may stand here")
                .into()
        })
        .and_then(|find: Regex| {
            if find.is_match("") {
                Err(fault("this pattern finds nothing at all, everywhere"))
            } else {
                Ok(find)
            }
        })?;
    Ok(Pattern {
        find,
        message: written.message,
        reason: written.reason,
        severity: written.level.unwrap_or(Severity::Warning),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_with_the_linter_can_be_read() {
        for (tag, text) in SHIPPED {
            let read: Result<Written, _> = toml::from_str(text);
            assert!(read.is_ok(), "{tag}: {read:?}");
        }
    }
}
