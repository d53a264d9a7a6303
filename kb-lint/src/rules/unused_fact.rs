//! Finds fact records that no text relies on.

use kb_model::FilePath;
use kb_model::catalog::Thing;
use kb_model::facts::{FILE, Fact};

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `unused_fact.md`, which is also this rule's test.
pub(super) struct UnusedFact;

impl Rule for UnusedFact {
    fn about(&self) -> About {
        About::info("unused-fact", include_str!("unused_fact.md")).compares()
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        let facts = &subject.catalog.facts().records;
        for fact in facts.iter().filter(|fact| !is_used(fact, subject)) {
            found
                .at(&FilePath::new(FILE), fact.span, format!("no text says what `{}` does", fact.id))
                .help("delete the record, or write its words into a text as they stand here");
        }
    }
}

fn is_used(fact: &Fact, subject: &Subject<'_>) -> bool {
    subject.things().flat_map(Thing::documents).any(|document| fact.is_said_in(document))
}
