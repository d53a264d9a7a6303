//! Finds what was meant as a link, but is shown as brackets.

use std::sync::LazyLock;

use kb_model::Document;
use regex::Regex;

use super::seen;
use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `unmade_link.md`, which is also this rule's test.
pub(super) struct UnmadeLink;

/// A link the wrong way round, one to a name that nothing defines, one with a space between its parts or in its address, and
/// a mark of a footnote that nothing defines. What stands in the round brackets must look like an address.
static SLIP: LazyLock<Regex> = LazyLock::new(|| {
    let address = r"(?:[^()\s]+\.md(?:#[^()\s]*)?|#[^()\s]+|https?:[^()\s]+)";
    let (turned, named, spaced, broken) = (
        format!(r"\([^()]+\)\[{}\]", address.replace("()", r"\[\]")),
        r"\[[^\[\]]+\]\[[^\[\]]*\]",
        format!(r"\[[^\[\]]+\][ \n]\({address}\)"),
        r"\[[^\[\]]+\]\([^()\n]* [^()\n]*\.(?:md|png|jpe?g|webp|svg|pdf)(?:#[^()\s]*)?\)",
    );
    let note = r"\[\^[^\[\]\s]+\]";
    let patterns =
        [("turned", &*turned), ("named", named), ("spaced", &spaced), ("broken", broken), ("note", note)];
    let patterns: Vec<String> =
        patterns.iter().map(|(name, pattern)| format!("(?<{name}>{pattern})")).collect();
    Regex::new(&patterns.join("|")).expect("the pattern is well-formed")
});

/// What one of them has in it.
const SIGNS: [&str; 5] = [")[", "][", "] (", "]\n(", "[^"];

impl Rule for UnmadeLink {
    fn about(&self) -> About {
        About::error("unmade-link", include_str!("unmade_link.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            let body = document.body.span.slice(&document.text);
            let has_sign = || SIGNS.iter().any(|sign| body.contains(sign)) || has_space_in_address(body);
            if memchr::memchr(b'[', body.as_bytes()).is_some() && has_sign() {
                judge(document, found);
            }
        }
    }
}

/// Tells whether a space stands in the round brackets behind square ones, and no title behind it.
fn has_space_in_address(body: &str) -> bool {
    memchr::memmem::find_iter(body.as_bytes(), "](").any(|at| {
        let rest = &body[at + 2..];
        let end = rest.find([' ', ')', '(', '[', '<', '\n']).unwrap_or(rest.len()); // not the end of the text, for every link
        rest[end..].strip_prefix(' ').is_some_and(|after| !after.trim_start().starts_with(['"', '\'', '(']))
    })
}

fn judge(document: &Document, found: &mut Found) {
    for (span, words) in seen(document, &SLIP) {
        let captures = SLIP.captures(&words);
        let is = |name| captures.as_ref().is_some_and(|captures| captures.name(name).is_some());
        let help = if is("turned") {
            "write the words in square brackets, and then the address in round ones"
        } else if is("spaced") {
            "leave out the space between the two brackets"
        } else if is("broken") {
            "an address has no spaces: write `-` in the file's name and here, or put the address in `<…>`"
        } else if is("note") {
            "write `[^…]: ` and the note on a line of its own: nothing defines this footnote"
        } else {
            "write where it leads in round brackets: nothing defines the name in the second square ones"
        };
        let message = if is("note") {
            "this is no footnote: readers see the brackets"
        } else {
            "this is no link: readers see the brackets"
        };
        found.at(&document.path, span, message).help(help);
    }
}
