//! Finds translations that nobody has read again.

use kb_model::translation::{Drift, Method, State};

use super::translation_table;
use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `unreviewed_translation.md`, which is also this rule's test.
pub(super) struct UnreviewedTranslation;

impl Rule for UnreviewedTranslation {
    fn about(&self) -> About {
        About::warning("unreviewed-translation", include_str!("unreviewed_translation.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for (_, translation) in
            subject.translations().filter(|(_, translation)| is_judged(&translation.state))
        {
            let document = &translation.document;
            let Some(record) = document.record() else { continue };
            let (field, message) = match (record.method, &record.reviewed_by) {
                (Some(Method::Machine), _) => {
                    ("method", "a machine made this translation, and nobody has reviewed it")
                }
                (_, None) => ("translation", "nobody has reviewed this translation"),
                _ => continue,
            };
            found.at(&document.path, translation_table(document, field), message).help(
                "when somebody has, name the role in `reviewed_by`, as `[owners]` in `kb.toml` declares it",
            );
        }
    }
}

/// Tells whether a review is what is missing next: before that, a translation must be finished and recorded.
fn is_judged(state: &State) -> bool {
    match state {
        State::Current | State::Unreviewed => true,
        State::Stale(drift) => !matches!(**drift, Drift::Unrecorded),
        State::Draft | State::Orphan => false,
    }
}
