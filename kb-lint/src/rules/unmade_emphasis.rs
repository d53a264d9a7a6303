//! Finds asterisks and backticks that were meant to make words bold, or code, but are shown as they are.

use std::ops::Range;

use kb_model::Document;
use kb_model::block::BlockKind;
use kb_model::markdown::Prose;

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `unmade_emphasis.md`, which is also this rule's test.
pub(super) struct UnmadeEmphasis;

const RUN: &str = "**";

impl Rule for UnmadeEmphasis {
    fn about(&self) -> About {
        About::warning("unmade-emphasis", include_str!("unmade_emphasis.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            if !has_suspect(document.body.span.slice(&document.text)) {
                continue;
            }
            for prose in document.prose().iter().filter(|prose| prose.kind != BlockKind::Field) {
                judge(document, prose, found);
            }
        }
    }
}

/// Tells whether runs of asterisks do not plainly stand in pairs around words, or backticks not in pairs at all.
fn has_suspect(body: &str) -> bool {
    let mut runs = memchr::memmem::find_iter(body.as_bytes(), RUN);
    while let Some(opening) = runs.next() {
        let Some(closing) = runs.next() else { return true };
        let inner = &body.as_bytes()[opening + RUN.len()..closing];
        let is_loose =
            |byte: Option<&u8>| byte.is_none_or(|byte| byte.is_ascii_whitespace() || *byte == b'*');
        if is_loose(inner.first()) || is_loose(inner.last()) || inner.contains(&b'\n') {
            return true;
        }
    }
    memchr::memchr_iter(b'`', body.as_bytes()).count() % 2 == 1
}

/// Reports what has stayed in the words. Pairs with words right inside are left to `broken-emphasis`.
fn judge(document: &Document, prose: &Prose, found: &mut Found) {
    for runs in runs(document, prose).chunks(2) {
        let help = match runs {
            [opening, closing] if is_loose(&prose.text[opening.end..closing.start]) => {
                "write the asterisks right before the first word and right behind the last one"
            }
            [alone] if !is_between(&prose.text, alone) => {
                "write two asterisks before the words and two behind them, or take these away"
            }
            _ => continue,
        };
        let whole = runs[0].start..runs[runs.len() - 1].end;
        found
            .at(&document.path, prose.span(whole), "readers see these asterisks, and no bold words")
            .help(help);
    }
    let mut ticks = prose.text.match_indices('`').map(|(at, tick)| at..at + tick.len());
    let alone = ticks.next().filter(|_| ticks.next().is_none());
    if let Some(tick) = alone.filter(|tick| is_as_written(document, prose, tick, "`")) {
        found
            .at(&document.path, prose.span(tick), "readers see this backtick, and no code")
            .help("write one before the code and one behind it, or take this one away");
    }
}

/// Returns the runs of just two asterisks that are not escaped.
fn runs(document: &Document, prose: &Prose) -> Vec<Range<usize>> {
    let text = &prose.text;
    let places = text.match_indices(RUN).map(|(at, run)| at..at + run.len());
    let is_alone =
        |run: &Range<usize>| !text[..run.start].ends_with('*') && !text[run.end..].starts_with('*');
    places.filter(|run| is_alone(run) && is_as_written(document, prose, run, RUN)).collect()
}

/// Tells whether there are words between two runs, with a space beside one of these.
fn is_loose(inner: &str) -> bool {
    inner.contains(char::is_alphabetic) && (inner.starts_with(' ') || inner.ends_with(' '))
}

/// Tells whether a run stands between numbers or spaces, as in `2 ** 3`, or for hidden digits, as in `**1234`.
fn is_between(text: &str, run: &Range<usize>) -> bool {
    let is_number = |c: char| c.is_whitespace() || c.is_ascii_digit();
    let (before, after) = (text[..run.start].chars().next_back(), text[run.end..].chars().next());
    before.is_none_or(is_number) && after.is_none_or(is_number)
}

/// Tells whether a mark stands in the file just as it is in the words, without a `\\` before it.
fn is_as_written(document: &Document, prose: &Prose, place: &Range<usize>, mark: &str) -> bool {
    let span = prose.span(place.clone());
    span.slice(&document.text) == mark && !document.text[..span.start].ends_with('\\')
}
