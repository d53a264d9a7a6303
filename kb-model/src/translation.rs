//! Translations: what each was made from, and what has become of that since.
//!
//! A translation records the *text* that it was made from, not a date or a commit. So the same answer comes out on
//! every machine, and what changed can be shown.

mod drift;
mod words;

use std::sync::Arc;

pub use drift::{BlockChange, Change, Piece, counterpart, drift};
pub use words::word_diff;

use crate::front_matter::Fields;

/// The `[translation]` table of a translation.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Record {
    /// How it was made.
    pub method: Option<Method>,
    /// The role that has reviewed it.
    pub reviewed_by: Option<String>,
    /// The digest of the source text that it was made from.
    pub from: Option<String>,
}

/// How a translation was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Method {
    /// By a person.
    Human,
    /// By a machine, and gone over by a person.
    MachineReviewed,
    /// By a machine alone.
    Machine,
    /// Not finished: readers do not see it.
    Draft,
}

impl Record {
    /// Makes the record from the fields of a translation.
    pub fn of(fields: &Fields) -> Self {
        let Some(table) = fields.table("translation") else {
            return Self::default();
        };
        let method = table.text("method").and_then(|method| match method {
            "human" => Some(Method::Human),
            "machine-reviewed" => Some(Method::MachineReviewed),
            "machine" => Some(Method::Machine),
            "draft" => Some(Method::Draft),
            _ => None,
        });
        let text = |name| table.text(name).map(str::to_owned);
        Self { method, reviewed_by: text("reviewed_by"), from: text("from") }
    }
}

/// How a translation stands to its source.
#[derive(Debug, Clone, PartialEq)]
pub enum State {
    /// Nothing is wrong with it.
    Current,
    /// Nobody has reviewed it.
    Unreviewed,
    /// Its source has changed since.
    Stale(Arc<Drift>),
    /// It is not finished, and not shown.
    Draft,
    /// Its source is gone, and it is not shown.
    Orphan,
}

/// What has become of the source since a translation was made.
#[derive(Debug, Clone, PartialEq)]
pub enum Drift {
    /// Nobody has recorded what it was made from.
    Unrecorded,
    /// The recorded text is not in the knowledge base any more.
    Lost {
        /// The digest that names it.
        from: String,
    },
    /// These blocks have changed, in the order of the source.
    Known(Vec<BlockChange>),
}

impl State {
    /// Tells whether readers see the translation.
    pub fn is_shown(&self) -> bool {
        !matches!(self, State::Draft | State::Orphan)
    }

    /// Returns its name in reports.
    pub fn name(&self) -> &'static str {
        match self {
            State::Current => "current",
            State::Unreviewed => "unreviewed",
            State::Stale(_) => "stale",
            State::Draft => "draft",
            State::Orphan => "orphan",
        }
    }
}
