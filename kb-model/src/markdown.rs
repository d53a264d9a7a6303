//! The body of a file: what stands in it, collected in one pass.
//!
//! Facts only: headings, links, images, raw HTML, and, where texts are compared, blocks. How they look is not the
//! model's business.

mod cut;
mod facts;
mod normal;
mod prose;

use std::sync::Arc;

use jiff::civil::Date;
use pulldown_cmark::{Options, Parser};

use crate::Span;
use crate::block::{Block, BlockSpan};
use cut::Cut;
use facts::Facts;
use prose::Words;
pub use prose::{OBJECT, Prose};

/// What stands in a body.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Markdown {
    /// The body's place in the file.
    pub span: Span,
    /// The headings, in order.
    pub outline: Vec<Heading>,
    /// The links, in order; images are not among them.
    pub links: Vec<Link>,
    /// The images, in order.
    pub images: Vec<Image>,
    /// The pieces of raw HTML, in order.
    pub html: Vec<Span>,
    /// Where the blocks stand, in order.
    pub layout: Vec<BlockSpan>,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// From 1 to 6.
    pub level: u8,
    /// The id that links lead to.
    pub id: Arc<str>,
    /// Where the id came from.
    pub origin: IdOrigin,
    /// Its words.
    pub title: String,
    /// Where it stands.
    pub span: Span,
    /// What else is written in its braces, name by name: `until=2026-12-31`, `.class`.
    pub attributes: Box<[Attribute]>,
}

/// Something that is written in the braces of a heading beside its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute {
    /// Its name; that of a class begins with a dot.
    pub name: Box<str>,
    /// Its value; empty where there is none.
    pub value: Box<str>,
}

/// The name of the attribute with the last day on which readers see a section.
pub const UNTIL: &str = "until";

impl Heading {
    /// Returns the last day on which readers see the section, if it has one: `## Outage {#outage until=2026-12-31}`.
    pub fn last_day(&self) -> Option<Date> {
        self.attributes.iter().find(|attribute| &*attribute.name == UNTIL)?.value.parse().ok()
    }
}

/// Where a heading's id came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum IdOrigin {
    /// It is written: `## Do this first {#first}`.
    Written,
    /// It is made from the heading's words, and changes with them.
    Made,
}

/// A link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// Where it leads, as written.
    pub destination: String,
    /// Where the destination stands.
    pub span: Span,
    /// The words of the link.
    pub text: String,
}

/// An image.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// Its file, as written.
    pub destination: String,
    /// Where the destination stands.
    pub destination_span: Span,
    /// Its alternative text.
    pub alt: String,
    /// Where the whole image stands.
    pub span: Span,
}

/// Returns the extensions of `CommonMark` that articles are written in. Facts and HTML are read with the same ones.
pub fn options() -> Options {
    Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES
        | Options::ENABLE_GFM
}

/// Reads the part of a file that is its body.
pub fn read(text: &str, span: Span) -> Markdown {
    cut(text, span, Cut::without_texts(span.slice(text), span)).0
}

/// Reads the part of a file that is its body, and cuts it into blocks.
pub fn read_and_cut(text: &str, span: Span) -> (Markdown, Vec<Block>) {
    cut(text, span, Cut::with_texts(span.slice(text), span))
}

fn cut<'a>(text: &'a str, span: Span, mut cut: Cut<'a>) -> (Markdown, Vec<Block>) {
    let body = span.slice(text);
    let mut facts = Facts::of(body, span);
    for (event, range) in Parser::new_ext(body, options()).into_offset_iter() {
        facts.event(&event, &range);
        cut.event(&event, &range, facts.section());
    }
    let (layout, blocks) = cut.into_found(facts.section());
    (Markdown { layout, ..facts.into_found() }, blocks)
}

/// Returns the words of the part of a file that is its body.
pub(crate) fn prose(text: &str, span: Span) -> Vec<Prose> {
    let body = span.slice(text);
    let (mut facts, mut words) = (Facts::of(body, span), Words::of(span));
    for (event, range) in Parser::new_ext(body, options()).into_offset_iter() {
        facts.event(&event, &range);
        words.event(&event, &range, &facts);
    }
    words.into_found()
}

