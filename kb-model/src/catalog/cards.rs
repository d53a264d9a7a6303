//! What is seen of a thing from elsewhere.

use jiff::civil::Date;

use super::Thing;
use crate::article::{Status, Urgency};
use crate::document::Details;
use crate::id::Slug;
use crate::settings::Settings;
use crate::{Id, Locale};

/// What other pages show of a thing.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// The thing.
    pub id: Id,
    /// The language of the words.
    pub locale: Locale,
    /// Its title.
    pub title: String,
    /// Its summary.
    pub summary: String,
    /// Its place among its siblings; ties go by id.
    pub order: i64,
    /// How much it cannot wait.
    pub urgency: Urgency,
    /// Whether readers see it.
    pub status: Status,
    /// The icon of a category.
    pub icon: Option<String>,
    /// The articles that a category shows first.
    pub lead: Vec<Id>,
}

/// What a link to a thing needs.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkTarget {
    /// The thing.
    pub id: Id,
    /// The language in which readers of the locale find it.
    pub locale: Locale,
    /// Its part of the address in the reader's locale.
    pub slug: String,
    /// Other paths below the locale that lead here.
    pub aliases: Vec<String>,
    /// Whether readers see it.
    pub status: Status,
}

/// When an article changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Update {
    /// The article.
    pub id: Id,
    /// The last change that a reader would notice.
    pub updated: Option<Date>,
    /// Whether the locale has a translation of its own, or is the source.
    pub is_own: bool,
}

impl Thing {
    /// Returns what other pages of a locale show.
    pub fn card(&self, locale: &Locale) -> Option<Card> {
        let (shown, source) = (self.shown(locale)?, self.source.as_ref()?);
        let mut card = Card {
            id: self.id.clone(),
            locale: shown.locale.clone(),
            title: shown.title().to_owned(),
            summary: shown.summary().to_owned(),
            order: 0,
            urgency: Urgency::default(),
            status: Status::default(),
            icon: None,
            lead: Vec::new(),
        };
        match &source.details {
            Details::Article(article) => {
                card.order = article.order;
                card.urgency = article.urgency;
                card.status = article.status.clone();
            }
            Details::Category(category) => {
                card.order = category.order;
                card.icon.clone_from(&category.icon);
                card.lead.clone_from(&category.lead);
            }
            _ => {}
        }
        Some(card)
    }

    /// Returns what a link in a locale needs. The slug is the locale's own even where its text is not.
    pub fn link(&self, locale: &Locale) -> Option<LinkTarget> {
        let (shown, source) = (self.shown(locale)?, self.source.as_ref()?);
        Some(LinkTarget {
            id: self.id.clone(),
            locale: shown.locale.clone(),
            slug: shown.slug().to_owned(),
            aliases: shown
                .aliases()
                .iter()
                .map(|alias| alias.text.to_string())
                .filter(|alias| is_path(alias))
                .collect(),
            status: source.article().map_or(Status::Published, |article| article.status.clone()),
        })
    }

    /// Returns when the article changed, as a locale lists it.
    pub fn update(&self, locale: &Locale) -> Option<Update> {
        let article = self.source.as_ref()?.article()?;
        let is_own = self.shown(locale)?.locale == *locale;
        Some(Update { id: self.id.clone(), updated: article.updated, is_own })
    }

    /// Returns the locales whose readers have words of their own, in the order of the settings.
    pub fn own_locales(&self, settings: &Settings) -> Vec<Locale> {
        let has = |locale: &Locale| self.shown(locale).is_some_and(|shown| shown.locale == *locale);
        settings.locales.iter().map(|locale| locale.tag.clone()).filter(has).collect()
    }
}

/// Tells whether an alias is a path of slugs; any other would lead out of the site.
fn is_path(alias: &str) -> bool {
    alias.trim_matches('/').split('/').all(|part| Slug::checked(part).is_some())
}
