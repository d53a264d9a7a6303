//! The baseline: the findings that an old knowledge base begins with, so that only new ones fail a check.
//!
//! It may shrink, and never grows by itself. A finding is known by its fingerprint, so it stays known when its lines move,
//! and another fault of the same rule in the same file is new. One finding to a line, sorted, so that merges are easy.

use std::collections::{BTreeMap, BTreeSet};

use kb_model::Catalog;
use serde::{Deserialize, Serialize};

use crate::findings::Finding;
use crate::fingerprint::fingerprints;

/// The findings that are known.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Baseline(BTreeSet<Entry>);

/// One known finding. Its message is for people: it does not count.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Entry {
    path: String,
    rule: String,
    fingerprint: String,
    message: String,
}

/// What a baseline says of the findings of today.
#[derive(Debug, Default)]
pub struct Compared {
    /// Those that are not in it.
    pub new: Vec<Finding>,
    /// How many are in it.
    pub known: usize,
    /// It without what is found no more.
    pub left: Baseline,
    /// How many are found no more.
    pub gone: usize,
}

impl Baseline {
    /// Lists findings.
    pub fn of(findings: &[Finding], catalog: &Catalog) -> Self {
        let entry = |(finding, fingerprint): (&Finding, String)| {
            let diagnostic = &finding.diagnostic;
            Entry {
                path: diagnostic.path.to_string(),
                rule: diagnostic.rule.to_owned(),
                fingerprint,
                message: diagnostic.message.clone(),
            }
        };
        Self(findings.iter().zip(fingerprints(findings, catalog)).map(entry).collect())
    }

    /// Reads a baseline; where a line is none, returns its number and what is wrong with it.
    pub fn read(text: &str) -> Result<Self, (usize, String)> {
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let entries = lines
            .map(|(index, line)| serde_json::from_str(line).map_err(|error| (index + 1, error.to_string())));
        Ok(Self(entries.collect::<Result<_, _>>()?))
    }

    /// Returns the text to write.
    pub fn to_text(&self) -> String {
        self.0.iter().map(|entry| serde_json::json!(entry).to_string() + "\n").collect()
    }

    /// Returns how many findings it lists.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Tells whether it lists none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Compares it with the findings of today.
    pub fn compare(self, findings: Vec<Finding>, catalog: &Catalog) -> Compared {
        let mut listed: BTreeMap<(String, String), Entry> = BTreeMap::new();
        for entry in self.0 {
            listed.insert((entry.rule.clone(), entry.fingerprint.clone()), entry);
        }
        let mut compared = Compared::default();
        let prints = fingerprints(&findings, catalog);
        for (finding, print) in findings.into_iter().zip(prints) {
            match listed.remove(&(finding.diagnostic.rule.to_owned(), print)) {
                Some(entry) => {
                    compared.known += 1;
                    compared.left.0.insert(entry);
                }
                None => compared.new.push(finding),
            }
        }
        compared.gone = listed.len();
        compared
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use kb_model::FilePath;
    use kb_model::change::Blob;

    use super::*;

    fn found(body: &str) -> (Catalog, Vec<Finding>) {
        let page = format!("+++\ntitle = \"T\"\n+++\n\n{body}");
        let files = [("kb.toml", include_str!("../tests/kb.toml")), ("en/pages/home.md", &page)];
        let files = files.map(|(path, text)| (FilePath::new(path), Blob::bytes(text.as_bytes())));
        let catalog = Catalog::of(BTreeMap::from(files));
        let findings = crate::everything(&catalog, date(2026, 11, 22));
        let images = findings.into_iter().filter(|finding| finding.diagnostic.rule == "missing-alt-text");
        let images = images.collect();
        (catalog, images)
    }

    fn check(today: &str, new: usize, known: usize, gone: usize) {
        let (catalog, findings) = found("![](a.png)\n\n![](b.png)\n");
        let text = Baseline::of(&findings, &catalog).to_text();
        let baseline = Baseline::read(&text).expect("it was written so");
        assert_eq!(baseline.to_text(), text);
        let (catalog, findings) = found(today);
        let compared = baseline.compare(findings, &catalog);
        assert_eq!((compared.new.len(), compared.known, compared.gone), (new, known, gone), "{today}");
        assert_eq!(compared.left.len(), known);
    }

    #[test]
    fn what_is_known_stays_known_and_what_is_new_is_new() {
        check("![](a.png)\n\n![](b.png)\n", 0, 2, 0);
        check("Moved.\n\n![](b.png)\n\nMore.\n\n![](a.png)\n", 0, 2, 0);
        check("![](a.png)\n\n![](b.png)\n\n![](c.png)\n", 1, 2, 0);
        check("![](a.png)\n\n![](a.png)\n", 1, 1, 1);
        check("", 0, 0, 2);
    }

    #[test]
    fn a_broken_line_is_named() {
        assert_eq!(Baseline::read("\n{}").map_err(|(line, _)| line), Err(2));
        assert!(Baseline::read("").is_ok_and(|baseline| baseline.is_empty()));
    }
}
