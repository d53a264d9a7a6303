//! What holds in one language alone: words and signs, as data.
//!
//! Some languages come with the linter (`kb-lint/conventions`). A team adds to them, or describes a language that the
//! linter has never heard of, in `<locale>/conventions.toml`. Everything is read when the first rule asks.

mod looks;
pub(crate) mod phrases;
mod steps;
mod written;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, LazyLock, OnceLock};

use kb_model::{Catalog, Diagnostic, FilePath, Locale, Severity};
use regex::Regex;

use crate::facts::{Detectors, may_have_address};
use crate::signs::{Sign, Signs};
pub(crate) use looks::Looks;
pub(crate) use phrases::Phrases;
use steps::Steps;
use written::Written;

/// The rule that faults in a team's file offend.
pub(crate) const INVALID: &str = "invalid-conventions";

/// The conventions of all locales of a knowledge base.
#[derive(Debug)]
pub(crate) struct Conventions<'c> {
    catalog: &'c Catalog,
    read: OnceLock<Read>,
}

#[derive(Debug, Default)]
struct Read {
    by_locale: BTreeMap<Locale, Arc<Language>>,
    faults: Vec<Diagnostic>,
}

/// What holds in one language.
#[derive(Debug)]
pub(crate) struct Language {
    /// Words of links that do not say where they lead, in lower case.
    pub(crate) link_texts: BTreeSet<String>,
    /// Words for an image that say nothing of it, in lower case.
    pub(crate) image_names: BTreeSet<String>,
    /// How a thing is named by its looks.
    pub(crate) looks: Option<Looks>,
    /// What writers leave where words are still to come.
    pub(crate) placeholders: Option<Phrases>,
    /// Ways to speak to the reader; a text keeps to one.
    pub(crate) registers: Vec<Phrases>,
    /// Words that have such a way in them, and speak to nobody.
    pub(crate) no_registers: Option<Phrases>,
    /// How somebody asks for a secret.
    pub(crate) secrets: Option<Asking>,
    /// How somebody is told to make an account or a device less safe.
    pub(crate) risks: Vec<Asking>,
    /// How somebody is told to delete what does not come back.
    pub(crate) losses: Vec<Asking>,
    /// Words that promise what nobody can keep.
    pub(crate) promises: Option<Phrases>,
    /// Words with better ones.
    pub(crate) terms: Vec<Term>,
    /// Signs of half width, and what is written for them.
    pub(crate) punctuation: BTreeMap<char, char>,
    /// What is written for a pair of straight quotation marks.
    pub(crate) quotes: Option<(char, char)>,
    /// Characters of another way to write the language, and what is written for them.
    pub(crate) variants: BTreeMap<char, char>,
    /// A row of such characters.
    pub(crate) variant: Option<Regex>,
    /// Words that may stand twice in a row, or in which others may, in lower case.
    pub(crate) fine_repeats: BTreeSet<String>,
    /// What must not stand twice in a row where words are not spaced.
    pub(crate) wrong_repeat: Option<Regex>,
    /// How many words a sentence may have; a Han character counts as one.
    pub(crate) longest_sentence: Option<usize>,
    /// What steps ask for.
    pub(crate) steps: Option<Steps>,
    /// What a team looks for.
    pub(crate) patterns: Vec<Pattern>,
    /// How facts are found that may change without notice.
    pub(crate) facts: Arc<Detectors>,
    /// What tells that a text must be looked at closely; see [`Language::signs`].
    signs: OnceLock<Signs>,
}

/// How somebody is asked to do something with a thing: to tell a secret, to delete an account.
#[derive(Debug)]
pub(crate) struct Asking {
    /// What the thing is called.
    pub(crate) nouns: Phrases,
    /// What the reader is told to do with it, before its name.
    pub(crate) requests: Option<Phrases>,
    /// What the reader is told to do with it, after its name.
    pub(crate) requests_after: Option<Phrases>,
    /// What a sentence that warns has in it.
    pub(crate) negations: Option<Phrases>,
    /// What a heading, or the line above a list, has in it that warns of all below.
    pub(crate) prohibitions: Option<Phrases>,
    /// Words that are no request, or no such thing: what lies in them does not count.
    pub(crate) harmless: Option<Phrases>,
    /// What begins a condition: it asks for nothing, and what is not so in it forbids nothing.
    pub(crate) conditions: Option<Phrases>,
}

/// Words with a better one.
#[derive(Debug)]
pub(crate) struct Term {
    pub(crate) wanted: String,
    pub(crate) unwanted: Phrases,
    pub(crate) reason: Option<String>,
}

/// What a team looks for.
#[derive(Debug)]
pub(crate) struct Pattern {
    pub(crate) find: Regex,
    pub(crate) message: String,
    pub(crate) reason: Option<String>,
    pub(crate) severity: Severity,
}

