//! Finds sentences that tell the reader to make an account or a device less safe.

use super::asks_for_secret::{asked, may_ask};
use crate::findings::Found;
use crate::rule::{About, Rule, Subject};
use crate::signs::Sign;

/// See `weakens_security.md`, which is also this rule's test.
pub(super) struct WeakensSecurity;

impl Rule for WeakensSecurity {
    fn about(&self) -> About {
        About::warning("weakens-security", include_str!("weakens_security.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for (document, language) in subject.showing(Sign::Risk) {
            let risks = language.risks.iter().filter(|risk| may_ask(document, risk));
            for (prose, words) in risks.flat_map(|risk| asked(document, risk, language)) {
                found
                    .at(&document.path, prose.span(words.clone()), "this tells the reader to give up a protection")
                    .label(format!("“{}”", &prose.text[words]))
                    .help("criminals ask for the same: find another way, or say who may ask for it, and how to undo it");
            }
        }
    }
}
