//! How a thing stands in a locale: whether readers have words of their own, which parts are behind the source, and by when
//! somebody must look at it again.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;

use super::Thing;
use crate::article::Status;
use crate::block::BlockKind;
use crate::translation::{BlockChange, Drift, State};
use crate::{Document, Id, Kind, Locale};

/// How a thing stands in a locale.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing<'c> {
    /// What it is.
    pub kind: Kind,
    /// Which one.
    pub id: &'c Id,
    /// Its title, as readers of the locale see it.
    pub title: &'c str,
    /// The language of the title.
    pub locale: &'c Locale,
    /// Whether readers see it at all.
    pub status: &'c Status,
    /// The state of the translation, hidden ones included; nothing where there is none, as in the source locale.
    pub translation: Option<&'c State>,
    /// The parts of the source that have changed since.
    pub changed: Vec<Changed>,
    /// Whether a missing translation matters.
    pub is_translated: bool,
    /// The day by which somebody must have looked at it again.
    pub review_by: Option<Date>,
}

/// A part of a source that has changed since a translation was made.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Changed {
    /// Title, summary or another field.
    Fields,
    /// What stands before the first heading.
    Opening,
    /// A section of the translation.
    Own {
        /// The heading's id.
        id: Arc<str>,
        /// The heading, in the translation's words.
        title: String,
    },
    /// A section that the translation does not have yet.
    New {
        /// The heading, in the source's words.
        title: String,
    },
}

impl Thing {
    /// Returns how the thing stands in a locale.
    pub fn standing(&self, locale: &Locale) -> Option<Standing<'_>> {
        let (shown, source) = (self.shown(locale)?, self.source.as_ref()?);
        let article = source.article();
        let translation = self.translations.get(locale);
        Some(Standing {
            kind: self.kind,
            id: &self.id,
            title: shown.title(),
            locale: &shown.locale,
            status: self.status()?,
            translation: translation.map(|translation| &translation.state),
            changed: self.changed(locale),
            is_translated: article.is_none_or(|article| article.is_translated),
            review_by: article.and_then(|article| article.review_by),
        })
    }

    /// Returns the parts of the source that have changed since the locale's translation was made, in the source's order.
    pub fn changed(&self, locale: &Locale) -> Vec<Changed> {
        let (Some(source), Some(translation)) = (&self.source, self.translation(locale)) else {
            return Vec::new();
        };
        let State::Stale(drift) = &translation.state else { return Vec::new() };
        let Drift::Known(changes) = &**drift else { return Vec::new() };
        let mut seen = BTreeSet::new();
        let parts = changes.iter().filter_map(|change| Changed::of(change, source, &translation.document));
        parts.filter(|part| seen.insert(part.clone())).collect()
    }
}

impl Changed {
    /// A section that neither text has by now is nothing to look for.
    fn of(change: &BlockChange, source: &Document, own: &Document) -> Option<Self> {
        if change.kind == BlockKind::Field {
            return Some(Self::Fields);
        }
        if change.section.is_empty() {
            return Some(Self::Opening);
        }
        match (own.heading(&change.section), source.heading(&change.section)) {
            (Some(own), _) => Some(Self::Own { id: own.id.clone(), title: own.title.clone() }),
            (None, Some(new)) => Some(Self::New { title: new.title.clone() }),
            (None, None) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::Changed;
    use crate::change::Blob;
    use crate::reading::base_path;
    use crate::{Catalog, FilePath, Id, Kind, Locale};

    const SETTINGS: &str = "base_url = \"https://example.com\"\nsource_locale = \"en\"\n\
        [[locales]]\ntag = \"en\"\npath = \"en\"\nname = \"English\"\n\
        [[locales]]\ntag = \"id\"\npath = \"id\"\nname = \"Indonesia\"\n\
        [name]\nen = \"Help\"\nid = \"Bantuan\"\n";
    const WAS: &str =
        "+++\ntitle = \"One\"\n+++\nIntro.\n\n## First {#first}\n\nWait.\n\n## Last {#last}\n\nGo.\n";

    /// Changes the source of a translation, and says which parts of it have changed.
    fn check(now: &str, expected: &[&str]) {
        let id = Id::new("a/one");
        let file = |path: &str, text: &str| (FilePath::new(path), Blob::bytes(text.as_bytes()));
        let mut blobs = BTreeMap::from([file("kb.toml", SETTINGS), file("en/articles/a/one.md", WAS)]);
        let source =
            Catalog::of(blobs.clone()).thing(Kind::Article, &id).and_then(|thing| thing.source.clone());
        let version = source.expect("it is there").version();
        let translation = format!(
            "+++\ntitle = \"Satu\"\n[translation]\nfrom = \"{version}\"\n+++\n## Pertama {{#first}}\n\n## Akhir {{#last}}\n"
        );
        blobs.extend([
            file("en/articles/a/one.md", now),
            file("id/articles/a/one.md", &translation),
            file(base_path(Kind::Article, &id, &version).as_str(), WAS),
        ]);
        let catalog = Catalog::of(blobs);
        let changed = catalog.thing(Kind::Article, &id).expect("it is there").changed(&Locale::new("id"));
        let shown = changed.iter().map(|part| match part {
            Changed::Fields => "fields".to_owned(),
            Changed::Opening => "opening".to_owned(),
            Changed::Own { id, title } => format!("#{id} {title}"),
            Changed::New { title } => format!("new {title}"),
        });
        assert_eq!(shown.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn changed_parts_are_named_for_readers() {
        check(WAS, &[]);
        check(&WAS.replace("Wait.", "Wait a day.\n\nThen ask."), &["#first Pertama"]);
        check(&WAS.replace("\"One\"", "\"Two\"").replace("Intro.", "Other words."), &["fields", "opening"]);
        check(&format!("{WAS}\n## More {{#more}}\n\nText.\n"), &["new More"]);
        check(&WAS.replace("## Last {#last}\n\nGo.\n", ""), &["#last Akhir"]);
    }
}
