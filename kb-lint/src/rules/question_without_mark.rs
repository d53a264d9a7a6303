//! Finds questions that do not read as questions.

use kb_model::Document;
use kb_model::troubleshooter::Troubleshooter;

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `question_without_mark.md`, which is also this rule's test.
pub(super) struct QuestionWithoutMark;

/// What questions end with: in Latin and Chinese, Arabic, Greek and Armenian script.
const MARKS: [char; 5] = ['?', '\u{ff1f}', '\u{61f}', '\u{37e}', '\u{55e}'];

impl Rule for QuestionWithoutMark {
    fn about(&self) -> About {
        About::warning("question-without-mark", include_str!("question_without_mark.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for thing in subject.things() {
            let Some(tree) = thing.source.as_deref().and_then(Document::troubleshooter) else { continue };
            for document in thing.documents() {
                check(document, tree, found);
            }
        }
    }
}

fn check(document: &Document, tree: &Troubleshooter, found: &mut Found) {
    for (heading, _) in document.sections() {
        let is_question = tree.node(&heading.id).is_some_and(|node| !node.answers.is_empty());
        if is_question && !heading.title.ends_with(MARKS) && !heading.title.is_empty() {
            found
                .at(&document.path, heading.span, "this question has no question mark")
                .help("ask what the answers answer: readers look at nothing else");
        }
    }
}
