//! Finds what was meant as a link, but is shown as brackets.

use std::sync::LazyLock;

use kb_model::Document;
use regex::Regex;

use super::seen;
use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `unmade_link.md`, which is also this rule's test.
pub(super) struct UnmadeLink;

/// A link the wrong way round, one to a name that nothing defines, and one with a space between its parts. What stands in
/// the round brackets must look like an address.
static SLIP: LazyLock<Regex> = LazyLock::new(|| {
    let address = r"(?:[^()\s]+\.md(?:#[^()\s]*)?|#[^()\s]+|https?:[^()\s]+)";
    let (turned, named, spaced) = (
        format!(r"\([^()]+\)\[{}\]", address.replace("()", r"\[\]")),
        r"\[[^\[\]]+\]\[[^\[\]]*\]",
        format!(r"\[[^\[\]]+\][ \n]\({address}\)"),
    );
    Regex::new(&format!("(?<turned>{turned})|(?<named>{named})|(?<spaced>{spaced})"))
        .expect("the pattern is well-formed")
});

/// What one of them has in it.
const SIGNS: [&str; 4] = [")[", "][", "] (", "]\n("];

impl Rule for UnmadeLink {
    fn about(&self) -> About {
        About::error("unmade-link", include_str!("unmade_link.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            let body = document.body.span.slice(&document.text);
            if memchr::memchr(b'[', body.as_bytes()).is_some() && SIGNS.iter().any(|sign| body.contains(sign))
            {
                judge(document, found);
            }
        }
    }
}

fn judge(document: &Document, found: &mut Found) {
    for (span, words) in seen(document, &SLIP) {
        let captures = SLIP.captures(&words);
        let is = |name| captures.as_ref().is_some_and(|captures| captures.name(name).is_some());
        let help = if is("turned") {
            "write the words in square brackets, and then the address in round ones"
        } else if is("spaced") {
            "leave out the space between the two brackets"
        } else {
            "write where it leads in round brackets: nothing defines the name in the second square ones"
        };
        found.at(&document.path, span, "this is no link: readers see the brackets").help(help);
    }
}
