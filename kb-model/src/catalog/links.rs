//! Where relative links lead.

use super::Catalog;
use crate::reading::Place;
use crate::{FilePath, Id, Kind};

/// Where a link in a file leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination<'a> {
    /// To another thing, or to a section of it.
    Thing(Kind, &'a Id, Option<&'a str>),
    /// To a section of the same file.
    Section(&'a str),
    /// To a file that is shown or offered.
    Asset(FilePath),
    /// Out of the site: an address with a scheme.
    External,
    /// Nowhere: this file is not there.
    Nowhere(FilePath),
    /// Out of the content folder.
    Outside,
}

impl Catalog {
    /// Returns where a link in the file at `from` leads. Percent-escapes are not resolved: write names as they are.
    pub fn destination<'a>(&'a self, from: &FilePath, link: &'a str) -> Destination<'a> {
        if has_scheme(link) || link.starts_with("//") {
            return Destination::External;
        }
        let (path, anchor) = match link.split_once('#') {
            Some((path, anchor)) => (path, Some(anchor)),
            None => (link, None),
        };
        if path.is_empty() {
            return Destination::Section(anchor.unwrap_or_default());
        }
        let Some(target) = from.joined(path).filter(|_| !path.starts_with('/')) else {
            return Destination::Outside;
        };
        if let Some((kind, id)) = self.sourced(&target) {
            return Destination::Thing(kind, id, anchor);
        }
        match self.files.get(target.as_str()).map(|file| &file.place) {
            Some(Place::Document(kind, id, _)) => Destination::Thing(*kind, id, anchor),
            Some(Place::Asset) => Destination::Asset(FilePath::new(target)),
            _ => self.elsewhere(FilePath::new(target)),
        }
    }

    /// Finds what is not there in the source's locale: a translation shows the source's image unless it has its own.
    fn elsewhere(&self, target: FilePath) -> Destination<'_> {
        let rest = target.as_str().split_once('/').map_or("", |(_, rest)| rest);
        let source = self.settings.source_locale.as_ref();
        let source = source.filter(|_| Place::of(&target, &self.settings) == Place::Asset);
        let source = source.map(|locale| FilePath::new(format!("{locale}/{rest}")));
        match source.filter(|source| self.has_file(source)) {
            Some(source) => Destination::Asset(source),
            None => Destination::Nowhere(target),
        }
    }

    /// Returns the thing with a source that a path names. Most links are of this sort.
    fn sourced(&self, path: &str) -> Option<(Kind, &Id)> {
        let (locale, rest) = path.split_once('/')?;
        let (folder, name) = rest.split_once('/')?;
        let kind = Kind::of_folder(folder)?;
        let thing = self.things.get(&kind)?.get(name.strip_suffix(".md")?)?;
        let is_locale = self.settings.locales.iter().any(|known| known.tag.as_str() == locale);
        (is_locale && thing.source.is_some()).then_some((kind, &thing.id))
    }
}

/// Tells whether a link begins with a scheme such as `https:` or `mailto:` (RFC 3986, section 3.1).
pub fn has_scheme(link: &str) -> bool {
    link.split_once(':').is_some_and(|(scheme, _)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'))
    })
}

#[cfg(test)]
mod tests {
    use super::has_scheme;

    #[test]
    fn schemes_are_recognised() {
        assert!(has_scheme("https://example.com"));
        assert!(has_scheme("javascript:alert(1)"));
        assert!(!has_scheme("a.md"));
        assert!(!has_scheme("付款:a.md"));
        assert!(!has_scheme("a/b:c"));
    }
}
