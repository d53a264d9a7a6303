//! Lines and columns of whatever findings name, in all their files.

use std::collections::BTreeMap;
use std::sync::Arc;

use kb_model::span::Position;
use kb_model::{Catalog, FilePath, Span};

use super::position::Positions;
use super::shown;
use crate::findings::Finding;

/// The texts of all files that findings name.
pub(super) struct NamedTexts(BTreeMap<FilePath, Arc<str>>);

impl NamedTexts {
    pub(super) fn of(findings: &[Finding], catalog: &Catalog) -> Self {
        let mut texts = BTreeMap::new();
        for Finding { diagnostic, .. } in findings {
            let related = diagnostic.related.iter().map(|place| &place.path);
            let edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits).map(|edit| &edit.path);
            for path in std::iter::once(&diagnostic.path).chain(related).chain(edits) {
                if !texts.contains_key(path) {
                    texts.insert(path.clone(), catalog.text(path).unwrap_or_default());
                }
            }
        }
        Self(texts)
    }
}

/// Finds lines and columns, in order within each file.
pub(super) struct Places<'t> {
    root: &'t str,
    positions: BTreeMap<&'t FilePath, Positions<'t>>,
}

impl<'t> Places<'t> {
    pub(super) fn of(texts: &'t NamedTexts, root: &'t str) -> Self {
        let positions = texts.0.iter().map(|(path, text)| (path, Positions::of(text)));
        Self { root, positions: positions.collect() }
    }

    /// Returns the first and the last position of a span.
    pub(super) fn span(&mut self, path: &FilePath, span: Span) -> (Position, Position) {
        let mut nowhere = Positions::of("");
        self.positions.get_mut(path).unwrap_or(&mut nowhere).span(span)
    }

    /// Returns the path of a file as it can be opened from where the command was given.
    pub(super) fn path(&self, path: &FilePath) -> String {
        shown(self.root, path)
    }

    /// Returns the same path as a relative reference (RFC 3986, section 4.2).
    pub(super) fn uri(&self, path: &FilePath) -> String {
        let keeps = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
        let escaped =
            |byte: u8| if keeps(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
        self.path(path).bytes().map(escaped).collect()
    }
}
