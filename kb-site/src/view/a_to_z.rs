//! Everything at a glance: all that a locale has to read, by first letter.
//!
//! Chinese and its kin have no letters. To sort Han characters by their sound takes tables that no well-kept crate offers as an
//! index, and readers who look for a topic are better served by topics; so there the groups are the categories.

use std::collections::BTreeMap;

use kb_model::Kind;
use kb_model::catalog::Card;
use kb_model::locale::Script;
use serde::Serialize;

use super::card::CardView;
use super::{Frame, PageAddress, Subject, View, Viewpoint};
use crate::route;

/// Everything at a glance.
#[derive(Debug, Serialize)]
pub struct AToZView {
    /// Whether articles are listed, and not their topics alone.
    lists_articles: bool,
    glossary: Option<String>,
    groups: Vec<Group>,
}

/// What begins with one letter, or belongs to one topic.
#[derive(Debug, Serialize)]
struct Group {
    title: String,
    cards: Vec<CardView>,
}

/// The kinds of things that stand beside the articles.
const OTHERS: [(Kind, &str); 3] = [
    (Kind::Troubleshooter, "troubleshooters_title"),
    (Kind::Checklist, "checklists_title"),
    (Kind::Channel, "channels_all"),
];

impl AToZView {
    /// Makes the page.
    pub fn of(at: Viewpoint<'_>) -> View<Self> {
        let strings = at.theme.strings(&at.locale.tag);
        let lists_articles = at.lists_articles();
        let subject = Subject {
            title: strings.plain("index_title"),
            summary: strings.plain(if lists_articles { "index_text" } else { "index_text_topics" }),
            address: PageAddress::Everywhere(route::a_to_z),
            crumbs: Vec::new(),
        };
        let has_glossary = !at.reader.glossary().terms.is_empty();
        let glossary = has_glossary.then(|| at.href(&route::glossary(at.locale)));
        let groups = match at.locale.tag.script() {
            Script::Spaced => by_letter(at),
            Script::Han => by_topic(at),
        };
        View { frame: Frame::of(at, &subject), page: Self { lists_articles, glossary, groups } }
    }
}

fn by_letter(at: Viewpoint<'_>) -> Vec<Group> {
    let lists_articles = at.lists_articles();
    let members = |category: Card<'_>| -> Vec<(Kind, Card<'_>)> {
        let listing = at.reader.listing(category.id, &at.locale.tag);
        listing.into_iter().map(|card| (Kind::Article, card)).collect()
    };
    let categories = at.reader.categories(&at.locale.tag).into_iter();
    let articles = categories.flat_map(|category| {
        if lists_articles { members(category) } else { vec![(Kind::Category, category)] }
    });
    let others =
        OTHERS.into_iter().flat_map(|(kind, _)| cards(at, kind).into_iter().map(move |card| (kind, card)));
    let mut groups: BTreeMap<String, Vec<(String, CardView)>> = BTreeMap::new();
    for (kind, card) in articles.chain(others) {
        let Some(view) = CardView::of(at, kind, &card) else { continue };
        groups.entry(letter(card.title)).or_default().push((card.title.to_lowercase(), view));
    }
    let group = |(title, mut cards): (String, Vec<(String, CardView)>)| {
        cards.sort_by(|(a, _), (b, _)| a.cmp(b));
        Group { title, cards: cards.into_iter().map(|(_, card)| card).collect() }
    };
    groups.into_iter().map(group).collect()
}

fn by_topic(at: Viewpoint<'_>) -> Vec<Group> {
    let categories = at.reader.categories(&at.locale.tag);
    let of_category = |category: Card<'_>| Group {
        title: category.title.to_owned(),
        cards: CardView::all(at, &at.reader.listing(category.id, &at.locale.tag)),
    };
    let topics: Vec<Group> = if at.lists_articles() {
        categories.into_iter().map(of_category).collect()
    } else {
        let cards = categories.iter().filter_map(|card| CardView::of(at, Kind::Category, card));
        vec![Group {
            title: at.theme.strings(&at.locale.tag).plain("topics_title").to_owned(),
            cards: cards.collect(),
        }]
    };
    let others = OTHERS.into_iter().map(|(kind, key)| Group {
        title: at.theme.strings(&at.locale.tag).plain(key).to_owned(),
        cards: cards(at, kind).iter().filter_map(|card| CardView::of(at, kind, card)).collect(),
    });
    topics.into_iter().chain(others).filter(|group| !group.cards.is_empty()).collect()
}

fn cards(at: Viewpoint<'_>, kind: Kind) -> Vec<Card<'_>> {
    let links = at.reader.roll(kind, &at.locale.tag);
    links.into_iter().filter_map(|link| at.reader.card(kind, link.id, &at.locale.tag)).collect()
}

/// Returns the letter under which readers look for a title; what begins with none stands under `#`, before them all.
fn letter(title: &str) -> String {
    let first = title.chars().find(|c| c.is_alphanumeric()).filter(|c| c.is_alphabetic());
    first.map_or_else(|| "#".to_owned(), |first| first.to_uppercase().to_string())
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn titles_have_letters() {
        let check = |title: &str, expected: &str| assert_eq!(letter(title), expected, "{title}");
        check("you were charged twice", "Y");
        check("“Bank” says no", "B");
        check("Änderungen", "Ä");
        check("3 steps", "#");
        check("…", "#");
    }
}
