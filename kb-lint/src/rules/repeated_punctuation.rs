//! Finds signs that end a sentence more than once.

use std::sync::LazyLock;

use kb_model::diagnostic::{Fix, Safety};
use regex::Regex;

use super::seen;
use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `repeated_punctuation.md`, which is also this rule's test.
pub(super) struct RepeatedPunctuation;

/// The same sign twice or more, or both of another width.
static ROW: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("[!！]{2,}|[?？]{2,}|，{2,}|、{2,}|。{2,}").expect("the pattern is well-formed")
});

impl Rule for RepeatedPunctuation {
    fn about(&self) -> About {
        About::info("repeated-punctuation", include_str!("repeated_punctuation.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents().filter(|document| ROW.is_match(&document.text)) {
            for (span, signs) in seen(document, &ROW) {
                let once: String = signs.chars().take(1).collect();
                let mut noted = found.at(&document.path, span, format!("`{signs}` is one sign too many"));
                if signs.starts_with('。') && signs.chars().count() > 2 {
                    noted.help("for words that are left out write `……`");
                } else if span.slice(&document.text) == signs {
                    let title = format!("write `{once}`");
                    noted.fix(Fix::replace(title, Safety::Unsafe, &document.path, span, once));
                }
            }
        }
    }
}
