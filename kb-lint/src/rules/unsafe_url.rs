//! Finds links that could run a program or lead where nobody can see.

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};
use crate::url::fault;

/// See `unsafe_url.md`, which is also this rule's test.
pub(super) struct UnsafeUrl;

impl Rule for UnsafeUrl {
    fn about(&self) -> About {
        About::error("unsafe-url", include_str!("unsafe_url.md")).stops_build()
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            let links = document.body.links.iter().map(|link| (&link.destination, link.span));
            let images =
                document.body.images.iter().map(|image| (&image.destination, image.destination_span));
            for (destination, span) in links.chain(images) {
                if let Some((message, help)) = fault(destination) {
                    found.at(&document.path, span, message).help(help);
                }
            }
        }
    }
}
