//! Finds questions, outcomes and answers without words.

use std::collections::BTreeSet;

use kb_model::Document;
use kb_model::troubleshooter::Troubleshooter;

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `unworded_node.md`, which is also this rule's test.
pub(super) struct UnwordedNode;

impl Rule for UnwordedNode {
    fn about(&self) -> About {
        About::error("unworded-node", include_str!("unworded_node.md")).stops_build()
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for (document, tree) in subject.troubleshooters() {
            nodes(document, tree, found);
            answers(document, tree, found);
        }
    }
}

fn nodes(document: &Document, tree: &Troubleshooter, found: &mut Found) {
    let sections: BTreeSet<&str> = document.sections().map(|(heading, _)| &*heading.id).collect();
    for node in tree.nodes().filter(|node| !sections.contains(&*node.name.text)) {
        let name = &node.name.text;
        found
            .at(&document.path, node.span(), format!("no section words the node `{name}`"))
            .help(format!("write `# … {{#{name}}}`, and below it what the reader must know or do"));
    }
    for (heading, _) in document.sections().filter(|(heading, _)| tree.node(&heading.id).is_none()) {
        let id = &heading.id;
        found
            .at(&document.path, heading.span, format!("there is no node `{id}`, so nobody sees this section"))
            .help(format!("add `[nodes.{id}]`, give the heading a node's name, or write `##` if it belongs to the section above"));
    }
}

fn answers(document: &Document, tree: &Troubleshooter, found: &mut Found) {
    let mut worded: BTreeSet<&str> =
        document.fields.words("answers").iter().map(|(name, _)| &*name.text).collect();
    for node in tree.nodes() {
        for answer in &node.answers {
            let (question, id) = (&node.name.text, &answer.id.text);
            if !worded.remove(format!("{question}.{id}").as_str()) {
                found
                    .at(
                        &document.path,
                        answer.id.span,
                        format!("the answer `{id}` to `{question}` has no words"),
                    )
                    .help(format!("write `{id} = \"…\"` below `[answers.{question}]`"));
            }
        }
    }
    for (name, _) in document.fields.words("answers").iter().filter(|(name, _)| worded.contains(&*name.text))
    {
        found
            .at(&document.path, name.span, format!("no question has the answer `{}`", name.text))
            .help("delete it, or add it to the `answers` of its node");
    }
}
