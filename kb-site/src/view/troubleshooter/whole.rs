//! All nodes of a troubleshooter on one page: to print, or to look over.

use std::collections::{BTreeMap, BTreeSet};

use kb_model::troubleshooter::{Answer, Node};
use kb_model::{Id, Kind};
use serde::Serialize;

use super::super::frame::Crumb;
use super::drawing::Drawing;
use super::node::NodeView;
use super::{Frame, Language, PageAddress, Subject, Tree, View, Viewpoint};
use crate::route;

/// All nodes of a troubleshooter.
#[derive(Debug, Serialize)]
pub struct WholeView {
    title: String,
    summary: String,
    foreign: Option<Language>,
    start: String,
    drawing: Drawing,
    outline: Vec<Entry>,
    nodes: Vec<NodeView>,
    /// The number of each node, in the order in which they stand on the page.
    numbers: BTreeMap<String, usize>,
}

/// One line of the outline: the drawing in words.
#[derive(Debug, Serialize)]
struct Entry {
    /// The answer that leads here; the first question has none.
    answer: Option<String>,
    answer_foreign: Option<Language>,
    number: usize,
    heading: String,
    heading_foreign: Option<Language>,
    id: String,
    /// Whether it stands further up, with what follows on it.
    is_repeated: bool,
    /// Whether the next line is an answer to this one.
    opens: bool,
    /// How many lists end after this line: one element for each.
    closes: Vec<()>,
}

/// A line of the outline, before it is known what follows.
#[derive(Clone, Copy)]
pub(super) struct Step<'t> {
    /// The node that is come to.
    pub(super) node: &'t Node,
    /// From where, and with which answer.
    pub(super) given: Option<(&'t Node, &'t Answer)>,
    /// How many answers were given before.
    pub(super) depth: usize,
    /// Whether it was come to before.
    pub(super) is_repeated: bool,
}

impl WholeView {
    /// Makes the page of all nodes.
    pub fn of(at: Viewpoint<'_>, id: &Id) -> Option<View<Self>> {
        let tree = Tree::of(at, id)?;
        let start = at.href(&route::own(at.reader, Kind::Troubleshooter, id, &at.locale.tag)?);
        let own = Crumb { title: tree.words.title().to_owned(), href: start.clone() };
        let subject = Subject {
            title: at.theme.strings(&at.locale.tag).plain("whole_title"),
            summary: tree.words.summary(),
            address: PageAddress::Node(id, kb_model::troubleshooter::WHOLE),
            crumbs: tree.category().into_iter().chain([own]).collect(),
        };
        let steps = steps(&tree);
        let first = steps.iter().filter(|step| !step.is_repeated);
        let numbers: BTreeMap<&str, usize> =
            first.clone().zip(1..).map(|(step, number)| (&*step.node.name.text, number)).collect();
        let page = Self {
            title: tree.words.title().to_owned(),
            summary: tree.words.summary().to_owned(),
            foreign: at.foreign(&tree.words.locale),
            start,
            drawing: Drawing::of(&steps, &numbers),
            outline: outline(&tree, &steps, &numbers),
            nodes: first.filter_map(|step| NodeView::among_all(&tree, step.node)).collect(),
            numbers: numbers.into_iter().map(|(name, number)| (name.to_owned(), number)).collect(),
        };
        Some(View { frame: Frame::of(at, &subject), page })
    }
}

/// Returns the ways through a troubleshooter. What was come to before is named again, but not what follows on it.
fn steps<'a>(tree: &Tree<'a>) -> Vec<Step<'a>> {
    let (mut steps, mut passed) = (Vec::new(), BTreeSet::new());
    let first = tree.graph.first();
    let mut waiting: Vec<Step<'a>> =
        first.map(|node| Step { node, given: None, depth: 0, is_repeated: false }).into_iter().collect();
    while let Some(mut step) = waiting.pop() {
        step.is_repeated = !passed.insert(&*step.node.name.text);
        steps.push(step);
        if !step.is_repeated {
            let next = step.node.answers.iter().rev().filter_map(|answer| {
                let node = tree.graph.node(&answer.to.text)?;
                Some(Step {
                    node,
                    given: Some((step.node, answer)),
                    depth: step.depth + 1,
                    is_repeated: false,
                })
            });
            waiting.extend(next);
        }
    }
    steps
}

fn outline(tree: &Tree<'_>, steps: &[Step<'_>], numbers: &BTreeMap<&str, usize>) -> Vec<Entry> {
    let depths = steps.iter().map(|step| step.depth);
    let next = depths.skip(1).chain([0]);
    let entry = |(step, next): (&Step<'_>, usize)| {
        let name = &*step.node.name.text;
        let section = tree.section(name)?;
        let answer = step.given.map(|(node, answer)| tree.answer(node, answer));
        let (answer, answer_foreign) = answer.unzip();
        Some(Entry {
            answer,
            answer_foreign: answer_foreign.flatten(),
            number: numbers[name],
            heading: section.heading.title.clone(),
            heading_foreign: tree.at.foreign(&section.document.locale),
            id: name.to_owned(),
            is_repeated: step.is_repeated,
            opens: next > step.depth,
            closes: vec![(); step.depth.saturating_sub(next)],
        })
    };
    steps.iter().zip(next).filter_map(entry).collect()
}