impl Language {
    /// Returns what tells that a text must be looked at closely. It is made when the first text is looked at.
    pub(crate) fn signs(&self) -> &Signs {
        self.signs.get_or_init(|| {
            let sign = |sign, phrases: &Phrases| (sign, phrases.written());
            let fact = self.facts.sign().map(|fact| (Sign::Fact, fact));
            let looks = self.looks.iter().map(|looks| sign(Sign::Thing, &looks.things));
            let placeholders = self.placeholders.iter().map(|words| sign(Sign::Placeholder, words));
            let registers = self.registers.iter().map(|words| sign(Sign::Register, words));
            let secrets = self.secrets.iter().map(|secrets| sign(Sign::Secret, &secrets.nouns));
            let risks = self.risks.iter().map(|risk| sign(Sign::Risk, &risk.nouns));
            let losses = self.losses.iter().map(|losses| sign(Sign::Loss, &losses.nouns));
            let promises = self.promises.iter().map(|words| sign(Sign::Promise, words));
            let unwanted: Vec<String> = self.terms.iter().map(|term| term.unwanted.written()).collect();
            let terms = (!unwanted.is_empty()).then(|| (Sign::Term, unwanted.join("|")));
            let variant = self.variant.iter().map(|row| (Sign::Variant, row.as_str().to_owned()));
            let signs = fact.into_iter().chain(looks).chain(placeholders).chain(registers);
            let signs = signs.chain(secrets).chain(risks).chain(losses).chain(promises);
            Signs::of(signs.chain(terms).chain(variant).collect())
        })
    }

    /// Tells whether a text may say a fact that may change without notice. A cheap look, for most say none.
    pub(crate) fn may_claim(&self, text: &str) -> bool {
        may_have_address(text) || self.signs().present(text).has(Sign::Fact)
    }
}

impl<'c> Conventions<'c> {
    pub(crate) fn of(catalog: &'c Catalog) -> Self {
        Self { catalog, read: OnceLock::new() }
    }

    /// Returns what holds in a locale of `kb.toml`.
    pub(crate) fn get(&self, locale: &Locale) -> Option<&Language> {
        self.read().by_locale.get(locale).map(|language| &**language)
    }

    /// Returns what is wrong with the files of the team.
    pub(crate) fn faults(&self) -> &[Diagnostic] {
        &self.read().faults
    }

    fn read(&self) -> &Read {
        self.read.get_or_init(|| {
            let mut read = Read::default();
            for locale in self.catalog.settings().locales.iter().map(|locale| &locale.tag) {
                let language = language(self.catalog, locale, &mut read.faults);
                read.by_locale.insert(locale.clone(), language);
            }
            read
        })
    }
}

/// What comes with the linter, read once; most patterns are made when they are first looked for.
static SHIPPED: LazyLock<Vec<(&str, Arc<Language>)>> = LazyLock::new(|| {
    let compiled =
        |(tag, text)| (tag, Arc::new(Written::shipped(text).compiled(&FilePath::new(tag), &mut Vec::new())));
    written::SHIPPED.into_iter().map(compiled).collect()
});

/// Returns what comes with the linter for a locale or its language.
#[cfg(test)]
pub(crate) fn shipped(locale: &Locale) -> Option<Arc<Language>> {
    written::index(locale).map(|index| SHIPPED[index].1.clone())
}

/// Returns where the team says what holds in a locale.
pub(crate) fn path(locale: &Locale) -> FilePath {
    FilePath::new(format!("{locale}/conventions.toml"))
}

/// Reads what the team says of a locale, and adds it to what comes with the linter for the locale or its language.
fn language(catalog: &Catalog, locale: &Locale, faults: &mut Vec<Diagnostic>) -> Arc<Language> {
    let path = path(locale);
    let own = catalog.text(&path).map(|text| Written::read(&path, &text)).transpose();
    let own = own.unwrap_or_else(|fault| {
        faults.push(*fault);
        None
    });
    let shipped = written::index(locale);
    match (own, shipped) {
        (None, Some(index)) => SHIPPED[index].1.clone(),
        (Some(own), Some(index)) if own.inherit => {
            let shipped_facts = (!own.says_facts()).then(|| SHIPPED[index].1.facts.clone());
            let language = Written::shipped(written::SHIPPED[index].1).joined(own).compiled(&path, faults);
            let facts = shipped_facts.unwrap_or(language.facts); // patterns that were made already
            Arc::new(Language { facts, ..language })
        }
        (own, _) => Arc::new(own.unwrap_or_default().compiled(&path, faults)),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kb_model::change::Blob;

    use super::*;

    #[test]
    fn a_team_can_describe_a_language_that_nobody_knows() {
        let settings = include_str!("../tests/kb.toml").replace("\"en\"", "\"ms\"").replace("en = ", "ms = ");
        let conventions = "link_texts = [\"sini\"]\n[[terms]]\nuse = \"risiko\"\nnot = [\"resiko\"]\n";
        let page = "+++\ntitle = \"T\"\n+++\n\nTekan [sini](home.md). Tiada resiko.\n";
        let files =
            [("kb.toml", &*settings), ("ms/conventions.toml", conventions), ("ms/pages/home.md", page)];
        let files = files.map(|(path, text)| (FilePath::new(path), Blob::bytes(text.as_bytes())));
        let found = crate::check(&Catalog::of(BTreeMap::from(files)), date(2026, 11, 22));
        let rules: Vec<&str> = found.all().iter().map(|finding| finding.diagnostic.rule).collect();
        for rule in ["vague-link-text", "unwanted-term"] {
            assert!(rules.contains(&rule), "{rule} is not in {rules:?}");
        }
    }
}
