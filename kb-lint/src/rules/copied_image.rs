//! Finds images of a translation that are the source's, byte for byte.

use kb_model::Document;
use kb_model::catalog::Destination;
use kb_model::markdown::Image;
use kb_model::{Catalog, FilePath};

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `copied_image.md`, which is also this rule's test.
pub(super) struct CopiedImage;

impl Rule for CopiedImage {
    fn about(&self) -> About {
        About::warning("copied-image", include_str!("copied_image.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for (_, translation) in subject.translations() {
            let document = &translation.document;
            for image in &document.body.images {
                if let Some(source) = copied(subject.catalog, document, image) {
                    found
                        .at(&document.path, image.destination_span, format!("this image is a copy of `{source}`"))
                        .help("show this language's own screen, or delete the copy: the source's image is shown in its place");
                }
            }
        }
    }
}

/// Returns the source's image, if a translation has a copy of it beside itself.
fn copied(catalog: &Catalog, document: &Document, image: &Image) -> Option<FilePath> {
    let Destination::Asset(own) = catalog.destination(&document.path, &image.destination) else {
        return None;
    };
    let (locale, rest) = own.as_str().split_once('/')?;
    let source = FilePath::new(format!("{}/{rest}", catalog.settings().source_locale.as_ref()?));
    let is_copy = locale == document.locale.as_str() && catalog.asset(&source)? == catalog.asset(&own)?;
    is_copy.then_some(source)
}
