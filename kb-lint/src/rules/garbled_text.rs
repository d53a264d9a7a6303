//! Finds text that was read in a wrong encoding.

use std::sync::LazyLock;

use kb_model::Span;
use regex::Regex;

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `garbled_text.md`, which is also this rule's test.
pub(super) struct GarbledText;

/// What the bytes of UTF-8 look like when they are read as Windows-1252, for the signs and letters that support texts use;
/// what a program writes for a byte that it cannot read (U+FFFD); and what becomes of that, read once more as GBK.
static GARBLED: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"â€[\u{80}-\u{2122}]?|Ã[\u{80}-\u{bf}\u{192}\u{2013}-\u{2122}]|Â[\u{a0}-\u{bf}]|ï»¿|\u{fffd}+|(?:锟斤拷)+")
        .expect("the pattern is well-formed")
});

impl Rule for GarbledText {
    fn about(&self) -> About {
        About::warning("garbled-text", include_str!("garbled_text.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            for garbled in GARBLED.find_iter(&document.text) {
                found
                    .at(
                        &document.path,
                        Span::of(&garbled.range(), 0),
                        "this text was read in a wrong encoding",
                    )
                    .help("write the characters that belong here, and save the file as UTF-8");
            }
        }
    }
}
