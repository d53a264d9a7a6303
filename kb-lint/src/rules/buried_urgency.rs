//! Finds outcomes that cannot wait behind too many questions.

use kb_model::article::Urgency;

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `buried_urgency.md`, which is also this rule's test.
pub(super) struct BuriedUrgency;

/// How many questions may stand before an outcome that cannot wait.
const MOST_QUESTIONS: usize = 2;

impl Rule for BuriedUrgency {
    fn about(&self) -> About {
        About::error("buried-urgency", include_str!("buried_urgency.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for (document, tree) in subject.troubleshooters() {
            let distances = tree.distances();
            for node in tree.nodes().filter(|node| node.urgency == Urgency::Now) {
                let name = &*node.name.text;
                let Some(distance) = distances.get(name).filter(|distance| **distance > MOST_QUESTIONS)
                else {
                    continue;
                };
                found
                    .at(&document.path, node.span(), format!("`{name}` cannot wait, but comes after {distance} questions"))
                    .help(format!("ask for it among the first {MOST_QUESTIONS}: money may be leaving while they are answered"));
            }
        }
    }
}
