//! `kb.toml`: what holds for the whole knowledge base.

mod budget;
mod written;

pub use budget::Budget;

use std::collections::BTreeMap;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};

use crate::locale::{Direction, Script};
use crate::{Id, Kind, Locale, Severity, Span};

/// The name of the settings file at the top of the content folder.
pub const FILE: &str = "kb.toml";

/// The settings of a knowledge base.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Settings {
    /// The address of the site, without a final `/`.
    pub base_url: String,
    /// The locale that the others are translated from.
    pub source_locale: Option<Locale>,
    /// Every locale, in the order of the language switch.
    pub locales: Vec<LocaleSettings>,
    /// The site's name per locale.
    pub name: Names,
    /// One sentence for every page's foot, per locale.
    pub disclaimer: Names,
    /// Articles for the home page, most wanted first.
    pub popular: Vec<Id>,
    /// How many kilobytes, compressed, readers' browsers may keep of a locale for when there is no network; absent where they
    /// keep nothing.
    pub offline_kb: Option<u32>,
    /// Roles that own articles and review translations, with their names.
    pub owners: Ordered<Label>,
    /// Whom articles may be for.
    pub audiences: Ordered<Names>,
    /// Who may have to act, in the order in which pages show them.
    pub parties: Ordered<Names>,
    /// The fields that files must have, per kind.
    pub required: BTreeMap<Kind, Vec<String>>,
    /// How long titles and summaries may be.
    pub lengths: Lengths,
    /// How much pages may weigh.
    pub budget: Budget,
    /// The levels of rules that differ from their defaults, with the place of each.
    pub levels: Vec<(String, Level, Span)>,
}

/// A text per locale.
#[derive(Debug, Clone, PartialEq, Eq, Default, Deserialize)]
#[serde(transparent)]
pub struct Names(BTreeMap<String, String>);

impl Names {
    /// Returns the text in a locale; empty where there is none, which reading the settings has ruled out.
    pub fn get(&self, locale: &Locale) -> &str {
        self.0.get(locale.as_str()).map_or("", String::as_str)
    }
}

/// A text that is the same in every locale, or one per locale.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Label {
    /// The same everywhere.
    Same(String),
    /// One per locale.
    PerLocale(Names),
}

impl Label {
    /// Returns the text in a locale.
    pub fn get(&self, locale: &Locale) -> &str {
        match self {
            Label::Same(text) => text,
            Label::PerLocale(names) => names.get(locale),
        }
    }
}

/// Values by name, in the order of the file.
#[derive(Debug, Clone, PartialEq)]
pub struct Ordered<T>(Vec<(String, T)>);

impl<T> Ordered<T> {
    /// Returns the value of a name.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// Returns names and values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Returns the same names with other values.
    fn map<U>(self, value: impl FnMut(T) -> U) -> Ordered<U> {
        let (names, values): (Vec<String>, Vec<T>) = self.0.into_iter().unzip();
        Ordered(names.into_iter().zip(values.into_iter().map(value)).collect())
    }

    /// Returns the names in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(name, _)| name.as_str())
    }
}

impl<T> Default for Ordered<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Ordered<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for InOrder<T> {
            type Value = Ordered<T>;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a table")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(Ordered(entries))
            }
        }
        deserializer.deserialize_map(InOrder(PhantomData))
    }
}

/// One locale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocaleSettings {
    /// Its BCP 47 tag, which is also its folder's name.
    pub tag: Locale,
    /// Its part of an address.
    pub path: String,
    /// Its own name for itself.
    pub name: String,
    /// Where its lines begin.
    pub dir: Direction,
    /// What stands in for a missing translation.
    pub fallback: Fallback,
}

/// What stands in for a missing translation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Fallback {
    /// A page with the source text under a notice.
    #[default]
    Source,
    /// No page: links lead to the source page, marked.
    Omit,
}

/// The level of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// The rule is not run.
    Off,
    /// Its findings are of no consequence.
    Info,
    /// Its findings are warnings.
    Warning,
    /// Its findings are errors.
    Error,
}

impl Level {
    /// Returns the severity of findings at this level, if there are any.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Level::Off => None,
            Level::Info => Some(Severity::Info),
            Level::Warning => Some(Severity::Warning),
            Level::Error => Some(Severity::Error),
        }
    }
}

/// How long titles and summaries may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Lengths {
    /// Bounds of titles.
    pub title: Option<Bounds>,
    /// Bounds of summaries.
    pub summary: Option<Bounds>,
}

/// Bounds in characters, both included, per way of counting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bounds {
    latin: (usize, usize),
    han: (usize, usize),
}

impl Bounds {
    /// Returns the least and the greatest number of characters for a script.
    pub fn of(self, script: Script) -> (usize, usize) {
        match script {
            Script::Spaced => self.latin,
            Script::Han => self.han,
        }
    }
}

impl Settings {
    /// Returns the settings of a locale.
    pub fn locale(&self, locale: &Locale) -> Option<&LocaleSettings> {
        self.locales.iter().find(|known| known.tag == *locale)
    }

    /// Returns the settings of the locale that the others are translated from.
    pub fn source(&self) -> Option<&LocaleSettings> {
        self.locale(self.source_locale.as_ref()?)
    }

    /// Tells whether a locale is the one that the others are translated from.
    pub fn is_source(&self, locale: &Locale) -> bool {
        self.source_locale.as_ref() == Some(locale)
    }

    /// Returns every locale but the source.
    pub fn translations(&self) -> impl Iterator<Item = &LocaleSettings> {
        self.locales.iter().filter(|locale| !self.is_source(&locale.tag))
    }
}
