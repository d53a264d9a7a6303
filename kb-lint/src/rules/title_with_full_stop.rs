//! Finds titles and headings that end like a sentence.

use kb_model::{Document, Span};

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `title_with_full_stop.md`, which is also this rule's test.
pub(super) struct TitleWithFullStop;

impl Rule for TitleWithFullStop {
    fn about(&self) -> About {
        About::info("title-with-full-stop", include_str!("title_with_full_stop.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            let title = document.fields.span("title").map(|span| (document.title(), span));
            let headings = document.body.outline.iter().map(|heading| (&*heading.title, heading.span));
            for (words, span) in title.into_iter().chain(headings) {
                judge(document, words, span, found);
            }
        }
    }
}

fn judge(document: &Document, words: &str, span: Span, found: &mut Found) {
    let is_sentence = words.ends_with(['.', '。']) && !words.ends_with("..");
    if is_sentence {
        found
            .at(&document.path, span, "a title has no full stop")
            .help("leave it out: titles stand alone, and in lists the sign is noise");
    }
}
