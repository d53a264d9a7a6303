//! The truth gate: facts that may change without notice, which nobody may claim unless a record vouches for them.
//!
//! How a language writes them is data: templates of its conventions. Only addresses are found by rules of their own,
//! for they look the same everywhere.

mod address;
#[cfg(test)]
mod measured;
pub(crate) mod template;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;
use serde::Deserialize;

use template::Words;

use crate::parity::has_full_width;
pub(crate) use address::{EXAMPLES, host_of, is_below_any, may_have_address};

/// A sort of fact that may change without notice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FactKind {
    /// An e-mail address.
    Email,
    /// The name of a site.
    Host,
    /// A telephone number.
    Phone,
    /// When somebody can be reached.
    Hours,
    /// An amount of money.
    Money,
    /// A percentage.
    Percentage,
    /// How long something takes, or is valid.
    Period,
    /// A list of banks or wallets.
    Banks,
}

impl FactKind {
    /// Returns its name in conventions and labels.
    pub fn key(self) -> &'static str {
        match self {
            FactKind::Email => "email",
            FactKind::Host => "host",
            FactKind::Phone => "phone",
            FactKind::Hours => "hours",
            FactKind::Money => "money",
            FactKind::Percentage => "percentage",
            FactKind::Period => "period",
            FactKind::Banks => "banks",
        }
    }

    /// Returns what people call it, with an article.
    pub fn name(self) -> &'static str {
        match self {
            FactKind::Email => "an e-mail address",
            FactKind::Host => "the address of a site",
            FactKind::Phone => "a telephone number",
            FactKind::Hours => "opening hours",
            FactKind::Money => "an amount of money",
            FactKind::Percentage => "a percentage",
            FactKind::Period => "a period",
            FactKind::Banks => "a list of banks",
        }
    }
}

/// Something that a text says, and that may be another tomorrow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// What it is.
    pub kind: FactKind,
    /// Where it stands in the text.
    pub range: Range<usize>,
}

/// How the facts of one language are found. Patterns are made when a text may say such a fact.
#[derive(Debug, Default)]
pub(crate) struct Detectors {
    templates: Templates,
    claims: OnceLock<Vec<(FactKind, Regex)>>,
    /// What looks like a fact, but is none: it is asked for only where something looks like one.
    harmless: OnceLock<Option<Regex>>,
}

/// How a language writes facts: see [`template`].
#[derive(Debug, Deserialize, Default, Clone, PartialEq, Eq)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Templates {
    pub(crate) words: Words,
    pub(crate) claims: BTreeMap<FactKind, Vec<String>>,
    pub(crate) harmless: Vec<String>,
}

impl Detectors {
    pub(crate) fn of(templates: Templates) -> Self {
        Self { templates, ..Self::default() }
    }

    /// Returns a pattern for a part of any such fact but addresses, where there are some.
    pub(crate) fn sign(&self) -> Option<String> {
        template::sign(self.templates.claims.values().flatten(), &self.templates.words)
    }

    fn patterns(&self) -> &[(FactKind, Regex)] {
        self.claims.get_or_init(|| {
            let Templates { words, claims, .. } = &self.templates;
            let pattern = |(kind, templates): (&FactKind, &Vec<String>)| {
                Some((*kind, template::any_of(templates, words)?))
            };
            claims.iter().filter_map(pattern).collect()
        })
    }

    fn harmless(&self) -> Option<&Regex> {
        let made = || template::any_of(&self.templates.harmless, &self.templates.words);
        self.harmless.get_or_init(made).as_ref()
    }

    /// Returns what a text says, in its order.
    pub(crate) fn claims(&self, text: &str) -> Vec<Claim> {
        let of_kind = |(kind, pattern): &'_ (FactKind, Regex)| {
            let kind = *kind;
            pattern.find_iter(text).map(move |found| Claim { kind, range: found.range() }).collect::<Vec<_>>()
        };
        let claims = address::find(text).chain(self.patterns().iter().flat_map(of_kind));
        let mut found: Vec<(Option<FactKind>, Range<usize>)> =
            claims.map(|claim| (Some(claim.kind), claim.range)).collect();
        if found.is_empty() {
            return Vec::new();
        }
        let harmless = self.harmless().into_iter().flat_map(|pattern| pattern.find_iter(text));
        found.extend(harmless.map(|harmless| (None, harmless.range())));
        found.sort_by_key(|(kind, range)| (range.start, *kind));
        let claims = apart(found).into_iter().filter_map(|(kind, range)| Some(Claim { kind: kind?, range }));
        claims.filter(|claim| claim.kind != FactKind::Phone || !is_within_code(text, &claim.range)).collect()
    }
}

/// Takes from overlapping finds those of the later kinds; what is no fact comes before all.
fn apart(found: Vec<(Option<FactKind>, Range<usize>)>) -> Vec<(Option<FactKind>, Range<usize>)> {
    let mut kept: Vec<(Option<FactKind>, Range<usize>)> = Vec::new();
    for (kind, range) in found {
        while kept.last().is_some_and(|(other, before)| before.end > range.start && kind < *other) {
            kept.pop();
        }
        if kept.last().is_none_or(|(_, before)| before.end <= range.start) {
            kept.push((kind, range));
        }
    }
    kept
}

/// Tells whether digits stand within a longer code, such as the number of an order.
fn is_within_code(text: &str, range: &Range<usize>) -> bool {
    let is_code = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let is_call = text[range.clone()].starts_with(|c: char| !c.is_ascii_digit());
    text[range.end..].starts_with(is_code) || !is_call && text[..range.start].ends_with(is_code)
}

/// Tells whether some Markdown has a digit that does not belong to the address of a link, as in `(article-2.md)`.
pub(crate) fn has_number(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_free = |at: usize| at == 0 || !matches!(bytes[at - 1], b'-' | b'/' | b'0'..=b'9');
    let has_digit = bytes.iter().filter(|byte| byte.is_ascii_digit()).count() > 0; // over many bytes at once
    has_digit && bytes.iter().enumerate().any(|(at, byte)| byte.is_ascii_digit() && is_free(at))
        || has_full_width(text)
}
