//! Finds pages that readers cannot tell apart by their titles.

use std::collections::HashMap;

use kb_model::Document;
use kb_model::article::Status;

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `duplicate_title.md`, which is also this rule's test.
pub(super) struct DuplicateTitle;

impl Rule for DuplicateTitle {
    fn about(&self) -> About {
        About::error("duplicate-title", include_str!("duplicate_title.md")).compares()
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        let mut first = HashMap::new();
        for document in subject.documents().filter(|document| is_shown(subject, document)) {
            let Some(title) = document.fields.get("title").zip(document.fields.text("title")) else {
                continue;
            };
            let (field, text) = title;
            let folded = text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
            if folded.is_empty() {
                continue;
            }
            let key = (document.kind, &document.locale, folded);
            if let Some((other, span)) = first.get(&key) {
                let other: &&Document = other;
                found
                    .at(
                        &document.path,
                        field.span,
                        format!("another {} has this title", document.kind.name()),
                    )
                    .related(&other.path, *span, "the other one")
                    .help(
                        "say in each title what only that page answers; if both answer the same, join them",
                    );
            } else {
                first.insert(key, (document, field.span));
            }
        }
    }
}

fn is_shown(subject: &Subject<'_>, document: &Document) -> bool {
    let source = subject.catalog.thing(document.kind, &document.id).and_then(|thing| thing.source.as_ref());
    let status = source.and_then(|source| source.article()).map(|article| &article.status);
    !matches!(status, Some(Status::Archived { .. }))
}
