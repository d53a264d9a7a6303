//! Reading `kb.toml`: what is written there, and whether it holds together.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::{Budget, Fallback, Label, Lengths, Level, LocaleSettings, Names, Ordered, Settings};
use crate::locale::Direction;
use crate::{Diagnostic, FilePath, Id, Kind, Locale, Span};

const RULE: &str = "invalid-settings";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    base_url: Spanned<String>,
    source_locale: Spanned<String>,
    locales: Vec<WrittenLocale>,
    name: Spanned<Names>,
    disclaimer: Option<Spanned<Names>>,
    offline_kb: Option<u32>,
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
    budget: Budget,
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
            offline_kb: written.offline_kb,
            owners,
            audiences,
            parties,
            required: check_required(written.required, faults),
            lengths: written.lengths,
            budget: written.budget,
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
        let found = Settings::read(&FilePath::new(super::super::FILE), text).err().unwrap_or_default();
        let found: Vec<_> = found.iter().map(|d| (d.span.slice(text), d.message.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn sound_settings_are_read() {
        let settings =
            Settings::read(&FilePath::new(super::super::FILE), SOUND).expect("the settings are sound");
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
