//! Alerts: `> [!WARNING]` becomes a note with a title in the text's language.

use pulldown_cmark::{BlockQuoteKind, Event, Tag, TagEnd};

use super::{Placed, Setting, escaped, piece};

/// Gives alerts their titles.
pub(super) fn entitle(events: &mut [Placed<'_>], setting: &Setting<'_>) {
    for (event, _) in events {
        match event {
            Event::Start(Tag::BlockQuote(Some(kind))) => *event = piece(opening(*kind, setting)),
            Event::End(TagEnd::BlockQuote(Some(_))) => *event = piece("</div>\n"),
            _ => {}
        }
    }
}

fn opening(kind: BlockQuoteKind, setting: &Setting<'_>) -> String {
    let name = match kind {
        BlockQuoteKind::Note => "note",
        BlockQuoteKind::Tip => "tip",
        BlockQuoteKind::Important => "important",
        BlockQuoteKind::Warning => "warning",
        BlockQuoteKind::Caution => "caution",
    };
    let title = escaped(setting.strings.plain(&format!("alert_{name}")));
    format!("<div class=\"alert alert-{name}\" role=\"note\"><p class=\"alert-title\">{title}</p>\n")
}
