//! The budget of pages: what each makes a visitor's phone fetch, held against the `[budget]` of `kb.toml`.
//!
//! Bytes are counted as a host sends them, compressed by gzip. Pictures are not counted: they come after the words.

use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use kb_model::settings::Budget;
use kb_model::{Catalog, Diagnostic, FilePath, Span, settings};

use crate::route::Route;
use crate::site::Site;
use crate::theme::Asset;

/// The rule that a page over its budget offends.
pub const HEAVY: &str = "heavy-page";

/// What is counted, and what a heavy page costs.
const WHY: &str = "bytes are counted as hosts send them, compressed and without pictures: on weak mobile data a \
    heavy page is seconds of an empty screen; `kb-site build --report` shows the heaviest pages";

/// Text that compresses to less than half is what pages are made of: one of less than twice its budget fits.
const AT_LEAST: usize = 2;

/// Kilobytes are counted in thousands, as mobile data is sold.
const KB: usize = 1000;

/// What a page makes a phone fetch, in compressed bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weight {
    /// The page.
    pub route: Route,
    /// Its HTML.
    pub html: usize,
    /// Its style sheets.
    pub css: usize,
    /// Its scripts.
    pub js: usize,
}

impl Weight {
    /// Returns all bytes together.
    pub fn total(&self) -> usize {
        self.html + self.css + self.js
    }
}

/// Weighs the pages of a site.
#[derive(Debug)]
pub struct Scales {
    bounds: Budget,
    /// The style sheets and scripts, as pages name them.
    files: Vec<(String, Kind, usize)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Css,
    Js,
}

impl Scales {
    /// Makes the scales for a site.
    pub fn of(site: &Site, bounds: Budget) -> Self {
        let file = |(_, asset): (&str, &Asset)| {
            let name = asset.route.as_str();
            let kind = match name.rsplit_once('.')?.1 {
                "css" => Kind::Css,
                "js" => Kind::Js,
                _ => return None,
            };
            Some((name.to_owned(), kind, compressed(&asset.bytes)))
        };
        Self { bounds, files: site.theme().assets().filter_map(file).collect() }
    }

    /// Weighs a page.
    pub fn weigh(&self, route: &Route, html: &str) -> Weight {
        let fetched = |kind| {
            let named = self.files.iter().filter(|(name, of, _)| *of == kind && html.contains(name.as_str()));
            named.map(|(_, _, bytes)| bytes).sum()
        };
        Weight {
            route: route.clone(),
            html: compressed(html.as_bytes()),
            css: fetched(Kind::Css),
            js: fetched(Kind::Js),
        }
    }

    /// Tells whether a page of this many bytes, not compressed, may be too heavy.
    pub fn is_large(&self, length: usize) -> bool {
        length > AT_LEAST * KB * self.bounds.html_kb as usize
    }

    /// Returns what is too heavy about a page, each a name, what it weighs and what it may weigh.
    fn excess(&self, weight: &Weight) -> Vec<(&'static str, usize, u32)> {
        let bounds = self.bounds;
        let parts = [
            ("HTML", weight.html, bounds.html_kb),
            ("CSS", weight.css, bounds.css_kb),
            ("scripts", weight.js, bounds.js_kb),
            ("all together", weight.total(), bounds.page_kb),
        ];
        parts.into_iter().filter(|(_, bytes, most)| *bytes > KB * *most as usize).collect()
    }

    /// Returns a finding for a page over its budget, at the file that it is made from.
    pub fn finding(&self, catalog: &Catalog, site: &Site, weight: &Weight) -> Option<Diagnostic> {
        let excess = self.excess(weight);
        if excess.is_empty() {
            return None;
        }
        let said =
            |(part, bytes, most): &(&str, usize, u32)| format!("{part} {}, may be {most} kB", kb(*bytes));
        let said: Vec<String> = excess.iter().map(said).collect();
        let message = format!("`{}` is heavy for a phone: {}", weight.route, said.join("; "));
        let thing = site.plan().page(&weight.route).and_then(|page| page.thing(catalog.settings()));
        let shown = thing.and_then(|(kind, id, locale)| catalog.thing(kind, id)?.shown(locale));
        let (path, span) = shown.map_or_else(
            || (FilePath::new(settings::FILE), Span::at(0)),
            |words| (words.path.clone(), words.fields.span("title").unwrap_or(words.fences.open)),
        );
        Some(
            Diagnostic::warning(HEAVY, &path, span, message)
                .help("make two pages of it, or say in `[budget]` of `kb.toml` what it may weigh")
                .help(WHY),
        )
    }
}

/// Returns a number of bytes as people read it.
pub fn kb(bytes: usize) -> String {
    let tenths = bytes.div_ceil(KB / 10);
    format!("{}.{} kB", tenths / 10, tenths % 10)
}

/// Returns how many bytes a host sends that compresses as hosts do.
pub(crate) fn compressed(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    let written = encoder.write_all(bytes).and_then(|()| encoder.finish());
    written.expect("a Vec takes all").len()
}

#[cfg(test)]
mod tests {
    use super::{compressed, kb};

    #[test]
    fn bytes_are_readable() {
        let check = |bytes, expected: &str| assert_eq!(kb(bytes), expected);
        check(0, "0.0 kB");
        check(1, "0.1 kB");
        check(14_000, "14.0 kB");
        check(14_001, "14.1 kB");
    }

    #[test]
    fn what_repeats_is_light() {
        assert!(compressed(&[b'a'; 10_000]) < 100);
        assert!(compressed(b"a") > 1, "a header comes with it");
    }
}
