//! Finds translations that are wrong, and not just old: the source has changed where it says that this matters.

use kb_model::Document;
use kb_model::block::BlockKind;
use kb_model::translation::{BlockChange, Drift, State};

use super::translation_table;
use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `misleading_translation.md`, which is also this rule's test.
pub(super) struct MisleadingTranslation;

impl Rule for MisleadingTranslation {
    fn about(&self) -> About {
        About::error("misleading-translation", include_str!("misleading_translation.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for (thing, translation) in subject.translations() {
            let (Some(source), State::Stale(drift)) = (&thing.source, &translation.state) else { continue };
            if let Drift::Known(changes) = &**drift {
                judge(source, &translation.document, changes, found);
            }
        }
    }
}

fn judge(source: &Document, document: &Document, changes: &[BlockChange], found: &mut Found) {
    for critical in source.fields.texts("critical") {
        let is_in =
            |change: &&BlockChange| change.kind != BlockKind::Field && *change.section == *critical.text;
        let count = changes.iter().filter(is_in).count();
        if count == 0 {
            continue;
        }
        let own = document.heading(&critical.text).map(|heading| heading.span);
        let place = own.unwrap_or_else(|| translation_table(document, "from"));
        found
            .at(
                &document.path,
                place,
                format!("what this translation says here is wrong now: `#{}` has changed", critical.text),
            )
            .related(&source.path, critical.span, "an old translation of it misleads")
            .help("translate this section first; `kb-lint translations --diff` shows what has changed")
            .help(format!(
                "then run `kb-lint translations accept {} --section {}`",
                document.path, critical.text
            ));
    }
}
