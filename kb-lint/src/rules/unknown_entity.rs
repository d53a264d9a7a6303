//! Finds names of characters that readers see as they are written.

use std::sync::LazyLock;

use regex::Regex;

use super::seen;
use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `unknown_entity.md`, which is also this rule's test.
pub(super) struct UnknownEntity;

/// What looks like the name or number of a character in HTML.
static ENTITY: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});")
        .expect("the pattern is well-formed")
});

impl Rule for UnknownEntity {
    fn about(&self) -> About {
        About::warning("unknown-entity", include_str!("unknown_entity.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        let suspects = subject.documents().filter(|document| {
            memchr::memchr(b'&', document.text.as_bytes()).is_some() && ENTITY.is_match(&document.text)
        });
        for document in suspects {
            // What is known has become a character by now; what was escaped was meant to be shown.
            let shown = seen(document, &ENTITY).filter(|(span, words)| span.slice(&document.text) == words);
            for (span, words) in shown.filter(|(span, _)| !document.text[..span.start].ends_with('\\')) {
                found
                    .at(&document.path, span, format!("readers see `{words}` as it is written"))
                    .help("write the character itself; front matter is plain text");
            }
        }
    }
}
