//! Finds categories that are not translated, though articles in them are.

use kb_model::article::Status;
use kb_model::settings::LocaleSettings;
use kb_model::{Document, Kind, Span};

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};
use crate::rules::missing_translation::{begin, path};

/// See `untranslated_category.md`, which is also this rule's test.
pub(super) struct UntranslatedCategory;

impl Rule for UntranslatedCategory {
    fn about(&self) -> About {
        About::error("untranslated-category", include_str!("untranslated_category.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for thing in subject.things().filter(|thing| thing.kind == Kind::Category) {
            let Some(source) = &thing.source else { continue };
            for locale in subject.settings().translations() {
                let own = thing.translations.get(&locale.tag);
                let is_shown = own.is_some_and(|own| own.state.is_shown());
                let is_unread = own.is_none() && subject.catalog.has_file(&path(source, locale));
                if let Some(article) = waiting(subject, source, locale).filter(|_| !is_shown && !is_unread) {
                    let draft = own.map(|own| &*own.document);
                    report(source, draft, (locale, article), found);
                }
            }
        }
    }
}

fn report(
    source: &Document,
    draft: Option<&Document>,
    (locale, article): (&LocaleSettings, &Document),
    found: &mut Found,
) {
    let place = draft.unwrap_or(source);
    let state = if draft.is_some() { "is a draft" } else { "is not translated" };
    let message = format!("this category {state}, but there are articles in it in {}", locale.name);
    let mut noted = found.at(&place.path, title(place), message);
    noted
        .related(&article.path, title(article), "one of them")
        .help("they stand below the title of another language, and under addresses in its words");
    if draft.is_none() {
        noted.help(format!("write `{}`", path(source, locale))).help(begin(source, locale));
    }
}

/// Returns an article of a category that readers of a locale see in their language.
pub(super) fn waiting<'c>(
    subject: &Subject<'c>,
    category: &Document,
    locale: &LocaleSettings,
) -> Option<&'c Document> {
    if category.kind != Kind::Category {
        return None;
    }
    let articles = subject.catalog.members(&category.id).filter(|article| {
        let source = article.source.as_ref().and_then(|source| source.article());
        source.is_some_and(|article| article.status == Status::Published)
    });
    let mut translations = articles.filter_map(|article| article.translations.get(&locale.tag));
    let shown = translations.find(|translation| translation.state.is_shown());
    shown.map(|translation| &*translation.document)
}

fn title(document: &Document) -> Span {
    document.fields.span("title").unwrap_or(document.fences.open)
}
