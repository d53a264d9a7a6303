//! Finds footnotes to which nothing refers.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::LazyLock;

use kb_model::{Document, Span};
use regex::Regex;

use super::is_code;
use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `unused_footnote.md`, which is also this rule's test.
pub(super) struct UnusedFootnote;

/// The mark of a footnote; at the beginning of a line, and with a colon, its text.
static MARK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\[\^([^\[\]\s]+)\]").expect("the pattern is well-formed"));

impl Rule for UnusedFootnote {
    fn about(&self) -> About {
        About::warning("unused-footnote", include_str!("unused_footnote.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            let body = document.body.span.slice(&document.text);
            if memchr::memmem::find(body.as_bytes(), b"[^").is_some() {
                judge(document, body, found);
            }
        }
    }
}

fn judge(document: &Document, body: &str, found: &mut Found) {
    let names =
        || MARK.captures_iter(body).filter_map(|mark| Some((mark.get(0)?.range(), mark.get(1)?.as_str())));
    let (texts, marks): (Vec<_>, Vec<_>) = names().partition(|(range, _)| is_text(body, range));
    let used: BTreeSet<String> = marks.into_iter().map(|(_, name)| name.to_lowercase()).collect();
    for (range, name) in texts.into_iter().filter(|(_, name)| !used.contains(&name.to_lowercase())) {
        let span = Span::of(&range, document.body.span.start);
        if !is_code(document, span.start) {
            found
                .at(&document.path, span, format!("nothing refers to the footnote `{name}`"))
                .help(format!("write `[^{name}]` where it belongs, or delete it"));
        }
    }
}

/// Tells whether a mark begins the text of the footnote.
fn is_text(body: &str, range: &Range<usize>) -> bool {
    let line = body[..range.start].rfind('\n').map_or(0, |newline| newline + 1);
    body[line..range.start].chars().all(|c| c == ' ' || c == '>') && body[range.end..].starts_with(':')
}
