//! Finds what a merge has left for somebody to decide.

use kb_model::{Document, Span};
use memchr::memmem;

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `conflict_marker.md`, which is also this rule's test.
pub(super) struct ConflictMarker;

/// What git writes at the beginning of a line, with the name of a version after it.
const MARKERS: [&str; 3] = ["<<<<<<< ", "||||||| ", ">>>>>>> "];
/// What git writes between two versions; alone it may be the line under a heading.
const MIDDLE: &str = "=======";

impl Rule for ConflictMarker {
    fn about(&self) -> About {
        About::error("conflict-marker", include_str!("conflict_marker.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        let has_marker = |document: &&Document| {
            MARKERS.iter().any(|marker| memmem::find(document.text.as_bytes(), marker.as_bytes()).is_some())
        };
        for document in subject.documents().filter(has_marker) {
            for span in markers(&document.text) {
                found
                    .at(&document.path, span, "a merge has left this conflict open")
                    .help("keep the text that is right, and delete the lines with the markers");
            }
        }
    }
}

/// Returns the lines that mark a conflict, without what ends them.
fn markers(text: &str) -> Vec<Span> {
    let (mut found, mut at, mut is_open) = (Vec::new(), 0, false);
    for line in text.split_inclusive('\n') {
        let words = line.trim_end();
        let is_marker = MARKERS.iter().any(|marker| line.starts_with(marker));
        if is_marker || is_open && words == MIDDLE {
            found.push(Span { start: at, end: at + words.len() });
            is_open = !words.starts_with('>');
        }
        at += line.len();
    }
    found
}
