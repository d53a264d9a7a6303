//! Phrases that are looked for together. The pattern that finds them is made when the first text is looked at closely, for
//! many never are.

use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;

/// What may stand between two words of Markdown that are read in one go: a space, the end of a line with what begins the next
/// one of a quotation, and what begins and ends emphasis or a link.
pub(crate) const SPACE: &str = r"[\s>*_~\[\]]";

/// Some phrases, any of which may be found.
#[derive(Debug)]
pub(crate) struct Phrases {
    all: Vec<String>,
    /// Whether capitals count in all of them. Otherwise a phrase in lower case stands for its capitals too.
    is_exact: bool,
    pattern: OnceLock<Option<Regex>>,
}

impl Phrases {
    /// Takes phrases; nothing if there are none.
    pub(crate) fn of(phrases: &[String]) -> Option<Self> {
        let all: Vec<String> = phrases
            .iter()
            .map(|phrase| phrase.trim().to_owned())
            .filter(|phrase| !phrase.is_empty())
            .collect();
        (!all.is_empty()).then(|| Self { all, is_exact: false, pattern: OnceLock::new() })
    }

    /// Takes phrases that are found as they are written, capitals and all.
    pub(crate) fn exactly(phrases: &[String]) -> Option<Self> {
        Some(Self { is_exact: true, ..Self::of(phrases)? })
    }

    /// Tells whether one of them stands in a text.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        self.pattern().is_some_and(|pattern| pattern.is_match(text))
    }

    /// Returns where they stand in a text.
    pub(crate) fn find_iter<'t>(&self, text: &'t str) -> impl Iterator<Item = Range<usize>> + use<'_, 't> {
        self.pattern().into_iter().flat_map(|pattern| pattern.find_iter(text)).map(|found| found.range())
    }

    /// Returns a pattern for any of them, as it is written; the longest that fits is meant. It finds them in Markdown too.
    pub(super) fn written(&self) -> String {
        let mut phrases: Vec<&String> = self.all.iter().collect();
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        let is_cased = |phrase: &str| self.is_exact || phrase.chars().any(char::is_uppercase);
        let patterns = phrases.into_iter().map(|phrase| bounded(phrase, is_cased(phrase)));
        patterns.collect::<Vec<_>>().join("|")
    }

    fn pattern(&self) -> Option<&Regex> {
        self.pattern.get_or_init(|| Regex::new(&self.written()).ok()).as_ref()
    }
}

/// Returns a pattern for a phrase. Its edges are edges of ASCII words: Han characters beside it do not belong to it, and the
/// edges of all words of Unicode would keep the fast engine from any text that is not ASCII.
fn bounded(phrase: &str, is_cased: bool) -> String {
    let edge = |c: Option<char>| if c.is_some_and(|c| c.is_ascii_alphanumeric()) { r"(?-u:\b)" } else { "" };
    let (before, after) = (edge(phrase.chars().next()), edge(phrase.chars().next_back()));
    let phrase = regex::escape(phrase).replace(' ', &format!("{SPACE}+"));
    format!("(?{}:{before}{phrase}{after})", if is_cased { "" } else { "i" })
}
