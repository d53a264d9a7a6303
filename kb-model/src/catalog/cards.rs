//! What is seen of a thing from elsewhere.

use std::sync::Arc;

use jiff::civil::Date;

use super::Thing;
use crate::article::{Status, Urgency};
use crate::document::Details;
use crate::settings::Settings;
use crate::{Id, Locale};

/// What other pages show of a thing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Card<'c> {
    /// The thing.
    pub id: &'c Id,
    /// The language of the words.
    pub locale: &'c Locale,
    /// Its title.
    pub title: &'c str,
    /// Its summary.
    pub summary: &'c str,
    /// Its place among its siblings; ties go by id.
    pub order: i64,
    /// How much it cannot wait.
    pub urgency: Urgency,
    /// Whether readers see it.
    pub status: &'c Status,
    /// The icon of a category.
    pub icon: Option<&'c str>,
    /// The articles that a category shows first.
    pub lead: &'c [Id],
}

/// What a link to a thing needs.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LinkTarget<'c> {
    /// The thing.
    pub id: &'c Id,
    /// The language in which readers of the locale find it.
    pub locale: &'c Locale,
    /// The category of an article.
    pub category: Option<&'c Id>,
    /// Its part of the address in the reader's locale.
    pub slug: &'c str,
    /// Other paths below the locale that lead here.
    pub aliases: &'c [Arc<str>],
    /// Whether readers see it.
    pub status: &'c Status,
}

/// When an article changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Update<'c> {
    /// The article.
    pub id: &'c Id,
    /// The last change that a reader would notice.
    pub updated: Option<Date>,
    /// Whether the locale has a translation of its own, or is the source.
    pub is_own: bool,
}

impl Thing {
    /// Returns what other pages of a locale show.
    pub fn card(&self, locale: &Locale) -> Option<Card<'_>> {
        let (shown, source) = (self.shown(locale)?, self.source.as_ref()?);
        let mut card = Card {
            id: &self.id,
            locale: &shown.locale,
            title: shown.title(),
            summary: shown.summary(),
            order: 0,
            urgency: Urgency::default(),
            status: &Status::Published,
            icon: None,
            lead: &[],
        };
        match &source.details {
            Details::Article(article) => {
                card.order = article.order;
                card.urgency = article.urgency;
                card.status = &article.status;
            }
            Details::Category(category) => {
                card.order = category.order;
                card.icon = category.icon.as_deref();
                card.lead = &category.lead;
            }
            Details::Troubleshooter(troubleshooter) => card.order = troubleshooter.order,
            _ => {}
        }
        Some(card)
    }

    /// Returns what a link in a locale needs. The slug is the locale's own even where its text is not.
    pub fn link(&self, locale: &Locale) -> Option<LinkTarget<'_>> {
        let shown = self.shown(locale)?;
        Some(LinkTarget {
            id: &self.id,
            category: self.category.as_ref(),
            locale: &shown.locale,
            slug: shown.slug(),
            aliases: &shown.paths,
            status: self.status()?,
        })
    }

    /// Returns whether readers see the thing; nothing where it has no source.
    pub fn status(&self) -> Option<&Status> {
        let source = self.source.as_ref()?;
        Some(source.article().map_or(&Status::Published, |article| &article.status))
    }

    /// Returns when the article changed, as a locale lists it.
    pub fn update(&self, locale: &Locale) -> Option<Update<'_>> {
        let article = self.source.as_ref()?.article()?;
        let is_own = self.shown(locale)?.locale == *locale;
        Some(Update { id: &self.id, updated: article.updated, is_own })
    }

    /// Returns the locales whose readers have words of their own, in the order of the settings.
    pub fn own_locales(&self, settings: &Settings) -> Vec<Locale> {
        let has = |locale: &Locale| self.shown(locale).is_some_and(|shown| shown.locale == *locale);
        settings.locales.iter().map(|locale| locale.tag.clone()).filter(has).collect()
    }
}
