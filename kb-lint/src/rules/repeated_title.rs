//! Finds summaries that say no more than the title.

use kb_model::Document;

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `repeated_title.md`, which is also this rule's test.
pub(super) struct RepeatedTitle;

impl Rule for RepeatedTitle {
    fn about(&self) -> About {
        About::warning("repeated-title", include_str!("repeated_title.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents().filter(|document| repeats_title(document)) {
            let span = document.fields.span("summary").unwrap_or(document.fences.open);
            found.at(&document.path, span, "the summary says the title again").help(
                "say what the reader will know or be able to do after reading: both are shown together",
            );
        }
    }
}

/// Tells whether most of the summary is the title: two thirds of it, capitals and signs aside.
fn repeats_title(document: &Document) -> bool {
    let (title, summary) = (letters(document.title()), letters(document.summary()));
    let repeated = if title.is_empty() { 0 } else { summary.matches(&title).count() * title.len() };
    repeated > 0 && repeated * 3 >= summary.len() * 2
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
