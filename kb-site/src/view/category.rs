//! A category and its articles.

use kb_model::catalog::Card;
use kb_model::{Id, Kind};
use serde::Serialize;

use super::card::CardView;
use super::{Frame, Language, PageAddress, Subject, View, Viewpoint};
use crate::markup;

/// A category.
#[derive(Debug, Serialize)]
pub struct CategoryView {
    title: String,
    summary: String,
    icon: Option<String>,
    lead: Vec<CardView>,
    articles: Vec<CardView>,
    troubleshooters: Vec<CardView>,
    body: String,
    foreign: Option<Language>,
}

impl CategoryView {
    /// Makes the page of a category.
    pub fn of(at: Viewpoint<'_>, id: &Id) -> Option<View<Self>> {
        let words = at.reader.document(Kind::Category, id, &at.locale.tag)?;
        let card = at.reader.card(Kind::Category, id, &at.locale.tag)?;
        let listing = at.reader.listing(id, &at.locale.tag);
        let leads = |member: &Card<'_>| card.lead.contains(member.id);
        let (mut lead, others): (Vec<Card<'_>>, Vec<Card<'_>>) = listing.into_iter().partition(leads);
        lead.sort_by_key(|member| card.lead.iter().position(|id| id == member.id));
        let subject = Subject {
            title: words.title(),
            summary: words.summary(),
            address: PageAddress::Thing(Kind::Category, id),
            crumbs: Vec::new(),
        };
        let page = Self {
            title: words.title().to_owned(),
            summary: words.summary().to_owned(),
            icon: card.icon.map(str::to_owned),
            lead: CardView::all(at, &lead),
            articles: CardView::all(at, &others),
            troubleshooters: CardView::troubleshooters(at, Some(id)),
            body: markup::html(at, words, &markup::Anchors::default()),
            foreign: at.foreign(&words.locale),
        };
        Some(View { frame: Frame::of(at, &subject), page })
    }
}
