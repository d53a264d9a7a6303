//! Headings: the ids of the outline, and never the level of the page's own title.

use kb_model::Document;
use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use super::Placed;

/// Gives headings the ids that links lead to. Other attributes are dropped: a page has no classes but the theme's.
pub(super) fn identify<'a>(events: Vec<Placed<'a>>, document: &Document) -> Vec<Placed<'a>> {
    let mut outline = document.body.outline.iter();
    let replaced = events.into_iter().map(|(event, range)| {
        let event = match event {
            Event::Start(Tag::Heading { level, .. }) => {
                let id = outline.next().map(|heading| heading.id.to_string().into());
                Event::Start(Tag::Heading {
                    level: below_title(level),
                    id,
                    classes: Vec::new(),
                    attrs: Vec::new(),
                })
            }
            Event::End(TagEnd::Heading(level)) => Event::End(TagEnd::Heading(below_title(level))),
            other => other,
        };
        (event, range)
    });
    replaced.collect()
}

fn below_title(level: HeadingLevel) -> HeadingLevel {
    level.max(HeadingLevel::H2)
}
