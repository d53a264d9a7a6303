//! The one pass over a body.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{BlockQuoteKind, Event, LinkType, Parser, Tag, TagEnd};

use super::normal::single_spaced;
use super::{Heading, IdOrigin, Image, Link, Markdown};
use crate::Span;
use crate::block::{Block, BlockKind};
use crate::id::Slug;

/// Collects facts from the events of one body.
pub(super) struct Pass<'a> {
    body: &'a str,
    offset: usize,
    found: Markdown,
    normal: Vec<String>,
    section: Arc<str>,
    ids: BTreeSet<Arc<str>>,
    containers: Vec<Container>,
    open: Option<OpenBlock>,
    spans: Vec<OpenSpan>,
    written_id: Option<Arc<str>>,
}

/// A block that contains blocks.
enum Container {
    Item,
    Quote(Option<BlockQuoteKind>),
    Other,
}

/// A block whose text is being collected.
struct OpenBlock {
    kind: BlockKind,
    range: Range<usize>,
    normal: String,
    plain_start: usize,
}

/// A link or image whose words are being collected.
struct OpenSpan {
    destination: String,
    range: Range<usize>,
    plain_start: usize,
    inner_end: usize,
}

impl<'a> Pass<'a> {
    /// Returns the facts, and the text of each block in normal form.
    pub(super) fn over(text: &'a str, body: Span) -> (Markdown, Vec<String>) {
        let mut pass = Self {
            body: body.slice(text),
            offset: body.start,
            found: Markdown { span: body, ..Markdown::default() },
            normal: Vec::new(),
            section: "".into(),
            ids: BTreeSet::new(),
            containers: Vec::new(),
            open: None,
            spans: Vec::new(),
            written_id: None,
        };
        for (event, range) in Parser::new_ext(pass.body, super::options()).into_offset_iter() {
            pass.event(event, range);
        }
        pass.close();
        (pass.found, pass.normal)
    }

    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, &range),
            Event::Text(text) => self.words(&text, &text, range),
            Event::Code(code) => self.words(&code, &format!("`{code}`"), range),
            Event::SoftBreak | Event::HardBreak => self.words(" ", "\n", range),
            Event::FootnoteReference(label) => self.words("", &format!("[^{label}]"), range),
            Event::Html(html) | Event::InlineHtml(html) => {
                self.found.html.push(Span::of(&range, self.offset));
                self.words("", &html, range);
            }
            Event::Rule | Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph => self.open(self.kind_here(), range),
            Tag::Heading { id, .. } => {
                self.written_id = id.as_deref().filter(|id| !id.is_empty()).map(Into::into);
                self.open(BlockKind::Heading, range);
            }
            Tag::TableHead | Tag::TableRow => self.open(BlockKind::Row, range),
            Tag::CodeBlock(_) => self.open(BlockKind::Code, range),
            Tag::HtmlBlock => self.open(BlockKind::Paragraph, range),
            Tag::TableCell => self.words("", " | ", range),
            Tag::Item => self.enter(Container::Item),
            Tag::BlockQuote(kind) => self.enter(Container::Quote(kind)),
            Tag::List(_) | Tag::FootnoteDefinition(_) | Tag::Table(_) => self.enter(Container::Other),
            Tag::Emphasis => self.mark("*", range),
            Tag::Strong => self.mark("**", range),
            Tag::Strikethrough => self.mark("~~", range),
            Tag::Link { link_type: LinkType::Email, dest_url, .. } => {
                self.enter_span(&format!("mailto:{dest_url}"), "[", range);
            }
            Tag::Link { dest_url, .. } => self.enter_span(&dest_url, "[", range),
            Tag::Image { dest_url, .. } => self.enter_span(&dest_url, "![", range),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>) {
        match tag {
            TagEnd::Heading(level) => self.heading(level as u8, range),
            TagEnd::Paragraph
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock => {
                self.close();
            }
            TagEnd::TableCell => self.found.text.push(' '),
            TagEnd::Item
            | TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::FootnoteDefinition
            | TagEnd::Table => {
                self.close();
                self.containers.pop();
            }
            TagEnd::Emphasis => self.mark("*", range.clone()),
            TagEnd::Strong => self.mark("**", range.clone()),
            TagEnd::Strikethrough => self.mark("~~", range.clone()),
            TagEnd::Link => self.link(),
            TagEnd::Image => self.image(),
            _ => {}
        }
    }

    fn kind_here(&self) -> BlockKind {
        match self.containers.last() {
            Some(Container::Item) => BlockKind::Item,
            Some(Container::Quote(_)) => BlockKind::Callout,
            Some(Container::Other) | None => BlockKind::Paragraph,
        }
    }

    fn enter(&mut self, container: Container) {
        self.close();
        self.containers.push(container);
    }

    fn open(&mut self, kind: BlockKind, range: Range<usize>) {
        self.close();
        let mut normal = String::new();
        if let (BlockKind::Callout, Some(Container::Quote(Some(alert)))) = (kind, self.containers.last()) {
            normal = format!("[!{}] ", format!("{alert:?}").to_lowercase());
        }
        self.open = Some(OpenBlock { kind, range, normal, plain_start: self.found.text.len() });
    }

    /// Adds words to the open block; words that stand in no block yet open one, as in a tight list.
    fn words(&mut self, plain: &str, normal: &str, range: Range<usize>) {
        if self.open.is_none() {
            self.open(self.kind_here(), range.clone());
        }
        if let Some(span) = self.spans.last_mut() {
            span.inner_end = span.inner_end.max(range.end);
        }
        let block = self.open.as_mut().expect("a block was opened above");
        block.range.end = block.range.end.max(range.end);
        block.normal.push_str(normal);
        self.found.text.push_str(plain);
    }

    fn mark(&mut self, marker: &str, range: Range<usize>) {
        self.words("", marker, range);
    }

    fn close(&mut self) {
        let Some(block) = self.open.take() else {
            return;
        };
        let normal = single_spaced(&block.normal);
        if self.found.text.len() > block.plain_start {
            let end = self.found.text.trim_end().len().max(block.plain_start);
            self.found.text.truncate(end);
            self.found.text.push('\n');
        }
        let kind = if is_lone_image(block.kind, &normal) { BlockKind::Image } else { block.kind };
        let written = self.body[block.range.clone()].trim_end().len();
        let range = block.range.start..block.range.start + written;
        self.found.blocks.push(Block::new(
            kind,
            self.section.clone(),
            Span::of(&range, self.offset),
            &normal,
        ));
        self.normal.push(normal);
    }

    fn heading(&mut self, level: u8, range: &Range<usize>) {
        let plain_start = self.open.as_ref().map_or(self.found.text.len(), |block| block.plain_start);
        let title = self.found.text[plain_start..].trim().to_owned();
        let written = self.written_id.take();
        let origin = if written.is_some() { IdOrigin::Written } else { IdOrigin::Made };
        let id: Arc<str> = written.unwrap_or_else(|| self.free_id(&title));
        self.ids.insert(id.clone());
        self.section = id.clone();
        let source = self.body[range.clone()].trim_end();
        let span = Span::of(&(range.start..range.start + source.len()), self.offset);
        self.found.outline.push(Heading { level, id, origin, title, span });
        self.close();
    }

    fn free_id(&self, title: &str) -> Arc<str> {
        let slug = Slug::from_text(title);
        let numbered = (1..).map(|n| format!("{slug}-{n}"));
        let mut candidates = std::iter::once(slug.to_string()).chain(numbered);
        candidates.find(|id| !self.ids.contains(id.as_str())).expect("numbers do not end").into()
    }

    fn enter_span(&mut self, destination: &str, marker: &str, range: Range<usize>) {
        let inner_end = range.start;
        self.words("", marker, range.start..range.start);
        let plain_start = self.found.text.len();
        self.spans.push(OpenSpan { destination: destination.to_owned(), range, plain_start, inner_end });
    }

    fn leave_span(&mut self) -> Option<(OpenSpan, String, Span)> {
        let span = self.spans.pop()?;
        let words = self.found.text.get(span.plain_start..).unwrap_or_default().to_owned();
        let place = self.destination_span(&span);
        let end = span.range.end;
        self.words("", &format!("]({})", span.destination), end..end);
        Some((span, words, place))
    }

    fn link(&mut self) {
        if let Some((span, text, place)) = self.leave_span() {
            self.found.links.push(Link { destination: span.destination, span: place, text });
        }
    }

    fn image(&mut self) {
        if let Some((span, alt, place)) = self.leave_span() {
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
        match after.find(&span.destination) {
            Some(at) if !span.destination.is_empty() => {
                Span::of(&(from + at..from + at + span.destination.len()), self.offset)
            }
            _ => Span::of(&span.range, self.offset),
        }
    }
}

fn is_lone_image(kind: BlockKind, normal: &str) -> bool {
    kind == BlockKind::Paragraph
        && normal.starts_with("![")
        && normal.ends_with(')')
        && normal.matches("](").count() == 1
}
