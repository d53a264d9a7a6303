//! Finds steps that delete what does not come back, without a warning above them.

use kb_model::Document;
use kb_model::block::BlockKind;

use super::asks_for_secret::{asked, may_ask};
use crate::findings::Found;
use crate::rule::{About, Rule, Subject};
use crate::signs::Sign;

/// See `unwarned_deletion.md`, which is also this rule's test.
pub(super) struct UnwarnedDeletion;

/// The callouts that warn.
const WARNINGS: [&str; 3] = ["[!WARNING]", "[!CAUTION]", "[!IMPORTANT]"];

impl Rule for UnwarnedDeletion {
    fn about(&self) -> About {
        About::warning("unwarned-deletion", include_str!("unwarned_deletion.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for (document, language) in subject.showing(Sign::Loss) {
            let warned = warned_from(document);
            let losses = language.losses.iter().filter(|loss| may_ask(document, loss));
            let asked = losses.flat_map(|loss| asked(document, loss, language));
            let steps = asked.filter(|(prose, _)| prose.kind == BlockKind::Item);
            for (prose, words) in steps {
                let span = prose.span(words.clone());
                if span.start < warned {
                    found
                        .at(&document.path, span, "nothing above this step warns of what is lost")
                        .label(format!("“{}”", &prose.text[words]))
                        .help("say above the steps what does not come back, and what to keep first, in a callout `> [!WARNING]`");
                }
            }
        }
    }
}

/// Returns where the first callout that warns begins, or the end of the document.
fn warned_from(document: &Document) -> usize {
    let places = WARNINGS.iter().filter_map(|warning| document.text.find(warning));
    places.min().unwrap_or(document.text.len())
}
