//! The composer: a message to support in the reader's language and in the agent's, put together in the browser.
//!
//! Both are made of the same phrases, so that nothing is translated by a machine. Without a script the page is a sheet to
//! fill in by hand, with the phrases of every language side by side.

mod data;

use kb_model::checklist::{Checklist, Writing, label};
use kb_model::document::Details;
use kb_model::reading::{COMPOSER, SHOW_CARD};
use kb_model::{Document, Id, Kind, Locale};
use serde::Serialize;

use super::{Frame, Language, PageAddress, Subject, View, Viewpoint};
use crate::{markup, route};

/// What the first sentence says, among the phrases: `opening.charged-twice`.
const OPENING: &str = "opening";
/// What says a detail, among the phrases: `line.amount`.
const LINE: &str = "line";
/// Where a reader without a script writes.
const BLANK: &str = "____________";

/// The page on which readers compose a message.
#[derive(Debug, Serialize)]
pub struct ComposerView {
    title: String,
    summary: String,
    body: String,
    foreign: Option<Language>,
    openings: Vec<Choice>,
    fields: Vec<FieldView>,
    languages: Vec<SheetView>,
    /// The language in which agents most likely read.
    agent: Option<String>,
    data: String,
    script: String,
    redact: String,
    show_card: Option<String>,
}

/// One line of the form.
#[derive(Debug, Serialize)]
struct FieldView {
    id: String,
    label: String,
    hint: Option<String>,
    href: Option<String>,
    input: String,
    choices: Vec<Choice>,
}

/// One of some phrases.
#[derive(Debug, Serialize)]
struct Choice {
    id: String,
    text: String,
}

/// What there is to copy by hand in a language.
#[derive(Debug, Serialize)]
struct SheetView {
    #[serde(flatten)]
    language: Language,
    sentences: Vec<SentenceView>,
}

/// A sentence to choose, or a line to fill in.
#[derive(Debug, Serialize)]
struct SentenceView {
    /// What a link to a matter leads to: one of the first sentences, in the page's own words.
    id: Option<String>,
    text: String,
}

impl ComposerView {
    /// Makes the page on which readers compose a message.
    pub fn of(at: Viewpoint<'_>) -> Option<View<Self>> {
        let id = Id::new(COMPOSER);
        let words = at.reader.document(Kind::Page, &id, &at.locale.tag)?;
        let subject = Subject {
            title: words.title(),
            summary: words.summary(),
            address: PageAddress::Thing(Kind::Page, &id),
            crumbs: Vec::new(),
        };
        let asset = |name| at.theme.asset(name).map(|asset| at.href(&asset.route)).unwrap_or_default();
        let (fields, writing): (Vec<FieldView>, Vec<_>) = fields(at, words).into_iter().unzip();
        let languages = languages(at, &id);
        let page = Self {
            title: words.title().to_owned(),
            summary: words.summary().to_owned(),
            body: markup::html(at, words, &markup::Anchors::default()),
            foreign: at.foreign(&words.locale),
            openings: choices(words, OPENING),
            agent: agent(at, &languages),
            data: data::json(&words.locale, &writing, &languages),
            languages: languages
                .into_iter()
                .map(|language| SheetView::of(language, words, &fields))
                .collect(),
            fields,
            script: asset("composer.js"),
            redact: asset("redact.js"),
            show_card: route::of(at.reader, Kind::Page, &Id::new(SHOW_CARD), &at.locale.tag)
                .map(|address| at.href(&address.route)),
        };
        Some(View { frame: Frame::of(at, &subject), page })
    }
}

/// Returns where a message about a matter is written: the composer, with its first sentence chosen. The fragment stays in
/// the browser; without a script it leads to that sentence on the sheet.
pub(super) fn about(at: Viewpoint<'_>, matter: &str) -> Option<String> {
    let id = Id::new(COMPOSER);
    let words = at.reader.document(Kind::Page, &id, &at.locale.tag)?;
    choices(words, OPENING).iter().find(|choice| choice.id == matter)?;
    let place = route::of(at.reader, Kind::Page, &id, &at.locale.tag)?;
    Some(format!("{}#{}", at.href(&place.route), anchor(matter)))
}

/// Returns the id of a first sentence on the page.
fn anchor(matter: &str) -> String {
    format!("kb-{OPENING}-{matter}")
}

