//! What has changed in the source since a translation was made, in words that visitors understand.

use kb_model::catalog::Changed;
use serde::Serialize;

use super::{Language, Viewpoint};

/// One part of the source that has changed.
#[derive(Debug, Serialize)]
pub(super) struct ChangedView {
    title: String,
    /// Where it stands on the translation's page, if it is a section there.
    href: Option<String>,
    foreign: Option<Language>,
}

impl ChangedView {
    /// Returns the views of some parts.
    pub(super) fn all(at: Viewpoint<'_>, parts: &[Changed]) -> Vec<Self> {
        parts.iter().map(|part| Self::of(at, part)).collect()
    }

    fn of(at: Viewpoint<'_>, part: &Changed) -> Self {
        let named = |key| at.theme.strings(&at.locale.tag).plain(key).to_owned();
        let source = || at.settings().source().map(Language::of);
        let (title, href, foreign) = match part {
            Changed::Fields => (named("changed_fields"), None, None),
            Changed::Opening => (named("changed_opening"), None, None),
            Changed::Own { id, title } => (title.clone(), Some(format!("#{id}")), None),
            Changed::New { title } => (title.clone(), None, source()),
        };
        Self { title, href, foreign }
    }
}
