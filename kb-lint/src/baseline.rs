//! The baseline: the findings that an old knowledge base begins with, so that only new ones fail a check.
//!
//! It may shrink, and never grows by itself. A finding is known by its fingerprint, so it stays known when its lines move,
//! and another fault of the same rule in the same file is new. One finding to a line, sorted, so that merges are easy.
//!
//! Where a file has so many of one rule that the rest is only counted, a line says how many: a larger rest is new.

use std::collections::{BTreeMap, BTreeSet};

use kb_model::Catalog;
use serde::{Deserialize, Serialize};

use crate::findings::{Finding, more};
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
    /// How many findings it stands for.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    count: usize,
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
        Self(Self::entries(findings, catalog).into_iter().collect())
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
        self.0.iter().map(|entry| entry.count).sum()
    }

    /// Tells whether it lists none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Compares it with the findings of today.
    pub fn compare(self, findings: Vec<Finding>, catalog: &Catalog) -> Compared {
        let listed_in_all = self.len();
        let (mut listed, mut rests) = (BTreeMap::new(), Rests::default());
        for entry in self.0 {
            if entry.count == 1 {
                listed.insert((entry.rule.clone(), entry.fingerprint.clone()), entry);
            } else {
                rests.listed(&entry);
            }
        }
        let mut compared = Compared::default();
        let today = Self::entries(&findings, catalog);
        let mut unlisted = Vec::new();
        for (finding, entry) in findings.into_iter().zip(today) {
            if entry.count > 1 {
                rests.found(&entry);
                unlisted.push((finding, entry));
            } else if let Some(entry) = listed.remove(&(entry.rule.clone(), entry.fingerprint.clone())) {
                compared.left.0.insert(entry);
            } else {
                unlisted.push((finding, entry));
            }
        }
        for gone in listed.values() {
            rests.gone(gone);
        }
        for (finding, entry) in unlisted.into_iter().rev() {
            compared.take(finding, &entry, rests.known(&entry));
        }
        compared.new.reverse();
        compared.known = compared.left.len();
        compared.gone = listed_in_all.saturating_sub(compared.known);
        compared
    }

    fn entries(findings: &[Finding], catalog: &Catalog) -> Vec<Entry> {
        let entry = |(finding, fingerprint): (&Finding, String)| {
            let diagnostic = &finding.diagnostic;
            Entry {
                path: diagnostic.path.to_string(),
                rule: diagnostic.rule.to_owned(),
                fingerprint,
                message: diagnostic.message.clone(),
                count: diagnostic.count,
            }
        };
        findings.iter().zip(fingerprints(findings, catalog)).map(entry).collect()
    }
}

impl Compared {
    /// Takes a finding of which so many are known.
    fn take(&mut self, mut finding: Finding, entry: &Entry, known: usize) {
        if known > 0 {
            self.left.0.insert(Entry { count: known, ..entry.clone() });
        }
        let new = entry.count - known;
        if new > 0 {
            if entry.count > 1 {
                finding.diagnostic.message = more(new);
            }
            finding.diagnostic.count = new;
            self.new.push(finding);
        }
    }
}

/// What is only counted, by file and rule. When one of those that are told one by one is mended, the first of the rest takes
/// its place; when one is added above them, the last of them goes to the rest. Neither is new.
#[derive(Default)]
struct Rests(BTreeMap<(String, String), Rest>);

/// What is only counted of one rule in one file.
#[derive(Default, Clone, Copy)]
struct Rest {
    /// How many the baseline counts.
    listed: usize,
    /// How many are counted today.
    found: usize,
    /// How many lines of the baseline are found no more: mended, or counted with the rest now.
    gone: usize,
    /// How many of today have been told to be known.
    known: usize,
    /// How many of those that are told one by one have been told to come from the rest.
    risen: usize,
}

impl Rests {
    fn of(&mut self, entry: &Entry) -> &mut Rest {
        self.0.entry((entry.path.clone(), entry.rule.clone())).or_default()
    }

    fn listed(&mut self, entry: &Entry) {
        self.of(entry).listed += entry.count;
    }

    fn found(&mut self, entry: &Entry) {
        self.of(entry).found += entry.count;
    }

    fn gone(&mut self, entry: &Entry) {
        self.of(entry).gone += 1;
    }

    /// Returns how many are known of what the baseline does not list by its fingerprint. The last are to be asked about first:
    /// they come from the rest.
    fn known(&mut self, entry: &Entry) -> usize {
        let rest = self.of(entry);
        if entry.count > 1 {
            let known = entry.count.min(rest.listed + rest.gone - rest.known);
            rest.known += known;
            return known;
        }
        let has_risen = rest.listed > rest.found + rest.risen;
        rest.risen += usize::from(has_risen);
        usize::from(has_risen)
    }
}

fn one() -> usize {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_one(count: &usize) -> bool {
    *count == 1
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
        check_after("![](a.png)\n\n![](b.png)\n", today, (new, known, gone));
    }

    fn check_after(before: &str, today: &str, expected: (usize, usize, usize)) {
        let (catalog, findings) = found(before);
        let text = Baseline::of(&findings, &catalog).to_text();
        let baseline = Baseline::read(&text).expect("it was written so");
        assert_eq!(baseline.to_text(), text);
        let (catalog, findings) = found(today);
        let compared = baseline.compare(findings, &catalog);
        let new = compared.new.iter().map(|finding| finding.diagnostic.count).sum::<usize>();
        assert_eq!((new, compared.known, compared.gone), expected, "{}", &today[..today.len().min(200)]);
        assert_eq!(compared.left.len(), expected.1);
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
    fn a_flood_is_known_by_its_size() {
        let images = |names: &[(usize, usize)]| -> String {
            let names = names.iter().flat_map(|&(start, end)| start..end);
            names.fold(String::new(), |text, name| text + "![](" + &name.to_string() + ".png)\n\n")
        };
        let check = |today: &[(usize, usize)], new: usize, known: usize, gone: usize| {
            check_after(&images(&[(0, 1_010)]), &images(today), (new, known, gone));
        };
        check(&[(0, 1_010)], 0, 1_010, 0);
        check(&[(0, 1_011)], 1, 1_010, 0);
        check(&[(2_000, 2_001), (0, 1_010)], 1, 1_010, 0);
        check(&[(0, 1_005)], 0, 1_005, 5);
        check(&[(5, 1_010)], 0, 1_005, 5);
        check(&[(5, 500), (2_000, 2_002), (500, 1_010)], 2, 1_005, 5);
        check(&[(500, 1_010)], 0, 510, 500);
        check(&[(3_000, 4_010)], 1_000, 10, 1_000);
    }

    #[test]
    fn a_broken_line_is_named() {
        assert_eq!(Baseline::read("\n{}").map_err(|(line, _)| line), Err(2));
        assert!(Baseline::read("").is_ok_and(|baseline| baseline.is_empty()));
    }
}
