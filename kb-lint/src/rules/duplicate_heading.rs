//! Finds sections that readers cannot tell apart by their headings.

use std::collections::HashMap;

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `duplicate_heading.md`, which is also this rule's test.
pub(super) struct DuplicateHeading;

impl Rule for DuplicateHeading {
    fn about(&self) -> About {
        About::warning("duplicate-heading", include_str!("duplicate_heading.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            let mut first = HashMap::new();
            let mut above: Vec<&str> = Vec::new(); // the headings that each heading stands under
            for heading in document.body.outline.iter().filter(|heading| !heading.title.is_empty()) {
                above.resize(usize::from(heading.level) - 1, "");
                let parent = above.last().copied();
                if let Some(other) = first.insert((parent, &*heading.title), heading.span) {
                    found
                        .at(&document.path, heading.span, format!("another section is called \"{}\"", heading.title))
                        .related(&document.path, other, "the other one")
                        .help("say in each heading what only that section answers: readers choose by headings alone");
                }
                above.push(&heading.title);
            }
        }
    }
}
