//! Footnotes: gathered at the end, numbered by their first use, with a way back.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use pulldown_cmark::{Event, Tag, TagEnd, html};

use super::{Placed, Setting, escaped, piece};

/// Moves footnotes to the end of the body.
pub(super) fn gather(events: &mut Vec<Placed<'_>>, setting: &Setting<'_>) {
    let is_note = |event: &Event<'_>| {
        matches!(event, Event::FootnoteReference(_) | Event::Start(Tag::FootnoteDefinition(_)))
    };
    if events.iter().any(|(event, _)| is_note(event)) {
        *events = gathered(std::mem::take(events), setting);
    }
}

fn gathered<'a>(events: Vec<Placed<'a>>, setting: &Setting<'_>) -> Vec<Placed<'a>> {
    let mut notes: BTreeMap<String, Vec<Placed<'a>>> = BTreeMap::new();
    let mut order: Vec<String> = Vec::new();
    let mut text = Vec::new();
    let mut open: Option<String> = None;
    for (event, range) in events {
        match event {
            Event::Start(Tag::FootnoteDefinition(label)) => open = Some(label.to_string()),
            Event::End(TagEnd::FootnoteDefinition) => open = None,
            Event::FootnoteReference(label) => {
                let reference = piece(reference(&label, &mut order));
                destination(&mut text, &mut notes, open.as_deref()).push((reference, range));
            }
            other => destination(&mut text, &mut notes, open.as_deref()).push((other, range)),
        }
    }
    if !order.is_empty() {
        text.push((piece(list(&order, notes, setting)), 0..0));
    }
    text
}

fn destination<'m, 'a>(
    text: &'m mut Vec<Placed<'a>>,
    notes: &'m mut BTreeMap<String, Vec<Placed<'a>>>,
    open: Option<&str>,
) -> &'m mut Vec<Placed<'a>> {
    match open {
        Some(label) => notes.entry(label.to_owned()).or_default(),
        None => text,
    }
}

fn reference(label: &str, order: &mut Vec<String>) -> String {
    let known = order.iter().position(|known| known == label);
    let number = known.unwrap_or(order.len()) + 1;
    let mut id = String::new(); // the way back leads to the first use
    if known.is_none() {
        order.push(label.to_owned());
        id = format!(" id=\"fnref-{number}\"");
    }
    format!("<sup class=\"footnote\"><a href=\"#fn-{number}\"{id}>{number}</a></sup>")
}

fn list(order: &[String], mut notes: BTreeMap<String, Vec<Placed<'_>>>, setting: &Setting<'_>) -> String {
    let label = escaped(setting.strings.plain("footnotes_label"));
    let back = escaped(setting.strings.plain("footnote_back"));
    let mut section = format!("<section class=\"footnotes\" aria-label=\"{label}\"><ol>\n");
    for (index, label) in order.iter().enumerate() {
        let mut note = String::new();
        let events = notes.remove(label).unwrap_or_default();
        html::push_html(&mut note, events.into_iter().map(|(event, _)| event));
        let number = index + 1;
        writeln!(section, "<li id=\"fn-{number}\">{note}<a href=\"#fnref-{number}\">{back}</a></li>")
            .expect("a String takes all");
    }
    section.push_str("</ol></section>\n");
    section
}
