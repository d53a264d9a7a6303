//! Finds archived articles whose replacements never lead to an article that readers see.

use kb_model::article::Status;
use kb_model::{Catalog, Document, Id, Kind};

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `replacement_circle.md`, which is also this rule's test.
pub(super) struct ReplacementCircle;

impl Rule for ReplacementCircle {
    fn about(&self) -> About {
        About::error("replacement-circle", include_str!("replacement_circle.md")).compares()
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for source in subject
            .things()
            .filter(|thing| thing.kind == Kind::Article)
            .filter_map(|thing| thing.source.as_ref())
        {
            if goes_in_circles(subject.catalog, source) {
                let span = source.fields.span("replaced_by").unwrap_or(source.fences.open);
                found
                    .at(&source.path, span, "the articles that replace this one lead back to it")
                    .help("name an article that is published");
            }
        }
    }
}

/// Tells whether an article's replacements come back to it.
fn goes_in_circles(catalog: &Catalog, source: &Document) -> bool {
    let mut seen: Vec<&Id> = Vec::new();
    let mut next = replacement(source);
    while let Some(id) = next {
        if *id == source.id {
            return true;
        }
        if seen.contains(&id) {
            return false; // a circle that others make
        }
        seen.push(id);
        next = catalog.thing(Kind::Article, id).and_then(|thing| replacement(thing.source.as_ref()?));
    }
    false
}

fn replacement(source: &Document) -> Option<&Id> {
    match &source.article()?.status {
        Status::Archived { replaced_by } => replaced_by.as_ref(),
        Status::Draft | Status::Published => None,
    }
}
