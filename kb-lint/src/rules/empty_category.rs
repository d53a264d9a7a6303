//! Finds categories that hold nothing to read.

use kb_model::Kind;
use kb_model::article::Status;
use kb_model::catalog::Thing;

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `empty_category.md`, which is also this rule's test.
pub(super) struct EmptyCategory;

impl Rule for EmptyCategory {
    fn about(&self) -> About {
        About::warning("empty-category", include_str!("empty_category.md")).compares()
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for category in subject.catalog.of_kind(Kind::Category) {
            let Some(source) = &category.source else { continue };
            if subject.catalog.members(&category.id).any(is_published) {
                continue;
            }
            let span = source.fields.span("title").unwrap_or(source.fences.open);
            found.at(&source.path, span, "no article is published in this category").help(format!(
                "write one in `{}/articles/{}/`, or delete the category",
                source.locale, category.id
            ));
        }
    }
}

fn is_published(article: &Thing) -> bool {
    let facts = article.source.as_ref().and_then(|source| source.article());
    facts.is_some_and(|facts| facts.status == Status::Published)
}
