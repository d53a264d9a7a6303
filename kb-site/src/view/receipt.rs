//! Receipts: what to have ready, line by line.

use kb_model::checklist::{Checklist, label};
use kb_model::document::Details;
use kb_model::{Document, Id, Kind};
use serde::Serialize;

use super::{Language, Viewpoint};
use crate::route;

/// A checklist, or some items of checklists, as a strip of paper.
#[derive(Debug, Serialize)]
pub(super) struct ReceiptView {
    id: Option<String>,
    href: Option<String>,
    title: String,
    summary: Option<String>,
    items: Vec<ItemView>,
    foreign: Option<Language>,
}

/// One line of a receipt.
#[derive(Debug, Serialize)]
pub(super) struct ItemView {
    label: String,
    hint: Option<String>,
    why: Option<String>,
    href: Option<String>,
    foreign: Option<Language>,
}

impl ReceiptView {
    /// Returns a whole checklist.
    pub(super) fn of(at: Viewpoint<'_>, id: &Id) -> Option<Self> {
        let thing = at.reader.thing(Kind::Checklist, id, &at.locale.tag)?;
        let Details::Checklist(checklist) = &thing.source.as_ref()?.details else { return None };
        let words = thing.shown(&at.locale.tag)?;
        let item = |name: &String| ItemView::of(at, checklist, words, name);
        Some(Self {
            id: Some(id.to_string()),
            href: route::of(at.reader, Kind::Checklist, id, &at.locale.tag)
                .map(|address| at.href(&address.route)),
            title: words.title().to_owned(),
            summary: Some(words.summary().to_owned()).filter(|summary| !summary.is_empty()),
            items: checklist.items.iter().filter_map(item).collect(),
            foreign: at.foreign(&words.locale),
        })
    }

    /// Returns some items, each from the first checklist that has it. Without items there is no receipt.
    pub(super) fn of_items(at: Viewpoint<'_>, title: String, names: &[String]) -> Option<Self> {
        let items: Vec<ItemView> = names.iter().filter_map(|name| ItemView::find(at, name)).collect();
        (!items.is_empty()).then_some(Self {
            id: None,
            href: None,
            title,
            summary: None,
            items,
            foreign: None,
        })
    }
}

impl ItemView {
    /// Returns an item from the first checklist that has it, by id.
    pub(super) fn find(at: Viewpoint<'_>, name: &str) -> Option<Self> {
        at.reader.roll(Kind::Checklist, &at.locale.tag).iter().find_map(|link| {
            let thing = at.reader.thing(Kind::Checklist, link.id, &at.locale.tag)?;
            let Details::Checklist(checklist) = &thing.source.as_ref()?.details else { return None };
            checklist.items.iter().find(|item| *item == name)?;
            Self::of(at, checklist, thing.shown(&at.locale.tag)?, name)
        })
    }

    /// Returns what the item is called.
    pub(super) fn into_label(self) -> String {
        self.label
    }

    fn of(at: Viewpoint<'_>, checklist: &Checklist, words: &Document, name: &str) -> Option<Self> {
        let label = label(&words.fields, name)?;
        let place =
            checklist.place(name).and_then(|id| route::of(at.reader, Kind::Article, id, &at.locale.tag));
        Some(Self {
            label: label.label.to_owned(),
            hint: label.hint.map(str::to_owned),
            why: label.why.map(str::to_owned),
            href: place.map(|address| at.href(&address.route)),
            foreign: at.foreign(&words.locale),
        })
    }
}