/// Returns the languages in which a page has words of its own, with these.
fn languages<'a>(at: Viewpoint<'a>, page: &Id) -> Vec<(Language, &'a Document)> {
    let own = |locale: &'a kb_model::settings::LocaleSettings| {
        let words: &Document = at.reader.document(Kind::Page, page, &locale.tag)?;
        (words.locale == locale.tag).then(|| (Language::of(locale), words))
    };
    at.settings().locales.iter().filter_map(own).collect()
}

/// Returns the fields, from the first checklist that is the composer's, with how each is written down.
fn fields(at: Viewpoint<'_>, phrases: &Document) -> Vec<(FieldView, (String, Writing))> {
    let checklist = at.reader.roll(Kind::Checklist, &at.locale.tag).into_iter().find_map(|link| {
        let thing = at.reader.thing(Kind::Checklist, link.id, &at.locale.tag)?;
        let Details::Checklist(checklist) = &thing.source.as_ref()?.details else { return None };
        checklist.is_composer.then_some((checklist, thing.shown(&at.locale.tag)?))
    });
    let Some((checklist, words)) = checklist else { return Vec::new() };
    let field = |item: &String| {
        let writing = checklist.writing(item);
        let field = FieldView::of(at, (checklist, words), (item, &writing.input), phrases)?;
        (writing.mask != "refuse").then(|| (field, (item.clone(), writing)))
    };
    checklist.items.iter().filter_map(field).collect()
}

impl FieldView {
    fn of(
        at: Viewpoint<'_>,
        (checklist, words): (&Checklist, &Document),
        (item, input): (&str, &str),
        phrases: &Document,
    ) -> Option<Self> {
        let label = label(&words.fields, item)?;
        let place = checklist.place(item);
        let place = place.and_then(|id| route::of(at.reader, Kind::Article, id, &at.locale.tag));
        Some(Self {
            id: item.to_owned(),
            label: label.label.to_owned(),
            hint: label.hint.map(str::to_owned),
            href: place.map(|address| at.href(&address.route)),
            input: input.to_owned(),
            choices: choices(phrases, item),
        })
    }
}

impl SheetView {
    /// Returns the sentences to choose from, and the lines to fill in.
    fn of((language, words): (Language, &Document), own: &Document, fields: &[FieldView]) -> Self {
        let is_choice = |of: &str| fields.iter().any(|field| field.id == of && field.input == "choice");
        let phrases = words.fields.words("phrases").iter();
        let is_own = words.locale == own.locale;
        let plain = |text: String| Some(SentenceView { id: None, text });
        let sentences = phrases.filter_map(|(name, text)| match name.text.split_once('.')? {
            (LINE, item) => plain(text.text.replace(&slot(item), BLANK)),
            (OPENING, matter) => {
                Some(SentenceView { id: is_own.then(|| anchor(matter)), text: text.text.to_string() })
            }
            (of, _) if is_choice(of) => plain(text.text.to_string()),
            _ => None,
        });
        Self { sentences: sentences.collect(), language }
    }
}

/// Returns the phrases whose names begin with a word, without the slot that the word's own value fills.
fn choices(words: &Document, of: &str) -> Vec<Choice> {
    let phrases = words.fields.words("phrases").iter();
    let choice = |(name, text): &(kb_model::front_matter::Item, kb_model::front_matter::Item)| {
        let (before, id) = name.text.split_once('.')?;
        let text = text.text.replace(&slot(of), "").trim().to_owned();
        (before == of).then(|| Choice { id: id.to_owned(), text })
    };
    phrases.filter_map(choice).collect()
}

/// Returns where the value of an item goes in a phrase.
fn slot(item: &str) -> String {
    format!("{{{item}}}")
}

/// Returns the language in which agents most likely read, other than the reader's own: the most usual one on the first
/// channel, which is where most messages go; the next channel decides between equals.
fn agent(at: Viewpoint<'_>, languages: &[(Language, &Document)]) -> Option<String> {
    let channels: Vec<_> = at.reader.roll(Kind::Channel, &at.locale.tag);
    let ranks = |locale: &Locale| -> Vec<usize> {
        let rank = |id: &Id| {
            let thing = at.reader.thing(Kind::Channel, id, &at.locale.tag)?;
            let Details::Channel(channel) = &thing.source.as_ref()?.details else { return None };
            Some(channel.rank_of(locale))
        };
        channels.iter().filter_map(|link| rank(link.id)).collect()
    };
    let others = languages.iter().map(|(_, words)| &words.locale).filter(|locale| **locale != at.locale.tag);
    others.min_by_key(|locale| ranks(locale)).map(ToString::to_string)
}
