//! A page with nothing but its words, such as one about the team.

use kb_model::{Id, Kind};
use serde::Serialize;

use super::{Frame, Language, PageAddress, Subject, View, Viewpoint};
use crate::markup;

/// A page with nothing but its words.
#[derive(Debug, Serialize)]
pub struct PlainView {
    title: String,
    summary: String,
    body: String,
    foreign: Option<Language>,
}

impl PlainView {
    /// Makes a page of its words.
    pub fn of(at: Viewpoint<'_>, id: &Id) -> Option<View<Self>> {
        let words = at.reader.document(Kind::Page, id, &at.locale.tag)?;
        let subject = Subject {
            title: words.title(),
            summary: words.summary(),
            address: PageAddress::Thing(Kind::Page, id),
            crumbs: Vec::new(),
        };
        let page = Self {
            title: words.title().to_owned(),
            summary: words.summary().to_owned(),
            body: markup::html(at, words, &markup::Anchors::default()),
            foreign: at.foreign(&words.locale),
        };
        Some(View { frame: Frame::of(at, &subject), page })
    }
}
