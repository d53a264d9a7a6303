//! Interface strings: what the interface says in each locale.
//!
//! A string is a text with `{names}` to fill in, or one text per plural category (Unicode CLDR) chosen by `{count}`.

use std::collections::{BTreeMap, HashMap};
use std::str::FromStr;

use icu_locale::Locale as IcuLocale;
use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};
use kb_model::{Diagnostic, Locale, Settings, Span};
use tera::Value;
use toml::Spanned;

use super::{Files, fault};
use crate::dates::Calendar;

/// The strings of every locale.
#[derive(Debug)]
pub(super) struct Phrasebook(BTreeMap<Locale, Strings>);

/// The strings of one locale.
#[derive(Debug)]
pub struct Strings {
    texts: BTreeMap<String, Text>,
    /// The texts that have nothing to fill in, as templates take them.
    whole: HashMap<String, Value>,
    plurals: PluralRules,
    calendar: Calendar,
}

#[derive(Debug, serde::Deserialize)]
#[serde(untagged)]
enum Text {
    Whole(String),
    Plural(BTreeMap<String, String>),
}

impl Phrasebook {
    /// Reads `i18n/<locale>.toml` of each locale. Every file must have the keys that all of them have together.
    pub(super) fn of(files: &Files, settings: &Settings) -> Result<Self, Vec<Diagnostic>> {
        let mut faults = Vec::new();
        let mut locales = BTreeMap::new();
        for locale in settings.locales.iter().map(|locale| &locale.tag) {
            match Strings::read(files, locale) {
                Ok(strings) => {
                    locales.insert(locale.clone(), strings);
                }
                Err(found) => faults.push(*found),
            }
        }
        let keys: std::collections::BTreeSet<&String> =
            locales.values().flat_map(|strings| strings.texts.keys()).collect();
        for (locale, strings) in &locales {
            let missing: Vec<&str> = keys
                .iter()
                .filter(|key| !strings.texts.contains_key(**key))
                .map(|key| key.as_str())
                .collect();
            if !missing.is_empty() {
                let message = format!("interface strings are missing: {}", missing.join(", "));
                faults.push(
                    fault(&file(locale), Span::at(0), message)
                        .help("copy them from another locale's file and translate them"),
                );
            }
        }
        if faults.is_empty() { Ok(Self(locales)) } else { Err(faults) }
    }

    /// Returns the strings of a locale of the settings.
    pub(super) fn of_locale(&self, locale: &Locale) -> &Strings {
        self.0.get(locale).expect("a theme has strings for every locale of the settings")
    }

    /// Returns the strings of a locale by its tag.
    pub(super) fn of_tag(&self, tag: &str) -> Option<&Strings> {
        self.0.get(&Locale::new(tag))
    }
}

impl Strings {
    /// Returns a string that has nothing to fill in, ready for a template.
    pub(super) fn whole(&self, key: &str) -> Option<&Value> {
        self.whole.get(key)
    }

    /// Returns a string with its names filled in; nothing if there is no such string, or no such name in it.
    pub fn get(&self, key: &str, names: &[(&str, String)]) -> Option<String> {
        let mut text = match self.texts.get(key)? {
            Text::Whole(text) => text.clone(),
            Text::Plural(forms) => {
                let count = names.iter().find(|(name, _)| *name == "count")?.1.parse::<u64>().ok()?;
                forms.get(category(self.plurals.category_for(count))).or_else(|| forms.get("other"))?.clone()
            }
        };
        for (name, value) in names {
            text = text.replace(&format!("{{{name}}}"), value);
        }
        Some(text)
    }

    /// Returns what spells out dates.
    pub fn calendar(&self) -> &Calendar {
        &self.calendar
    }

    /// Returns a string without names. All themes have the ones that the generator itself asks for, or do not load.
    pub fn plain(&self, key: &str) -> &str {
        match self.texts.get(key) {
            Some(Text::Whole(text)) => text,
            _ => "",
        }
    }

    fn read(files: &Files, locale: &Locale) -> Result<Self, Box<Diagnostic>> {
        let name = file(locale);
        let text = files.text(&name).ok_or_else(|| {
            fault(&name, Span::at(0), format!("the theme does not speak `{locale}`: there is no `{name}`"))
                .help(format!("`kb-site new locale {locale}` writes it with English words, to be translated"))
        })?;
        let texts: BTreeMap<Spanned<String>, Text> = toml::from_str(&text).map_err(|error| {
            let span = error.span().map_or(Span::at(0), |range| Span::of(&range, 0));
            fault(&name, span, error.message().lines().next().unwrap_or_default())
        })?;
        let texts: BTreeMap<String, Text> =
            texts.into_iter().map(|(key, text)| (key.into_inner(), text)).collect();
        if let Some(key) = BUILT_IN.iter().find(|key| !texts.contains_key(**key)) {
            return Err(fault(&name, Span::at(0), format!("the interface string `{key}` is missing")).into());
        }
        let icu = IcuLocale::from_str(locale.as_str()).unwrap_or(IcuLocale::UNKNOWN);
        let plurals = PluralRules::try_new(icu.into(), PluralRulesOptions::default())
            .expect("plural rules of every language are compiled in");
        let whole = texts.iter().filter_map(|(key, text)| match text {
            Text::Whole(text) if !text.contains('{') => Some((key.clone(), Value::from(text.as_str()))),
            _ => None,
        });
        Ok(Self { whole: whole.collect(), texts, plurals, calendar: Calendar::of(locale) })
    }
}

/// The strings that views and markup need, whatever the templates say.
const BUILT_IN: &[&str] = &[
    "home",
    "colon",
    "finder_title",
    "index_title",
    "index_text",
    "index_text_topics",
    "glossary_title",
    "glossary_text",
    "status_title",
    "status_text",
    "changed_fields",
    "changed_opening",
    "troubleshooters_title",
    "checklists_title",
    "channels_all",
    "scam_title",
    "scam_never_share",
    "scam_only_in_app",
    "scam_nobody_calls",
    "stale_title",
    "stale_text",
    "unreviewed",
    "machine_unreviewed",
    "provenance_changed",
    "provenance_owner",
    "provenance_translation",
    "provenance_reviewed_by",
    "provenance_short",
    "translation_human",
    "translation_machine_reviewed",
    "translation_machine",
    "translation_unreviewed",
    "receipt_title",
    "alert_note",
    "alert_tip",
    "alert_important",
    "alert_warning",
    "alert_caution",
    "table_label",
    "footnotes_label",
    "footnote_back",
];

fn file(locale: &Locale) -> String {
    format!("i18n/{locale}.toml")
}

fn category(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}
