//! Blocks: the pieces in which a text is compared with the text that it was translated from.

use std::sync::Arc;

use crate::{Digest, Span};

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum BlockKind {
    /// A localizable field of the front matter.
    Field,
    /// A heading.
    Heading,
    /// A paragraph.
    Paragraph,
    /// One item of a list.
    Item,
    /// One row of a table.
    Row,
    /// A paragraph of a callout or quotation.
    Callout,
    /// An image that stands alone.
    Image,
    /// A code block.
    Code,
}

impl BlockKind {
    /// Returns what people call it.
    pub fn name(self) -> &'static str {
        match self {
            BlockKind::Field => "field",
            BlockKind::Heading => "heading",
            BlockKind::Paragraph => "paragraph",
            BlockKind::Item => "list item",
            BlockKind::Row => "table row",
            BlockKind::Callout => "callout",
            BlockKind::Image => "image",
            BlockKind::Code => "code block",
        }
    }
}

/// Where a block of a body stands. Files keep these, so that what has no fault is seen at a glance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlockSpan {
    /// What it is.
    pub kind: BlockKind,
    /// Its place in the file.
    pub span: Span,
}

/// One block of a file. Files do not keep them: [`crate::Document::blocks`] cuts a text where blocks are compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// The id of the heading that it stands under, or the name of the field; empty above the first heading.
    pub section: Arc<str>,
    /// Where it stands.
    pub span: Span,
    /// Its text in normal form, in which wrapping, white space and marker style don't count.
    pub text: String,
    /// The digest of its kind and its text.
    pub digest: Digest,
}

impl Block {
    /// Makes a block from its text in normal form.
    pub fn new(kind: BlockKind, section: Arc<str>, span: Span, normal: String) -> Self {
        let digest = Digest::of_parts([kind.name(), &normal]);
        Self { kind, section, span, text: normal, digest }
    }
}
