//! Finds links that anybody on the way can read and change.

use kb_model::Span;
use kb_model::diagnostic::{Fix, Safety};

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `insecure_link.md`, which is also this rule's test.
pub(super) struct InsecureLink;

/// What such links begin with.
const SCHEME: &str = "http:";

impl Rule for InsecureLink {
    fn about(&self) -> About {
        About::warning("insecure-link", include_str!("insecure_link.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            for link in &document.body.links {
                let scheme = link.destination.get(..SCHEME.len()).unwrap_or_default();
                if !scheme.eq_ignore_ascii_case(SCHEME) {
                    continue;
                }
                let span = Span { start: link.span.start, end: link.span.start + SCHEME.len() };
                let is_written = span.slice(&document.text).eq_ignore_ascii_case(SCHEME);
                let fix = || Fix::replace("write `https:`", Safety::Unsafe, &document.path, span, "https:");
                found
                    .at(&document.path, link.span, "this link is not encrypted")
                    .help("write `https:`, if the site answers there; if not, do not send readers to it")
                    .fix_if_any(is_written.then(fix));
            }
        }
    }
}
