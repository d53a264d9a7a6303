//! Finds raw HTML that pages do not take over.

use kb_model::Span;

use crate::findings::Found;
use crate::html;
use crate::rule::{About, Rule, Subject};

/// See `raw_html.md`, which is also this rule's test.
pub(super) struct RawHtml;

impl Rule for RawHtml {
    fn about(&self) -> About {
        About::error("raw-html", include_str!("raw_html.md")).stops_build()
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            for (place, fault) in html::faults(&document.text, &joined(&document.body.html)) {
                found.at(&document.path, place, fault.message()).help(fault.help());
            }
        }
    }
}

/// Joins pieces that touch: a block of HTML comes line by line.
fn joined(pieces: &[Span]) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for piece in pieces {
        match joined.last_mut() {
            Some(last) if last.end == piece.start => last.end = piece.end,
            _ => joined.push(*piece),
        }
    }
    joined
}
