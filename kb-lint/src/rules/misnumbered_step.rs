//! Finds steps that readers see under another number than writers do.

use kb_model::diagnostic::{Edit, Fix, Safety};
use kb_model::{Document, Span};

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `misnumbered_step.md`, which is also this rule's test.
pub(super) struct MisnumberedStep;

impl Rule for MisnumberedStep {
    fn about(&self) -> About {
        About::warning("misnumbered-step", include_str!("misnumbered_step.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            for list in lists(document) {
                judge(document, &list, found);
            }
        }
    }
}

/// A step as it is written at the margin.
#[derive(Clone, Copy)]
struct Step {
    number: u64,
    /// Where the number stands.
    span: Span,
}

/// Reports the first step whose number is not the one that readers see: lists count on from their first number. A list
/// whose steps all have one number is fine: some writers let the renderer count.
fn judge(document: &Document, list: &[Step], found: &mut Found) {
    let [first, second, ..] = list else { return };
    if first.number == second.number && list.iter().all(|step| step.number == first.number) {
        return;
    }
    let is_wrong = |(step, shown): &(&Step, u64)| step.number != *shown;
    let wrong: Vec<(&Step, u64)> = list.iter().zip(first.number..).filter(is_wrong).collect();
    let Some((step, shown)) = wrong.first() else { return };
    let edit = |(step, shown): &(&Step, u64)| Edit {
        path: document.path.clone(),
        span: step.span,
        text: shown.to_string(),
    };
    let edits = wrong.iter().map(edit).collect();
    found
        .at(&document.path, step.span, format!("readers see this step as {shown}"))
        .label(format!("it is written as {}", step.number))
        .help("number steps one by one, so that a text can name them")
        .fix(Fix { title: "number the steps one by one".to_owned(), safety: Safety::Safe, edits });
}

/// Returns the numbered lists at the margin of a body. What is indented belongs to a step; any other line but an empty one
/// ends a list. Code blocks hold none.
fn lists(document: &Document) -> Vec<Vec<Step>> {
    let (mut lists, mut open) = (Vec::new(), Vec::new());
    let (mut at, mut is_code) = (document.body.span.start, false);
    for line in document.body.span.slice(&document.text).split_inclusive('\n') {
        let start = at;
        at += line.len();
        is_code ^= line.starts_with("```") || line.starts_with("~~~");
        if is_code || line.trim().is_empty() || line.starts_with([' ', '\t']) {
            continue;
        }
        match step(line, start) {
            Some(step) => open.push(step),
            None if !open.is_empty() => lists.push(std::mem::take(&mut open)),
            None => {}
        }
    }
    lists.push(open);
    lists
}

/// Returns the step that a line begins.
fn step(line: &str, start: usize) -> Option<Step> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let is_marked = line[digits..].starts_with(". ") || line[digits..].starts_with(") ");
    let number = line[..digits].parse().ok().filter(|_| is_marked && digits <= 9)?; // CommonMark 0.31.2, section 5.2
    Some(Step { number, span: Span { start, end: start + digits } })
}
