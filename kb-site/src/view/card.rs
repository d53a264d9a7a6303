//! Cards: other articles and categories, as a page shows them.

use kb_model::article::Urgency;
use kb_model::catalog::Card;
use kb_model::{Id, Kind};
use serde::Serialize;

use super::{Language, Viewpoint};
use crate::route;

/// An article as other pages show it.
#[derive(Debug, Serialize)]
pub(super) struct CardView {
    title: String,
    summary: String,
    href: String,
    urgency: Urgency,
    foreign: Option<Language>,
}

impl CardView {
    /// Returns the views of some cards; what has no page is left out.
    pub(super) fn all(at: Viewpoint<'_>, cards: &[Card<'_>]) -> Vec<Self> {
        cards.iter().filter_map(|card| Self::of(at, card)).collect()
    }

    /// Returns the views of some articles, in the order of their ids' list.
    pub(super) fn of_ids(at: Viewpoint<'_>, ids: &[Id]) -> Vec<Self> {
        let card = |id| at.reader.card(Kind::Article, id, &at.locale.tag);
        ids.iter().filter_map(card).filter_map(|card| Self::of(at, &card)).collect()
    }

    fn of(at: Viewpoint<'_>, card: &Card<'_>) -> Option<Self> {
        let address = route::of(at.reader, Kind::Article, card.id, &at.locale.tag)?;
        Some(Self {
            title: card.title.to_owned(),
            summary: card.summary.to_owned(),
            href: at.href(&address.route),
            urgency: card.urgency,
            foreign: at.foreign(card.locale),
        })
    }
}
