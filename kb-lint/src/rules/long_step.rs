//! Finds steps that ask for more than one thing.

use kb_model::block::{BlockKind, BlockSpan};
use kb_model::{Document, Span};

use crate::conventions::Language;
use crate::findings::Found;
use crate::rule::{About, Rule, Subject};
use crate::sentences::sentences;

/// See `long_step.md`, which is also this rule's test.
pub(super) struct LongStep;

/// How many actions a step may ask for: to open something and tap in it is one way to say one thing.
const MOST_ACTIONS: usize = 2;

/// How many of the actions beyond the first are pointed at.
const MOST_SHOWN: usize = 9;

/// How many sentences a step may have: what to do, what will be seen, a remark, and two that it quotes for somebody to
/// say. A step with more is mostly two.
const MOST_SENTENCES: usize = 5;

impl Rule for LongStep {
    fn about(&self) -> About {
        About::info("long-step", include_str!("long_step.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            let language = subject.conventions.get(&document.locale);
            for block in &document.body.layout {
                if let Some(number) = number(document, block) {
                    judge(document, (number, block.span), language, found);
                }
            }
        }
    }
}

/// Reports a step by what it asks for, or else by its length.
fn judge(document: &Document, (number, step): (&str, Span), language: Option<&Language>, found: &mut Found) {
    let text = step.slice(&document.text);
    let steps = language.and_then(|language| language.steps.as_ref());
    let actions =
        steps.filter(|steps| steps.may_ask_for(text, MOST_ACTIONS + 1)).map(|steps| steps.actions(text));
    let actions: Vec<Span> = actions.into_iter().flatten().map(|verb| Span::of(&verb, step.start)).collect();
    let count = sentences(text).count();
    if let [first, others @ ..] = &actions[..]
        && actions.len() > MOST_ACTIONS
    {
        let message = format!("step {number} asks for {} actions", actions.len());
        let mut noted = found.at(&document.path, *first, message);
        noted.label("the first");
        for verb in others.iter().take(MOST_SHOWN) {
            noted.related(&document.path, *verb, "one more");
        }
        noted.help("write one action to a step: readers look away to the app after each");
    } else if count > MOST_SENTENCES {
        found
            .at(&document.path, step, format!("step {number} has {count} sentences"))
            .label(format!("more than {MOST_SENTENCES} are mostly two steps"))
            .help("make two steps of it, or move what explains it below the list");
    }
}

/// Returns the number of a numbered item before its first block.
fn number<'d>(document: &'d Document, block: &BlockSpan) -> Option<&'d str> {
    if block.kind != BlockKind::Item {
        return None;
    }
    let before = document.text[..block.span.start].trim_end_matches(' ');
    let number = before.strip_suffix('.').or_else(|| before.strip_suffix(')'))?;
    let digits = number.len() - number.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    Some(&number[number.len() - digits..]).filter(|number| !number.is_empty())
}
