//! What helps on paper: first steps, ways to reach somebody, and checklists to write on, all on one page.
//!
//! Support desks hand it out, and travellers keep it for when there is no network. Whatever a knowledge base lacks is left out.

use kb_model::catalog::Card;
use kb_model::reading::{HOME, SHOW_CARD};
use kb_model::{Document, Id, Kind, Span};
use serde::Serialize;

use super::card::CardView;
use super::channel::ChannelView;
use super::receipt::ReceiptView;
use super::{Frame, Language, PageAddress, Subject, View, Viewpoint, finder};
use crate::dates::DateView;
use crate::{markup, route};

/// What helps on paper.
#[derive(Debug, Serialize)]
pub struct PrintView {
    /// Paper does not change: readers should see how old it is.
    today: DateView,
    /// What the home page says about getting help.
    body: String,
    urgent: Vec<FirstSteps>,
    channels: Vec<ChannelView>,
    checklists: Vec<ReceiptView>,
    /// Other pages that are made to be printed.
    more: Vec<CardView>,
}

/// What to do first about a matter that cannot wait.
#[derive(Debug, Serialize)]
struct FirstSteps {
    id: String,
    title: String,
    href: String,
    /// The address to type from paper.
    short_url: String,
    body: String,
    foreign: Option<Language>,
}

impl PrintView {
    /// Makes the page. Search engines find what is on it elsewhere.
    pub fn of(at: Viewpoint<'_>) -> View<Self> {
        let strings = at.theme.strings(&at.locale.tag);
        let subject = Subject {
            title: strings.plain("print_title"),
            summary: strings.plain("print_text"),
            address: PageAddress::Unlisted(route::print),
            crumbs: Vec::new(),
        };
        let roll = |kind| at.reader.roll(kind, &at.locale.tag).into_iter().map(|link| link.id.clone());
        let (channels, checklists): (Vec<Id>, Vec<Id>) =
            (roll(Kind::Channel).collect(), roll(Kind::Checklist).collect());
        let anchors = markup::Anchors { channels: &channels, checklists: &checklists, troubleshooter: None };
        let home = at.reader.document(Kind::Page, &Id::new(HOME), &at.locale.tag);
        let home = home.filter(|words| words.locale == at.locale.tag);
        let urgent = at.reader.urgent(&at.locale.tag);
        let page = Self {
            today: strings.calendar().date(at.today),
            body: home.map_or_else(String::new, |words| markup::html(at, words, &anchors)),
            urgent: urgent.iter().filter_map(|card| FirstSteps::of(at, card, &anchors)).collect(),
            channels: finder::ranked(at),
            checklists: checklists.iter().filter_map(|id| ReceiptView::of(at, id)).collect(),
            more: more(at),
        };
        View { frame: Frame::of(at, &subject), page }
    }
}

/// Returns where the viewpoint's locale has what helps on paper, if it has such a page.
pub(super) fn link(at: Viewpoint<'_>) -> Option<String> {
    route::has_print(at.reader, &at.locale.tag).then(|| at.href(&route::print(at.locale)))
}

impl FirstSteps {
    fn of(at: Viewpoint<'_>, card: &Card<'_>, anchors: &markup::Anchors<'_>) -> Option<Self> {
        let words = at.reader.document(Kind::Article, card.id, &at.locale.tag)?;
        let body = markup::part(at, words, beginning(at, words), anchors);
        (!body.is_empty()).then_some(Self {
            id: card.id.to_string(),
            title: words.title().to_owned(),
            href: at.href(&route::of(at.reader, Kind::Article, card.id, &at.locale.tag)?.route),
            short_url: format!("{}{}", at.base.host(), route::neutral(card.id)),
            body,
            foreign: at.foreign(&words.locale),
        })
    }
}

/// Returns the first section of an article, without its heading: what to do first. Without headings, all of it is.
fn beginning(at: Viewpoint<'_>, words: &Document) -> Span {
    let ended = markup::ended(at, words);
    let sections = || words.body.outline.iter().filter(|heading| heading.level <= 2);
    let Some(first) = sections().find(|heading| !ended.contains(&*heading.id)) else {
        return words.body.span;
    };
    let next = sections().find(|heading| heading.span.start > first.span.start);
    Span { start: first.span.end, end: next.map_or(words.body.span.end, |next| next.span.start) }
}

/// Returns the cards to show to somebody, and each troubleshooter with all its questions on one page.
fn more(at: Viewpoint<'_>) -> Vec<CardView> {
    let whole = |id: &Id| {
        let place = route::of(at.reader, Kind::Troubleshooter, id, &at.locale.tag)?;
        let route = route::whole(at.reader, id, &place.locale)?;
        let card = CardView::of_ids(at, Kind::Troubleshooter, std::slice::from_ref(id)).pop()?;
        Some(card.leading_to(at.href(&route)))
    };
    let troubleshooters = at.reader.roll(Kind::Troubleshooter, &at.locale.tag).into_iter();
    let cards = CardView::of_ids(at, Kind::Page, &[Id::new(SHOW_CARD)]);
    cards.into_iter().chain(troubleshooters.filter_map(|link| whole(link.id))).collect()
}
