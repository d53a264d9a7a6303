//! Pseudo-locales: the source's pages in languages that nobody speaks, to see whether a layout holds.
//!
//! They are made from finished pages, so that what is written in a template stands out: it is the only text that stays
//! as it is. The habit is Android's and ICU's, whose `en-XA` and `ar-XB` do the same.

use lol_html::html_content::{ContentType, TextChunk, TextType};
use lol_html::{RewriteStrSettings, element, rewrite_str, text};

use crate::edition::Base;

/// A language that nobody speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pseudo {
    /// Words are half as long again, as they may be in translation, and have accents above and below.
    Long,
    /// Lines run from right to left.
    Rtl,
}

/// Turns the direction of what follows (Unicode Standard Annex 9, section 2.2).
const RIGHT_TO_LEFT: char = '\u{202e}';
/// Ends that.
const AS_BEFORE: char = '\u{202c}';

impl Pseudo {
    /// Every pseudo-locale.
    pub const ALL: &[Self] = &[Self::Long, Self::Rtl];

    /// Returns where its pages live, below the base.
    pub fn path(self) -> &'static str {
        match self {
            Self::Long => "x-long",
            Self::Rtl => "x-rtl",
        }
    }

    /// Rewrites a page of the source locale, whose home page has this address.
    pub fn rewrite(self, page: &[u8], home: &str, base: &Base) -> Vec<u8> {
        let own = format!("{}/{}/", base.path(), self.path());
        let root = element!("html", |html| {
            html.set_attribute("lang", &format!("en-{}", self.path()))?;
            if self == Self::Rtl {
                html.set_attribute("dir", "rtl")?;
            }
            Ok(())
        });
        let head = element!("head", |head| {
            head.append("<meta name=\"robots\" content=\"noindex\">", ContentType::Html);
            Ok(())
        });
        let links = element!("a[href]:not([hreflang])", |link| {
            let href = link.get_attribute("href").unwrap_or_default();
            if let Some(below) = href.strip_prefix(home) {
                link.set_attribute("href", &[&own, below].concat())?;
            }
            Ok(())
        });
        let words = text!("body *", |words| {
            self.replace(words);
            Ok(())
        });
        let settings = RewriteStrSettings::new()
            .append_element_content_handler(root)
            .append_element_content_handler(head)
            .append_element_content_handler(links)
            .append_element_content_handler(words);
        let page = String::from_utf8_lossy(page);
        rewrite_str(&page, settings).unwrap_or_else(|_| page.into_owned()).into_bytes()
    }

    /// Replaces words of a page, but not scripts and styles.
    fn replace(self, words: &mut TextChunk<'_>) {
        let text = words.as_str();
        if words.text_type() == TextType::Data && !text.trim().is_empty() {
            let replaced = self.words(text);
            words.replace(&replaced, ContentType::Html);
        }
    }

    /// Returns a text as this language would have it. References such as `&amp;` stay as they are.
    fn words(self, text: &str) -> String {
        match self {
            Self::Long => lengthened(text),
            Self::Rtl => {
                let ends = |c: char| c.is_whitespace();
                let (start, rest) = text.split_at(text.len() - text.trim_start_matches(ends).len());
                let (inner, end) = rest.split_at(rest.trim_end_matches(ends).len());
                format!("{start}{RIGHT_TO_LEFT}{inner}{AS_BEFORE}{end}")
            }
        }
    }
}

/// Doubles the vowels, and gives all letters that have one an accent.
fn lengthened(text: &str) -> String {
    let mut long = String::with_capacity(text.len() * 2);
    let mut is_reference = false;
    for c in text.chars() {
        is_reference = c == '&' || (is_reference && c != ';' && !c.is_whitespace());
        let accented = if is_reference { c } else { accented(c) };
        long.push(accented);
        if accented != c && "aeiouAEIOU".contains(c) {
            long.push(accented);
        }
    }
    long
}

fn accented(c: char) -> char {
    const PLAIN: &str = "aceginouyACEGINOUY";
    const ACCENTED: &str = "åçéĝîñöûýÅÇÉĜÎÑÖÛÝ";
    PLAIN.chars().zip(ACCENTED.chars()).find(|(plain, _)| *plain == c).map_or(c, |(_, accented)| accented)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_rewritten() {
        let check = |pseudo: Pseudo, page: &str, expected: &str| {
            let page = format!("<html lang=\"en\"><head></head><body>{page}</body></html>");
            let rewritten =
                pseudo.rewrite(page.as_bytes(), "/help/en/", &Base::new("https://example.com/help"));
            let rewritten = String::from_utf8(rewritten).expect("it is text");
            let (_, body) = rewritten.split_once("<body>").expect("it has a body");
            assert_eq!(body, format!("{expected}</body></html>"));
        };
        check(Pseudo::Long, "<p>Pay &amp; go</p>", "<p>Pååý &amp; ĝöö</p>");
        check(
            Pseudo::Rtl,
            "<p>\n<b>Pay</b> now</p>",
            "<p>\n<b>\u{202e}Pay\u{202c}</b> \u{202e}now\u{202c}</p>",
        );
        check(Pseudo::Long, "<a href=\"/help/en/a/\">x</a>", "<a href=\"/help/x-long/a/\">x</a>");
        check(
            Pseudo::Long,
            "<a href=\"/help/id/\" hreflang=\"id\">x</a>",
            "<a href=\"/help/id/\" hreflang=\"id\">x</a>",
        );
        check(Pseudo::Long, "<p><script>an()</script></p>", "<p><script>an()</script></p>");
    }
}
