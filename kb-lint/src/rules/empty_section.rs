//! Finds sections with nothing in them.

use kb_model::Document;
use kb_model::markdown::Heading;

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `empty_section.md`, which is also this rule's test.
pub(super) struct EmptySection;

impl Rule for EmptySection {
    fn about(&self) -> About {
        About::warning("empty-section", include_str!("empty_section.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            let outline = &document.body.outline;
            for (index, heading) in
                outline.iter().enumerate().filter(|(_, heading)| !heading.title.is_empty())
            {
                if is_empty(document, heading, outline.get(index + 1)) {
                    found
                        .at(&document.path, heading.span, "there is nothing in this section")
                        .help("write what its heading promises, or delete the heading: the table of contents leads here");
                }
            }
        }
    }
}

/// Tells whether nothing stands between a heading and the next, which does not belong to it, or the end.
fn is_empty(document: &Document, heading: &Heading, next: Option<&Heading>) -> bool {
    let end = next.map_or(document.body.span.end, |next| next.span.start);
    let between = document.text.get(heading.span.end..end).unwrap_or("x");
    between.trim().is_empty() && next.is_none_or(|next| next.level <= heading.level)
}
