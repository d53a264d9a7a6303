//! Finds articles in a folder that is no category.

use std::collections::BTreeSet;

use kb_model::{Id, Kind};

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `missing_category.md`, which is also this rule's test.
pub(super) struct MissingCategory;

impl Rule for MissingCategory {
    fn about(&self) -> About {
        About::error("missing-category", include_str!("missing_category.md")).compares()
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        let mut told: BTreeSet<Id> = BTreeSet::new();
        for article in subject.catalog.of_kind(Kind::Article) {
            let (Some(source), Some(category)) = (&article.source, article.id.parent()) else { continue };
            if subject.catalog.thing(Kind::Category, &category).is_some() || !told.insert(category.clone()) {
                continue;
            }
            found.at(&source.path, source.fences.open, format!("there is no category `{category}`")).help(
                format!(
                    "write `{}/categories/{category}.md`, which `kb-site new category {category}` begins, or move the article to the folder of another",
                    source.locale
                ),
            );
        }
    }
}