pub use normal::{is_han, needs_no_space, single_spaced};

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> Markdown {
        read(text, Span { start: 0, end: text.len() })
    }

    fn check_blocks(text: &str, expected: &[(&str, &str)]) {
        let body = Span { start: 0, end: text.len() };
        let (_, blocks) = read_and_cut(text, body);
        let found: Vec<(&str, &str)> =
            blocks.iter().map(|block| (block.kind.name(), block.text.as_str())).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn bodies_are_cut_into_blocks() {
        check_blocks(
            "One\ntwo *three*.\n\n## Four {#f}\n",
            &[("paragraph", "One two *three*."), ("heading", "Four")],
        );
        check_blocks(
            "1. a\n2. b\n   - c\n\n     d\n",
            &[("list item", "a"), ("list item", "b"), ("list item", "c"), ("list item", "d")],
        );
        check_blocks("> [!WARNING]\n> Stop.\n", &[("callout", "[!warning] Stop.")]);
        check_blocks(
            "| a | b |\n|---|---|\n| c | d |\n",
            &[("table row", "| a | b"), ("table row", "| c | d")],
        );
        check_blocks(
            "![alt](x.png)\n\n```sh\nls  -l\n```\n",
            &[("image", "![alt](x.png)"), ("code block", "ls -l")],
        );
        check_blocks("付款\n失败\n", &[("paragraph", "付款失败")]);
    }

    #[test]
    fn wrapping_and_markers_do_not_count() {
        let same = |a: &str, b: &str| {
            let digests = |text: &str| {
                let (_, blocks) = read_and_cut(text, Span { start: 0, end: text.len() });
                blocks.iter().map(|block| block.digest).collect::<Vec<_>>()
            };
            assert_eq!(digests(a), digests(b), "{a:?} and {b:?}");
        };
        same("- a\n- b\n", "* a\n\n* b\n");
        same("1. a\n2. b", "1) a\n1) b");
        same("one two\nthree", "one   two three");
        same("*a* __b__", "_a_ **b**");
        same("a\r\nb\r\n", "a b\n");
        same("## T {#t}", "T {#t}\n---\n");
    }

    #[test]
    fn words_have_their_places() {
        let check = |text: &str, words: &str, place: &str| {
            let span = Span { start: 0, end: text.len() };
            let found = prose(text, span);
            let prose = found.iter().find(|prose| prose.text.contains(words));
            let prose = prose.unwrap_or_else(|| panic!("{words:?} is not in {found:?}"));
            let start = prose.text.find(words).unwrap_or_default();
            assert_eq!(prose.span(start..start + words.len()).slice(text), place, "{text:?}");
        };
        check("Call **us** now\nor [later](a.md).", "us now or later.", "us** now\nor [later](a.md).");
        check("- Ring `007` at 5 &amp; 6\n- b", "5 & 6", "5 &amp; 6");
        check("## 付款 {#pay}\n\n| a | b |\n|---|---|\n| 一 | 二 |", "二", "二");
        check("a ![x](y.png) b", "a \u{fffc} b", "a ![x](y.png) b");
        check("- a ![the *red* button](y.png) b\n- c", "the red button", "the *red* button");
        assert_eq!(prose("```\ncode\n```\n\n<p>html</p>\n", Span { start: 0, end: 28 }), []);
    }

    #[test]
    fn links_point_at_their_destination() {
        let check = |text: &str, destination: &str, words: &str| {
            let markdown = whole(text);
            let link = &markdown.links[0];
            assert_eq!((link.destination.as_str(), link.text.as_str()), (destination, words), "{text}");
            assert_eq!(link.span.slice(text), destination, "{text}");
        };
        check("see [the *page*](a.md#b \"t\").", "a.md#b", "the page");
        check("打开[设置](./不存在.md)", "./不存在.md", "设置");
        check("[![i](x.png)](y.md)", "y.md", "i");
        check("<https://example.com>", "https://example.com", "https://example.com");
        check("[a.md](a.md)", "a.md", "a.md");
    }

    #[test]
    fn bare_addresses_are_written_to() {
        let markdown = whole("<help@example.com>");
        assert_eq!(markdown.links[0].destination, "mailto:help@example.com");
    }

    #[test]
    fn headings_have_ids() {
        let markdown = whole("## Do this {#first}\n## Do this\n## Do this\n## 步骤\n");
        let ids: Vec<_> = markdown.outline.iter().map(|heading| &*heading.id).collect();
        assert_eq!(ids, ["first", "do-this", "do-this-1", "步骤"]);
        assert_eq!(markdown.outline[0].origin, IdOrigin::Written);
    }

    #[test]
    fn images_keep_their_alternative_text() {
        let text = "a ![the **button**](b.png) c";
        let image = &whole(text).images[0];
        assert_eq!((image.alt.as_str(), image.destination_span.slice(text)), ("the button", "b.png"));
    }
}
