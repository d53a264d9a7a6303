//! Finds published things that are not translated.

use kb_model::article::{Article, Status};
use kb_model::reading::document_path;
use kb_model::settings::{Fallback, LocaleSettings};
use kb_model::{Document, FilePath};

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};
use crate::rules::untranslated_category::waiting;

/// See `missing_translation.md`, which is also this rule's test.
pub(super) struct MissingTranslation;

impl Rule for MissingTranslation {
    fn about(&self) -> About {
        About::warning("missing-translation", include_str!("missing_translation.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for thing in subject.things() {
            let Some(source) = thing.source.as_ref().filter(|source| source.article().is_none_or(is_wanted))
            else {
                continue;
            };
            let is_missing = |locale: &&LocaleSettings| {
                !thing.translations.contains_key(&locale.tag)
                    && !subject.catalog.has_file(&path(source, locale))
                    && waiting(subject, source, locale).is_none()
            };
            let missing: Vec<_> = subject.settings().translations().filter(is_missing).collect();
            report(source, &missing, found);
        }
    }
}

/// Reports that readers of some locales do not get a thing in their language.
fn report(source: &Document, missing: &[&LocaleSettings], found: &mut Found) {
    let Some(first) = missing.first() else { return };
    let names: Vec<&str> = missing.iter().map(|locale| locale.name.as_str()).collect();
    let message = format!("there is no translation into {}", names.join(", "));
    let span = source.fields.span("title").unwrap_or(source.fences.open);
    let mut noted = found.at(&source.path, span, message);
    for locale in missing {
        noted.help(format!("write `{}`; until then {}", path(source, locale), stand_in(locale)));
    }
    noted.help(begin(source, first));
}

/// Returns where a translation of a file belongs.
pub(super) fn path(source: &Document, locale: &LocaleSettings) -> FilePath {
    document_path(source.kind, &source.id, &locale.tag)
}

/// Returns how to begin a translation.
pub(super) fn begin(source: &Document, locale: &LocaleSettings) -> String {
    let (kind, id) = (source.kind.name(), &source.id);
    format!("`kb-site new {kind} {id} --locale {}` begins it with the source's words", locale.tag)
}

/// Tells whether readers of other locales should have an article.
pub(crate) fn is_wanted(article: &Article) -> bool {
    article.status == Status::Published && article.is_translated
}

fn stand_in(locale: &LocaleSettings) -> String {
    match locale.fallback {
        Fallback::Source => format!("readers of {} get the source text under a notice", locale.name),
        Fallback::Omit => format!("there is no such page in {}", locale.name),
    }
}
