//! The choice of a language, and the page for what is not there: both speak every language of the site.

use kb_model::reading::HOME;
use kb_model::settings::LocaleSettings;
use kb_model::{Id, Kind};
use serde::Serialize;

use super::{Frame, Language, PageAddress, Subject, View, Viewpoint};
use crate::route;

/// One choice per language.
#[derive(Debug, Serialize)]
pub struct ChooserView {
    choices: Vec<Choice>,
}

#[derive(Debug, Serialize)]
struct Choice {
    #[serde(flatten)]
    language: Language,
    href: String,
    site_name: String,
    question: String,
}

impl ChooserView {
    /// Makes the language chooser.
    pub fn chooser(at: Viewpoint<'_>) -> View<Self> {
        Self::with(at, PageAddress::Chooser)
    }

    /// Makes the page for what is not there.
    pub fn not_found(at: Viewpoint<'_>) -> View<Self> {
        Self::with(at, PageAddress::Nowhere)
    }

    fn with(at: Viewpoint<'_>, address: PageAddress<'_>) -> View<Self> {
        let title = at.settings().name.get(&at.locale.tag);
        let subject = Subject { title, summary: "", address, crumbs: Vec::new() };
        let choices = at.settings().locales.iter().map(|locale| Choice::of(at, locale)).collect();
        View { frame: Frame::of(at, &subject), page: Self { choices } }
    }
}

impl Choice {
    fn of(at: Viewpoint<'_>, locale: &LocaleSettings) -> Self {
        let home =
            at.reader.card(Kind::Page, &Id::new(HOME), &locale.tag).filter(|card| *card.locale == locale.tag);
        let site_name = at.settings().name.get(&locale.tag);
        Self {
            language: Language::of(locale),
            href: at.href(&route::home(locale)),
            site_name: site_name.to_owned(),
            question: home.map_or_else(|| site_name.to_owned(), |card| card.title.to_owned()),
        }
    }
}
