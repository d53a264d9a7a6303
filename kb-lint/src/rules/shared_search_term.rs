//! Finds search terms that lead to several articles alike.

use std::collections::HashMap;

use kb_model::Kind;
use kb_model::terms::terms;

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `shared_search_term.md`, which is also this rule's test.
pub(super) struct SharedSearchTerm;

impl Rule for SharedSearchTerm {
    fn about(&self) -> About {
        About::info("shared-search-term", include_str!("shared_search_term.md")).compares()
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        let mut first = HashMap::new();
        for document in subject.documents().filter(|document| document.kind == Kind::Article) {
            for item in document.fields.texts("search_terms") {
                let key = (&document.locale, terms(&item.text));
                if key.1.is_empty() {
                    continue;
                }
                let (other, span) = *first.entry(key).or_insert((document, item.span));
                if span == item.span && other.id == document.id {
                    continue;
                }
                let place = if other.id == document.id { "this article" } else { "another article" };
                found
                    .at(&document.path, item.span, format!("{place} has this search term already"))
                    .related(&other.path, span, "the other one")
                    .help("leave it to the article that answers it best, or say more in each");
            }
        }
    }
}
