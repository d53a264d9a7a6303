//! Checklists: what to have ready, or to do, item by item.

use crate::Id;
use crate::article::texts;
use crate::front_matter::Fields;

/// What holds for a checklist in every locale.
#[derive(Debug, Clone, PartialEq)]
pub struct Checklist {
    /// Its items in order.
    pub items: Vec<String>,
    /// Articles that tell where to find an item.
    pub places: Vec<(String, Id)>,
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
        }
    }

    /// Returns the article that tells where to find an item.
    pub fn place(&self, item: &str) -> Option<&Id> {
        self.places.iter().find(|(known, _)| known == item).map(|(_, id)| id)
    }
}

/// Returns the words of an item from the fields of one locale's file.
pub fn label<'a>(fields: &'a Fields, item: &str) -> Option<Label<'a>> {
    let (_, words) = fields.named("labels").iter().find(|(known, _)| &*known.text == item)?;
    Some(Label { label: words.text("label")?, hint: words.text("hint"), why: words.text("why") })
}
