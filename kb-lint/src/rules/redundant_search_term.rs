//! Finds search terms that say nothing but what the title says.

use std::collections::BTreeSet;

use kb_model::terms::{Stems, terms};

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `redundant_search_term.md`, which is also this rule's test.
pub(super) struct RedundantSearchTerm;

impl Rule for RedundantSearchTerm {
    fn about(&self) -> About {
        About::info("redundant-search-term", include_str!("redundant_search_term.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            let items = document.fields.texts("search_terms");
            if items.is_empty() {
                continue;
            }
            let stems = Stems::of(&document.locale);
            let stemmed = |text: &str| -> BTreeSet<String> {
                terms(text).iter().map(|term| stems.stem(term)).collect()
            };
            let title = stemmed(document.title());
            for item in items {
                let words = stemmed(&item.text);
                if !words.is_empty() && words.is_subset(&title) {
                    found
                        .at(&document.path, item.span, "the title has these words already")
                        .help("delete it, or say what visitors type who do not know these words");
                }
            }
        }
    }
}
