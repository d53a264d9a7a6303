//! Finds synonyms that lead nowhere: nobody writes the words that they stand for.

use std::collections::BTreeSet;

use kb_model::terms::{Stems, terms};
use kb_model::{Diagnostic, Document, Locale, Synonyms};

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `idle_synonym.md`, which is also this rule's test.
pub(super) struct IdleSynonym;

impl Rule for IdleSynonym {
    fn about(&self) -> About {
        About::warning("idle-synonym", include_str!("idle_synonym.md")).compares()
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for locale in subject.settings().locales.iter().map(|locale| &locale.tag) {
            let path = Synonyms::path(locale);
            let Some(text) = subject.catalog.text(&path) else { continue };
            let (synonyms, _): (Synonyms, Vec<Diagnostic>) = Synonyms::read(&path, &text);
            let stems = Stems::of(locale);
            let written = written(subject, locale, &stems);
            let is_idle =
                |words: &String| terms(words).iter().any(|term| !written.contains(&stems.stem(term)));
            for entry in synonyms
                .entries
                .iter()
                .filter(|entry| entry.meanings.iter().chain([&entry.words]).all(is_idle))
            {
                let meanings = entry.meanings.join("”, “");
                found
                    .at(&path, entry.span, format!("this leads nowhere: no page in {locale} says “{meanings}”"))
                    .help("name words that stand on pages, in their titles, texts, symptoms or search terms; or delete it");
            }
        }
    }
}

/// Returns the stems of all words that readers of a locale may find.
fn written(subject: &Subject<'_>, locale: &Locale, stems: &Stems) -> BTreeSet<String> {
    let shown = subject.catalog.things().filter_map(|thing| thing.shown(locale));
    let words: BTreeSet<String> = shown.flat_map(|document| words(document)).collect();
    words.iter().map(|word| stems.stem(word)).collect()
}

fn words(document: &Document) -> Vec<String> {
    let typed = document.fields.texts("search_terms").iter().flat_map(|term| terms(&term.text));
    document.prose().iter().flat_map(|prose| terms(&prose.text)).chain(typed).collect()
}
