//! An article, in its reader's language or, under a notice, in the source's.

use kb_model::article::{Article, Urgency};
use kb_model::catalog::Thing;
use kb_model::translation::{Method, State};
use kb_model::{Document, Id, Kind};
use serde::Serialize;

use super::card::CardView;
use super::changed::ChangedView;
use super::channel::ChannelView;
use super::frame::Crumb;
use super::receipt::ReceiptView;
use super::thread::Station;
use super::{Frame, Language, PageAddress, Subject, View, Viewpoint, composer};
use crate::dates::DateView;
use crate::{markup, route};

/// An article.
#[derive(Debug, Serialize)]
pub struct ArticleView {
    id: String,
    short: String,
    short_url: String,
    title: String,
    summary: String,
    urgency: Urgency,
    symptoms: Vec<String>,
    thread: Vec<Station>,
    receipt: Option<ReceiptView>,
    body: String,
    outline: Vec<Section>,
    channels: Vec<ChannelView>,
    checklists: Vec<ReceiptView>,
    troubleshooters: Vec<CardView>,
    related: Vec<CardView>,
    state: &'static str,
    changed: Vec<ChangedView>,
    foreign: Option<Language>,
    updated: Option<DateView>,
    checked: Option<DateView>,
    review_by: Option<DateView>,
    owner: Option<String>,
    reviewed_by: Option<String>,
    method: Option<Method>,
    /// The source text that the page's words are, or were translated from.
    revision: Option<String>,
    /// The language of that text, where it is another than the page's words.
    original: Option<Language>,
    category: Option<Crumb>,
    /// Where to write a message about the article's matter, if it has one.
    composer: Option<String>,
    /// Where to go from here for whom the article has not helped.
    next: String,
}

/// A section of the article.
#[derive(Debug, Serialize)]
struct Section {
    id: String,
    title: String,
    href: String,
}

impl ArticleView {
    /// Makes the page of an article.
    pub fn of(at: Viewpoint<'_>, id: &Id) -> Option<View<Self>> {
        let thing = at.reader.thing(Kind::Article, id, &at.locale.tag)?;
        let article = thing.source.as_ref()?.article()?;
        let words = thing.shown(&at.locale.tag)?;
        let category = category(at, id);
        let subject = Subject {
            title: words.title(),
            summary: words.summary(),
            address: PageAddress::Thing(Kind::Article, id),
            crumbs: category.clone().into_iter().collect(),
        };
        Some(View { frame: Frame::of(at, &subject), page: Self::page(at, thing, article, words, category) })
    }

    fn page(
        at: Viewpoint<'_>,
        thing: &Thing,
        article: &Article,
        words: &Document,
        category: Option<Crumb>,
    ) -> Self {
        let neutral = route::neutral(&thing.id);
        let translation = thing.translation(&at.locale.tag);
        let record = translation.and_then(|translation| translation.document.record());
        let role =
            |name: &str| at.settings().owners.get(name).map(|label| label.get(&at.locale.tag).to_owned());
        let calendar = at.theme.strings(&at.locale.tag).calendar();
        let date = |date| calendar.date(date);
        let title = at.theme.strings(&at.locale.tag).plain("receipt_title").to_owned();
        let ended = thing.ended(at.today);
        let anchors = markup::Anchors {
            channels: &article.channels,
            checklists: &article.checklists,
            troubleshooter: None,
        };
        Self {
            id: thing.id.to_string(),
            short: at.href(&neutral),
            short_url: format!("{}{neutral}", at.base.host()),
            title: words.title().to_owned(),
            summary: words.summary().to_owned(),
            urgency: article.urgency,
            symptoms: words.fields.texts("symptoms").iter().map(|symptom| symptom.text.to_string()).collect(),
            thread: Station::all(at, &article.party),
            receipt: ReceiptView::of_items(at, title, &article.needs),
            body: markup::html(at, words, &anchors),
            outline: words
                .body
                .outline
                .iter()
                .filter(|heading| heading.level == 2 && !ended.contains(&*heading.id))
                .map(Section::of)
                .collect(),
            channels: ChannelView::all(at, &article.channels),
            checklists: article.checklists.iter().filter_map(|id| ReceiptView::of(at, id)).collect(),
            troubleshooters: CardView::of_ids(at, Kind::Troubleshooter, &article.troubleshooters),
            related: CardView::of_ids(at, Kind::Article, &article.related),
            state: state(at, translation.map(|translation| &translation.state)),
            changed: ChangedView::all(at, &thing.changed(&at.locale.tag)),
            foreign: at.foreign(&words.locale),
            updated: article.updated.map(date),
            checked: article.checked.map(date),
            review_by: article.review_by.map(date),
            owner: article.owner.as_deref().and_then(role),
            reviewed_by: record.and_then(|record| record.reviewed_by.as_deref()).and_then(role),
            method: record.and_then(|record| record.method),
            revision: record.map_or_else(|| version(thing), |record| record.from.clone()),
            original: record.and_then(|_| at.foreign(at.settings().source_locale.as_ref()?)),
            category,
            composer: article.matter.as_deref().and_then(|matter| composer::about(at, matter)),
            next: next_step(at, article),
        }
    }
}

impl Section {
    fn of(heading: &kb_model::markdown::Heading) -> Self {
        Self { id: heading.id.to_string(), title: heading.title.clone(), href: format!("#{}", heading.id) }
    }
}

/// Returns the name of the source's text.
fn version(thing: &Thing) -> Option<String> {
    thing.source.as_ref().map(|source| source.version())
}

fn category(at: Viewpoint<'_>, article: &Id) -> Option<Crumb> {
    let id = article.parent()?;
    let card = at.reader.card(Kind::Category, &id, &at.locale.tag)?;
    let address = route::of(at.reader, Kind::Category, &id, &at.locale.tag)?;
    Some(Crumb { title: card.title.to_owned(), href: at.href(&address.route) })
}

/// Returns where somebody finds out more: the first troubleshooter that the article names, or the channel finder.
fn next_step(at: Viewpoint<'_>, article: &Article) -> String {
    let questions = |id| route::of(at.reader, Kind::Troubleshooter, id, &at.locale.tag);
    let first = article.troubleshooters.iter().find_map(questions);
    at.href(&first.map_or_else(|| route::channels(at.locale), |address| address.route))
}

/// Returns how the text stands to its source, as templates ask for it.
fn state(at: Viewpoint<'_>, state: Option<&State>) -> &'static str {
    match state {
        _ if at.settings().is_source(&at.locale.tag) => "source",
        None => "missing",
        Some(state) => state.name(),
    }
}
