//! Troubleshooters: questions whose answers lead, step by step, to what to do.
//!
//! The graph of questions and outcomes stands once, in the source; each locale words it, a section for each node.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use jiff::civil::Date;

use crate::article::{Urgency, ids, texts};
use crate::front_matter::{Fields, Item};
use crate::{Id, Span};

/// The name that no node may have: the page of all nodes lives there.
pub const WHOLE: &str = "all";

/// The answer of somebody who cannot tell.
pub const NOT_SURE: &str = "not-sure";

/// What holds for a troubleshooter in every locale.
#[derive(Debug, Clone, PartialEq)]
pub struct Troubleshooter {
    /// The category that it belongs to.
    pub category: Option<Id>,
    /// Whom it is for, as declared in the settings.
    pub audience: Vec<String>,
    /// The last change that a reader would notice.
    pub updated: Option<Date>,
    /// Its place among its siblings; ties go by id.
    pub order: i64,
    /// The first question.
    pub start: Option<Item>,
    /// How long it takes, in minutes.
    pub minutes: Option<i64>,
    /// Items of checklists to have at hand.
    pub needs: Vec<String>,
    /// What its authors have tried.
    pub scenarios: Vec<Scenario>,
    nodes: BTreeMap<String, Node>,
    /// From where each node is reached, by its name.
    ways: BTreeMap<String, Vec<Way>>,
}

/// A question, or an outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Its name, which is also the id of its section.
    pub name: Item,
    /// The answers that one may give, in order. An outcome has none.
    pub answers: Vec<Answer>,
    /// Whether it is meant to end the questions.
    pub is_outcome: bool,
    /// Whether several answers may lead here.
    pub is_shared: bool,
    /// Whether everybody can answer it, so that "not sure" is no answer.
    pub is_certain: bool,
    /// How much what to do cannot wait.
    pub urgency: Urgency,
    /// Who acts next, as declared in the settings.
    pub party: Option<String>,
    /// The article that says more.
    pub article: Option<Id>,
    /// Ways to reach somebody about it.
    pub channels: Vec<Id>,
    /// Checklists that help with it.
    pub checklists: Vec<Id>,
}

/// One answer to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Its name among the answers to the question.
    pub id: Item,
    /// The node that it leads to.
    pub to: Item,
}

/// Some answers, and the outcome that they must lead to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scenario {
    /// What it tries.
    pub name: String,
    /// The answers, beginning with the first question's.
    pub answers: Vec<Item>,
    /// The node where they end.
    pub expect: Item,
}

/// One answer that leads to a node: the question's name, and which of its answers.
type Way = (String, usize);

/// An answer that was given to a question.
pub type Given<'t> = (&'t Node, &'t Answer);

impl Troubleshooter {
    /// Makes the graph from its fields. What is wrong with it is for rules to say.
    pub fn of(fields: &Fields) -> Self {
        let nodes: BTreeMap<String, Node> = fields
            .named("nodes")
            .iter()
            .map(|(name, node)| (name.text.to_string(), Node::of(name, node)))
            .collect();
        let mut ways: BTreeMap<String, Vec<Way>> = BTreeMap::new();
        for (name, node) in &nodes {
            for (index, answer) in node.answers.iter().enumerate() {
                ways.entry(answer.to.text.to_string()).or_default().push((name.clone(), index));
            }
        }
        Self {
            category: fields.text("category").map(Id::new),
            audience: texts(fields, "audience"),
            updated: fields.date("updated"),
            order: fields.integer("order").unwrap_or_default(),
            start: item(fields, "start"),
            minutes: fields.integer("minutes"),
            needs: texts(fields, "needs"),
            scenarios: fields.tables("scenarios").iter().filter_map(Scenario::of).collect(),
            nodes,
            ways,
        }
    }

    /// Returns every node, by name.
    pub fn nodes(&self) -> impl Iterator<Item = &Node> {
        self.nodes.values()
    }

