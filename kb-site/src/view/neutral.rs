//! An article in all its languages: the address that agents paste, and search engines' `x-default`.

use kb_model::{Id, Kind, Locale};
use serde::Serialize;

use super::{Frame, Language, PageAddress, Subject, View, Viewpoint};
use crate::route;

/// An article in all its languages.
#[derive(Debug, Serialize)]
pub struct NeutralView {
    id: String,
    versions: Vec<Version>,
}

#[derive(Debug, Serialize)]
struct Version {
    #[serde(flatten)]
    language: Language,
    title: String,
    summary: String,
    href: String,
    translated: bool,
}

impl NeutralView {
    /// Makes the language-neutral page of an article.
    pub fn of(at: Viewpoint<'_>, id: &Id) -> Option<View<Self>> {
        let own = at.reader.own_locales(Kind::Article, id);
        let versions: Vec<Version> = own.iter().filter_map(|locale| Version::of(at, id, locale)).collect();
        let first = versions.first()?;
        let (title, summary) = (first.title.clone(), first.summary.clone());
        let subject = Subject {
            title: &title,
            summary: &summary,
            address: PageAddress::Neutral(id),
            crumbs: Vec::new(),
        };
        Some(View { frame: Frame::of(at, &subject), page: Self { id: id.to_string(), versions } })
    }
}

impl Version {
    fn of(at: Viewpoint<'_>, id: &Id, locale: &Locale) -> Option<Self> {
        let card = at.reader.card(Kind::Article, id, locale)?;
        let address = route::of(at.reader, Kind::Article, id, locale)?;
        Some(Self {
            language: Language::of(at.settings().locale(locale)?),
            title: card.title.to_owned(),
            summary: card.summary.to_owned(),
            href: at.href(&address.route),
            translated: true,
        })
    }
}
