//! Categories: groups of articles.

use crate::Id;
use crate::article::{ids, texts};
use crate::front_matter::Fields;

/// What holds for a category in every locale.
#[derive(Debug, Clone, PartialEq)]
pub struct Category {
    /// The name of an icon of the theme.
    pub icon: Option<String>,
    /// Its place among the categories; ties go by id.
    pub order: i64,
    /// Whom it is for, as declared in the settings; everybody if it does not say.
    pub audience: Vec<String>,
    /// Articles to show first.
    pub lead: Vec<Id>,
}

impl Category {
    /// Makes the category's facts from its fields.
    pub fn of(fields: &Fields) -> Self {
        Self {
            icon: fields.text("icon").map(str::to_owned),
            order: fields.integer("order").unwrap_or_default(),
            audience: texts(fields, "audience"),
            lead: ids(fields, "lead"),
        }
    }
}