    /// Returns a node.
    pub fn node(&self, name: &str) -> Option<&Node> {
        self.nodes.get(name)
    }

    /// Returns the first question.
    pub fn first(&self) -> Option<&Node> {
        self.node(&self.start.as_ref()?.text)
    }

    /// Returns the answers that lead to a node, by the names of their questions.
    pub fn ways_to(&self, name: &str) -> impl Iterator<Item = Given<'_>> {
        let ways = self.ways.get(name).into_iter().flatten();
        ways.filter_map(|(from, index)| {
            let node = self.node(from)?;
            Some((node, node.answers.get(*index)?))
        })
    }

    /// Returns the answers that everybody at a node has given, the first of them first. Before a node that several answers
    /// lead to nothing is certain.
    pub fn path_to(&self, name: &str) -> Vec<Given<'_>> {
        let (mut path, mut name, mut passed) = (Vec::new(), name, BTreeSet::new());
        while self.first().is_some_and(|first| *first.name.text != *name) && passed.insert(name) {
            let mut ways = self.ways_to(name);
            let (Some(way), None) = (ways.next(), ways.next()) else { break };
            path.push(way);
            name = &way.0.name.text;
        }
        path.reverse();
        path
    }

    /// Returns how many answers each node is away from the first question, by the shortest way. What cannot be reached is
    /// not among them.
    pub fn distances(&self) -> BTreeMap<&str, usize> {
        let mut distances = BTreeMap::new();
        let mut waiting: VecDeque<(&Node, usize)> =
            self.first().map(|first| (first, 0)).into_iter().collect();
        while let Some((node, distance)) = waiting.pop_front() {
            if distances.contains_key(&*node.name.text) {
                continue;
            }
            distances.insert(&*node.name.text, distance);
            let next = node.answers.iter().filter_map(|answer| self.node(&answer.to.text));
            waiting.extend(next.map(|next| (next, distance + 1)));
        }
        distances
    }

    /// Returns the nodes in the order in which a reader may come to them, the first question first, each once.
    pub fn in_order(&self) -> Vec<&Node> {
        let (mut order, mut passed) = (Vec::new(), BTreeSet::new());
        let mut waiting: Vec<&Node> = self.first().into_iter().collect();
        while let Some(node) = waiting.pop() {
            if passed.insert(&*node.name.text) {
                order.push(node);
                let next = node.answers.iter().rev().filter_map(|answer| self.node(&answer.to.text));
                waiting.extend(next);
            }
        }
        order
    }

    /// Returns where some answers lead, or the first of them that is none to the question asked.
    pub fn follow<'t>(&'t self, answers: &'t [Item]) -> Result<Option<&'t Node>, &'t Item> {
        let mut node = self.first();
        for given in answers {
            let answers = node.map_or(&[][..], |node| &node.answers);
            let answer = answers.iter().find(|answer| answer.id.text == given.text).ok_or(given)?;
            node = self.node(&answer.to.text);
        }
        Ok(node)
    }
}

impl Node {
    fn of(name: &Item, fields: &Fields) -> Self {
        let is = |field| fields.boolean(field).unwrap_or_default();
        Self {
            name: name.clone(),
            answers: fields.tables("answers").iter().filter_map(Answer::of).collect(),
            is_outcome: is("outcome"),
            is_shared: is("merge"),
            is_certain: is("certain"),
            urgency: fields.text("urgency").and_then(Urgency::named).unwrap_or_default(),
            party: fields.text("party").map(str::to_owned),
            article: fields.text("article").map(Id::new),
            channels: ids(fields, "channels"),
            checklists: ids(fields, "checklists"),
        }
    }

    /// Returns where its name stands.
    pub fn span(&self) -> Span {
        self.name.span
    }
}

impl Answer {
    fn of(fields: &Fields) -> Option<Self> {
        Some(Self { id: item(fields, "id")?, to: item(fields, "to")? })
    }
}

