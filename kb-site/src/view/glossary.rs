//! The glossary: what things are called here, what that means, and what they are called in the other languages.

use kb_model::glossary::Term;
use kb_model::settings::LocaleSettings;
use serde::Serialize;

use super::frame::Crumb;
use super::{Frame, Language, PageAddress, Subject, View, Viewpoint};
use crate::route;

/// The glossary.
#[derive(Debug, Serialize)]
pub struct GlossaryView {
    terms: Vec<TermView>,
}

/// One thing and its names.
#[derive(Debug, Serialize)]
struct TermView {
    id: String,
    name: String,
    /// Empty where nobody has said what it means.
    definition: String,
    foreign: Option<Language>,
    others: Vec<Name>,
}

/// What a thing is called in another language.
#[derive(Debug, Serialize)]
struct Name {
    #[serde(flatten)]
    language: Language,
    term: String,
}

impl GlossaryView {
    /// Makes the page.
    pub fn of(at: Viewpoint<'_>) -> View<Self> {
        let strings = at.theme.strings(&at.locale.tag);
        let subject = Subject {
            title: strings.plain("glossary_title"),
            summary: strings.plain("glossary_text"),
            address: PageAddress::Everywhere(route::glossary),
            crumbs: vec![Crumb {
                title: strings.plain("index_title").to_owned(),
                href: at.href(&route::a_to_z(at.locale)),
            }],
        };
        let mut terms: Vec<TermView> =
            at.reader.glossary().terms.iter().filter_map(|term| TermView::of(at, term)).collect();
        terms.sort_by_cached_key(|term| term.name.to_lowercase());
        View { frame: Frame::of(at, &subject), page: Self { terms } }
    }
}

impl TermView {
    /// What the locale has no word for is left out: its pages do not say it.
    fn of(at: Viewpoint<'_>, term: &Term) -> Option<Self> {
        let name = term.words(&at.locale.tag).first()?;
        let source = at.settings().source_locale.as_ref();
        let own = term.definition(&at.locale.tag);
        let borrowed = source.filter(|_| own.is_none()).and_then(|source| term.definition(source));
        let others = at.settings().locales.iter().filter(|locale| locale.tag != at.locale.tag);
        Some(Self {
            id: term.id.clone(),
            name: name.clone(),
            definition: own.or(borrowed).unwrap_or_default().to_owned(),
            foreign: borrowed.and(source).and_then(|source| at.foreign(source)),
            others: others.filter_map(|locale| Name::of(term, locale)).collect(),
        })
    }
}

impl Name {
    fn of(term: &Term, locale: &LocaleSettings) -> Option<Self> {
        let term = term.words(&locale.tag).first()?.clone();
        Some(Self { language: Language::of(locale), term })
    }
}
