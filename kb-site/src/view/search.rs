//! The page that lists everything, topic by topic: where the search field leads without a script.

use kb_model::reading::HOME;
use kb_model::{Id, Kind};
use serde::Serialize;

use super::{Frame, Language, PageAddress, Subject, View, Viewpoint};
use crate::route;

/// Everything that can be found.
#[derive(Debug, Serialize)]
pub struct SearchView {
    /// Whether articles are listed, and not their topics alone.
    lists_articles: bool,
    topics: Vec<TopicView>,
}

/// A topic and what belongs to it.
#[derive(Debug, Serialize)]
struct TopicView {
    title: String,
    href: Option<String>,
    foreign: Option<Language>,
    entries: Vec<EntryView>,
}

/// A page, with what visitors may see when they need it.
#[derive(Debug, Serialize)]
struct EntryView {
    title: String,
    summary: String,
    symptoms: Vec<String>,
    href: String,
    foreign: Option<Language>,
}

impl SearchView {
    /// Makes the page.
    pub fn of(at: Viewpoint<'_>) -> View<Self> {
        let strings = at.theme.strings(&at.locale.tag);
        let subject = Subject {
            title: strings.plain("search_title"),
            summary: "",
            address: PageAddress::Unlisted(route::search),
            crumbs: Vec::new(),
        };
        let lists_articles = at.lists_articles();
        let mut topics: Vec<TopicView> = if lists_articles {
            categories(at).collect()
        } else {
            vec![TopicView::of(at, Kind::Category, "topics_title")]
        };
        let others = [
            (Kind::Troubleshooter, "search_questions"),
            (Kind::Checklist, "search_checklists"),
            (Kind::Page, "get_help"),
        ];
        topics.extend(others.map(|(kind, title)| TopicView::of(at, kind, title)));
        topics.retain(|topic| !topic.entries.is_empty());
        View { frame: Frame::of(at, &subject), page: Self { lists_articles, topics } }
    }
}

fn categories(at: Viewpoint<'_>) -> impl Iterator<Item = TopicView> {
    let topic = move |card: kb_model::catalog::Card<'_>| {
        let members = at.reader.listing(card.id, &at.locale.tag);
        let entries = members.iter().filter_map(|member| EntryView::of(at, Kind::Article, member.id));
        TopicView {
            title: card.title.to_owned(),
            href: route::of(at.reader, Kind::Category, card.id, &at.locale.tag)
                .map(|place| at.href(&place.route)),
            foreign: at.foreign(card.locale),
            entries: entries.collect(),
        }
    };
    at.reader.categories(&at.locale.tag).into_iter().map(topic)
}

impl TopicView {
    /// Returns all things of a kind but for the home page.
    fn of(at: Viewpoint<'_>, kind: Kind, title: &str) -> Self {
        let links = at.reader.roll(kind, &at.locale.tag);
        let links = links.iter().filter(|link| kind != Kind::Page || link.id.as_str() != HOME);
        Self {
            title: at.theme.strings(&at.locale.tag).plain(title).to_owned(),
            href: None,
            foreign: None,
            entries: links.filter_map(|link| EntryView::of(at, kind, link.id)).collect(),
        }
    }
}

impl EntryView {
    fn of(at: Viewpoint<'_>, kind: Kind, id: &Id) -> Option<Self> {
        let document = at.reader.document(kind, id, &at.locale.tag)?;
        let symptoms = document.fields.texts("symptoms").iter().map(|symptom| symptom.text.to_string());
        Some(Self {
            title: document.title().to_owned(),
            summary: document.summary().to_owned(),
            symptoms: symptoms.collect(),
            href: at.href(&route::of(at.reader, kind, id, &at.locale.tag)?.route),
            foreign: at.foreign(&document.locale),
        })
    }
}
