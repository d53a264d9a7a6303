//! Finds numbers that a translation does not have from its source.

use crate::findings::Found;
use crate::parity::{Number, Parity, may_differ, plain, unmatched};
use crate::rule::{About, Rule};

/// See `number_mismatch.md`, which is also this rule's test.
pub(super) struct NumberMismatch;

impl Rule for NumberMismatch {
    fn about(&self) -> About {
        About::warning("number-mismatch", include_str!("number_mismatch.md")).holds_translations()
    }

    fn compare(&self, parity: &Parity<'_>, found: &mut Found) {
        let differing = parity.pairs.iter().filter(|pair| may_differ(&pair.source.text, &pair.own.text));
        for pair in differing {
            let (missing, added) = unmatched(&plain(&pair.source.text), &plain(&pair.own.text));
            let message = match (missing.is_empty(), added.is_empty()) {
                (true, true) => continue,
                (false, true) => format!("the source says {}, but this does not", list(&missing)),
                (true, false) => format!("this says {}, but the source does not", list(&added)),
                (false, false) => {
                    format!("the source says {}, but this says {}", list(&missing), list(&added))
                }
            };
            let place = added.first().and_then(|number| parity.only_place(pair, &number.written));
            found
                .at(&parity.document.path, place.unwrap_or(pair.own.span), message)
                .related(&parity.source.path, pair.source.span, "the source")
                .help("write the source's numbers, in this language's way of writing them");
        }
    }
}

fn list(numbers: &[Number]) -> String {
    numbers.iter().map(|number| number.written.as_str()).collect::<Vec<_>>().join(", ")
}
