//! Facts: headings, links, images and raw HTML, collected from the events of one body.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use super::{Attribute, Heading, IdOrigin, Image, Link, Markdown};
use crate::Span;
use crate::id::Slug;

/// Collects facts from the events of one body.
pub(super) struct Facts<'a> {
    body: &'a str,
    offset: usize,
    found: Markdown,
    section: Arc<str>,
    ids: BTreeSet<Arc<str>>,
    /// The next number to try for each id that is made from words.
    numbers: BTreeMap<String, usize>,
    written_id: Option<Arc<str>>,
    attributes: Box<[Attribute]>,
    /// The words of the heading, or of the outermost link or image, that is being read.
    words: String,
    is_in_heading: bool,
    spans: Vec<OpenSpan>,
}

/// A link or image whose words are being collected.
struct OpenSpan {
    destination: String,
    range: Range<usize>,
    words_start: usize,
    inner_end: usize,
}

impl<'a> Facts<'a> {
    pub(super) fn of(body: &'a str, span: Span) -> Self {
        Self {
            body,
            offset: span.start,
            found: Markdown { span, ..Markdown::default() },
            section: "".into(),
            ids: BTreeSet::new(),
            numbers: BTreeMap::new(),
            written_id: None,
            attributes: Box::default(),
            words: String::new(),
            is_in_heading: false,
            spans: Vec::new(),
        }
    }

    pub(super) fn into_found(self) -> Markdown {
        self.found
    }

    /// Returns the id of the heading that the last event stands under; empty above the first.
    pub(super) fn section(&self) -> &Arc<str> {
        &self.section
    }

    pub(super) fn event(&mut self, event: &Event<'_>, range: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(TagEnd::Heading(level)) => self.end_heading(*level as u8, range),
            Event::End(TagEnd::Link) => self.end_link(),
            Event::End(TagEnd::Image) => self.end_image(),
            Event::Text(words) | Event::Code(words) => self.words(words, range),
            Event::SoftBreak | Event::HardBreak => self.words(" ", range),
            Event::FootnoteReference(_) => self.words("", range),
            Event::Html(_) | Event::InlineHtml(_) => {
                self.found.html.push(Span::of(range, self.offset));
                self.words("", range);
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>) {
        match tag {
            Tag::Heading { id, classes, attrs, .. } => {
                self.attributes = attributes(classes, attrs);
                self.written_id = id.as_deref().filter(|id| !id.is_empty()).map(Into::into);
                self.words.clear();
                self.is_in_heading = true;
            }
            Tag::Link { link_type: LinkType::Email, dest_url, .. } => {
                self.start_span(format!("mailto:{dest_url}"), range);
            }
            Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. } => {
                self.start_span(dest_url.to_string(), range);
            }
            _ => {}
        }
    }

    /// Takes the words of what is being read; all other words are nobody's.
    fn words(&mut self, words: &str, range: &Range<usize>) {
        if let Some(span) = self.spans.last_mut() {
            span.inner_end = span.inner_end.max(range.end);
        }
        if self.is_in_heading || !self.spans.is_empty() {
            self.words.push_str(words);
        }
    }

    fn end_heading(&mut self, level: u8, range: &Range<usize>) {
        self.is_in_heading = false;
        let title = self.words.trim().to_owned();
        let written = self.written_id.take();
        let origin = if written.is_some() { IdOrigin::Written } else { IdOrigin::Made };
        let id: Arc<str> = match written {
            Some(id) => id,
            None => self.free_id(&title),
        };
        self.ids.insert(id.clone());
        self.section = id.clone();
        let source = self.body[range.clone()].trim_end();
        let span = Span::of(&(range.start..range.start + source.len()), self.offset);
        let attributes = std::mem::take(&mut self.attributes);
        self.found.outline.push(Heading { level, id, origin, title, span, attributes });
    }

    fn free_id(&mut self, title: &str) -> Arc<str> {
        let slug = Slug::from_text(title).to_string();
        let next = self.numbers.entry(slug.clone()).or_default();
        loop {
            let id = if *next == 0 { slug.clone() } else { format!("{slug}-{next}") };
            *next += 1; // so that a thousand headings alike cost a thousand steps
            if !self.ids.contains(id.as_str()) {
                return id.into();
            }
        }
    }

    fn start_span(&mut self, destination: String, range: &Range<usize>) {
        self.words("", &(range.start..range.start));
        if !self.is_in_heading && self.spans.is_empty() {
            self.words.clear();
        }
        let words_start = self.words.len();
        self.spans.push(OpenSpan { destination, range: range.clone(), words_start, inner_end: range.start });
    }

    fn end_span(&mut self) -> Option<(OpenSpan, String, Span)> {
        let span = self.spans.pop()?;
        let words = self.words[span.words_start..].to_owned();
        let place = self.destination_span(&span);
        self.words("", &(span.range.end..span.range.end));
        Some((span, words, place))
    }

    fn end_link(&mut self) {
        if let Some((span, text, place)) = self.end_span() {
            self.found.links.push(Link { destination: span.destination, span: place, text });
        }
    }

    fn end_image(&mut self) {
        if let Some((span, alt, place)) = self.end_span() {
            let whole = Span::of(&span.range, self.offset);
            self.found.images.push(Image {
                destination: span.destination,
                destination_span: place,
                alt,
                span: whole,
            });
        }
    }

    /// Returns where a destination is written: after the words, or, in an autolink, in place of them.
    fn destination_span(&self, span: &OpenSpan) -> Span {
        let from =
            if self.body[span.range.clone()].starts_with('<') { span.range.start } else { span.inner_end };
        let after = self.body.get(from..span.range.end).unwrap_or_default();
        let is_next = after.strip_prefix("](").is_some_and(|rest| rest.starts_with(&span.destination));
        let found = if is_next { Some("](".len()) } else { after.find(&span.destination) };
        match found {
            Some(at) if !span.destination.is_empty() => {
                Span::of(&(from + at..from + at + span.destination.len()), self.offset)
            }
            _ => Span::of(&span.range, self.offset),
        }
    }
}

fn attributes(classes: &[CowStr<'_>], attributes: &[(CowStr<'_>, Option<CowStr<'_>>)]) -> Box<[Attribute]> {
    let classes =
        classes.iter().map(|class| Attribute { name: format!(".{class}").into(), value: "".into() });
    let attributes = attributes.iter().map(|(name, value)| Attribute {
        name: (**name).into(),
        value: value.as_deref().unwrap_or_default().into(),
    });
    classes.chain(attributes).collect()
}
