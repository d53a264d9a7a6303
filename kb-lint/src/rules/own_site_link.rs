//! Finds links to the help center itself that are written as addresses.

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `own_site_link.md`, which is also this rule's test.
pub(super) struct OwnSiteLink;

impl Rule for OwnSiteLink {
    fn about(&self) -> About {
        About::warning("own-site-link", include_str!("own_site_link.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        let base = subject.settings().base_url.trim_end_matches('/');
        for document in subject.documents() {
            let links = document.body.links.iter().map(|link| (&link.destination, link.span));
            for (destination, span) in links {
                let rest = destination.strip_prefix(base).filter(|_| !base.is_empty());
                if rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '#', '?'])) {
                    found
                        .at(&document.path, span, "this is an address of the help center itself")
                        .help("link to the `.md` file: then each reader stays in their language, previews work, and a broken link is found");
                }
            }
        }
    }
}