impl Scenario {
    fn of(fields: &Fields) -> Option<Self> {
        Some(Self {
            name: fields.text("name").unwrap_or_default().to_owned(),
            answers: fields.texts("answers").to_vec(),
            expect: item(fields, "expect")?,
        })
    }
}

/// Returns what an answer is called in one locale.
pub fn wording<'f>(fields: &'f Fields, node: &Node, answer: &Answer) -> Option<&'f str> {
    let name = format!("{}.{}", node.name.text, answer.id.text);
    let words = fields.words("answers").iter().find(|(key, _)| *key.text == *name);
    words.map(|(_, words)| &*words.text)
}

fn item(fields: &Fields, name: &str) -> Option<Item> {
    Some(Item { text: fields.text(name)?.into(), span: fields.span(name)? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::front_matter::{Role, read};
    use crate::{FilePath, Kind};

    fn tree(nodes: &[(&str, &[(&str, &str)])]) -> Troubleshooter {
        let node = |(name, answers): &(&str, &[(&str, &str)])| {
            let answer = |(id, to): &(&str, &str)| format!("{{ id = \"{id}\", to = \"{to}\" }}");
            let answers: Vec<String> = answers.iter().map(answer).collect();
            format!("[nodes.{name}]\nanswers = [{}]\n", answers.join(", "))
        };
        let nodes_as_written: String = nodes.iter().map(node).collect();
        let text = format!("start = \"{}\"\n{nodes_as_written}", nodes[0].0);
        let span = Span { start: 0, end: text.len() };
        let (fields, found) = read(&FilePath::new("x.md"), &text, span, Kind::Troubleshooter, Role::Source);
        assert_eq!(found, [], "{text}");
        Troubleshooter::of(&fields)
    }

    fn shared() -> Troubleshooter {
        tree(&[
            ("paid", &[("yes", "left"), ("no", "report")]),
            ("left", &[("yes", "wait"), ("no", "ask")]),
            ("wait", &[("over", "ask")]),
            ("ask", &[("more", "end")]),
            ("end", &[]),
            ("report", &[]),
            ("island", &[]),
        ])
    }

    #[test]
    fn a_path_begins_where_it_is_certain() {
        let tree = shared();
        let check = |name: &str, expected: &[&str]| {
            let path: Vec<String> = tree
                .path_to(name)
                .iter()
                .map(|(node, answer)| format!("{}.{}", node.name.text, answer.id.text))
                .collect();
            assert_eq!(path, expected, "{name}");
        };
        check("paid", &[]);
        check("wait", &["paid.yes", "left.yes"]);
        check("report", &["paid.no"]);
        check("ask", &[]);
        check("end", &["ask.more"]);
        check("island", &[]);
    }

    #[test]
    fn circles_end() {
        let tree = tree(&[("a", &[("x", "b")]), ("b", &[("x", "c")]), ("c", &[("x", "b")])]);
        assert!(tree.path_to("c").len() <= 2);
        assert_eq!(tree.in_order().len(), 3);
        assert_eq!(tree.distances().into_iter().collect::<Vec<_>>(), [("a", 0), ("b", 1), ("c", 2)]);
    }

    #[test]
    fn answers_are_followed() {
        let tree = shared();
        let check = |answers: &[&str], expected: Result<&str, &str>| {
            let items: Vec<Item> =
                answers.iter().map(|text| Item { text: (*text).into(), span: Span::at(0) }).collect();
            let end = tree.follow(&items).map(|node| node.map_or("", |node| &*node.name.text));
            assert_eq!(end.map_err(|item| &*item.text), expected, "{answers:?}");
        };
        check(&["yes", "no"], Ok("ask"));
        check(&[], Ok("paid"));
        check(&["maybe"], Err("maybe"));
        check(&["no", "more"], Err("more"));
    }
}
