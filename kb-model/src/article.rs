//! Articles: answers to one question each.

use jiff::civil::Date;

use crate::Id;
use crate::front_matter::{Fields, Item};

/// Months from the writing of a text to its review, unless its author says otherwise.
pub const REVIEW_AFTER: i32 = 6;

/// What holds for an article in every locale. Missing values have their defaults; rules report what is required.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// What it is for: `how-to`, `troubleshooting`, `explanation` or `reference`.
    pub genre: Option<String>,
    /// The last change that a reader would notice.
    pub updated: Option<Date>,
    /// The day on which somebody last checked that all of it is true, whether or not anything had to be changed.
    pub checked: Option<Date>,
    /// The day by which somebody must have checked it again.
    pub review_by: Option<Date>,
    /// Who answers for it, as declared in the settings.
    pub owner: Option<String>,
    /// Whether readers see it.
    pub status: Status,
    /// How much it cannot wait.
    pub urgency: Urgency,
    /// Who may have to act, in order.
    pub party: Vec<String>,
    /// Its place among its siblings; ties go by id.
    pub order: i64,
    /// Articles to read next.
    pub related: Vec<Id>,
    /// Ways to reach somebody about it.
    pub channels: Vec<Id>,
    /// Checklists that help with it.
    pub checklists: Vec<Id>,
    /// Troubleshooters that find the cause.
    pub troubleshooters: Vec<Id>,
    /// Items of checklists to have at hand.
    pub needs: Vec<String>,
    /// How a message to support about it begins, among the composer's phrases.
    pub matter: Option<String>,
    /// Whether missing translations matter.
    pub is_translated: bool,
}

/// Whether readers see an article.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Status {
    /// Only with `--drafts`.
    Draft,
    /// Everywhere.
    #[default]
    Published,
    /// No more; its address may lead to another article.
    Archived {
        /// The article that took its place.
        replaced_by: Option<Id>,
    },
}

/// How much a matter cannot wait, most urgent first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Urgency {
    /// Money or an account is at risk.
    Now,
    /// Somebody is blocked.
    Soon,
    /// A question.
    #[default]
    Later,
}

impl Urgency {
    /// Returns the urgency of a name in the front matter.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "now" => Some(Self::Now),
            "soon" => Some(Self::Soon),
            "later" => Some(Self::Later),
            _ => None,
        }
    }
}

impl Article {
    /// Makes the article's facts from its fields.
    pub fn of(fields: &Fields) -> Self {
        let text = |name| fields.text(name).map(str::to_owned);
        Self {
            genre: text("type"),
            updated: fields.date("updated"),
            checked: fields.date("checked"),
            review_by: fields.date("review_by"),
            owner: text("owner"),
            status: status(fields),
            urgency: fields.text("urgency").and_then(Urgency::named).unwrap_or_default(),
            party: texts(fields, "party"),
            order: fields.integer("order").unwrap_or_default(),
            related: ids(fields, "related"),
            channels: ids(fields, "channels"),
            checklists: ids(fields, "checklists"),
            troubleshooters: ids(fields, "troubleshooters"),
            needs: texts(fields, "needs"),
            matter: text("matter"),
            is_translated: fields.boolean("translate").unwrap_or(true),
        }
    }
}

/// Returns a list of ids.
pub(crate) fn ids(fields: &Fields, name: &str) -> Vec<Id> {
    fields.texts(name).iter().map(|item| Id::new(&item.text)).collect()
}

/// Returns a list of texts without their places.
pub(crate) fn texts(fields: &Fields, name: &str) -> Vec<String> {
    let text = |item: &Item| item.text.to_string();
    fields.texts(name).iter().map(text).collect()
}

fn status(fields: &Fields) -> Status {
    match fields.text("status") {
        Some("draft") => Status::Draft,
        Some("archived") => Status::Archived { replaced_by: fields.text("replaced_by").map(Id::new) },
        _ => Status::Published,
    }
}
