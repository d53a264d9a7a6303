//! Finds headings that do not form an outline.

use std::collections::BTreeMap;

use kb_model::diagnostic::{Fix, Safety};
use kb_model::markdown::Heading;
use kb_model::{Document, Kind, Span};

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `heading_structure.md`, which is also this rule's test.
pub(super) struct HeadingStructure;

impl Rule for HeadingStructure {
    fn about(&self) -> About {
        About::error("heading-structure", include_str!("heading_structure.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            let mut first = BTreeMap::new();
            let mut above = 1;
            let is_titled = document.kind != Kind::Troubleshooter; // there, level 1 is the title of a node's page
            for heading in &document.body.outline {
                if is_titled || heading.level > 1 {
                    level(document, heading, above, found);
                }
                above = heading.level;
                if heading.title.is_empty() {
                    found
                        .at(&document.path, heading.span, "this heading has no words")
                        .help("write what the section answers, or delete the heading");
                }
                if let Some(other) = first.insert(&*heading.id, heading.span) {
                    let id = &heading.id;
                    found
                        .at(&document.path, heading.span, format!("two sections have the id `{id}`"))
                        .related(&document.path, other, "links lead to this one")
                        .help("give each heading an id of its own: `{#…}`");
                }
            }
        }
    }
}

/// Reports a heading that repeats the title's level, or skips one. The title of the page is the heading of level 1.
fn level(document: &Document, heading: &Heading, above: u8, found: &mut Found) {
    let (path, level) = (&document.path, heading.level);
    let marks = "#".repeat(usize::from(above) + 1);
    if level == 1 {
        found
            .at(path, heading.span, "this heading has level 1, which is the title's")
            .help("write `##`, or delete it if it repeats the title")
            .fix_if_any(relevel(document, heading, "##"));
    } else if level > above + 1 {
        found
            .at(path, heading.span, format!("this heading has level {level}, the one above it level {above}"))
            .help(format!("write `{marks}`: screen readers announce a skipped level as a missing part"))
            .fix_if_any(relevel(document, heading, &marks));
    }
}

/// Writes other marks before a heading that has some: one that is underlined has none.
fn relevel(document: &Document, heading: &Heading, marks: &str) -> Option<Fix> {
    let written = heading.span.slice(&document.text);
    let length = written.len() - written.trim_start_matches('#').len();
    let span = Span { start: heading.span.start, end: heading.span.start + length };
    let title = format!("write `{marks}`");
    (length > 0).then(|| Fix::replace(title, Safety::Unsafe, &document.path, span, marks))
}
