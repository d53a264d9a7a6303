//! Finds code blocks that nothing ends.

use kb_model::{Document, Span};

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `unclosed_code_block.md`, which is also this rule's test.
pub(super) struct UnclosedCodeBlock;

impl Rule for UnclosedCodeBlock {
    fn about(&self) -> About {
        About::error("unclosed-code-block", include_str!("unclosed_code_block.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            if let Some(fence) = unclosed(document) {
                found
                    .at(&document.path, fence, "this code block is never closed")
                    .label("everything below is shown as code")
                    .help("write the same marks on a line of its own where it ends");
            }
        }
    }
}

/// Returns the fence of a code block that reaches to the end of the file.
///
/// A fence is three or more equal marks behind at most three spaces; one of the same marks, no shorter and with nothing
/// behind it, closes it (`CommonMark` 0.31.2, section 4.5). Fences inside lists and quotations are left to the eye.
fn unclosed(document: &Document) -> Option<Span> {
    let (text, body) = (&*document.text, document.body.span);
    let mut open: Option<(Span, &str)> = None;
    let mut at = body.start;
    for line in body.slice(text).split_inclusive('\n') {
        let start = at;
        at += line.len();
        let Some((marks, rest)) = fence(line) else { continue };
        match open {
            None if !(marks.starts_with('`') && rest.contains('`')) => {
                open = Some((Span { start, end: start + line.trim_end().len() }, marks));
            }
            Some((_, opening)) if rest.is_empty() && marks.starts_with(opening) => open = None,
            _ => {}
        }
    }
    open.map(|(fence, _)| fence)
}

/// Returns the marks of a fence, and what stands behind them.
fn fence(line: &str) -> Option<(&str, &str)> {
    let trimmed = line.trim_start_matches(' ');
    let mark = trimmed.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let length = trimmed.len() - trimmed.trim_start_matches(mark).len();
    let is_fence = length >= 3 && line.len() - trimmed.len() <= 3;
    is_fence.then(|| (&trimmed[..length], trimmed[length..].trim()))
}
