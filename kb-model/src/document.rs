//! One file, read: its fields, its body, its blocks.

use std::sync::Arc;

use jiff::civil::Date;

use crate::article::Article;
use crate::block::{Block, BlockKind};
use crate::category::Category;
use crate::channel::Channel;
use crate::checklist::Checklist;
use crate::front_matter::{Fences, Fields, Item, Value, quoted};
use crate::id::Slug;
use crate::kind::{Half, Shape};
use crate::markdown::{self, Heading, Markdown, Prose};
use crate::translation::Record;
use crate::troubleshooter::Troubleshooter;
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
    /// Its part of an address.
    pub(crate) slug: Slug,
    /// The paths below the locale that lead here as well.
    pub(crate) paths: Box<[Arc<str>]>,
    /// The digest of a source's blocks: the name of this text for translations made from it. Translations have none.
    pub(crate) version: Option<Digest>,
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
    /// What holds for a troubleshooter in every locale.
    Troubleshooter(Troubleshooter),
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
        self.slug.as_str()
    }

    /// Returns the name of this text for translations made from it: the digest of its blocks, cut to twelve digits.
    pub fn version(&self) -> String {
        self.version.unwrap_or_else(|| version(&self.blocks())).short()
    }

    /// Returns the paths below the locale that should lead here as well, as written.
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

    /// Returns the graph, if this is the source of a troubleshooter.
    pub fn troubleshooter(&self) -> Option<&Troubleshooter> {
        match &self.details {
            Details::Troubleshooter(troubleshooter) => Some(troubleshooter),
            _ => None,
        }
    }

    /// Returns the sections below the headings of level 1, each with its heading: a troubleshooter's nodes in words.
    pub fn sections(&self) -> impl Iterator<Item = (&Heading, Span)> {
        let mut headings = self.body.outline.iter().filter(|heading| heading.level == 1).peekable();
        std::iter::from_fn(move || {
            let heading = headings.next()?;
            let end = headings.peek().map_or(self.body.span.end, |next| next.span.start);
            Some((heading, Span { start: heading.span.end.min(end), end }))
        })
    }

    /// Returns the headings of the sections that readers no longer see on a day, each followed by those below it.
    pub fn ended(&self, today: Date) -> Vec<&Heading> {
        let mut ended: Vec<&Heading> = Vec::new();
        let mut level = None;
        for heading in &self.body.outline {
            level = level.filter(|above| heading.level > *above);
            if level.is_none() && heading.last_day().is_some_and(|day| day < today) {
                level = Some(heading.level);
            }
            if level.is_some() {
                ended.push(heading);
            }
        }
        ended
    }

    /// Returns the words that readers see: of the localizable fields, and of the body.
    pub fn prose(&self) -> Vec<Prose> {
        let specs = self.kind.fields().iter().filter(|spec| spec.half == Half::Wording);
        let fields = specs.filter_map(|spec| Some((spec.name, self.fields.get(spec.name)?)));
        let words = fields.flat_map(|(name, field)| match &field.value {
            Value::Text(text) => vec![self.field_prose(name, text, field.span)],
            Value::Texts(items) => {
                items.iter().map(|item| self.field_prose(name, &item.text, item.span)).collect()
            }
            Value::Named(named) => {
                let fields = named.iter().flat_map(|(_, fields)| fields.iter());
                let texts = fields.filter_map(|(_, field)| match &field.value {
                    Value::Text(text) => Some(self.field_prose(name, text, field.span)),
                    _ => None,
                });
                texts.collect()
            }
            Value::Words(words) => {
                words.iter().map(|(_, text)| self.field_prose(name, &text.text, text.span)).collect()
            }
            _ => Vec::new(),
        });
        words.chain(markdown::prose(&self.text, self.body.span)).collect()
    }

    /// Returns the words of a value, each piece at its place between the quotes.
    fn field_prose(&self, name: &str, words: &str, span: Span) -> Prose {
        let mut prose = Prose::new(BlockKind::Field, name.into());
        let pieces = quoted::pieces(span.slice(&self.text), words).filter(|pieces| !pieces.is_empty());
        for (piece, place) in pieces.unwrap_or_else(|| vec![(words, 0..span.range().len())]) {
            prose.push(piece, place.start + span.start..place.end + span.start);
        }
        prose
    }

    /// Cuts the text into blocks: the localizable fields, and what stands in the body.
    pub fn blocks(&self) -> Vec<Block> {
        let (_, body) = markdown::read_and_cut(&self.text, self.body.span);
        field_blocks(self.kind, &self.fields).chain(body).collect()
    }
}

/// Returns the digest of all blocks of a text, with their sections.
pub(crate) fn version(blocks: &[Block]) -> Digest {
    Digest::of_parts(blocks.iter().flat_map(|block| [block.section.as_bytes(), block.digest.as_ref()]))
}

/// Returns the localizable fields as blocks.
pub(crate) fn field_blocks(kind: Kind, fields: &Fields) -> impl Iterator<Item = Block> {
    field_texts(kind, fields).map(|(name, span, text)| Block::new(BlockKind::Field, name.into(), span, text))
}

/// Returns name, place and text of each localizable value, in the order of the kind's fields.
fn field_texts(kind: Kind, fields: &Fields) -> impl Iterator<Item = (String, Span, String)> {
    let wording = kind.fields().iter().filter(|spec| spec.half == Half::Wording);
    wording.flat_map(|spec| {
        let Some(field) = fields.get(spec.name) else {
            return Vec::new();
        };
        match &field.value {
            Value::Text(text) => {
                vec![(spec.name.to_owned(), field.span, markdown::single_spaced(text).into_owned())]
            }
            Value::Texts(items) => {
                let text = |item: &Item| {
                    (spec.name.to_owned(), item.span, markdown::single_spaced(&item.text).into_owned())
                };
                items.iter().map(text).collect()
            }
            Value::Named(named) => named_texts(spec.name, spec.shape, named),
            Value::Words(words) => {
                let text = |(key, text): &(Item, Item)| {
                    let name = format!("{}.{}", spec.name, key.text);
                    (name, text.span, markdown::single_spaced(&text.text).into_owned())
                };
                words.iter().map(text).collect()
            }
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
            let text = markdown::single_spaced(text).into_owned();
            Some((format!("{name}.{}.{}", key.text, spec.name), field.span, text))
        })
    });
    texts.collect()
}
