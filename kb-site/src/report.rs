//! Reports of what is wrong, with the lines of content or theme that it is about.

use std::sync::Arc;

use kb_lint::Finding;
use kb_lint::report::Texts;
use kb_lint::report::human::{Style, render};
use kb_model::{Catalog, Diagnostic, FilePath};

use crate::theme::{self, Files};

/// Where the lines of a report come from.
#[derive(Debug, Clone, Copy)]
pub struct Lines<'a> {
    /// The knowledge base.
    pub catalog: &'a Catalog,
    /// The theme.
    pub theme: &'a Files,
    /// The content folder, as the user has named it.
    pub root: &'a str,
}

impl Lines<'_> {
    /// Returns reports of some diagnostics, one below the other.
    pub fn report<'d>(self, faults: impl IntoIterator<Item = &'d Diagnostic>, style: Style) -> String {
        let (themes, contents): (Vec<Finding>, Vec<Finding>) =
            faults.into_iter().map(finding).partition(|finding| finding.diagnostic.rule == theme::RULE);
        render(&contents, self.catalog, self.root, style) + &render(&themes, self.theme, "theme", style)
    }
}

fn finding(diagnostic: &Diagnostic) -> Finding {
    Finding { diagnostic: diagnostic.clone(), stops_build: true }
}

impl Texts for Files {
    fn text(&self, path: &FilePath) -> Option<Arc<str>> {
        Files::text(self, path.as_str())
    }
}
