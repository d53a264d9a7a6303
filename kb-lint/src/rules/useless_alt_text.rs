//! Finds alternative texts that say nothing about the image.

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `useless_alt_text.md`, which is also this rule's test.
pub(super) struct UselessAltText;

impl Rule for UselessAltText {
    fn about(&self) -> About {
        About::warning("useless-alt-text", include_str!("useless_alt_text.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            let language = subject.conventions.get(&document.locale);
            let is_name = |words: &str| language.is_some_and(|language| language.image_names.contains(words));
            for image in &document.body.images {
                let alt = image.alt.trim();
                let words = alt.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
                if is_file_name(alt) || is_name(&words) {
                    found
                        .at(&document.path, image.span, format!("“{alt}” does not say what the image shows"))
                        .help("say what it shows, as you would to somebody on the phone");
                }
            }
        }
    }
}

/// Tells whether a text is the name of an image's file, as programs write it when an image is put in.
fn is_file_name(text: &str) -> bool {
    const ENDINGS: [&str; 7] = ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif"];
    let ending = text.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    let is_image = ending.is_some_and(|ending| ENDINGS.contains(&&*ending));
    let is_camera = text.split_once('_').is_some_and(|(name, number)| {
        matches!(name, "IMG" | "DSC" | "Screenshot") && number.starts_with(|c: char| c.is_ascii_digit())
    });
    (is_image || is_camera) && !text.contains(' ')
}
