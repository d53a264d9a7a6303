//! One question or one outcome, with the answers that led there.

use kb_model::article::Urgency;
use kb_model::troubleshooter::{Given, NOT_SURE, Node};
use kb_model::{Id, Kind};
use serde::Serialize;

use super::super::card::CardView;
use super::super::channel::ChannelView;
use super::super::composer;
use super::super::frame::Crumb;
use super::super::receipt::ReceiptView;
use super::super::thread::Station;
use super::{Frame, Language, PageAddress, Subject, Tree, View, Viewpoint};
use crate::{markup, route};

/// The page of a question or an outcome.
#[derive(Debug, Serialize)]
pub struct NodePageView {
    number: Option<usize>,
    node: NodeView,
    given: Vec<GivenView>,
    back: String,
    start: String,
    whole: String,
}

/// A question or an outcome.
#[derive(Debug, Serialize)]
pub(super) struct NodeView {
    id: String,
    heading: String,
    body: String,
    foreign: Option<Language>,
    answers: Vec<AnswerView>,
    outcome: Option<OutcomeView>,
}

/// An answer that one may give.
#[derive(Debug, Serialize)]
struct AnswerView {
    words: String,
    foreign: Option<Language>,
    href: String,
    /// The node that it leads to.
    to: String,
    is_urgent: bool,
    is_unsure: bool,
}

/// What stands below the steps of an outcome.
#[derive(Debug, Serialize)]
struct OutcomeView {
    urgency: Urgency,
    thread: Vec<Station>,
    article: Option<CardView>,
    channels: Vec<ChannelView>,
    checklists: Vec<ReceiptView>,
    /// Where to write a message about the article's matter, if it has one.
    composer: Option<String>,
}

/// An answer that was given.
#[derive(Debug, Serialize)]
struct GivenView {
    question: String,
    question_foreign: Option<Language>,
    answer: String,
    answer_foreign: Option<Language>,
    change: String,
}

impl NodePageView {
    /// Makes the page of a question or an outcome.
    pub fn of(at: Viewpoint<'_>, id: &Id, name: &str) -> Option<View<Self>> {
        let tree = Tree::of(at, id)?;
        let node = NodeView::of(&tree, tree.graph.node(name)?)?;
        let path = tree.graph.path_to(name);
        let start = route::own(at.reader, Kind::Troubleshooter, id, &at.locale.tag)?;
        let start = at.href(&start);
        let begins_at_first = path.first().zip(tree.graph.first());
        let is_whole = begins_at_first.is_some_and(|((node, _), first)| node.name.text == first.name.text);
        let given: Vec<GivenView> = path.iter().filter_map(|given| GivenView::of(&tree, *given)).collect();
        let own = Crumb { title: tree.words.title().to_owned(), href: start.clone() };
        let subject = Subject {
            title: &node.heading.clone(),
            summary: tree.words.summary(),
            address: PageAddress::Node(id, name),
            crumbs: tree.category().into_iter().chain([own]).collect(),
        };
        let page = Self {
            number: is_whole.then_some(path.len() + 1),
            back: given.last().map_or_else(|| start.clone(), |given| given.change.clone()),
            given,
            node,
            start,
            whole: at.href(&route::whole(at.reader, id, &at.locale.tag)?),
        };
        Some(View { frame: Frame::of(at, &subject), page })
    }
}

impl NodeView {
    /// Returns a node as its own page shows it.
    pub(super) fn of(tree: &Tree<'_>, node: &Node) -> Option<Self> {
        let (channels, checklists) = (&node.channels, &node.checklists);
        Self::beside(tree, node, &markup::Anchors { channels, checklists, troubleshooter: None })
    }

    /// Returns a node as the page of all nodes shows it.
    pub(super) fn among_all(tree: &Tree<'_>, node: &Node) -> Option<Self> {
        let troubleshooter = Some(tree.id);
        Self::beside(tree, node, &markup::Anchors { troubleshooter, ..markup::Anchors::default() })
    }

    fn beside(tree: &Tree<'_>, node: &Node, anchors: &markup::Anchors<'_>) -> Option<Self> {
        let section = tree.section(&node.name.text)?;
        Some(Self {
            id: node.name.text.to_string(),
            heading: section.heading.title.clone(),
            body: markup::part(tree.at, section.document, section.span, anchors),
            foreign: tree.at.foreign(&section.document.locale),
            answers: AnswerView::all(tree, node),
            outcome: node.is_outcome.then(|| OutcomeView::of(tree, node)),
        })
    }
}

impl AnswerView {
    fn all(tree: &Tree<'_>, node: &Node) -> Vec<Self> {
        let answer = |answer: &kb_model::troubleshooter::Answer| {
            let (words, foreign) = tree.answer(node, answer);
            let to = tree.graph.node(&answer.to.text)?;
            Some(Self {
                words,
                foreign,
                href: tree.href(&answer.to.text)?,
                to: answer.to.text.to_string(),
                is_urgent: to.is_outcome && to.urgency == Urgency::Now,
                is_unsure: *answer.id.text == *NOT_SURE,
            })
        };
        node.answers.iter().filter_map(answer).collect()
    }
}

impl OutcomeView {
    fn of(tree: &Tree<'_>, node: &Node) -> Self {
        let at = tree.at;
        let parties: Vec<String> = node.party.iter().cloned().collect();
        let article = node.article.as_slice();
        let thing = node.article.as_ref().and_then(|id| at.reader.thing(Kind::Article, id, &at.locale.tag));
        let matter = thing.and_then(|thing| thing.source.as_ref()?.article()?.matter.as_deref());
        Self {
            urgency: node.urgency,
            thread: Station::all(at, &parties),
            article: CardView::of_ids(at, Kind::Article, article).pop(),
            channels: ChannelView::all(at, &node.channels),
            checklists: node.checklists.iter().filter_map(|id| ReceiptView::of(at, id)).collect(),
            composer: matter.and_then(|matter| composer::about(at, matter)),
        }
    }
}

impl GivenView {
    fn of(tree: &Tree<'_>, (node, answer): Given<'_>) -> Option<Self> {
        let section = tree.section(&node.name.text)?;
        let (words, foreign) = tree.answer(node, answer);
        Some(Self {
            question: section.heading.title.clone(),
            question_foreign: tree.at.foreign(&section.document.locale),
            answer: words,
            answer_foreign: foreign,
            change: tree.href(&node.name.text)?,
        })
    }
}
