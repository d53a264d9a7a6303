//! Finds phrases of a page that a translation lacks, or has in excess.

use std::collections::BTreeSet;

use kb_model::Document;
use kb_model::block::BlockKind;
use kb_model::translation::{Drift, State};

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `phrase_mismatch.md`, which is also this rule's test.
pub(super) struct PhraseMismatch;

impl Rule for PhraseMismatch {
    fn about(&self) -> About {
        About::error("phrase-mismatch", include_str!("phrase_mismatch.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for (thing, translation) in
            subject.translations().filter(|(_, translation)| translation.state.is_shown())
        {
            if let Some(source) = &thing.source {
                phrases(source, &translation.document, &translation.state, found);
            }
        }
    }
}

fn phrases(source: &Document, translation: &Document, state: &State, found: &mut Found) {
    let names = |document: &Document| -> BTreeSet<String> {
        document.fields.words("phrases").iter().map(|(name, _)| name.text.to_string()).collect()
    };
    let (theirs, own) = (names(source), names(translation));
    let place = translation.fields.get("phrases").map_or(translation.fences.open, |field| field.key);
    for name in theirs.difference(&own).filter(|name| !is_new(state, name)) {
        found
            .at(&translation.path, place, format!("the phrase `{name}` is not translated"))
            .help(format!("write `{name} = \"…\"` below `[phrases]`: it is put together with the others"));
    }
    for (name, _) in
        translation.fields.words("phrases").iter().filter(|(name, _)| !theirs.contains(&*name.text))
    {
        found
            .at(&translation.path, name.span, format!("the source has no phrase `{}`", name.text))
            .help("delete it, or give it the name that it has in the source");
    }
}

/// Tells whether a phrase came after the translation was made: then the translation is stale, and that is reported.
fn is_new(state: &State, phrase: &str) -> bool {
    let State::Stale(drift) = state else { return false };
    let Drift::Known(changes) = &**drift else { return false };
    changes.iter().any(|change| {
        change.kind == BlockKind::Field && change.section.strip_prefix("phrases.") == Some(phrase)
    })
}
