//! A checklist on a page of its own, to print and to write on.

use kb_model::{Id, Kind};
use serde::Serialize;

use super::receipt::ReceiptView;
use super::{Frame, Language, PageAddress, Subject, View, Viewpoint, print};
use crate::markup;

/// A checklist.
#[derive(Debug, Serialize)]
pub struct ChecklistView {
    title: String,
    summary: String,
    receipt: ReceiptView,
    body: String,
    foreign: Option<Language>,
    print: Option<String>,
}

impl ChecklistView {
    /// Makes the page of a checklist.
    pub fn of(at: Viewpoint<'_>, id: &Id) -> Option<View<Self>> {
        let words = at.reader.document(Kind::Checklist, id, &at.locale.tag)?;
        let subject = Subject {
            title: words.title(),
            summary: words.summary(),
            address: PageAddress::Thing(Kind::Checklist, id),
            crumbs: Vec::new(),
        };
        let page = Self {
            title: words.title().to_owned(),
            summary: words.summary().to_owned(),
            receipt: ReceiptView::of(at, id)?,
            body: markup::html(at, words, &markup::Anchors::default()),
            foreign: at.foreign(&words.locale),
            print: print::link(at),
        };
        Some(View { frame: Frame::of(at, &subject), page })
    }
}
