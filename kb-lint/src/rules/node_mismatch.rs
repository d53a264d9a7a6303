//! Finds answers and sections of troubleshooters that a translation lacks, or has in excess.

use std::collections::BTreeSet;

use kb_model::Document;
use kb_model::block::BlockKind;
use kb_model::translation::{Drift, State};

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `node_mismatch.md`, which is also this rule's test.
pub(super) struct NodeMismatch;

impl Rule for NodeMismatch {
    fn about(&self) -> About {
        About::error("node-mismatch", include_str!("node_mismatch.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for (thing, translation) in
            subject.translations().filter(|(_, translation)| translation.state.is_shown())
        {
            let Some(source) = thing.source.as_deref().filter(|source| source.troubleshooter().is_some())
            else {
                continue;
            };
            answers(source, &translation.document, &translation.state, found);
            sections(source, &translation.document, found);
        }
    }
}

fn answers(source: &Document, translation: &Document, state: &State, found: &mut Found) {
    let words = |document: &Document| -> BTreeSet<String> {
        document.fields.words("answers").iter().map(|(name, _)| name.text.to_string()).collect()
    };
    let (theirs, own) = (words(source), words(translation));
    let place = translation.fields.get("answers").map_or(translation.fences.open, |field| field.key);
    for name in theirs.difference(&own).filter(|name| !is_new(state, name)) {
        let (question, id) = name.rsplit_once('.').unwrap_or(("", name));
        found
            .at(&translation.path, place, format!("the answer `{id}` to `{question}` is not translated"))
            .help(format!("write `{id} = \"…\"` below `[answers.{question}]`"));
    }
    for (name, _) in
        translation.fields.words("answers").iter().filter(|(name, _)| !theirs.contains(&*name.text))
    {
        found
            .at(&translation.path, name.span, format!("the source has no answer `{}`", name.text))
            .help("delete it, or give it the name that it has in the source");
    }
}

fn sections(source: &Document, translation: &Document, found: &mut Found) {
    let theirs: BTreeSet<&str> = source.sections().map(|(heading, _)| &*heading.id).collect();
    for (heading, _) in translation.sections().filter(|(heading, _)| !theirs.contains(&*heading.id)) {
        found
            .at(&translation.path, heading.span, format!("the source has no node `{}`", heading.id))
            .help("delete the section, or give its heading the id that it has in the source");
    }
}

/// Tells whether an answer came after the translation was made: then the translation is stale, and that is reported.
fn is_new(state: &State, answer: &str) -> bool {
    let State::Stale(drift) = state else { return false };
    let Drift::Known(changes) = &**drift else { return false };
    changes.iter().any(|change| {
        change.kind == BlockKind::Field && change.section.strip_prefix("answers.") == Some(answer)
    })
}
