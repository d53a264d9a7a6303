//! Troubleshooters: a page for each question and each outcome, and one for all of them.
//!
//! The first question is asked on the troubleshooter's own page, so that help is one answer nearer.

mod drawing;
mod node;
mod whole;

use kb_model::catalog::Thing;
use kb_model::markdown::Heading;
use kb_model::troubleshooter::{Answer, Node, Troubleshooter, wording};
use kb_model::{Document, Id, Kind, Span};
use serde::Serialize;

pub use node::NodePageView;
use node::NodeView;
pub use whole::WholeView;

use super::frame::Crumb;
use super::receipt::ItemView;
use super::{Frame, Language, PageAddress, Subject, View, Viewpoint};
use crate::{markup, route};

/// A troubleshooter's own page, with its first question.
#[derive(Debug, Serialize)]
pub struct TroubleshooterView {
    title: String,
    summary: String,
    foreign: Option<Language>,
    body: String,
    minutes: Option<i64>,
    needs: Vec<String>,
    question: Option<NodeView>,
    whole: String,
}

impl TroubleshooterView {
    /// Makes the page on which a troubleshooter begins.
    pub fn of(at: Viewpoint<'_>, id: &Id) -> Option<View<Self>> {
        let tree = Tree::of(at, id)?;
        let subject = Subject {
            title: tree.words.title(),
            summary: tree.words.summary(),
            address: PageAddress::Thing(Kind::Troubleshooter, id),
            crumbs: tree.category().into_iter().collect(),
        };
        let needs = tree.graph.needs.iter().filter_map(|need| ItemView::find(at, need));
        let page = Self {
            title: tree.words.title().to_owned(),
            summary: tree.words.summary().to_owned(),
            foreign: at.foreign(&tree.words.locale),
            body: markup::part(at, tree.words, tree.introduction(), &markup::Anchors::default()),
            minutes: tree.graph.minutes,
            needs: needs.map(ItemView::into_label).collect(),
            question: tree.graph.first().and_then(|first| NodeView::of(&tree, first)),
            whole: at.href(&route::whole(at.reader, id, &at.locale.tag)?),
        };
        Some(View { frame: Frame::of(at, &subject), page })
    }
}

/// A troubleshooter as one page of it is seen.
#[derive(Clone, Copy)]
struct Tree<'a> {
    at: Viewpoint<'a>,
    id: &'a Id,
    source: &'a Document,
    /// The text that readers of the locale see.
    words: &'a Document,
    graph: &'a Troubleshooter,
}

impl<'a> Tree<'a> {
    fn of(at: Viewpoint<'a>, id: &'a Id) -> Option<Self> {
        let thing: &'a Thing = at.reader.thing(Kind::Troubleshooter, id, &at.locale.tag)?;
        let source = thing.source.as_deref()?;
        Some(Self { at, id, source, words: thing.shown(&at.locale.tag)?, graph: source.troubleshooter()? })
    }

    /// Returns the category of the troubleshooter, as a step of the breadcrumb.
    fn category(&self) -> Option<Crumb> {
        let id = self.graph.category.as_ref()?;
        let card = self.at.reader.card(Kind::Category, id, &self.at.locale.tag)?;
        let address = route::of(self.at.reader, Kind::Category, id, &self.at.locale.tag)?;
        Some(Crumb { title: card.title.to_owned(), href: self.at.href(&address.route) })
    }

    /// Returns the address of a node.
    fn href(&self, name: &str) -> Option<String> {
        Some(self.at.href(&route::node(self.at.reader, self.id, name, &self.at.locale.tag)?))
    }

    /// Returns the section that words a node: the reader's own, or the source's if the translation has none yet.
    fn section(&self, name: &str) -> Option<Section<'a>> {
        let of = |document: &'a Document| {
            let (heading, span) = document.sections().find(|(heading, _)| *heading.id == *name)?;
            Some(Section { document, heading, span })
        };
        of(self.words).or_else(|| of(self.source))
    }

    /// Returns what an answer is called: by the reader, or by the source if the translation does not say it yet.
    fn answer(&self, node: &Node, answer: &Answer) -> (String, Option<Language>) {
        let own = wording(&self.words.fields, node, answer).map(|words| (words, self.words));
        let found = own.or_else(|| Some((wording(&self.source.fields, node, answer)?, self.source)));
        let (words, document) = found.unwrap_or((&answer.id.text, self.words));
        (words.to_owned(), self.at.foreign(&document.locale))
    }

    /// Returns what stands above the first section.
    fn introduction(&self) -> Span {
        let first = self.words.sections().next();
        let end = first.map_or(self.words.body.span.end, |(heading, _)| heading.span.start);
        Span { start: self.words.body.span.start, end }
    }
}

/// The section that words a node.
struct Section<'a> {
    document: &'a Document,
    heading: &'a Heading,
    span: Span,
}
