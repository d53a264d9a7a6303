//! Links and images: relative `.md` paths become addresses in the reader's locale.
//!
//! A link that leads nowhere becomes its words. `build` refuses such content; a preview shows the rest of the page.

use kb_model::catalog::Destination;
use kb_model::{Id, Kind, Span};
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::{Placed, Setting, escaped, nothing, piece};
use crate::route;
use crate::view::Language;

/// What becomes of a link.
enum Target {
    /// An address, and the language of its text where that is not the document's.
    Href(String, Option<Language>),
    /// Nothing but its words.
    Words,
}

/// Leads links to where readers of the page's locale find their targets, and images to their files.
pub(super) fn lead<'a>(events: &mut [Placed<'a>], setting: &Setting<'_>) {
    let mut ends: Vec<Event<'a>> = Vec::new();
    for (event, _) in events {
        match event {
            Event::Start(Tag::Link { link_type, dest_url, title, .. }) => {
                let (opening, closing) = link(setting, dest_url, title, *link_type).unzip();
                ends.push(closing.map_or_else(nothing, piece));
                *event = opening.map_or_else(nothing, piece);
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                if let Some(file) = image(setting, dest_url) {
                    ends.push(Event::End(TagEnd::Image));
                    *dest_url = file.into();
                } else {
                    ends.push(nothing());
                    *event = nothing();
                }
            }
            Event::End(TagEnd::Link | TagEnd::Image) => *event = ends.pop().unwrap_or_else(nothing),
            _ => {}
        }
    }
}

/// Returns the two tags of a link, if it leads anywhere. A page in another language is marked so that readers see it
/// before they go.
fn link(setting: &Setting<'_>, to: &str, title: &str, link_type: LinkType) -> Option<(String, String)> {
    let Target::Href(href, language) = target(setting, to, link_type) else { return None };
    let mut opening = format!("<a href=\"{}\"", escaped(&href));
    if !title.is_empty() {
        opening.extend([" title=\"", &escaped(title), "\""]);
    }
    let mut closing = String::from("</a>");
    if let Some(Language { tag, name, .. }) = language {
        opening.extend([" hreflang=\"", &tag, "\""]);
        closing.extend([" <small class=\"tag\" lang=\"", &tag, "\">", &escaped(&name), "</small>"]);
    }
    Some((opening + ">", closing))
}

fn target(setting: &Setting<'_>, link: &str, link_type: LinkType) -> Target {
    if link_type == LinkType::Email {
        return Target::Href(format!("mailto:{link}"), None);
    }
    match setting.at.reader.destination(setting.document, link) {
        Destination::External if kb_lint::url::fault(link).is_none() => Target::Href(link.to_owned(), None),
        Destination::Section(id) if !id.is_empty() && is_elsewhere(setting, id) => {
            thing(setting, setting.document.kind, &setting.document.id, Some(id))
        }
        Destination::Section(id) if !id.is_empty() => Target::Href(format!("#{id}"), None),
        Destination::Thing(kind, id, anchor) => thing(setting, kind, id, anchor),
        Destination::Asset(path) => Target::Href(setting.at.href(&route::asset(&path)), None),
        Destination::External | Destination::Section(_) | Destination::Nowhere(_) | Destination::Outside => {
            Target::Words
        }
    }
}

/// Tells whether a section of the document itself is not on the page: nodes of a troubleshooter have pages of their own,
/// and where only a part of a document is shown, the rest is on the document's page.
fn is_elsewhere(setting: &Setting<'_>, id: &str) -> bool {
    let part = setting.part;
    let is_left_out = |span: Span| span.start < part.start || span.start >= part.end;
    let heading = setting.document.heading(id);
    setting.document.kind == Kind::Troubleshooter || heading.is_some_and(|heading| is_left_out(heading.span))
}

fn thing(setting: &Setting<'_>, kind: Kind, id: &Id, anchor: Option<&str>) -> Target {
    let at = setting.at;
    match kind {
        Kind::Channel if setting.anchors.channels.contains(id) => {
            return Target::Href(format!("#kb-channel-{id}"), None);
        }
        Kind::Checklist if setting.anchors.checklists.contains(id) => {
            return Target::Href(format!("#kb-checklist-{id}"), None);
        }
        Kind::Troubleshooter if setting.anchors.troubleshooter == Some(id) => {
            return Target::Href(format!("#{}", anchor.unwrap_or("kb-main")), None);
        }
        Kind::Troubleshooter => {
            if let Some(node) = anchor.and_then(|anchor| node(setting, id, anchor)) {
                return node;
            }
        }
        _ => {}
    }
    if let Some(address) = route::of(at.reader, kind, id, &at.locale.tag) {
        let anchor = anchor.map_or_else(String::new, |anchor| format!("#{anchor}"));
        let is_foreign = address.text != setting.document.locale;
        let language = at.settings().locale(&address.text).filter(|_| is_foreign).map(Language::of);
        return Target::Href(format!("{}{anchor}", at.href(&address.route)), language);
    }
    Target::Words
}

/// Returns the page of a node, if a link to a section of a troubleshooter means one.
fn node(setting: &Setting<'_>, id: &Id, name: &str) -> Option<Target> {
    let at = setting.at;
    let thing = at.reader.thing(Kind::Troubleshooter, id, &at.locale.tag)?;
    thing.source.as_ref()?.troubleshooter()?.node(name)?;
    let is_foreign = thing.shown(&at.locale.tag)?.locale != setting.document.locale;
    let language = at.settings().locale(&thing.shown(&at.locale.tag)?.locale).map(Language::of);
    let href = at.href(&route::node(at.reader, id, name, &at.locale.tag)?);
    Some(Target::Href(href, language.filter(|_| is_foreign)))
}

/// Returns the address of an image; the policy of the page allows none from elsewhere.
fn image(setting: &Setting<'_>, link: &str) -> Option<String> {
    match setting.at.reader.destination(setting.document, link) {
        Destination::Asset(path) => Some(setting.at.href(&route::asset(&path))),
        _ => None,
    }
}
