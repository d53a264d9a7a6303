//! Finds words that promise what nobody can keep.

use std::ops::Range;

use kb_model::Document;
use kb_model::markdown::Prose;

use super::asks_for_secret::is_within_any;
use super::is_written_for_readers;
use crate::conventions::Language;
use crate::findings::Found;
use crate::rule::{About, Rule, Subject};
use crate::sentences::sentences;
use crate::signs::Sign;

/// See `unkeepable_promise.md`, which is also this rule's test.
pub(super) struct UnkeepablePromise;

impl Rule for UnkeepablePromise {
    fn about(&self) -> About {
        About::info("unkeepable-promise", include_str!("unkeepable_promise.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for (document, language) in subject.showing(Sign::Promise) {
            for prose in document.prose().iter().filter(|prose| is_written_for_readers(prose)) {
                judge(document, prose, language, found);
            }
        }
    }
}

/// Reports the first promise of each sentence, unless the sentence warns.
fn judge(document: &Document, prose: &Prose, language: &Language, found: &mut Found) {
    for range in sentences(&prose.text) {
        let sentence = &prose.text[range.clone()];
        let Some(words) = promise(sentence, language) else { continue };
        let span = prose.span(range.start + words.start..range.start + words.end);
        found
            .at(&document.path, span, format!("“{}” promises what may not come true", &sentence[words]))
            .help("say what is done, and what it depends on; a promise needs somebody who may give it");
    }
}

/// Returns the first promise of a sentence that neither warns nor makes it a condition.
fn promise(sentence: &str, language: &Language) -> Option<Range<usize>> {
    let mut promises = language.promises.as_ref()?.find_iter(sentence);
    let Some(secrets) = &language.secrets else { return promises.next() };
    let clauses = secrets.unconditional(sentence);
    promises
        .find(|words| is_within_any(words, &clauses))
        .filter(|_| !clauses.iter().any(|clause| secrets.warns(&sentence[clause.clone()])))
}
