//! Finds instructions that name a thing by its colour or place alone.

use kb_model::Document;
use kb_model::block::BlockKind;
use kb_model::markdown::Prose;

use super::is_written_for_readers;
use crate::conventions::Looks;
use crate::findings::Found;
use crate::rule::{About, Rule, Subject};
use crate::sentences::sentences;
use crate::signs::Sign;

/// See `sensory_only.md`, which is also this rule's test.
pub(super) struct SensoryOnly;

impl Rule for SensoryOnly {
    fn about(&self) -> About {
        About::info("sensory-only", include_str!("sensory_only.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for (document, language) in subject.showing(Sign::Thing) {
            if let Some(looks) = &language.looks {
                let is_text =
                    |prose: &&Prose| is_written_for_readers(prose) && prose.kind != BlockKind::Image; // it describes
                for prose in document.prose().iter().filter(is_text) {
                    judge(document, prose, looks, found);
                }
            }
        }
    }
}

fn judge(document: &Document, prose: &Prose, looks: &Looks, found: &mut Found) {
    for sentence in sentences(&prose.text) {
        let Some(look) = looks.find(&prose.text[sentence.clone()]) else { continue };
        let written = prose.span(sentence.clone()).slice(&document.text);
        if !names_something(written) {
            let words = sentence.start + look.start..sentence.start + look.end;
            found
                .at(&document.path, prose.span(words), "this names a thing by its looks alone")
                .help("add the words that stand on it, in bold or in quotes: not everybody sees colours, and they change");
        }
    }
}

/// Tells whether a sentence has bold or quoted words in it, other than who acts, as in `**You:**`.
fn names_something(written: &str) -> bool {
    let after =
        written.split_once(":**").or_else(|| written.split_once("**：")).map_or(written, |(_, after)| after);
    after.contains("**") || after.contains(['“', '"', '「', '『', '['])
}
