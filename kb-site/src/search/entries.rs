//! What can be found: articles, topics, ways to reach somebody, and checklists, with their words by field.

use kb_model::article::Urgency;
use kb_model::block::BlockKind;
use kb_model::catalog::Thing;
use kb_model::reading::HOME;
use kb_model::{Document, Id, Kind};

use crate::route;
use crate::view::Viewpoint;

/// What can be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// What it is.
    pub kind: Kind,
    /// What it is called in every locale.
    pub id: Id,
    /// Its title.
    pub title: String,
    /// Its summary.
    pub summary: String,
    /// Where it is, as links write it.
    pub href: String,
    /// The title of its category, or what sort of page it is.
    pub topic: String,
    /// Whether it cannot wait.
    pub is_urgent: bool,
    /// The language of its words, if it is not the locale's.
    pub foreign: Option<String>,
}

/// A part of a text, and how much a word there says about what the text is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Field {
    Title,
    /// What visitors see and type: symptoms and search terms.
    Hints,
    Summary,
    Headings,
    Body,
}

/// An entry and its words.
pub(super) struct Worded {
    pub(super) entry: Entry,
    pub(super) texts: Vec<(Field, String)>,
    /// How much of a word's weight counts here, whatever the word.
    pub(super) standing: f64,
}

/// Returns all that readers of the viewpoint's locale can find, by kind and id; not the home page, where the field is.
pub(super) fn all(at: Viewpoint<'_>) -> Vec<Worded> {
    let kinds =
        [Kind::Article, Kind::Troubleshooter, Kind::Channel, Kind::Checklist, Kind::Page, Kind::Category];
    let things = kinds.into_iter().flat_map(|kind| at.reader.things(kind, &at.locale.tag));
    let things = things.filter(|thing| thing.kind != Kind::Page || thing.id.as_str() != HOME);
    things.filter_map(|thing| worded(at, thing)).collect()
}

fn worded(at: Viewpoint<'_>, thing: &Thing) -> Option<Worded> {
    let document = thing.shown(&at.locale.tag)?;
    let address = route::of(at.reader, thing.kind, &thing.id, &at.locale.tag)?;
    let source = thing.source.as_ref()?.article();
    let entry = Entry {
        kind: thing.kind,
        id: thing.id.clone(),
        title: document.title().to_owned(),
        summary: document.summary().to_owned(),
        href: at.href(&address.route),
        topic: topic(at, thing),
        is_urgent: source.is_some_and(|article| article.urgency == Urgency::Now),
        foreign: (document.locale != at.locale.tag).then(|| document.locale.to_string()),
    };
    let standing = standing(at, thing.source.as_ref()?);
    Some(Worded { entry, texts: texts(document), standing })
}

/// Returns how likely a page is what somebody is after: articles answer questions, all others lead to answers. Most who ask
/// are of the audience that `kb.toml` names first.
fn standing(at: Viewpoint<'_>, source: &Document) -> f64 {
    let audience = source.fields.texts("audience");
    let most = at.settings().audiences.iter().next().map(|(id, _)| id);
    let is_for_others = !audience.is_empty() && !audience.iter().any(|known| Some(&*known.text) == most);
    match source.kind {
        Kind::Article if is_for_others => 0.8,
        Kind::Article => 1.0,
        Kind::Channel | Kind::Checklist => 0.75,
        Kind::Category | Kind::Troubleshooter | Kind::Page => 0.6,
    }
}

fn topic(at: Viewpoint<'_>, thing: &Thing) -> String {
    let strings = at.theme.strings(&at.locale.tag);
    let category = thing.category.as_ref();
    let card = category.and_then(|id| at.reader.card(Kind::Category, id, &at.locale.tag));
    let title = match (thing.kind, card) {
        (_, Some(card)) => card.title,
        (Kind::Channel, _) => strings.plain("channels_title"),
        (Kind::Checklist, _) => strings.plain("search_checklists"),
        (Kind::Page, _) => strings.plain("get_help"),
        (Kind::Troubleshooter, _) => strings.plain("search_questions"),
        _ => strings.plain("topics_title"),
    };
    title.to_owned()
}

fn texts(document: &Document) -> Vec<(Field, String)> {
    let hints = ["symptoms", "search_terms"].into_iter().flat_map(|name| document.fields.texts(name));
    let mut texts = vec![(Field::Title, document.title().to_owned())];
    texts.extend(hints.map(|hint| (Field::Hints, hint.text.to_string())));
    for prose in document.prose() {
        let field = match (prose.kind, &*prose.section) {
            (BlockKind::Field, "title" | "symptoms") => continue,
            (BlockKind::Field, "summary") => Field::Summary,
            (BlockKind::Heading, _) => Field::Headings,
            _ => Field::Body,
        };
        texts.push((field, prose.text));
    }
    texts
}
