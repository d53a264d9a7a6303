//! Emphasis beside full-width punctuation.
//!
//! `CommonMark` shows `**请不要分享密码。**我们` with its asterisks, since a closing run may not stand between
//! punctuation and a letter. Writers of Chinese mean emphasis there. This stage pairs such runs, as the CJK-friendly
//! amendment to `CommonMark` does (`commonmark/commonmark-spec` issue 650).

use kb_model::markdown::is_han;
use pulldown_cmark::{Event, Tag, TagEnd};

use super::Placed;

/// Turns pairs of literal `**` that stand beside Han characters into strong emphasis.
pub(super) fn mend(events: &mut Vec<Placed<'_>>, body: &str) {
    if events.iter().any(|(event, _)| is_asterisk(event)) {
        *events = paired(runs(std::mem::take(events)), body);
    }
}

fn paired<'a>(events: Vec<Placed<'a>>, body: &str) -> Vec<Placed<'a>> {
    let mut mended: Vec<Placed<'a>> = Vec::with_capacity(events.len());
    let mut opener: Option<usize> = None;
    for (event, range) in events {
        if is_block_edge(&event) {
            opener = None;
        }
        let is_run = matches!(&event, Event::Text(text) if &**text == "**") && is_written(body, range.start);
        if !is_run || !is_beside_han(body, &range) {
            mended.push((event, range));
            continue;
        }
        match opener.take() {
            Some(at) if is_balanced(&mended[at + 1..]) => {
                flip(&mut mended[at + 1..]);
                mended[at].0 = Event::Start(Tag::Strong);
                mended.push((Event::End(TagEnd::Strong), range));
            }
            _ => {
                opener = Some(mended.len());
                mended.push((event, range));
            }
        }
    }
    mended
}

/// Turns strong emphasis between two runs inside out: strong in strong is never meant, so the runs in the middle were
/// the end of one emphasis and the beginning of the next.
fn flip(between: &mut [Placed<'_>]) {
    for (event, _) in between {
        match event {
            Event::Start(Tag::Strong) => *event = Event::End(TagEnd::Strong),
            Event::End(TagEnd::Strong) => *event = Event::Start(Tag::Strong),
            _ => {}
        }
    }
}

/// Joins the two events of a literal `**` to one: the parser hands out asterisks one by one.
fn runs(events: Vec<Placed<'_>>) -> Vec<Placed<'_>> {
    let is_single = |event: &Event<'_>| matches!(event, Event::Text(text) if &**text == "*");
    let mut joined: Vec<Placed<'_>> = Vec::with_capacity(events.len());
    for (event, range) in events {
        match joined.last_mut() {
            Some((last, before)) if is_single(last) && is_single(&event) && before.end == range.start => {
                (*last, before.end) = (Event::Text("**".into()), range.end);
            }
            _ => joined.push((event, range)),
        }
    }
    joined
}

fn is_asterisk(event: &Event<'_>) -> bool {
    matches!(event, Event::Text(text) if matches!(&**text, "*" | "**"))
}

/// Tells whether the run is not escaped.
fn is_written(body: &str, start: usize) -> bool {
    !body[..start].ends_with('\\') && body[start..].starts_with("**")
}

fn is_beside_han(body: &str, range: &std::ops::Range<usize>) -> bool {
    let before = body[..range.start].chars().next_back();
    let after = body[range.end..].chars().next();
    before.is_some_and(is_han) || after.is_some_and(is_han)
}

fn is_block_edge(event: &Event<'_>) -> bool {
    let inline_start = |tag: &Tag<'_>| {
        matches!(tag, Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } | Tag::Image { .. })
    };
    let inline_end = |tag: &TagEnd| {
        matches!(
            tag,
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image
        )
    };
    match event {
        Event::Start(tag) => !inline_start(tag),
        Event::End(tag) => !inline_end(tag),
        _ => false,
    }
}

/// Tells whether what stands between two runs opens nothing that it does not close.
fn is_balanced(between: &[Placed<'_>]) -> bool {
    let mut depth = 0_i32;
    for (event, _) in between {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        if depth < 0 {
            return false;
        }
    }
    depth == 0 && !between.is_empty()
}
