//! How things are named by their looks: a word for it and the thing, in either order.

use regex::Regex;
use serde::Deserialize;

use super::pattern_of;

/// How things are named by their looks in one language.
#[derive(Debug)]
pub(crate) struct Looks {
    /// A pattern for the things: most texts have none of them.
    pub(crate) things: String,
    /// A thing with a word for its looks.
    pub(crate) pattern: Regex,
}

/// The words of that, as a file has them.
#[derive(Debug, Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct WrittenLooks {
    /// Colours and shapes.
    words: Vec<String>,
    /// What is named by them.
    things: Vec<String>,
    /// What may stand between the two.
    links: Vec<String>,
}

impl WrittenLooks {
    /// Adds the words of another file.
    pub(super) fn join(&mut self, other: Self) {
        self.words.extend(other.words);
        self.things.extend(other.things);
        self.links.extend(other.links);
    }

    /// Makes a pattern of the words; none if there are no words or no things.
    pub(super) fn compiled(&self) -> Option<Looks> {
        let (words, things) = (pattern_of(&self.words)?, pattern_of(&self.things)?);
        let link = pattern_of(&self.links).map_or(String::new(), |links| format!("(?: ?(?:{links}))?"));
        let pattern = format!("(?:{words}){link} ?(?:{things})|(?:{things}){link} ?(?:{words})");
        Some(Looks { things, pattern: Regex::new(&pattern).ok()? })
    }
}
