//! Cards to show to somebody: one sentence in every language, in large type.

use kb_model::reading::SHOW_CARD;
use kb_model::{Id, Kind};
use serde::Serialize;

use super::{Frame, Language, PageAddress, Subject, View, Viewpoint};
use crate::markup;

/// Cards to show to somebody.
#[derive(Debug, Serialize)]
pub struct ShowCardView {
    title: String,
    summary: String,
    body: String,
    foreign: Option<Language>,
    cards: Vec<Vec<Sentence>>,
}

/// What a card says in one language.
#[derive(Debug, Serialize)]
pub(super) struct Sentence {
    #[serde(flatten)]
    language: Language,
    text: String,
}

impl ShowCardView {
    /// Makes the page of cards.
    pub fn of(at: Viewpoint<'_>) -> Option<View<Self>> {
        let id = Id::new(SHOW_CARD);
        let words = at.reader.document(Kind::Page, &id, &at.locale.tag)?;
        let subject = Subject {
            title: words.title(),
            summary: words.summary(),
            address: PageAddress::Thing(Kind::Page, &id),
            crumbs: Vec::new(),
        };
        let names = words.fields.words("phrases").iter().map(|(name, _)| &*name.text);
        let page = Self {
            title: words.title().to_owned(),
            summary: words.summary().to_owned(),
            body: markup::html(at, words, &markup::Anchors::default()),
            foreign: at.foreign(&words.locale),
            cards: names.map(|name| sentences(at, &id, name)).collect(),
        };
        Some(View { frame: Frame::of(at, &subject), page })
    }
}

/// Returns a phrase of a page in every language that has it, the viewpoint's last: it is for the one who shows the card.
fn sentences(at: Viewpoint<'_>, page: &Id, name: &str) -> Vec<Sentence> {
    let sentence = |locale: &kb_model::settings::LocaleSettings| {
        let words = at.reader.document(Kind::Page, page, &locale.tag)?;
        let (_, text) = words.fields.words("phrases").iter().find(|(key, _)| *key.text == *name)?;
        let is_own = words.locale == locale.tag;
        is_own.then(|| Sentence { language: Language::of(locale), text: text.text.to_string() })
    };
    let locales = || at.settings().locales.iter();
    let others = locales().filter(|locale| locale.tag != at.locale.tag);
    others.chain(locales().filter(|locale| locale.tag == at.locale.tag)).filter_map(sentence).collect()
}
