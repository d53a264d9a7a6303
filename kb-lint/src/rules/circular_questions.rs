//! Finds answers that lead back to a question that was asked before.

use std::collections::BTreeMap;

use kb_model::troubleshooter::{Given, Node, Troubleshooter};

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `circular_questions.md`, which is also this rule's test.
pub(super) struct CircularQuestions;

impl Rule for CircularQuestions {
    fn about(&self) -> About {
        About::error("circular-questions", include_str!("circular_questions.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for (document, tree) in subject.troubleshooters() {
            for (node, answer) in ways_back(tree) {
                let (name, to) = (&node.name.text, &answer.to.text);
                let mut noted = found.at(
                    &document.path,
                    answer.to.span,
                    format!("an answer to `{name}` leads back to `{to}`"),
                );
                if let Some(asked) = tree.node(to) {
                    noted.related(&document.path, asked.span(), "asked before");
                }
                noted.help("lead it to another question or an outcome: who answers alike goes in circles");
            }
        }
    }
}

/// How far a node has been looked at.
#[derive(PartialEq, Eq)]
enum Look {
    /// What follows on it is being looked at.
    Open,
    /// All that follows on it has been looked at.
    Done,
}

/// Returns the answers that lead to a question on the way to their own: those that close a circle, one for each.
fn ways_back(tree: &Troubleshooter) -> Vec<Given<'_>> {
    let (mut looks, mut back) = (BTreeMap::new(), Vec::new());
    for root in tree.first().into_iter().chain(tree.nodes()) {
        // The nodes on the way, each with the number of its next answer: there may be more than a stack could hold.
        let mut way: Vec<(&Node, usize)> = Vec::new();
        if !looks.contains_key(&*root.name.text) {
            looks.insert(&*root.name.text, Look::Open);
            way.push((root, 0));
        }
        while let Some((node, next)) = way.last_mut() {
            let node = *node;
            let Some(answer) = node.answers.get(*next) else {
                looks.insert(&*node.name.text, Look::Done);
                way.pop();
                continue;
            };
            *next += 1;
            let Some(to) = tree.node(&answer.to.text) else { continue };
            match looks.get(&*to.name.text) {
                Some(Look::Open) => back.push((node, answer)),
                Some(Look::Done) => {}
                None => {
                    looks.insert(&*to.name.text, Look::Open);
                    way.push((to, 0));
                }
            }
        }
    }
    back
}
