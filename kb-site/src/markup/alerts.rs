//! Alerts: `> [!WARNING]` becomes a note with a title in the text's language.

use pulldown_cmark::{BlockQuoteKind, Event, Tag, TagEnd};

use super::{Placed, Setting, escaped, piece};

/// Gives alerts their titles.
pub(super) fn entitle<'a>(events: Vec<Placed<'a>>, setting: &Setting<'_>) -> Vec<Placed<'a>> {
    let replaced = events.into_iter().map(|(event, range)| {
        let event = match event {
            Event::Start(Tag::BlockQuote(Some(kind))) => piece(opening(kind, setting)),
            Event::End(TagEnd::BlockQuote(Some(_))) => piece("</div>\n"),
            other => other,
        };
        (event, range)
    });
    replaced.collect()
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
