//! Finds what a team looks for: the patterns of `conventions.toml`.

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};
use crate::rules::is_written_for_readers;

/// See `own_pattern.md`, which is also this rule's test.
pub(super) struct OwnPattern;

impl Rule for OwnPattern {
    fn about(&self) -> About {
        About::warning("own-pattern", include_str!("own_pattern.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            let patterns = subject.conventions.get(&document.locale).map(|language| &language.patterns);
            let Some(patterns) = patterns.filter(|patterns| !patterns.is_empty()) else { continue };
            for prose in document.prose().iter().filter(|prose| is_written_for_readers(prose)) {
                for pattern in patterns {
                    for words in pattern.find.find_iter(&prose.text) {
                        let span = prose.span(words.range());
                        let mut noted = found.at(&document.path, span, &pattern.message);
                        noted.severity(pattern.severity);
                        if let Some(reason) = &pattern.reason {
                            noted.help(reason);
                        }
                    }
                }
            }
        }
    }
}
