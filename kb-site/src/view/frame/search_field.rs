//! The search field: where it leads, and what it fetches when somebody uses it.

use kb_model::settings::LocaleSettings;
use serde::Serialize;

use crate::edition::Base;
use crate::route;
use crate::theme::Theme;

/// Where the search field leads, what it reads, and its scripts: one that every page loads, and two for whoever searches.
#[derive(Debug, Serialize)]
pub(super) struct SearchField {
    page: String,
    index: String,
    script: String,
    r#box: String,
    engine: String,
}

impl SearchField {
    pub(super) fn of(theme: &Theme, base: &Base, locale: &LocaleSettings) -> Option<Self> {
        let asset = |name: &str| Some(theme.asset(name)?.route.href(base));
        Some(Self {
            page: route::search(locale).href(base),
            index: route::search_index(locale).href(base),
            script: asset("find.js")?,
            r#box: asset("searchbox.js")?,
            engine: asset("search.js")?,
        })
    }
}
