//! What things are called: ids and slugs.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

/// The identity of a thing in every locale: its path inside its kind's folder, without the ending:
/// `payments/refund-not-received`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Arc<str>);

impl Id {
    /// Takes an id as it stands; whether anything bears it is for the catalog to say.
    pub fn new(id: impl AsRef<str>) -> Self {
        Self(id.as_ref().into())
    }

    /// Returns the id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the last part.
    pub fn name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&*self.0, |(_, name)| name)
    }

    /// Returns the part before the last `/`: the category of an article.
    pub fn parent(&self) -> Option<Id> {
        self.0.rsplit_once('/').map(|(parent, _)| Id::new(parent))
    }
}

impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}

/// One part of an address: letters and digits of any script, in lower case, joined by `-`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slug(Arc<str>);

impl Slug {
    /// Takes a slug if it is one.
    pub fn checked(text: &str) -> Option<Self> {
        Self::is_slug(text).then(|| Self(text.into()))
    }

    /// Tells whether a text is a slug.
    pub fn is_slug(text: &str) -> bool {
        let is_of_word = |c: char| match c {
            'a'..='z' | '0'..='9' => true,
            c => !c.is_ascii() && c.is_alphanumeric() && c.to_lowercase().eq([c]),
        };
        text.split('-').all(|word| !word.is_empty() && word.chars().all(is_of_word))
    }

    /// Makes the slug of a text, as headings without an id get one; empty text gives `section`.
    pub fn from_text(text: &str) -> Self {
        let lower = text.to_lowercase();
        let words: Vec<&str> =
            lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        Self(if words.is_empty() { "section".into() } else { words.join("-").into() })
    }

    /// Returns the slug as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Slug {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_are_checked() {
        let check = |text: &str, sound: bool| assert_eq!(Slug::checked(text).is_some(), sound, "{text:?}");
        check("charged-twice", true);
        check("付款失败", true);
        check("Charged", false);
        check("a--b", false);
        check("a/b", false);
        check("", false);
        check("a b", false);
    }

    #[test]
    fn texts_become_slugs() {
        let check = |text: &str, slug: &str| assert_eq!(Slug::from_text(text).as_str(), slug);
        check("Do this first!", "do-this-first");
        check("先做这一步", "先做这一步");
        check("?!", "section");
    }
}
