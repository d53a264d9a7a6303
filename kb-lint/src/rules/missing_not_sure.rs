//! Finds questions that a reader may not be able to answer.

use kb_model::troubleshooter::NOT_SURE;

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `missing_not_sure.md`, which is also this rule's test.
pub(super) struct MissingNotSure;

impl Rule for MissingNotSure {
    fn about(&self) -> About {
        About::warning("missing-not-sure", include_str!("missing_not_sure.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for (document, tree) in subject.troubleshooters() {
            for node in tree.nodes().filter(|node| !node.answers.is_empty() && !node.is_certain) {
                let place = node.answers.iter().position(|answer| &*answer.id.text == NOT_SURE);
                let name = &node.name.text;
                match place {
                    None => {
                        found
                            .at(&document.path, node.span(), format!("`{name}` has no answer `{NOT_SURE}`"))
                            .help(format!(
                                "add `{{ id = \"{NOT_SURE}\", to = \"…\" }}`, which leads to how to find out"
                            ))
                            .help("or `certain = true`, if everybody can answer it");
                    }
                    Some(place) if place + 1 < node.answers.len() => {
                        found
                            .at(
                                &document.path,
                                node.answers[place].id.span,
                                format!("`{NOT_SURE}` is not the last answer to `{name}`"),
                            )
                            .help("move it to the end: readers stop at the first answer that is not wrong");
                    }
                    Some(_) => {}
                }
            }
        }
    }
}
