//! Finds troubleshooters that ask too much of a worried reader.

use kb_model::Document;
use kb_model::troubleshooter::Troubleshooter;

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `oversized_troubleshooter.md`, which is also this rule's test.
pub(super) struct OversizedTroubleshooter;

/// How many questions may stand before an outcome.
const MOST_QUESTIONS: usize = 6;
/// How many answers a question may have: as many as people keep in mind (Miller, "The magical number seven", 1956).
const MOST_ANSWERS: usize = 7;
/// How many pages a troubleshooter may have in one language: what one author can keep true.
const MOST_NODES: usize = 150;

impl Rule for OversizedTroubleshooter {
    fn about(&self) -> About {
        About::warning("oversized-troubleshooter", include_str!("oversized_troubleshooter.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for (document, tree) in subject.troubleshooters() {
            size(document, tree, found);
            depth(document, tree, found);
            for node in tree.nodes().filter(|node| node.answers.len() > MOST_ANSWERS) {
                let message = format!("`{}` has {} answers", node.name.text, node.answers.len());
                found
                    .at(&document.path, node.span(), message)
                    .label(format!("more than {MOST_ANSWERS} cannot be kept in mind"))
                    .help("ask a coarser question first");
            }
        }
    }
}

fn size(document: &Document, tree: &Troubleshooter, found: &mut Found) {
    let count = tree.nodes().count();
    if count > MOST_NODES {
        let span = document.fields.get("nodes").map_or(document.fences.open, |field| field.key);
        found
            .at(&document.path, span, format!("this troubleshooter has {count} nodes"))
            .help(format!("each is a page in every language: split what has more than {MOST_NODES}"));
    }
}

fn depth(document: &Document, tree: &Troubleshooter, found: &mut Found) {
    let distances = tree.distances();
    let is_first_too_far = |name: &str| distances.get(name) == Some(&(MOST_QUESTIONS + 1));
    for node in tree.nodes().filter(|node| is_first_too_far(&node.name.text)) {
        found
            .at(
                &document.path,
                node.span(),
                format!("`{}` comes after {} questions", node.name.text, MOST_QUESTIONS + 1),
            )
            .label(format!("at most {MOST_QUESTIONS} are answered with patience"))
            .help("ask first what tells most cases apart, or make two troubleshooters of it");
    }
}
