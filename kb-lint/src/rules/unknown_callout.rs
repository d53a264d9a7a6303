//! Finds callouts that readers see as a quotation with a word in brackets.

use kb_model::Document;
use kb_model::block::BlockKind;
use kb_model::diagnostic::{Fix, Safety, nearest};
use kb_model::markdown::Prose;

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `unknown_callout.md`, which is also this rule's test.
pub(super) struct UnknownCallout;

/// The callouts of GitHub Flavored Markdown.
const KNOWN: [&str; 5] = ["NOTE", "TIP", "IMPORTANT", "WARNING", "CAUTION"];

impl Rule for UnknownCallout {
    fn about(&self) -> About {
        About::error("unknown-callout", include_str!("unknown_callout.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            if has_suspect(document.body.span.slice(&document.text)) {
                let prose = document.prose();
                prose.iter().filter(|prose| prose.kind == BlockKind::Callout).for_each(|prose| {
                    judge(document, prose, found);
                });
            }
        }
    }
}

/// Tells whether some `[!` does not begin a callout that is known.
fn has_suspect(body: &str) -> bool {
    memchr::memmem::find_iter(body.as_bytes(), b"[!").any(|at| {
        let line = body[at + "[!".len()..].lines().next().unwrap_or_default();
        let name = line.trim_end().strip_suffix(']').unwrap_or_default();
        !KNOWN.iter().any(|known| known.eq_ignore_ascii_case(name))
    })
}

/// Reports a word in brackets at the beginning of a quotation: a callout that is known would not have left it there.
fn judge(document: &Document, prose: &Prose, found: &mut Found) {
    let Some((word, rest)) = prose.text.strip_prefix("[!").and_then(|rest| rest.split_once(']')) else {
        return;
    };
    let span = prose.span(0.."[!".len() + word.len() + "]".len());
    let upper = word.to_uppercase();
    if KNOWN.contains(&&*upper) && !rest.trim().is_empty() {
        found
            .at(&document.path, span, format!("`[!{word}]` does not stand alone on its line"))
            .label("readers see it as it is written")
            .help("begin a new line of the quotation behind it: `> …`");
        return;
    }
    let near = nearest(&upper, KNOWN);
    let mut noted = found.at(&document.path, span, format!("there is no callout `{word}`"));
    noted.label("readers see it as it is written");
    noted.help(format!("there are {}", KNOWN.join(", ")));
    if let Some(near) = near.filter(|_| span.slice(&document.text) == format!("[!{word}]")) {
        noted.fix(Fix::replace(
            format!("write `{near}`"),
            Safety::Unsafe,
            &document.path,
            span,
            format!("[!{near}]"),
        ));
    }
}
