//! Cards: other articles and troubleshooters, as a page shows them.

use kb_model::article::Urgency;
use kb_model::catalog::Card;
use kb_model::{Id, Kind};
use serde::Serialize;

use super::{Language, Viewpoint};
use crate::route;

/// A thing as other pages show it.
#[derive(Debug, Serialize)]
pub(super) struct CardView {
    title: String,
    summary: String,
    href: String,
    urgency: Urgency,
    foreign: Option<Language>,
}

impl CardView {
    /// Returns the views of the cards of some articles; what has no page is left out.
    pub(super) fn all(at: Viewpoint<'_>, cards: &[Card<'_>]) -> Vec<Self> {
        cards.iter().filter_map(|card| Self::of(at, Kind::Article, card)).collect()
    }

    /// Returns the views of some things of a kind, in the order of their ids' list.
    pub(super) fn of_ids(at: Viewpoint<'_>, kind: Kind, ids: &[Id]) -> Vec<Self> {
        let card = |id| at.reader.card(kind, id, &at.locale.tag);
        ids.iter().filter_map(card).filter_map(|card| Self::of(at, kind, &card)).collect()
    }

    /// Returns the views of the troubleshooters of a category, or of all.
    pub(super) fn troubleshooters(at: Viewpoint<'_>, category: Option<&Id>) -> Vec<Self> {
        let belongs = |id: &Id| {
            let thing = at.reader.thing(Kind::Troubleshooter, id, &at.locale.tag);
            let graph = thing.and_then(|thing| thing.source.as_ref()?.troubleshooter());
            category.is_none() || graph.is_some_and(|graph| graph.category.as_ref() == category)
        };
        let all = at.reader.roll(Kind::Troubleshooter, &at.locale.tag).into_iter().map(|link| link.id);
        let mut cards: Vec<Card<'_>> = all
            .filter(|id| belongs(id))
            .filter_map(|id| at.reader.card(Kind::Troubleshooter, id, &at.locale.tag))
            .collect();
        cards.sort_by(|a, b| (a.order, a.id).cmp(&(b.order, b.id)));
        cards.iter().filter_map(|card| Self::of(at, Kind::Troubleshooter, card)).collect()
    }

    /// Returns the same with another address.
    pub(super) fn leading_to(self, href: String) -> Self {
        Self { href, ..self }
    }

    /// Returns the view of a card; nothing for what has no page.
    pub(super) fn of(at: Viewpoint<'_>, kind: Kind, card: &Card<'_>) -> Option<Self> {
        let address = route::of(at.reader, kind, card.id, &at.locale.tag)?;
        Some(Self {
            title: card.title.to_owned(),
            summary: card.summary.to_owned(),
            href: at.href(&address.route),
            urgency: card.urgency,
            foreign: at.foreign(card.locale),
        })
    }
}
