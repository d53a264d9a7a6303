//! What can be read without a network, and the service worker that keeps it at hand.

use kb_model::{Id, Kind};
use serde::Serialize;

use super::card::CardView;
use super::{Frame, PageAddress, Subject, View, Viewpoint};
use crate::offline::{self, Pack};
use crate::route::{self, Route};

/// The page that stands in for those that are not at hand.
#[derive(Debug, Serialize)]
pub struct OfflineView {
    pages: Vec<CardView>,
}

/// The service worker of a locale.
#[derive(Debug, Serialize)]
pub struct WorkerView {
    /// What it calls its store: the site, the locale and what is in it; as JSON, like all that follows.
    name: String,
    /// What it shows in place of a page that is not at hand.
    offline: String,
    /// The files to keep.
    files: String,
}

impl OfflineView {
    /// Makes the page that lists what is at hand.
    pub fn of(at: Viewpoint<'_>, pack: &Pack) -> View<Self> {
        let subject = Subject {
            title: at.theme.strings(&at.locale.tag).plain("offline_title"),
            summary: "",
            address: PageAddress::Unlisted(route::offline),
            crumbs: Vec::new(),
        };
        let kinds = [Kind::Article, Kind::Troubleshooter, Kind::Checklist];
        let pages = kinds.into_iter().flat_map(|kind| kept(at, kind, &pack.files)).collect();
        View { frame: Frame::of(at, &subject), page: Self { pages } }
    }
}

impl WorkerView {
    /// Makes the worker that keeps a pack.
    pub fn of(at: Viewpoint<'_>, pack: &Pack) -> View<Self> {
        let subject = Subject { title: "", summary: "", address: PageAddress::Nowhere, crumbs: Vec::new() };
        let offline = at.href(&route::offline(at.locale));
        let mut files = vec![offline.clone()];
        files.extend(pack.files.iter().map(|route| at.href(route)));
        let path = at.href(&route::home(at.locale));
        let page = Self {
            name: json(&format!("kb {path} {}", pack.version())),
            offline: json(&offline),
            files: json(&files),
        };
        View { frame: Frame::of(at, &subject), page }
    }
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("text is JSON")
}

/// Returns the things of a kind that are in a pack.
fn kept(at: Viewpoint<'_>, kind: Kind, files: &[Route]) -> Vec<CardView> {
    let tag = &at.locale.tag;
    let ids: Vec<&Id> = match kind {
        Kind::Article => at.reader.urgent(tag).into_iter().map(|card| card.id).collect(),
        _ => at.reader.roll(kind, tag).into_iter().map(|link| link.id).collect(),
    };
    let card = |id: &Id| {
        let route = offline::place(at, kind, id).filter(|route| files.contains(route))?;
        let card = CardView::of_ids(at, kind, std::slice::from_ref(id)).pop()?;
        Some(card.leading_to(at.href(&route)))
    };
    ids.into_iter().filter_map(card).collect()
}
