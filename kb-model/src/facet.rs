//! Facets: the parts of the catalog that change separately.
//!
//! Whoever shows something notes the facets that it looked at. After a change it must look again if one of them was
//! touched, and only then.

use crate::{FilePath, Id, Kind, Locale};

/// A part of the catalog that changes separately.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// `kb.toml`. Everything looks at it.
    Settings,
    /// What other pages show of a thing: title, summary, urgency.
    Card(Kind, Id, Locale),
    /// What a link to a thing needs: whether it is there, in which language, and its slug.
    Link(Kind, Id, Locale),
    /// Everything in a thing's files in a locale, its source included.
    Body(Kind, Id, Locale),
    /// Which translations a thing has, and their states and slugs.
    Translations(Kind, Id),
    /// The articles of a category, in order, with their cards.
    Listing(Id, Locale),
    /// Which things of a kind there are, with their links and aliases.
    Roll(Kind, Locale),
    /// The articles that cannot wait, with their cards.
    Urgent(Locale),
    /// Every article's link and date of the last change.
    Updates(Locale),
    /// How every thing stands in a locale: the state of its translation, what has changed, when it is due.
    Standings(Locale),
    /// What things are called, and what that means.
    Glossary,
    /// What a team vouches for.
    Facts,
    /// Every word of every thing that readers of a locale see: what search looks through.
    Words(Locale),
    /// What words of a locale stand for others.
    Synonyms(Locale),
    /// A file that articles show or offer.
    Asset(FilePath),
}
