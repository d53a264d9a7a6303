//! Finds links into the folder of another language.

use kb_model::Document;
use kb_model::catalog::Destination;
use kb_model::diagnostic::{Fix, Safety};
use kb_model::markdown::Link;

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `other_language_link.md`, which is also this rule's test.
pub(super) struct OtherLanguageLink;

impl Rule for OtherLanguageLink {
    fn about(&self) -> About {
        About::warning("other-language-link", include_str!("other_language_link.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            for link in document.body.links.iter().filter(|link| link.destination.starts_with("../../")) {
                judge(subject, document, link, found);
            }
        }
    }
}

fn judge(subject: &Subject<'_>, document: &Document, link: &Link, found: &mut Found) {
    let Destination::Thing(..) = subject.catalog.destination(&document.path, &link.destination) else {
        return;
    };
    let up = link.destination.split('/').take_while(|part| *part == "..").count();
    let below = document.path.folder().split('/').count();
    if up < below {
        return; // it stays below the folder of its own language
    }
    let rest: Vec<&str> = link.destination.split('/').skip(up + 1).collect();
    let own = format!("{}{}", "../".repeat(below - 1), rest.join("/"));
    let fix = Fix::replace(format!("write `{own}`"), Safety::Safe, &document.path, link.span, own.clone());
    let is_plain = link.span.slice(&document.text) == link.destination;
    found
        .at(&document.path, link.span, "this link names the folder of a language")
        .help("leave the language out: readers stay in theirs, and editors open the text beside this one")
        .fix_if_any(is_plain.then_some(fix));
}
