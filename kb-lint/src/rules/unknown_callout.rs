//! Finds callouts that readers see as a text that begins with a word in brackets.

use kb_model::block::BlockKind;
use kb_model::diagnostic::{Edit, Fix, Safety, nearest};
use kb_model::markdown::Prose;
use kb_model::{Document, Span};

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
                let blocks = document.body.layout.iter();
                blocks.filter(|block| block.kind == BlockKind::Paragraph).for_each(|block| {
                    unquoted(document, block.span, found);
                });
            }
        }
    }
}

/// Tells whether some `[!` does not begin a callout that is known, in a quotation.
fn has_suspect(body: &str) -> bool {
    memchr::memmem::find_iter(body.as_bytes(), b"[!").any(|at| {
        let line = body[at + "[!".len()..].lines().next().unwrap_or_default();
        let name = line.trim_end().strip_suffix(']').unwrap_or_default();
        !body[..at].trim_end_matches(' ').ends_with('>') || !is_known(name)
    })
}

fn is_known(name: &str) -> bool {
    KNOWN.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// Reports a paragraph that begins like a callout. Where the text of the callout stands in it too, it can be made one.
fn unquoted(document: &Document, paragraph: Span, found: &mut Found) {
    let text = paragraph.slice(&document.text);
    let Some((name, rest)) = text.strip_prefix("[!").and_then(|rest| rest.split_once(']')) else { return };
    if !is_known(name) || rest.starts_with(['(', '[']) || !begins_line(document, paragraph) {
        return;
    }
    let head = "[!".len() + name.len() + "]".len();
    let span = Span { start: paragraph.start, end: paragraph.start + head };
    let mut noted = found.at(&document.path, span, format!("`[!{name}]` does not stand in a quotation"));
    noted.label("readers see it as it is written");
    if rest.trim().is_empty() {
        noted.help("write `> ` before it, and before each line of the text that belongs to it");
    } else {
        noted.fix(quote(document, paragraph, head));
    }
}

/// Tells whether nothing but spaces stands before a place on its line.
fn begins_line(document: &Document, place: Span) -> bool {
    let before = &document.text[..place.start];
    before.trim_end_matches(' ').is_empty() || before.trim_end_matches(' ').ends_with('\n')
}

/// Returns a fix that makes a callout of a paragraph; what stands behind the name goes to a line of its own.
fn quote(document: &Document, paragraph: Span, head: usize) -> Fix {
    let text = paragraph.slice(&document.text);
    let edit = |start: usize, end: usize, text: &str| Edit {
        path: document.path.clone(),
        span: Span { start: paragraph.start + start, end: paragraph.start + end },
        text: text.to_owned(),
    };
    let behind = text[head..].trim_start_matches(' ');
    let name_line =
        (!behind.starts_with(['\n', '\r'])).then(|| edit(head, text.len() - behind.len(), "\n> "));
    let lines = text
        .trim_end()
        .match_indices('\n')
        .map(|(at, newline)| edit(at + newline.len(), at + newline.len(), "> "));
    let edits = std::iter::once(edit(0, 0, "> ")).chain(name_line).chain(lines).collect();
    Fix { title: "make it a callout".to_owned(), safety: Safety::Unsafe, edits }
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
