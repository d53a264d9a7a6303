//! Code blocks: they can be scrolled with the keyboard too.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Placed, piece};

/// Makes code blocks reachable.
pub(super) fn wrap(events: Vec<Placed<'_>>) -> Vec<Placed<'_>> {
    let replaced = events.into_iter().map(|(event, range)| {
        let event = match event {
            Event::Start(Tag::CodeBlock(_)) => piece("<pre tabindex=\"0\"><code>"),
            Event::End(TagEnd::CodeBlock) => piece("</code></pre>\n"),
            other => other,
        };
        (event, range)
    });
    replaced.collect()
}
