//! Code blocks: they can be scrolled with the keyboard too.

use pulldown_cmark::{Event, Tag, TagEnd};

use super::{Placed, piece};

/// Makes code blocks reachable.
pub(super) fn wrap(events: &mut [Placed<'_>]) {
    for (event, _) in events {
        match event {
            Event::Start(Tag::CodeBlock(_)) => *event = piece("<pre tabindex=\"0\"><code>"),
            Event::End(TagEnd::CodeBlock) => *event = piece("</code></pre>\n"),
            _ => {}
        }
    }
}
