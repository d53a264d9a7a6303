//! Sections that have ended: readers do not see them any more.

use std::collections::BTreeSet;

use kb_model::{Document, Span};
use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Placed, Setting};
use crate::view::Viewpoint;

/// Takes out the events of sections that have ended. Footnotes stay, wherever they are written: others may lead to them.
pub(super) fn leave_out(events: &mut Vec<Placed<'_>>, setting: &Setting<'_>) {
    let spans = spans(setting.document, &ended(setting.at, setting.document));
    if spans.is_empty() {
        return;
    }
    let mut is_in_note = false;
    events.retain(|(event, range)| {
        let start = range.start + setting.part.start;
        let is_end = matches!(event, Event::End(TagEnd::FootnoteDefinition));
        is_in_note |= matches!(event, Event::Start(Tag::FootnoteDefinition(_)));
        let is_kept = is_in_note || !spans.iter().any(|span| span.start <= start && start < span.end);
        is_in_note &= !is_end;
        is_kept
    });
}

/// Returns the ids of a document's sections that readers do not see any more.
pub fn ended<'a>(at: Viewpoint<'a>, document: &Document) -> BTreeSet<&'a str> {
    let thing = at.reader.thing(document.kind, &document.id, &at.locale.tag);
    thing.map(|thing| thing.ended(at.today)).unwrap_or_default()
}

/// Returns where the sections with these ids stand in a document.
pub fn spans(document: &Document, ids: &BTreeSet<&str>) -> Vec<Span> {
    let outline = &document.body.outline;
    let ended = outline.iter().enumerate().filter(|(_, heading)| ids.contains(&*heading.id));
    let end = |index: usize| outline.get(index + 1).map_or(document.body.span.end, |next| next.span.start);
    ended.map(|(index, heading)| Span { start: heading.span.start, end: end(index) }).collect()
}
