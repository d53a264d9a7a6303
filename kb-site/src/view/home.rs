//! The home page: what happened, what cannot wait, and where everything is.

use kb_model::reading::HOME;
use kb_model::{Id, Kind};
use serde::Serialize;

use super::card::CardView;
use super::receipt::ReceiptView;
use super::thread::Station;
use super::{Frame, Language, PageAddress, Subject, View, Viewpoint, print};
use crate::{markup, route};

/// How many matters that cannot wait the home page shows: more would drown each other.
const MOST_URGENT: usize = 4;

/// What a locale begins with.
#[derive(Debug, Serialize)]
pub struct HomeView {
    question: String,
    lead: String,
    body: String,
    urgent: Vec<CardView>,
    popular: Vec<CardView>,
    troubleshooters: Vec<CardView>,
    categories: Vec<CategoryCard>,
    receipt: Option<ReceiptView>,
    thread: Vec<Station>,
    print: Option<String>,
}

/// A category as the home page shows it.
#[derive(Debug, Serialize)]
struct CategoryCard {
    title: String,
    summary: String,
    icon: Option<String>,
    href: String,
    count: usize,
    foreign: Option<Language>,
}

impl HomeView {
    /// Makes the home page.
    pub fn of(at: Viewpoint<'_>) -> View<Self> {
        let site_name = at.settings().name.get(&at.locale.tag);
        let words = at.reader.document(Kind::Page, &Id::new(HOME), &at.locale.tag);
        let words = words.filter(|words| words.locale == at.locale.tag);
        let lead = words.map_or("", |words| words.summary());
        let subject = Subject {
            title: site_name,
            summary: lead,
            address: PageAddress::Everywhere(route::home),
            crumbs: Vec::new(),
        };
        let mut urgent = at.reader.urgent(&at.locale.tag);
        urgent.truncate(MOST_URGENT);
        let checklists = at.reader.roll(Kind::Checklist, &at.locale.tag);
        let first: Vec<Id> = checklists.into_iter().map(|link| link.id.clone()).take(1).collect();
        let anchors = markup::Anchors { channels: &[], checklists: &first, troubleshooter: None };
        let page = Self {
            question: words.map_or(site_name, |words| words.title()).to_owned(),
            lead: lead.to_owned(),
            body: words.map_or_else(String::new, |words| markup::html(at, words, &anchors)),
            urgent: CardView::all(at, &urgent),
            popular: CardView::of_ids(at, Kind::Article, &at.settings().popular),
            troubleshooters: CardView::troubleshooters(at, None),
            categories: categories(at),
            receipt: first.first().and_then(|id| ReceiptView::of(at, id)),
            thread: Station::all(at, &[]),
            print: print::link(at),
        };
        View { frame: Frame::of(at, &subject), page }
    }
}

fn categories(at: Viewpoint<'_>) -> Vec<CategoryCard> {
    let card = |card: kb_model::catalog::Card<'_>| {
        Some(CategoryCard {
            href: at.href(&route::of(at.reader, Kind::Category, card.id, &at.locale.tag)?.route),
            count: at.reader.listing(card.id, &at.locale.tag).len(),
            foreign: at.foreign(card.locale),
            title: card.title.to_owned(),
            summary: card.summary.to_owned(),
            icon: card.icon.map(str::to_owned),
        })
    };
    at.reader.categories(&at.locale.tag).into_iter().filter_map(card).collect()
}
