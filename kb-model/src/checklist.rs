//! Checklists: what to have ready, or to do, item by item.

use crate::Id;
use crate::article::texts;
use crate::front_matter::Fields;

/// What a reader writes for an item: a line, a date and time, an amount, a choice of phrases, or several lines.
pub const INPUTS: &[&str] = &["text", "datetime", "money", "choice", "longtext"];

/// How what a reader writes for an item is masked: only what gives away a secret, also what leads to a person, or not at
/// all written.
pub const MASKS: &[&str] = &["none", "partial", "refuse"];

/// What holds for a checklist in every locale.
#[derive(Debug, Clone, PartialEq)]
pub struct Checklist {
    /// Its items in order.
    pub items: Vec<String>,
    /// Articles that tell where to find an item.
    pub places: Vec<(String, Id)>,
    /// Whether the composer asks for its items.
    pub is_composer: bool,
    /// How each item is written down, by item; where nothing is said, as text that is masked as `none`.
    writing: Vec<(String, Writing)>,
}

/// How a reader writes an item down.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Writing {
    /// One of [`INPUTS`].
    pub input: String,
    /// One of [`MASKS`].
    pub mask: String,
}

/// The words of one item in one locale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Label<'a> {
    /// What the item is called.
    pub label: &'a str,
    /// Where to find it.
    pub hint: Option<&'a str>,
    /// What it is needed for.
    pub why: Option<&'a str>,
}

impl Checklist {
    /// Makes the checklist's facts from its fields.
    pub fn of(fields: &Fields) -> Self {
        let place = |(item, table): &(crate::front_matter::Item, Fields)| {
            Some((item.text.to_string(), Id::new(table.text("where")?)))
        };
        Self {
            items: texts(fields, "items"),
            places: fields.named("item").iter().filter_map(place).collect(),
            is_composer: fields.boolean("composer").unwrap_or_default(),
            writing: fields.named("item").iter().map(writing).collect(),
        }
    }

    /// Returns how an item is written down.
    pub fn writing(&self, item: &str) -> Writing {
        let known = self.writing.iter().find(|(known, _)| known == item);
        known.map_or_else(Writing::default, |(_, writing)| writing.clone())
    }

    /// Returns the article that tells where to find an item.
    pub fn place(&self, item: &str) -> Option<&Id> {
        self.places.iter().find(|(known, _)| known == item).map(|(_, id)| id)
    }
}

impl Default for Writing {
    /// Returns how an item is written down of which nothing is said.
    fn default() -> Self {
        Self { input: INPUTS[0].to_owned(), mask: MASKS[0].to_owned() }
    }
}

fn writing((item, table): &(crate::front_matter::Item, Fields)) -> (String, Writing) {
    let usual = Writing::default();
    let text = |field, usual: String| table.text(field).map_or(usual, str::to_owned);
    (item.text.to_string(), Writing { input: text("input", usual.input), mask: text("mask", usual.mask) })
}

/// Returns the words of an item from the fields of one locale's file.
pub fn label<'a>(fields: &'a Fields, item: &str) -> Option<Label<'a>> {
    let (_, words) = fields.named("labels").iter().find(|(known, _)| &*known.text == item)?;
    Some(Label { label: words.text("label")?, hint: words.text("hint"), why: words.text("why") })
}
