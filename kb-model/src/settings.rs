//! `kb.toml`: what holds for the whole knowledge base.

use std::collections::BTreeMap;
use std::marker::PhantomData;

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use toml::Spanned;

use crate::locale::{Direction, Script};
use crate::{Diagnostic, FilePath, Id, Kind, Locale, Severity, Span};

/// The name of the settings file at the top of the content folder.
pub const FILE: &str = "kb.toml";

const RULE: &str = "invalid-settings";

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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    base_url: Spanned<String>,
    source_locale: Spanned<String>,
    locales: Vec<WrittenLocale>,
    name: Spanned<Names>,
    disclaimer: Option<Spanned<Names>>,
    #[serde(default)]
    popular: Vec<String>,
    #[serde(default)]
    owners: Ordered<Spanned<Label>>,
    #[serde(default)]
    audiences: Ordered<Spanned<Names>>,
    #[serde(default)]
    parties: Ordered<Spanned<Names>>,
    #[serde(default)]
    required: BTreeMap<Kind, Vec<Spanned<String>>>,
    #[serde(default)]
    lengths: Lengths,
    #[serde(default)]
    lint: WrittenLint,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenLocale {
    tag: Spanned<String>,
    path: Spanned<String>,
    name: String,
    dir: Option<Direction>,
    #[serde(default)]
    fallback: Fallback,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
struct WrittenLint {
    levels: Ordered<Spanned<Level>>,
}

impl Settings {
    /// Reads `kb.toml`. Settings that contradict themselves are not used at all: there is a diagnostic instead.
    pub fn read(path: &FilePath, text: &str) -> Result<Self, Vec<Diagnostic>> {
        let written: Written = toml::from_str(text).map_err(|error| {
            let span = error.span().map_or(Span::at(0), |range| Span::of(&range, 0));
            vec![Diagnostic::error(RULE, path, span, first_line(error.message()))]
        })?;
        let mut faults = Faults { path, found: Vec::new() };
        let settings = Self::check(written, &mut faults);
        if faults.found.is_empty() { Ok(settings) } else { Err(faults.found) }
    }

    /// Returns the settings of a locale.
    pub fn locale(&self, locale: &Locale) -> Option<&LocaleSettings> {
        self.locales.iter().find(|known| known.tag == *locale)
    }

    /// Tells whether a locale is the one that the others are translated from.
    pub fn is_source(&self, locale: &Locale) -> bool {
        self.source_locale.as_ref() == Some(locale)
    }

    /// Returns every locale but the source.
    pub fn translations(&self) -> impl Iterator<Item = &LocaleSettings> {
        self.locales.iter().filter(|locale| !self.is_source(&locale.tag))
    }

    fn check(written: Written, faults: &mut Faults<'_>) -> Self {
        let locales = check_locales(written.locales, faults);
        let tags: Vec<&str> = locales.iter().map(|locale| locale.tag.as_str()).collect();
        let source_locale = written.source_locale.get_ref();
        if !tags.contains(&source_locale.as_str()) {
            faults.at(&written.source_locale, format!("`{source_locale}` is not among the locales"));
        }
        let base_url = written.base_url.get_ref().trim_end_matches('/').to_owned();
        if !base_url.starts_with("https://") && !base_url.starts_with("http://") {
            faults.at(&written.base_url, "the base URL must begin with `https://` or `http://`");
        }
        let mut names = |names: Spanned<Names>| {
            check_names(names.get_ref(), Span::of(&names.span(), 0), &tags, faults);
            names.into_inner()
        };
        let name = names(written.name);
        let disclaimer = written.disclaimer.map(&mut names).unwrap_or_default();
        let audiences = written.audiences.map(&mut names);
        let parties = written.parties.map(&mut names);
        let owners = written.owners.map(|label: Spanned<Label>| {
            if let Label::PerLocale(names) = label.get_ref() {
                check_names(names, Span::of(&label.span(), 0), &tags, faults);
            }
            label.into_inner()
        });
        Self {
            base_url,
            source_locale: Some(Locale::new(source_locale)),
            name,
            disclaimer,
            popular: written.popular.iter().map(Id::new).collect(),
            owners,
            audiences,
            parties,
            required: check_required(written.required, faults),
            lengths: written.lengths,
            levels: levels(written.lint),
            locales,
        }
    }
}

fn levels(lint: WrittenLint) -> Vec<(String, Level, Span)> {
    let level =
        |(rule, level): (String, Spanned<Level>)| (rule, *level.get_ref(), Span::of(&level.span(), 0));
    lint.levels.0.into_iter().map(level).collect()
}

struct Faults<'a> {
    path: &'a FilePath,
    found: Vec<Diagnostic>,
}

