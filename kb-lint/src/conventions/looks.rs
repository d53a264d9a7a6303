//! How things are named by their looks: a word for it and the thing, in either order.

use std::ops::Range;
use std::sync::OnceLock;

use regex::Regex;
use serde::Deserialize;

use super::phrases::Phrases;

/// How things are named by their looks in one language.
#[derive(Debug)]
pub(crate) struct Looks {
    words: Phrases,
    /// Most texts have none of these.
    pub(super) things: Phrases,
    links: Option<Phrases>,
    /// A thing with a word for its looks.
    pattern: OnceLock<Option<Regex>>,
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

    /// Takes the words; nothing if there are no words or no things.
    pub(super) fn compiled(&self) -> Option<Looks> {
        Some(Looks {
            words: Phrases::of(&self.words)?,
            things: Phrases::of(&self.things)?,
            links: Phrases::of(&self.links),
            pattern: OnceLock::new(),
        })
    }
}

impl Looks {
    /// Returns where a text first names a thing by its looks.
    pub(crate) fn find(&self, text: &str) -> Option<Range<usize>> {
        let made = || {
            let (words, things) = (self.words.written(), self.things.written());
            let link = self.links.as_ref();
            let link = link.map_or(String::new(), |links| format!("(?: ?(?:{}))?", links.written()));
            Regex::new(&format!("(?:{words}){link} ?(?:{things})|(?:{things}){link} ?(?:{words})")).ok()
        };
        Some(self.pattern.get_or_init(made).as_ref()?.find(text)?.range())
    }
}
