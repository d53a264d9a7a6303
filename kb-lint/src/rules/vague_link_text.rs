//! Finds links whose words do not say where they lead.

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `vague_link_text.md`, which is also this rule's test.
pub(super) struct VagueLinkText;

impl Rule for VagueLinkText {
    fn about(&self) -> About {
        About::warning("vague-link-text", include_str!("vague_link_text.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            let Some(language) = subject.conventions.get(&document.locale) else { continue };
            for link in &document.body.links {
                if link.text.trim().is_empty() {
                    found
                        .at(&document.path, link.span, "this link has no words")
                        .help("write between `[` and `]` what the reader will find there");
                }
                let words = link.text.trim_matches(|c: char| !c.is_alphanumeric());
                if language.link_texts.contains(&words.to_lowercase()) {
                    found
                        .at(
                            &document.path,
                            link.span,
                            format!("“{words}” does not say where this link leads"),
                        )
                        .help("write what the reader will find there, such as the title of the page");
                }
            }
        }
    }
}
