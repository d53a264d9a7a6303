//! What can be found: articles, topics, ways to reach somebody, checklists, questions and outcomes of troubleshooters, and
//! words of the glossary, each with its words by field.

use std::collections::BTreeSet;

use kb_model::article::Urgency;
use kb_model::block::BlockKind;
use kb_model::catalog::Thing;
use kb_model::markdown::Prose;
use kb_model::reading::HOME;
use kb_model::{Document, Id, Kind, glossary};

use crate::route;
use crate::view::Viewpoint;

/// What is read in one go, and changes in one go.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Source {
    /// A thing, and what is in it.
    Thing(Kind, Id),
    /// The glossary.
    Glossary,
}

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

/// The kinds of things that can be found, in the order in which equals are listed.
const KINDS: [Kind; 6] =
    [Kind::Article, Kind::Troubleshooter, Kind::Channel, Kind::Checklist, Kind::Page, Kind::Category];

/// Returns everything that has something to be found by readers of the viewpoint's locale; not the home page, where the
/// field is.
pub(super) fn sources(at: Viewpoint<'_>) -> Vec<Source> {
    let mut sources = vec![Source::Glossary];
    for kind in KINDS {
        let links = at.reader.roll(kind, &at.locale.tag);
        let here = links.iter().filter(|link| *link.locale == at.locale.tag); // in its own words, not the source's
        let here = here.filter(|link| kind != Kind::Page || link.id.as_str() != HOME);
        sources.extend(here.map(|link| Source::Thing(kind, link.id.clone())));
    }
    sources
}

/// Returns what can be found in a source.
pub(super) fn of(at: Viewpoint<'_>, source: &Source) -> Vec<Worded> {
    match source {
        Source::Glossary => terms(at),
        Source::Thing(kind, id) => {
            let thing = at.reader.thing(*kind, id, &at.locale.tag);
            thing.map_or_else(Vec::new, |thing| of_thing(at, thing))
        }
    }
}

fn of_thing(at: Viewpoint<'_>, thing: &Thing) -> Vec<Worded> {
    let document = thing.shown(&at.locale.tag).filter(|document| document.locale == at.locale.tag);
    let Some(document) = document else { return Vec::new() };
    let Some(whole) = whole(at, thing, document) else { return Vec::new() };
    let mut all = nodes(at, thing, document, &whole.entry);
    all.insert(0, whole);
    all
}

fn whole(at: Viewpoint<'_>, thing: &Thing, document: &Document) -> Option<Worded> {
    let address = route::of(at.reader, thing.kind, &thing.id, &at.locale.tag)?;
    let source = thing.source.as_ref()?;
    let entry = Entry {
        kind: thing.kind,
        id: thing.id.clone(),
        title: document.title().to_owned(),
        summary: document.summary().to_owned(),
        href: at.href(&address.route),
        topic: topic(at, thing),
        is_urgent: source.article().is_some_and(|article| article.urgency == Urgency::Now),
    };
    Some(Worded { entry, texts: texts(document, &thing.ended(at.today)), standing: standing(at, source) })
}

/// Returns the questions and outcomes of a troubleshooter that have pages of their own.
fn nodes(at: Viewpoint<'_>, thing: &Thing, document: &Document, whole: &Entry) -> Vec<Worded> {
    let graph = thing.source.as_ref().and_then(|source| source.troubleshooter());
    let Some(graph) = graph else { return Vec::new() };
    let first = graph.first().map(|first| first.name.text.clone());
    let prose = document.prose();
    let node = |node: &kb_model::troubleshooter::Node| {
        let name = &node.name.text;
        let heading = document.heading(name).filter(|_| first.as_ref() != Some(name))?;
        let is_word = |prose: &&Prose| !matches!(prose.kind, BlockKind::Heading | BlockKind::Image);
        let own = prose.iter().filter(|prose| *prose.section == **name).filter(is_word);
        let words: Vec<String> = own.map(|prose| prose.text.clone()).collect();
        let entry = Entry {
            title: heading.title.clone(),
            summary: words.first().cloned().unwrap_or_default(),
            href: at.href(&route::node(at.reader, &thing.id, name, &at.locale.tag)?),
            topic: whole.title.clone(),
            is_urgent: node.urgency == Urgency::Now,
            ..whole.clone()
        };
        let mut texts = vec![(Field::Title, heading.title.clone())];
        texts.extend(words.into_iter().map(|text| (Field::Body, text)));
        Some(Worded { entry, texts, standing: 0.5 })
    };
    graph.nodes().filter_map(node).collect()
}

/// Returns the words of the glossary that the locale says.
fn terms(at: Viewpoint<'_>) -> Vec<Worded> {
    let strings = at.theme.strings(&at.locale.tag);
    let page = at.href(&route::glossary(at.locale));
    let worded = |term: &glossary::Term| {
        let names = term.words(&at.locale.tag);
        let (name, meaning) = (names.first()?, term.definition(&at.locale.tag)?);
        let entry = Entry {
            kind: Kind::Page,
            id: Id::new(glossary::FILE),
            title: name.clone(),
            summary: meaning.to_owned(),
            href: format!("{page}#kb-term-{}", term.id),
            topic: strings.plain("glossary_title").to_owned(),
            is_urgent: false,
        };
        let mut texts = vec![(Field::Title, name.clone()), (Field::Summary, meaning.to_owned())];
        texts.extend(names[1..].iter().map(|name| (Field::Hints, name.clone())));
        Some(Worded { entry, texts, standing: 0.5 })
    };
    at.reader.glossary().terms.iter().filter_map(worded).collect()
}

/// Returns how likely a page is what somebody is after: articles answer questions, all others lead to answers. Most who ask
/// are of the audience that `kb.toml` names first.
fn standing(at: Viewpoint<'_>, source: &Document) -> f64 {
    let audience = source.fields.texts("audience");
    let most = at.settings().audiences.iter().next().map(|(id, _)| id);
    let is_for_others = !audience.is_empty() && !audience.iter().any(|known| Some(&*known.text) == most);
    match source.kind {
        Kind::Article if is_for_others => 0.7,
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

/// Returns the words of a document, without those of sections that have ended.
fn texts(document: &Document, ended: &BTreeSet<&str>) -> Vec<(Field, String)> {
    let hints = ["symptoms", "search_terms"].into_iter().flat_map(|name| document.fields.texts(name));
    let mut texts = vec![(Field::Title, document.title().to_owned())];
    texts.extend(hints.map(|hint| (Field::Hints, hint.text.to_string())));
    for prose in document.prose() {
        let field = match (prose.kind, &*prose.section) {
            (BlockKind::Field, "title" | "symptoms") | (BlockKind::Image, _) => continue,
            (BlockKind::Field, "summary") => Field::Summary,
            (kind, section) if kind != BlockKind::Field && ended.contains(section) => continue,
            (BlockKind::Heading, _) => Field::Headings,
            _ => Field::Body,
        };
        texts.push((field, prose.text));
    }
    texts
}
