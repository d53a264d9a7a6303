//! Fingerprints: what a finding is known by from one run to the next, wherever its lines have moved.
//!
//! A finding is named by its rule, its file, the block that it stands in and its own characters, white space aside; among
//! those that have all of that in common, by its number. So it keeps its name when text is added above it, or wrapped
//! anew, and another fault in the same file has another name.

use std::collections::BTreeMap;

use kb_model::block::Block;
use kb_model::markdown::single_spaced;
use kb_model::reading::Place;
use kb_model::{Catalog, Diagnostic, Digest, Document, FilePath};

use crate::findings::Finding;

/// Returns the fingerprint of each finding, in their order: twelve hexadecimal digits.
pub fn fingerprints(findings: &[Finding], catalog: &Catalog) -> Vec<String> {
    let mut prints = Vec::with_capacity(findings.len());
    for file in findings.chunk_by(|a, b| a.diagnostic.path == b.diagnostic.path) {
        let mut seen: BTreeMap<Digest, u64> = BTreeMap::new();
        let page = Page::of(&file[0].diagnostic.path, catalog);
        for finding in file {
            let name = page.name(&finding.diagnostic);
            let number = seen.entry(name).or_default();
            prints.push(Digest::of_parts([name.as_ref(), &number.to_le_bytes()]).short());
            *number += 1;
        }
    }
    prints
}

/// One file, cut into blocks.
struct Page {
    text: std::sync::Arc<str>,
    blocks: Vec<Block>,
}

impl Page {
    fn of(path: &FilePath, catalog: &Catalog) -> Self {
        let document = match catalog.place(path) {
            Some(Place::Document(kind, id, _)) => catalog.thing(*kind, id),
            _ => None,
        };
        let document = document.and_then(|thing| thing.documents().find(|document| document.path == *path));
        let blocks = document.map_or_else(Vec::new, |document| Document::blocks(document));
        Self { text: catalog.text(path).unwrap_or_default(), blocks }
    }

    fn name(&self, diagnostic: &Diagnostic) -> Digest {
        let span = diagnostic.span;
        let holds = |block: &&Block| block.span.start <= span.start && span.end <= block.span.end;
        let block = self.blocks.iter().find(holds);
        let (section, text) = match block {
            Some(block) => (&*block.section, block.text.clone()),
            None => ("", single_spaced(self.line(span.start)).into_owned()),
        };
        let own = single_spaced(span.slice(&self.text));
        Digest::of_parts([diagnostic.rule, diagnostic.path.as_str(), section, &text, &own])
    }

    fn line(&self, at: usize) -> &str {
        let start =
            self.text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
        self.text.get(start..).and_then(|rest| rest.lines().next()).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kb_model::change::Blob;

    use super::*;

    /// Returns the fingerprints of the images without words in an article.
    fn of(body: &str) -> Vec<String> {
        let page = format!("+++\ntitle = \"T\"\n+++\n\n{body}");
        let files = [("kb.toml", include_str!("../tests/kb.toml")), ("en/pages/home.md", &page)];
        let files = files.map(|(path, text)| (FilePath::new(path), Blob::bytes(text.as_bytes())));
        let catalog = Catalog::of(BTreeMap::from(files));
        let findings = crate::check(&catalog, date(2026, 11, 22));
        let prints = fingerprints(findings.all(), &catalog);
        let named = findings.all().iter().zip(prints);
        named
            .filter(|(finding, _)| finding.diagnostic.rule == "missing-alt-text")
            .map(|(_, print)| print)
            .collect()
    }

    #[test]
    fn findings_keep_their_names() {
        let before = of("Open ![](a.png) the app.\n\n![](b.png)\n");
        assert_eq!(before, of("New.\n\nOpen\n  ![](a.png) the\napp.\n\n![](b.png)\n"));
        assert_eq!(before[1..], of("![](b.png)\n"));
        assert_ne!(before[0], before[1]);
        let twice = of("![](b.png)\n\n![](b.png)\n");
        assert_eq!(before[1], twice[0]);
        assert_ne!(twice[0], twice[1]);
    }
}
