//! Markup: from the Markdown of a document to HTML.
//!
//! A few small stages go over the events of the parser in turn, and each mends or replaces what is its business. Raw HTML
//! and unsafe addresses end here, whatever the linter was told.

mod alerts;
mod cells;
mod code;
mod emphasis;
mod ended;
mod footnotes;
mod headings;
mod links;
mod raw;

use std::ops::Range;

use kb_model::markdown::{needs_no_space, options};
use kb_model::{Document, Id, Span};
use pulldown_cmark::{CowStr, Event, Parser, html};

pub use ended::{ended, spans};

use crate::theme::Strings;
use crate::view::Viewpoint;

/// An event with its place in the body.
type Placed<'a> = (Event<'a>, Range<usize>);

/// What stands on the page beside the body: links lead there, and not to a page of its own.
#[derive(Debug, Clone, Copy, Default)]
pub struct Anchors<'a> {
    /// The channels on the page.
    pub channels: &'a [Id],
    /// The checklists on the page.
    pub checklists: &'a [Id],
    /// The troubleshooter with all its nodes on the page.
    pub troubleshooter: Option<&'a Id>,
}

/// What the stages need to know.
struct Setting<'a> {
    at: Viewpoint<'a>,
    document: &'a Document,
    /// The part of the document that is rendered: the places of events count from its beginning.
    part: Span,
    strings: &'a Strings,
    anchors: &'a Anchors<'a>,
}

/// How many bytes of Markdown an event stands for, at least in most bodies: room for all is made at once.
const BYTES_PER_EVENT: usize = 12;

/// Returns the body of a document as HTML, seen from a page of some locale.
pub fn html(at: Viewpoint<'_>, document: &Document, anchors: &Anchors<'_>) -> String {
    part(at, document, document.body.span, anchors)
}

/// Returns a part of the body as HTML. It is read by itself: definitions of links and footnotes stand within.
pub fn part(at: Viewpoint<'_>, document: &Document, span: Span, anchors: &Anchors<'_>) -> String {
    let body = span.slice(&document.text);
    let setting = Setting { at, document, part: span, strings: at.theme.strings(&document.locale), anchors };
    let mut events: Vec<Placed<'_>> = Vec::with_capacity(body.len() / BYTES_PER_EVENT);
    events.extend(Parser::new_ext(body, options()).into_offset_iter());
    raw::admit(&mut events, &setting);
    emphasis::mend(&mut events, body);
    headings::identify(&mut events, &setting);
    ended::leave_out(&mut events, &setting);
    links::lead(&mut events, &setting);
    alerts::entitle(&mut events, &setting);
    cells::wrap(&mut events, &setting);
    code::wrap(&mut events);
    footnotes::gather(&mut events, &setting);
    join_han_lines(&mut events);
    let mut rendered = String::with_capacity(body.len() * 3 / 2);
    html::push_html(&mut rendered, events.into_iter().map(|(event, _)| event));
    rendered
}

/// Returns a finished piece of HTML as an event.
fn piece<'a>(html: impl Into<CowStr<'a>>) -> Event<'a> {
    Event::Html(html.into())
}

/// Returns an event that shows nothing.
fn nothing<'a>() -> Event<'a> {
    Event::Text(CowStr::Borrowed(""))
}

/// Returns a text with the characters escaped that mean something in HTML.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            other => safe.push(other),
        }
    }
    safe
}

/// Drops line breaks between Han characters, where browsers would show a space.
fn join_han_lines(events: &mut [Placed<'_>]) {
    for at in 0..events.len() {
        let is_break = matches!(events[at].0, Event::SoftBreak);
        if is_break && needs_no_space(last_char(&events[..at]), first_char(&events[at + 1..])) {
            events[at].0 = nothing();
        }
    }
}

fn last_char(events: &[Placed<'_>]) -> Option<char> {
    events.iter().rev().find_map(|(event, _)| match event {
        Event::Text(text) | Event::Code(text) => Some(text.chars().next_back()),
        Event::Start(_) | Event::End(_) => None,
        _ => Some(None),
    })?
}

fn first_char(events: &[Placed<'_>]) -> Option<char> {
    events.iter().find_map(|(event, _)| match event {
        Event::Text(text) | Event::Code(text) => Some(text.chars().next()),
        Event::Start(_) | Event::End(_) => None,
        _ => Some(None),
    })?
}

#[cfg(test)]
mod tests;
