//! Finds links to sections that are not there.

use kb_model::catalog::Destination;
use kb_model::diagnostic::{Fix, Safety, nearest};
use kb_model::markdown::Link;
use kb_model::{Document, Span};

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `broken_anchor.md`, which is also this rule's test.
pub(super) struct BrokenAnchor;

impl Rule for BrokenAnchor {
    fn about(&self) -> About {
        About::error("broken-anchor", include_str!("broken_anchor.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            for link in document.body.links.iter().filter(|link| link.destination.contains('#')) {
                if let Some((target, anchor)) = target(subject, document, link) {
                    check(document, link, target, anchor, found);
                }
            }
        }
    }
}

/// Returns the text that readers of the document's locale find at the end of a link, and the section meant.
fn target<'c>(
    subject: &Subject<'c>,
    document: &'c Document,
    link: &'c Link,
) -> Option<(&'c Document, &'c str)> {
    match subject.catalog.destination(&document.path, &link.destination) {
        Destination::Section(anchor) if !anchor.is_empty() => Some((document, anchor)),
        Destination::Thing(kind, id, Some(anchor)) => {
            let shown = subject.catalog.thing(kind, id)?.shown(&document.locale)?;
            Some((&**shown, anchor))
        }
        _ => None,
    }
}

fn check(document: &Document, link: &Link, target: &Document, anchor: &str, found: &mut Found) {
    if target.heading(anchor).is_some() {
        return;
    }
    let ids = || target.body.outline.iter().map(|heading| &*heading.id);
    let written = format!("#{anchor}");
    let own = Span { start: link.span.end.saturating_sub(written.len()), end: link.span.end };
    let is_own = own.start >= link.span.start && own.slice(&document.text) == written;
    let span = if is_own { own } else { link.span }; // the destination may stand elsewhere: `[words][name]`
    let place =
        if target.path == document.path { "this file".to_owned() } else { format!("`{}`", target.path) };
    let mut noted = found.at(&document.path, span, format!("there is no section `#{anchor}` in {place}"));
    if let Some(near) = nearest(anchor, ids()) {
        let title = format!("write `#{near}`");
        noted.label(format!("did you mean `#{near}`?"));
        let fix = || Fix::replace(title, Safety::Unsafe, &document.path, span, format!("#{near}"));
        noted.fix_if_any(is_own.then(fix));
    }
    let sections: Vec<String> = ids().map(|id| format!("`#{id}`")).collect();
    if sections.is_empty() {
        noted.help(format!("{place} has no sections: link to the file itself"));
    } else {
        noted.help(format!("its sections: {}", sections.join(", ")));
    }
}
