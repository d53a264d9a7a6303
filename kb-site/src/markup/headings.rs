//! Headings: the ids of the outline, and never the level of the page's own title.

use kb_model::markdown::Heading;
use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use super::{Placed, Setting};

/// Gives headings the ids that links lead to. Other attributes are dropped: a page has no classes but the theme's.
pub(super) fn identify(events: &mut [Placed<'_>], setting: &Setting<'_>) {
    let within = |heading: &&Heading| heading.span.start >= setting.part.start;
    let mut outline = setting.document.body.outline.iter().filter(within);
    for (event, _) in events {
        match event {
            Event::Start(Tag::Heading { level, id, classes, attrs }) => {
                *level = below_title(*level);
                *id = outline.next().map(|heading| heading.id.to_string().into());
                classes.clear();
                attrs.clear();
            }
            Event::End(TagEnd::Heading(level)) => *level = below_title(*level),
            _ => {}
        }
    }
}

fn below_title(level: HeadingLevel) -> HeadingLevel {
    level.max(HeadingLevel::H2)
}
