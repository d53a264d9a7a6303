//! Finds callouts that stand in a row.

use std::sync::LazyLock;

use kb_model::{Document, Span};
use regex::Regex;

use super::is_code;
use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `callout_pile.md`, which is also this rule's test.
pub(super) struct CalloutPile;

/// How many callouts in a row are a pile.
const MANY: usize = 3;

/// The line that a callout begins with.
static CALLOUT: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^ {0,3}> ?\[!(?i:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*$")
        .expect("the pattern is well-formed")
});

impl Rule for CalloutPile {
    fn about(&self) -> About {
        About::info("callout-pile", include_str!("callout_pile.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            let body = document.body.span;
            if memchr::memmem::find_iter(body.slice(&document.text).as_bytes(), b"[!").count() >= MANY {
                piles(document, found);
            }
        }
    }
}

/// Reports each callout that follows two others, with nothing between them.
fn piles(document: &Document, found: &mut Found) {
    let (mut at, mut row) = (document.body.span.start, Vec::new());
    for line in document.body.span.slice(&document.text).split_inclusive('\n') {
        let words = line.trim_end();
        let start = at + words.len() - words.trim_start().len();
        if CALLOUT.is_match(words) && !is_code(document, at) {
            row.push(Span { start, end: at + words.len() });
        } else if !words.is_empty() && !words.trim_start().starts_with('>') {
            report(document, &row, found);
            row.clear();
        }
        at += line.len();
    }
    report(document, &row, found);
}

fn report(document: &Document, row: &[Span], found: &mut Found) {
    if let [first, .., last] = row
        && row.len() >= MANY
    {
        let message = format!("{} callouts stand in a row", row.len());
        found
            .at(&document.path, *last, message)
            .related(&document.path, *first, "the first")
            .help("what is all set apart stands out no more: keep the one that prevents harm, and write the others as text");
    }
}
