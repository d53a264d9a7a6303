//! A thing that lives elsewhere by now.

use kb_model::{Id, Kind};
use serde::Serialize;

use super::{Frame, PageAddress, Subject, View, Viewpoint};
use crate::route;

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
        let card = at.reader.card(kind, id, &at.locale.tag);
        let title = card.map_or_else(|| id.to_string(), |card| card.title.to_owned());
        let subject =
            Subject { title: &title, summary: "", address: PageAddress::Nowhere, crumbs: Vec::new() };
        let mut frame = Frame::of(at, &subject);
        frame.canonical = Some(address.route.url(at.base));
        let page =
            Self { href: at.href(&address.route), url: address.route.url(at.base), title: title.clone() };
        Some(View { frame, page })
    }
}
