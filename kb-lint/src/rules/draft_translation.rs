//! Finds translations that are not finished.

use kb_model::translation::State;

use super::translation_table;
use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `draft_translation.md`, which is also this rule's test.
pub(super) struct DraftTranslation;

impl Rule for DraftTranslation {
    fn about(&self) -> About {
        About::info("draft-translation", include_str!("draft_translation.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for (_, translation) in subject.translations() {
            if translation.state == State::Draft {
                let document = &translation.document;
                found
                    .at(&document.path, translation_table(document, "method"), "this translation is a draft: nobody sees it")
                    .help("when it is finished, set `method` to how it was made, and `reviewed_by` to who has read it")
                    .help(format!("then run `kb-lint translations accept {}`", document.path));
            }
        }
    }
}
