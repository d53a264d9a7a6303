//! Finds emphasis that most renderers do not see, beside full-width punctuation.

use std::ops::Range;

use kb_model::Document;
use kb_model::diagnostic::{Fix, Safety};
use kb_model::markdown::{Prose, is_han};

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `broken_emphasis.md`, which is also this rule's test.
pub(super) struct BrokenEmphasis;

const RUN: &str = "**";

impl Rule for BrokenEmphasis {
    fn about(&self) -> About {
        About::warning("broken-emphasis", include_str!("broken_emphasis.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            if !has_suspect(document.body.span.slice(&document.text)) {
                continue;
            }
            for prose in document.prose() {
                let runs: Vec<usize> = prose.text.match_indices(RUN).map(|(at, _)| at).collect();
                for pair in runs.chunks_exact(2) {
                    judge(document, &prose, pair[0]..pair[1] + RUN.len(), found);
                }
            }
        }
    }
}

/// Tells whether a run of asterisks may stand between punctuation of full width inside and a character outside. Where
/// runs do not plainly come in pairs, one may.
fn has_suspect(body: &str) -> bool {
    let mut runs = memchr::memmem::find_iter(body.as_bytes(), RUN);
    let is_tight = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    while let Some(opening) = runs.next() {
        let Some(closing) = runs.next() else { return true };
        let inner = &body[opening + RUN.len()..closing];
        let (before, after) = (&body[..opening], &body[closing + RUN.len()..]);
        let is_pair = !inner.is_empty() && memchr::memchr3(b'\n', b'*', b'\\', inner.as_bytes()).is_none();
        if !is_pair
            || is_tight(before.chars().next_back()) && inner.starts_with(is_punctuation)
            || is_tight(after.chars().next()) && inner.ends_with(is_punctuation)
        {
            return true;
        }
    }
    false
}

/// Reports a pair of runs that has stayed in the words, if what stands beside it explains that.
fn judge(document: &Document, prose: &Prose, whole: Range<usize>, found: &mut Found) {
    let span = prose.span(whole.clone());
    let inner = &prose.text[whole.start + RUN.len()..whole.end - RUN.len()];
    let is_escaped = document.text[..span.start].ends_with('\\');
    if is_escaped || !inner.starts_with(is_punctuation) && !inner.ends_with(is_punctuation) {
        return;
    }
    let mut noted = found.at(&document.path, span, "most renderers show these asterisks, and no emphasis");
    noted
        .label("a run of asterisks cannot stand between punctuation and a character")
        .help("leave the punctuation outside the asterisks");
    let words = inner.trim_matches(is_punctuation);
    let is_as_written = span.slice(&document.text) == &prose.text[whole];
    if let (Some((before, after)), true) = (inner.split_once(words), is_as_written && !words.is_empty()) {
        let text = format!("{before}{RUN}{words}{RUN}{after}");
        noted.fix(Fix::replace("move the punctuation out", Safety::Safe, &document.path, span, text));
    }
}

/// Tells whether a character is punctuation as Han text has it.
fn is_punctuation(c: char) -> bool {
    is_han(c) && !c.is_alphanumeric() || matches!(c, '“' | '”' | '‘' | '’' | '—' | '…')
}
