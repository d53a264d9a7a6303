//! Finds characters of another way to write the language, such as traditional ones in a simplified text.

use kb_model::diagnostic::{Fix, Safety};
use kb_model::markdown::Prose;
use kb_model::{Document, Span};

use crate::conventions::Language;
use crate::findings::Found;
use crate::rule::{About, Rule, Subject};
use crate::rules::is_written_for_readers;
use crate::signs::Sign;

/// See `other_script.md`, which is also this rule's test.
pub(super) struct OtherScript;

impl Rule for OtherScript {
    fn about(&self) -> About {
        About::warning("other-script", include_str!("other_script.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for (document, language) in subject.showing(Sign::Variant) {
            for prose in document.prose().iter().filter(|prose| is_written_for_readers(prose)) {
                judge(document, language, prose, found);
            }
        }
    }
}

fn judge(document: &Document, language: &Language, prose: &Prose, found: &mut Found) {
    let rows = language.variant.iter().flat_map(|variant| variant.find_iter(&prose.text));
    for row in rows {
        let own: String = row.as_str().chars().filter_map(|c| language.variants.get(&c)).collect();
        let span: Span = prose.span(row.range());
        let mut noted =
            found.at(&document.path, span, format!("“{}” is written “{own}” in this language", row.as_str()));
        if span.slice(&document.text) == row.as_str() {
            noted.fix(Fix::replace(format!("write “{own}”"), Safety::Unsafe, &document.path, span, own));
        }
    }
}
