//! The cut: a body as blocks, whose texts are compared.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{BlockQuoteKind, Event, LinkType, Tag, TagEnd};

use super::normal::single_spaced;
use crate::Span;
use crate::block::{Block, BlockKind, BlockSpan};

/// Cuts the events of one body into blocks.
pub(super) struct Cut<'a> {
    body: &'a str,
    offset: usize,
    /// The blocks, if their texts are wanted.
    blocks: Option<Vec<Block>>,
    layout: Vec<BlockSpan>,
    containers: Vec<Container>,
    open: Option<OpenBlock>,
    /// What each open link or image ends with, if texts are wanted.
    ends: Vec<String>,
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
}

impl<'a> Cut<'a> {
    /// Begins to collect where blocks stand, and what they say.
    pub(super) fn with_texts(body: &'a str, span: Span) -> Self {
        Self { blocks: Some(Vec::new()), ..Self::without_texts(body, span) }
    }

    /// Begins to collect where blocks stand, and no more.
    pub(super) fn without_texts(body: &'a str, span: Span) -> Self {
        Self {
            body,
            offset: span.start,
            blocks: None,
            layout: Vec::new(),
            containers: Vec::new(),
            open: None,
            ends: Vec::new(),
        }
    }

    /// Returns where the blocks stand, and the blocks if their texts were wanted.
    pub(super) fn into_found(mut self, section: &Arc<str>) -> (Vec<BlockSpan>, Vec<Block>) {
        self.close(section);
        self.layout.shrink_to_fit();
        (self.layout, self.blocks.unwrap_or_default())
    }

    /// Takes an event. A heading stands in the section that it begins.
    pub(super) fn event(&mut self, event: &Event<'_>, range: &Range<usize>, section: &Arc<str>) {
        match event {
            Event::Start(tag) => self.start(tag, range, section),
            Event::End(tag) => self.end(*tag, range, section),
            Event::Text(text) => self.words(&[text], range, section),
            Event::Code(code) => self.words(&["`", code, "`"], range, section),
            Event::SoftBreak | Event::HardBreak => self.words(&["\n"], range, section),
            Event::FootnoteReference(label) => self.words(&["[^", label, "]"], range, section),
            Event::Html(html) | Event::InlineHtml(html) => self.words(&[html], range, section),
            Event::Rule | Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, range: &Range<usize>, section: &Arc<str>) {
        match tag {
            Tag::Paragraph => self.open(self.kind_here(), range, section),
            Tag::Heading { .. } => self.open(BlockKind::Heading, range, section),
            Tag::TableHead | Tag::TableRow => self.open(BlockKind::Row, range, section),
            Tag::CodeBlock(_) => self.open(BlockKind::Code, range, section),
            Tag::HtmlBlock => self.open(BlockKind::Paragraph, range, section),
            Tag::TableCell => self.words(&[" | "], range, section),
            Tag::Item => self.enter(Container::Item, section),
            Tag::BlockQuote(kind) => self.enter(Container::Quote(*kind), section),
            Tag::List(_) | Tag::FootnoteDefinition(_) | Tag::Table(_) => {
                self.enter(Container::Other, section);
            }
            Tag::Emphasis => self.words(&["*"], range, section),
            Tag::Strong => self.words(&["**"], range, section),
            Tag::Strikethrough => self.words(&["~~"], range, section),
            Tag::Link { link_type, dest_url, .. } => {
                let scheme = if *link_type == LinkType::Email { "mailto:" } else { "" };
                self.start_span("[", (scheme, dest_url), range, section);
            }
            Tag::Image { dest_url, .. } => self.start_span("![", ("", dest_url), range, section),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: &Range<usize>, section: &Arc<str>) {
        match tag {
            TagEnd::Heading(_)
            | TagEnd::Paragraph
            | TagEnd::TableHead
            | TagEnd::TableRow
            | TagEnd::CodeBlock
            | TagEnd::HtmlBlock => self.close(section),
            TagEnd::Item
            | TagEnd::BlockQuote(_)
            | TagEnd::List(_)
            | TagEnd::FootnoteDefinition
            | TagEnd::Table => {
                self.close(section);
                self.containers.pop();
            }
            TagEnd::Emphasis => self.words(&["*"], range, section),
            TagEnd::Strong => self.words(&["**"], range, section),
            TagEnd::Strikethrough => self.words(&["~~"], range, section),
            TagEnd::Link | TagEnd::Image => {
                let end = self.ends.pop().unwrap_or_default();
                self.words(&[&end], &(range.end..range.end), section);
            }
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

    fn enter(&mut self, container: Container, section: &Arc<str>) {
        self.close(section);
        self.containers.push(container);
    }

    fn open(&mut self, kind: BlockKind, range: &Range<usize>, section: &Arc<str>) {
        self.close(section);
        let mut normal = String::new();
        if let (BlockKind::Callout, Some(Container::Quote(Some(alert)))) = (kind, self.containers.last()) {
            normal = format!("[!{}] ", format!("{alert:?}").to_lowercase());
        }
        self.open = Some(OpenBlock { kind, range: range.clone(), normal });
    }

    /// Adds words to the open block; words that stand in no block yet open one, as in a tight list.
    fn words(&mut self, words: &[&str], range: &Range<usize>, section: &Arc<str>) {
        if self.open.is_none() {
            self.open(self.kind_here(), range, section);
        }
        let block = self.open.as_mut().expect("a block was opened above");
        block.range.end = block.range.end.max(range.end);
        if self.blocks.is_some() {
            block.normal.extend(words.iter().copied());
        }
    }

    fn start_span(
        &mut self,
        begin: &str,
        (scheme, destination): (&str, &str),
        range: &Range<usize>,
        section: &Arc<str>,
    ) {
        self.words(&[begin], &(range.start..range.start), section);
        if self.blocks.is_some() {
            self.ends.push(format!("]({scheme}{destination})"));
        }
    }

    fn close(&mut self, section: &Arc<str>) {
        let Some(block) = self.open.take() else {
            return;
        };
        let written = self.body[block.range.clone()].trim_end();
        let kind = if is_lone_image(block.kind, written) { BlockKind::Image } else { block.kind };
        let span = Span::of(&(block.range.start..block.range.start + written.len()), self.offset);
        self.layout.push(BlockSpan { kind, span });
        if let Some(blocks) = &mut self.blocks {
            let normal = match single_spaced(&block.normal) {
                Cow::Owned(folded) => folded,
                Cow::Borrowed(_) => block.normal,
            };
            blocks.push(Block::new(kind, section.clone(), span, normal));
        }
    }
}

/// Tells whether a paragraph is written as an image and nothing else.
fn is_lone_image(kind: BlockKind, written: &str) -> bool {
    kind == BlockKind::Paragraph
        && written.starts_with("![")
        && written.ends_with(')')
        && written.matches("](").count() == 1
}
