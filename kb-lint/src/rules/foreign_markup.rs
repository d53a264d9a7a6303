//! Finds marks of other programs, which readers see as they are written.

use std::sync::LazyLock;

use kb_model::Document;
use kb_model::block::BlockKind;
use kb_model::markdown::Prose;
use regex::Regex;

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `foreign_markup.md`, which is also this rule's test.
pub(super) struct ForeignMarkup;

/// Callouts of `markdown-it` and `MkDocs`; shortcodes of Hugo, tags of Liquid; links of wikis; lists of contents and attributes
/// of kramdown and others.
static MARK: LazyLock<Regex> = LazyLock::new(|| {
    let parts = [
        r"(?<callout>(?:^| ):{3,} ?[a-z]+|^(?:!!!|\?\?\?\+?) [a-z]+)",
        r"(?<code>\{\{[<%].*?[>%]\}\}|\{%-? .*?%\})",
        r"(?<link>\[\[[^\[\]]+\]\])",
        r"(?<rest>^\[(?:toc|TOC)\]$|\{:[ .#][^{}]*\}|\{:toc\})",
    ];
    Regex::new(&parts.join("|")).expect("the pattern is well-formed")
});

/// What some of them begin a line with.
const STARTS: [&str; 3] = [":::", "!!! ", "???"];

impl Rule for ForeignMarkup {
    fn about(&self) -> About {
        About::error("foreign-markup", include_str!("foreign_markup.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            let body = document.body.span.slice(&document.text);
            if !may_hold_mark(body) {
                continue;
            }
            for prose in document.prose().iter().filter(|prose| prose.kind != BlockKind::Field) {
                judge(document, prose, found);
            }
        }
    }
}

fn judge(document: &Document, prose: &Prose, found: &mut Found) {
    for mark in MARK.captures_iter(&prose.text) {
        let is = |name| mark.name(name).is_some();
        let help = if is("callout") {
            "write a callout: `> [!NOTE]` on a line, and `> ` before each line of its text"
        } else if is("link") {
            "write a link: `[words](file.md)`"
        } else if is("code") {
            "write in Markdown what it stood for: nothing is run here"
        } else {
            "delete it: pages have a list of contents, and headings ids as in `## Title {#id}`"
        };
        let words = mark.get_match();
        let start = words.end() - words.as_str().trim_start().len();
        let span = prose.span(start..words.end());
        found
            .at(&document.path, span, "readers see these marks as they are written")
            .label("another program’s")
            .help(help);
    }
}

/// Tells whether a text may hold such a mark: brackets in a row, or a line that begins like a callout.
fn may_hold_mark(body: &str) -> bool {
    let bytes = body.as_bytes();
    let is_mark = |at: usize| {
        let after = &bytes[at + 1..];
        matches!(after, [b'{' | b'%' | b':' | b'[', ..])
            || after.starts_with(b"toc]")
            || after.starts_with(b"TOC]")
    };
    let begins_line = |at: usize| at == 0 || matches!(bytes[at - 1], b'\n' | b' ');
    memchr::memchr2_iter(b'{', b'[', bytes).any(is_mark)
        || STARTS.iter().any(|start| memchr::memmem::find_iter(bytes, start.as_bytes()).any(begins_line))
}
