//! A thing that lives elsewhere by now.

use kb_model::{Id, Kind};
use serde::Serialize;

use super::{Frame, PageAddress, Subject, View, Viewpoint};
use crate::route::{self, Route};

/// Where the thing lives.
#[derive(Debug, Serialize)]
pub struct RedirectView {
    href: String,
    url: String,
    title: String,
}

impl RedirectView {
    /// Makes the page at an address that a thing once had.
    pub fn of(at: Viewpoint<'_>, kind: Kind, id: &Id) -> Option<View<Self>> {
        let address = route::of(at.reader, kind, id, &at.locale.tag)?;
        Some(Self::to(at, kind, id, &address.route))
    }

    /// Makes the page at a language-neutral address that an article once had.
    pub fn neutral(at: Viewpoint<'_>, id: &Id) -> View<Self> {
        Self::to(at, Kind::Article, id, &route::neutral(id))
    }

    fn to(at: Viewpoint<'_>, kind: Kind, id: &Id, route: &Route) -> View<Self> {
        let card = at.reader.card(kind, id, &at.locale.tag);
        let title = card.map_or_else(|| id.to_string(), |card| card.title.to_owned());
        let subject =
            Subject { title: &title, summary: "", address: PageAddress::Nowhere, crumbs: Vec::new() };
        let mut frame = Frame::of(at, &subject);
        frame.canonical = Some(route.url(at.base));
        let page = Self { href: at.href(route), url: route.url(at.base), title: title.clone() };
        View { frame, page }
    }
}
