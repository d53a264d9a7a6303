//! Reports: findings for people, for programs and for code hosts. One room per format.

mod excerpt;
pub mod github;
pub mod gitlab;
pub mod human;
pub mod json;
pub mod narrated;
pub mod page;
mod places;
mod position;
pub mod rdjson;
pub mod sarif;
pub mod statistics;

use std::sync::Arc;

use kb_model::{Catalog, FilePath};

/// Where reports take the lines from that they show.
pub trait Texts {
    /// Returns the text of a file.
    fn text(&self, path: &FilePath) -> Option<Arc<str>>;
}

impl Texts for Catalog {
    fn text(&self, path: &FilePath) -> Option<Arc<str>> {
        Catalog::text(self, path).filter(|_| self.asset(path).is_none()) // an image has no lines to show
    }
}

/// Returns the path of a file as it can be opened from where the command was given.
fn shown(root: &str, path: &FilePath) -> String {
    match root.trim_end_matches('/') {
        "" if root.is_empty() => path.to_string(),
        "." => path.to_string(),
        root => format!("{root}/{path}"),
    }
}
