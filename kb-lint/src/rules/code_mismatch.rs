//! Finds inline code that differs from the source's.

use crate::findings::Found;
use crate::parity::{Parity, codes, surplus};
use crate::rule::{About, Rule};

/// See `code_mismatch.md`, which is also this rule's test.
pub(super) struct CodeMismatch;

impl Rule for CodeMismatch {
    fn about(&self) -> About {
        About::warning("code-mismatch", include_str!("code_mismatch.md")).holds_translations()
    }

    fn compare(&self, parity: &Parity<'_>, found: &mut Found) {
        for pair in parity.pairs.iter().filter(|pair| pair.is_inline()) {
            let (theirs, own) = (codes(&pair.source.text), codes(&pair.own.text));
            let (missing, added) = (surplus(&theirs, &own), surplus(&own, &theirs));
            let Some(code) = missing.first() else { continue };
            let span = added.first().and_then(|added| parity.only_place(pair, &format!("`{added}`")));
            let mut noted = found.at(
                &parity.document.path,
                span.unwrap_or(pair.own.span),
                format!("the source has the code `{code}` here, but this translation does not"),
            );
            noted.related(&parity.source.path, pair.source.span, "the source");
            noted.help("write code as the source does");
            if let ([code], [_], Some(span)) = (&*missing, &*added, span) {
                noted.fix(parity.replacement(span, &format!("`{code}`")));
            }
        }
    }
}
