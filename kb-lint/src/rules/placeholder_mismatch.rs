//! Finds placeholders that a translation does not have from its source.

use crate::findings::Found;
use crate::parity::{Pair, Parity, brackets, openings, placeholders, surplus};
use crate::report::human::counted;
use crate::rule::{About, Rule};

/// See `placeholder_mismatch.md`, which is also this rule's test.
pub(super) struct PlaceholderMismatch;

impl Rule for PlaceholderMismatch {
    fn about(&self) -> About {
        About::error("placeholder-mismatch", include_str!("placeholder_mismatch.md")).holds_translations()
    }

    fn compare(&self, parity: &Parity<'_>, found: &mut Found) {
        for pair in parity.pairs.iter().filter(|pair| pair.is_inline()) {
            filled_in_by_programs(parity, pair, found);
            filled_in_by_readers(parity, pair, found);
        }
    }
}

fn filled_in_by_programs(parity: &Parity<'_>, pair: &Pair, found: &mut Found) {
    let (theirs, own) = (placeholders(&pair.source.text), placeholders(&pair.own.text));
    let (missing, added) = (surplus(&theirs, &own), surplus(&own, &theirs));
    let message = match (missing.first(), added.first()) {
        (Some(missing), _) => format!("the placeholder `{missing}` of the source is not here"),
        (None, Some(added)) => format!("there is no placeholder `{added}` in the source"),
        (None, None) => return,
    };
    let span = added.first().and_then(|added| parity.only_place(pair, added));
    let mut noted = found.at(&parity.document.path, span.unwrap_or(pair.own.span), message);
    noted.related(&parity.source.path, pair.source.span, "the source");
    noted.help("placeholders are not translated: what fills them in knows only the source's names");
    if let ([missing], [_], Some(span)) = (&*missing, &*added, span) {
        noted.fix(parity.replacement(span, missing));
    }
}

/// What readers fill in is translated, so that it can only be counted.
fn filled_in_by_readers(parity: &Parity<'_>, pair: &Pair, found: &mut Found) {
    if openings(&pair.source.text) <= openings(&pair.own.text) {
        return;
    }
    let (theirs, own) = (brackets(&pair.source.text), brackets(&pair.own.text));
    if own < theirs {
        let gaps = counted(theirs, "gap");
        let message =
            format!("the source leaves {gaps} in brackets for readers to fill, but this leaves {own}");
        found
            .at(&parity.document.path, pair.own.span, message)
            .related(&parity.source.path, pair.source.span, "the source")
            .help("translate what stands in the brackets, and keep the brackets");
    }
}
