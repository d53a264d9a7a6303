//! Prose: the words of a text as readers see them, each with its place.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Facts;
use crate::Span;
use crate::block::BlockKind;

/// Stands for what is not words: code, an image, a footnote's mark (U+FFFC, object replacement character).
pub const OBJECT: char = '\u{fffc}';

/// Words that are read in one go: a paragraph, a list item, a table cell, a heading, the alternative text of an image, or a
/// field of the front matter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prose {
    /// What they stand in.
    pub kind: BlockKind,
    /// The id of the heading that they stand under, or the name of the field; empty above the first heading.
    pub section: Arc<str>,
    /// The words, with a space for a line break and [`OBJECT`] for what is not words.
    pub text: String,
    /// Where pieces of the words begin, in them and in the file; a piece ends where the next begins.
    pieces: Vec<Piece>,
}

/// A piece of prose that stands in the file in one piece too.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    start: usize,
    place: Range<usize>,
    /// Whether it stands there letter by letter, and not escaped.
    is_literal: bool,
}

impl Prose {
    /// Begins without words.
    pub(crate) fn new(kind: BlockKind, section: Arc<str>) -> Self {
        Self { kind, section, text: String::new(), pieces: Vec::new() }
    }

    /// Adds words that stand at a place of the file.
    pub(crate) fn push(&mut self, words: &str, place: Range<usize>) {
        let is_literal = words.len() == place.len();
        self.pieces.push(Piece { start: self.text.len(), place, is_literal });
        self.text.push_str(words);
    }

    /// Returns where some of the words stand in the file.
    pub fn span(&self, words: Range<usize>) -> Span {
        let last = words.end.saturating_sub(1).max(words.start);
        Span {
            start: self.place(words.start).start,
            end: self.place(last).end.max(self.place(words.start).start),
        }
    }

    /// Returns the file's bytes for one byte of the words.
    fn place(&self, at: usize) -> Range<usize> {
        let next = self.pieces.partition_point(|piece| piece.start <= at);
        let Some(piece) = next.checked_sub(1).and_then(|index| self.pieces.get(index)) else { return 0..0 };
        if piece.is_literal {
            let start = (piece.place.start + at - piece.start).min(piece.place.end);
            return start..(start + 1).min(piece.place.end);
        }
        piece.place.clone()
    }
}

/// Collects the prose of one body.
pub(super) struct Words {
    offset: usize,
    found: Vec<Prose>,
    open: Option<Prose>,
    /// The alternative texts of images among the open words: they come behind those.
    images: Vec<Prose>,
    /// Whether each open container is an item, or a quotation.
    containers: Vec<BlockKind>,
    /// How many images and code blocks are open: what stands in them is not read in one go with the rest.
    hidden: usize,
}

impl Words {
    pub(super) fn of(span: Span) -> Self {
        Self {
            offset: span.start,
            found: Vec::new(),
            open: None,
            images: Vec::new(),
            containers: Vec::new(),
            hidden: 0,
        }
    }

    pub(super) fn into_found(mut self) -> Vec<Prose> {
        self.close();
        self.found
    }

    pub(super) fn event(&mut self, event: &Event<'_>, range: &Range<usize>, facts: &Facts<'_>) {
        let section = facts.section();
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => {
                self.close();
                self.hidden += 1;
            }
            Event::Start(Tag::Image { .. }) => {
                self.object(range, section);
                if self.hidden == 0 {
                    self.images.push(Prose::new(BlockKind::Image, section.clone()));
                }
                self.hidden += 1;
            }
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::Image) => self.hidden -= 1,
            Event::Start(tag) => self.start(tag, section),
            Event::End(tag) => self.end(*tag, section),
            Event::Text(words) => self.words(words, range, section),
            Event::SoftBreak | Event::HardBreak => self.words(" ", range, section),
            Event::Code(_) | Event::FootnoteReference(_) | Event::InlineHtml(_) => {
                self.object(range, section);
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>, section: &Arc<str>) {
        match tag {
            Tag::Heading { .. } => self.begin(BlockKind::Heading, section),
            Tag::TableCell => self.begin(BlockKind::Row, section),
            Tag::Paragraph => self.begin(self.kind_here(), section),
            Tag::Item => self.enter(BlockKind::Item),
            Tag::BlockQuote(_) => self.enter(BlockKind::Callout),
            Tag::List(_) | Tag::FootnoteDefinition(_) => self.enter(BlockKind::Paragraph),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, section: &Arc<str>) {
        match tag {
            TagEnd::Heading(_) => {
                if let Some(heading) = &mut self.open {
                    heading.section = section.clone(); // it stands in the section that it begins
                }
                self.close();
            }
            TagEnd::TableCell | TagEnd::Paragraph => self.close(),
            TagEnd::Item | TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::FootnoteDefinition => {
                self.close();
                self.containers.pop();
            }
            _ => {}
        }
    }

    fn enter(&mut self, kind: BlockKind) {
        self.close();
        self.containers.push(kind);
    }

    fn kind_here(&self) -> BlockKind {
        self.containers.last().copied().unwrap_or(BlockKind::Paragraph)
    }

    fn begin(&mut self, kind: BlockKind, section: &Arc<str>) {
        self.close();
        self.open = Some(Prose::new(kind, section.clone()));
    }

    fn object(&mut self, range: &Range<usize>, section: &Arc<str>) {
        self.words(OBJECT.encode_utf8(&mut [0; 4]), range, section);
    }

    fn words(&mut self, words: &str, range: &Range<usize>, section: &Arc<str>) {
        if self.hidden == 0 && self.open.is_none() {
            self.begin(self.kind_here(), section); // as in a tight list
        }
        let place = range.start + self.offset..range.end + self.offset;
        let prose = if self.hidden > 0 { self.images.last_mut() } else { self.open.as_mut() };
        if let Some(prose) = prose {
            prose.push(words, place);
        }
    }

    fn close(&mut self) {
        let images = std::mem::take(&mut self.images);
        self.found
            .extend(self.open.take().into_iter().chain(images).filter(|prose| !prose.text.trim().is_empty()));
    }
}
