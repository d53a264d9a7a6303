//! Finds answers that lead nowhere, in troubleshooters.

use kb_model::Document;
use kb_model::diagnostic::{Fix, Safety, nearest};
use kb_model::front_matter::Item;
use kb_model::troubleshooter::{Node, Troubleshooter};

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `unknown_node.md`, which is also this rule's test.
pub(super) struct UnknownNode;

impl Rule for UnknownNode {
    fn about(&self) -> About {
        About::error("unknown-node", include_str!("unknown_node.md")).stops_build()
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for (document, tree) in subject.troubleshooters() {
            if let Some(start) = &tree.start {
                look_up(document, tree, start, found);
            }
            for answer in tree.nodes().flat_map(|node| &node.answers) {
                look_up(document, tree, &answer.to, found);
            }
            for scenario in &tree.scenarios {
                look_up(document, tree, &scenario.expect, found);
            }
        }
    }
}

fn look_up(document: &Document, tree: &Troubleshooter, to: &Item, found: &mut Found) {
    if tree.node(&to.text).is_some() {
        return;
    }
    let name = |node: &Node| node.name.text.to_string();
    let names: Vec<String> = tree.nodes().map(name).collect();
    let mut noted = found.at(&document.path, to.span, format!("there is no node `{}`", to.text));
    match nearest(&to.text, names.iter().map(String::as_str)) {
        Some(near) => {
            let title = format!("write `\"{near}\"`");
            noted.label(format!("did you mean `{near}`?"));
            noted.fix(Fix::replace(title, Safety::Unsafe, &document.path, to.span, format!("\"{near}\"")));
        }
        None => {
            noted.help(format!("add `[nodes.{}]`, or name one that is there", to.text));
        }
    }
}
