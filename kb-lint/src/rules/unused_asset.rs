//! Finds images and other files that no text shows or offers.

use std::collections::BTreeSet;

use kb_model::catalog::Destination;
use kb_model::{Catalog, Document, FilePath, Span};

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `unused_asset.md`, which is also this rule's test.
pub(super) struct UnusedAsset;

impl Rule for UnusedAsset {
    fn about(&self) -> About {
        About::warning("unused-asset", include_str!("unused_asset.md")).compares()
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        if subject.catalog.assets().next().is_none() {
            return;
        }
        let used: BTreeSet<FilePath> =
            subject.documents().flat_map(|document| used(subject.catalog, document)).collect();
        for path in subject.catalog.assets().filter(|path| !used.contains(*path)) {
            let size = subject.catalog.asset(path).map_or(0, |bytes| bytes.len()).div_ceil(1024);
            found.at(path, Span::at(0), "no text shows or offers this file").help(format!(
                "delete it, or write where it belongs: readers fetch nothing of its {size} KB"
            ));
        }
    }
}

/// Returns the files that a text shows or offers.
fn used(catalog: &Catalog, document: &Document) -> impl Iterator<Item = FilePath> {
    let links = document.body.links.iter().map(|link| &link.destination);
    let files = links.filter(|link| !is_text(link));
    let images = document.body.images.iter().map(|image| &image.destination);
    files.chain(images).filter_map(|link| match catalog.destination(&document.path, link) {
        Destination::Asset(path) => Some(path),
        _ => None,
    })
}

/// Tells whether a link leads to a text.
fn is_text(link: &str) -> bool {
    let path = link.split('#').next().unwrap_or_default();
    path.rsplit_once('.').is_some_and(|(_, ending)| ending == "md")
}
