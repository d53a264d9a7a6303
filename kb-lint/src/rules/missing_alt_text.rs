//! Finds images without alternative text.

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `missing_alt_text.md`, which is also this rule's test.
pub(super) struct MissingAltText;

impl Rule for MissingAltText {
    fn about(&self) -> About {
        About::error("missing-alt-text", include_str!("missing_alt_text.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            for image in document.body.images.iter().filter(|image| image.alt.trim().is_empty()) {
                found
                    .at(&document.path, image.span, "this image has no alternative text")
                    .help("say between `![` and `]` what it shows, as you would to somebody on the phone");
            }
        }
    }
}
