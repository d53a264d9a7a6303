//! One file, read: its fields, its body, its blocks.

use std::sync::Arc;

use crate::article::Article;
use crate::block::{Block, BlockKind};
use crate::category::Category;
use crate::channel::Channel;
use crate::checklist::Checklist;
use crate::front_matter::{Fences, Fields, Item, Value};
use crate::id::Slug;
use crate::kind::{Half, Shape};
use crate::markdown::{self, Heading, Markdown};
use crate::translation::Record;
use crate::{Digest, FilePath, Id, Kind, Locale, Span};

/// One file of the knowledge base in one locale.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// The file.
    pub path: FilePath,
    /// What it is.
    pub kind: Kind,
    /// What it is called in every locale.
    pub id: Id,
    /// The locale that it is written in.
    pub locale: Locale,
    /// The whole text of the file.
    pub text: Arc<str>,
    /// Where the front matter begins and ends.
    pub fences: Fences,
    /// The fields that could be read.
    pub fields: Fields,
    /// The half that not every locale holds.
    pub details: Details,
    /// What stands in the body.
    pub body: Markdown,
    /// The localizable fields and the body as blocks, in order.
    pub blocks: Vec<Block>,
    /// The digest of the blocks: the name of this text for translations made from it.
    pub version: Digest,
}

/// The half of a document that is not words: a source's facts, or a translation's record.
#[derive(Debug, Clone, PartialEq)]
pub enum Details {
    /// What holds for an article in every locale.
    Article(Article),
    /// What holds for a category in every locale.
    Category(Category),
    /// What holds for a channel in every locale.
    Channel(Channel),
    /// What holds for a checklist in every locale.
    Checklist(Checklist),
    /// A page has nothing but words.
    Page,
    /// What a translation was made from, and by whom.
    Translation(Record),
}

impl Document {
    /// Returns the title; a file without one is called by its name.
    pub fn title(&self) -> &str {
        self.fields.text("title").unwrap_or_else(|| self.id.name())
    }

    /// Returns the summary; empty where there is none.
    pub fn summary(&self) -> &str {
        self.fields.text("summary").unwrap_or_default()
    }

    /// Returns its part of an address: the `slug` field if it is sound, otherwise the file's name.
    pub fn slug(&self) -> &str {
        self.fields
            .text("slug")
            .filter(|slug| Slug::checked(slug).is_some())
            .unwrap_or_else(|| self.id.name())
    }

    /// Returns the paths below the locale that lead here as well.
    pub fn aliases(&self) -> &[Item] {
        self.fields.texts("aliases")
    }

    /// Returns the heading with an id.
    pub fn heading(&self, id: &str) -> Option<&Heading> {
        self.body.outline.iter().find(|heading| &*heading.id == id)
    }

    /// Returns the translation record, if this is a translation.
    pub fn record(&self) -> Option<&Record> {
        match &self.details {
            Details::Translation(record) => Some(record),
            _ => None,
        }
    }

    /// Returns the article's facts, if this is the source of an article.
    pub fn article(&self) -> Option<&Article> {
        match &self.details {
            Details::Article(article) => Some(article),
            _ => None,
        }
    }

    /// Returns the text of each block in normal form, in the order of `blocks`.
    pub fn block_texts(&self) -> Vec<String> {
        let mut texts: Vec<String> = field_texts(self.kind, &self.fields).map(|(_, _, text)| text).collect();
        texts.extend(markdown::block_texts(&self.text, self.body.span));
        texts
    }
}

/// Returns the localizable fields as blocks.
pub(crate) fn field_blocks(kind: Kind, fields: &Fields) -> Vec<Block> {
    let block =
        |(name, span, text): (String, Span, String)| Block::new(BlockKind::Field, name.into(), span, &text);
    field_texts(kind, fields).map(block).collect()
}

/// Returns name, place and text of each localizable value, in the order of the kind's fields.
fn field_texts(kind: Kind, fields: &Fields) -> impl Iterator<Item = (String, Span, String)> {
    let wording = kind.fields().iter().filter(|spec| spec.half == Half::Wording);
    wording.flat_map(|spec| {
        let Some(field) = fields.get(spec.name) else {
            return Vec::new();
        };
        match &field.value {
            Value::Text(text) => vec![(spec.name.to_owned(), field.span, markdown::single_spaced(text))],
            Value::Texts(items) => {
                let text =
                    |item: &Item| (spec.name.to_owned(), item.span, markdown::single_spaced(&item.text));
                items.iter().map(text).collect()
            }
            Value::Named(named) => named_texts(spec.name, spec.shape, named),
            _ => Vec::new(),
        }
    })
}

fn named_texts(name: &str, shape: Shape, named: &[(Item, Fields)]) -> Vec<(String, Span, String)> {
    let Shape::Named(specs) = shape else {
        return Vec::new();
    };
    let texts = named.iter().flat_map(|(key, fields)| {
        specs.iter().filter_map(move |spec| {
            let field = fields.get(spec.name)?;
            let text = fields.text(spec.name)?;
            Some((format!("{name}.{}.{}", key.text, spec.name), field.span, markdown::single_spaced(text)))
        })
    });
    texts.collect()
}
