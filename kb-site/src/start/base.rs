//! A small knowledge base: settings, a home page, a category and two articles, in every language that the starter speaks.

use std::collections::BTreeMap;

use jiff::civil::Date;
use kb_lint::translations::accept;
use kb_model::change::Blob;
use kb_model::{Catalog, FilePath, Locale, settings};
use tera::{Context, Tera};

use super::{STARTER, fields, halves, joined, set_dates, starter};
use crate::theme::Files;

/// The language whose words stand in where the starter does not speak another.
const FALLBACK: &str = "en";

/// What the settings call things in one language.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
struct Names {
    name: String,
    site: String,
    owner: String,
    audience: String,
}

/// Returns the files of a knowledge base in these locales, of which the first is the source, by their paths in its folder.
pub fn knowledge_base(locales: &[Locale], today: Date) -> BTreeMap<String, Vec<u8>> {
    let content = stamped(content(locales, today)).into_iter().filter_map(|(path, blob)| match blob {
        Blob::Bytes(bytes) => Some((format!("content/{path}"), bytes.to_vec())),
        Blob::Refused(_) => None,
    });
    let strings = locales.iter().filter_map(|locale| {
        Some((format!("theme/i18n/{locale}.toml"), interface_strings(locale)?.into_bytes()))
    });
    let ignored = (".gitignore".to_owned(), b"/dist/\n/.dist.kb-*\n".to_vec());
    content.chain(strings).chain([ignored]).collect()
}

/// Returns the words of the interface for a locale, to be translated; nothing where the default theme speaks it.
pub fn interface_strings(locale: &Locale) -> Option<String> {
    let theme = Files::embedded();
    if theme.text(&format!("i18n/{locale}.toml")).is_some() {
        return None;
    }
    let text = theme.text(&format!("i18n/{}.toml", spoken(locale)))?;
    Some(format!(
        "# What the pages in `{locale}` say: translate what stands to the right of each `=`, and keep names in braces.\n\n{text}"
    ))
}

/// Returns the lines that `kb.toml` needs for another locale, apart from names.
pub fn locale_settings(locale: &Locale) -> String {
    let literal = |text: &str| toml_edit::Value::from(text).to_string();
    let path = literal(&locale.as_str().to_lowercase());
    let (tag, name) = (literal(locale.as_str()), literal(&names(locale).name));
    format!("[[locales]]\ntag = {tag}\npath = {path}\nname = {name}\n")
}

/// Stamps every translation as made from today's source.
fn stamped(files: BTreeMap<FilePath, Blob>) -> BTreeMap<FilePath, Blob> {
    let catalog = Catalog::of(files.clone());
    let translations: Vec<FilePath> = catalog
        .things()
        .flat_map(|thing| thing.translations.values())
        .map(|translation| translation.document.path.clone())
        .collect();
    let accepted = accept(&catalog, &translations, None).expect("the starter's translations are sound");
    let changed = accepted.changes.0.into_iter().filter_map(|change| Some((change.path, change.content?)));
    files.into_iter().chain(changed).collect()
}

/// Returns the content before anything is stamped.
fn content(locales: &[Locale], today: Date) -> BTreeMap<FilePath, Blob> {
    let mut files = BTreeMap::new();
    let mut write =
        |path: String, text: String| files.insert(FilePath::new(path), Blob::bytes(text.into_bytes()));
    write(settings::FILE.into(), settings_text(locales));
    let Some((source, translations)) = locales.split_first() else { return files };
    let names = STARTER.iter().filter_map(|(name, _)| name.strip_prefix(FALLBACK)?.strip_prefix('/'));
    for name in names {
        let wording = |locale: &str| starter(&format!("{locale}/{name}"));
        if let Some(words) = wording(spoken(source)) {
            write(format!("{source}/{name}"), as_source(name, words, today));
        }
        for locale in translations.iter().filter(|locale| is_spoken(locale)) {
            if let Some(words) = wording(spoken(locale)) {
                write(format!("{locale}/{name}"), as_translation(words));
            }
        }
    }
    files
}

fn as_source(name: &str, words: &str, today: Date) -> String {
    let shared = starter(&format!("source/{}.toml", name.trim_end_matches(".md"))).unwrap_or_default();
    let (wording, body) = halves(words);
    let mut fields = fields(&format!("{shared}{wording}"));
    set_dates(&mut fields, today);
    joined(&fields, body)
}

fn as_translation(words: &str) -> String {
    let (wording, body) = halves(words);
    let record = "\n[translation]\nmethod = \"machine-reviewed\"\nreviewed_by = \"editors\"\n";
    joined(&fields(&format!("{wording}{record}")), body)
}

fn settings_text(locales: &[Locale]) -> String {
    let literal = |text: &str| toml_edit::Value::from(text).to_string();
    let rows: Vec<BTreeMap<&str, String>> = locales
        .iter()
        .map(|locale| {
            let names = names(locale);
            BTreeMap::from([
                ("tag", locale.to_string()),
                ("settings", locale_settings(locale)),
                ("site", literal(&names.site)),
                ("owner", literal(&names.owner)),
                ("audience", literal(&names.audience)),
            ])
        })
        .collect();
    let mut context = Context::new();
    context.insert("source", &locales.first().map(ToString::to_string));
    context.insert("locales", &rows);
    let template = starter(settings::FILE).expect("the starter has settings");
    Tera::one_off(template, &context, false).expect("the starter's settings are a template")
}

/// Returns what things are called in a locale. A language that the starter does not speak is called by its tag.
fn names(locale: &Locale) -> Names {
    let all: BTreeMap<String, Names> =
        toml::from_str(starter("names.toml").expect("the starter has names")).expect("they are sound");
    let names = all[spoken(locale)].clone();
    if is_spoken(locale) { names } else { Names { name: locale.to_string(), ..names } }
}

/// Returns the language of the starter that serves a locale best: `en` for `en-GB`, and for what it does not speak.
fn spoken(locale: &Locale) -> &str {
    let tag = locale.as_str();
    let language = tag.split('-').next().unwrap_or(tag);
    [tag, language].into_iter().find(|tag| speaks(tag)).unwrap_or(FALLBACK)
}

fn is_spoken(locale: &Locale) -> bool {
    spoken(locale) != FALLBACK || locale.as_str().split('-').next() == Some(FALLBACK)
}

fn speaks(tag: &str) -> bool {
    STARTER.iter().any(|(name, _)| name.strip_prefix(tag).is_some_and(|rest| rest.starts_with('/')))
}