impl Faults<'_> {
    fn at<T>(&mut self, place: &Spanned<T>, message: impl Into<String>) {
        self.at_span(Span::of(&place.span(), 0), message);
    }

    fn at_span(&mut self, place: Span, message: impl Into<String>) {
        self.found.push(Diagnostic::error(RULE, self.path, place, message));
    }
}

fn check_names(names: &Names, place: Span, tags: &[&str], faults: &mut Faults<'_>) {
    let missing: Vec<&str> = tags.iter().copied().filter(|tag| !names.0.contains_key(*tag)).collect();
    if !missing.is_empty() {
        faults.at_span(place, format!("no text for {}", missing.join(", ")));
    }
}

fn check_locales(written: Vec<WrittenLocale>, faults: &mut Faults<'_>) -> Vec<LocaleSettings> {
    let mut locales: Vec<LocaleSettings> = Vec::new();
    for locale in written {
        let tag = Locale::checked(locale.tag.get_ref()).unwrap_or_else(|why| {
            faults.at(&locale.tag, why);
            Locale::new(locale.tag.get_ref())
        });
        if locales.iter().any(|known| known.tag == tag) {
            faults.at(&locale.tag, format!("the locale `{tag}` is declared twice"));
        }
        let path = locale.path.get_ref().clone();
        if path.is_empty() || !path.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
        {
            faults.at(&locale.path, "a locale's path is made of lower-case letters, digits and `-`");
        }
        if path == "a" || path == "assets" || locales.iter().any(|known| known.path == path) {
            faults.at(&locale.path, format!("the path `{path}` is taken"));
        }
        let dir = locale.dir.unwrap_or_else(|| tag.direction());
        locales.push(LocaleSettings { tag, path, name: locale.name, dir, fallback: locale.fallback });
    }
    locales
}

fn check_required(
    written: BTreeMap<Kind, Vec<Spanned<String>>>,
    faults: &mut Faults<'_>,
) -> BTreeMap<Kind, Vec<String>> {
    for (kind, fields) in &written {
        for field in fields.iter().filter(|field| kind.field(field.get_ref()).is_none()) {
            faults.at(field, format!("`{}` is not a field of {}", field.get_ref(), kind.folder()));
        }
    }
    let plain = |fields: Vec<Spanned<String>>| fields.into_iter().map(Spanned::into_inner).collect();
    written.into_iter().map(|(kind, fields)| (kind, plain(fields))).collect()
}

fn first_line(message: &str) -> &str {
    message.lines().next().unwrap_or(message)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOUND: &str = r#"
base_url = "https://help.example.com/"
source_locale = "en"
[[locales]]
tag = "en"
path = "en"
name = "English"
[[locales]]
tag = "zh-Hans"
path = "zh-hans"
name = "简体中文"
[name]
en = "Help"
zh-Hans = "帮助"
[parties.you]
en = "You"
zh-Hans = "您"
[parties.bank]
en = "Bank"
zh-Hans = "银行"
"#;

    fn check(text: &str, expected: &[(&str, &str)]) {
        let found = Settings::read(&FilePath::new(FILE), text).err().unwrap_or_default();
        let found: Vec<_> = found.iter().map(|d| (d.span.slice(text), d.message.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn sound_settings_are_read() {
        let settings = Settings::read(&FilePath::new(FILE), SOUND).expect("the settings are sound");
        assert_eq!(settings.base_url, "https://help.example.com");
        assert_eq!(settings.parties.names().collect::<Vec<_>>(), ["you", "bank"]);
        assert_eq!(settings.name.get(&Locale::new("zh-Hans")), "帮助");
    }

    #[test]
    fn faults_have_places() {
        check(
            &SOUND.replace("\"zh-Hans\"", "\"ZH-hans\""),
            &[
                ("\"ZH-hans\"", "`ZH-hans` is written `zh-Hans`"),
                ("[name]", "no text for ZH-hans"),
                ("[parties.you]", "no text for ZH-hans"),
                ("[parties.bank]", "no text for ZH-hans"),
            ],
        );
        check(&SOUND.replace("path = \"en\"", "path = \"a\""), &[("\"a\"", "the path `a` is taken")]);
        check(
            &format!("{SOUND}\n[required]\narticle = [\"titel\"]"),
            &[("\"titel\"", "`titel` is not a field of articles")],
        );
    }
}
