//! Writers' mistakes, put one at a time into a copy of the shipped content: each must be found by the rule that it
//! names, in the file that it names. `--nocapture` shows what a writer would read.

#![expect(clippy::print_stdout, reason = "the table is shown to whoever asks for it")]

use std::collections::BTreeSet;
use std::path::Path;

use jiff::civil::date;
use kb_lint::{Checked, Finding};
use kb_model::change::{Blob, Change};
use kb_model::{Catalog, ChangeSet, FilePath};
use rayon::prelude::*;
use serde::Deserialize;

#[derive(Deserialize)]
struct Faults {
    fault: Vec<Fault>,
}

/// One mistake, as `faults.toml` describes it.
#[derive(Deserialize)]
struct Fault {
    /// What the writer did.
    name: String,
    /// The rule that finds it.
    rule: String,
    /// Where it is found, if not in the last file that was edited.
    at: Option<String>,
    edits: Vec<Edit>,
}

#[derive(Deserialize)]
struct Edit {
    file: String,
    /// Replaces the words under `was`, or the whole file where there are none.
    now: Option<String>,
    was: Option<String>,
    /// Follows the end of the file.
    add: Option<String>,
}

impl Fault {
    /// Puts the mistake into a knowledge base, and returns what is found then: just what it may have changed is checked
    /// again.
    fn put_into(&self, mut catalog: Catalog, mut checked: Checked) -> Vec<Finding> {
        let mut touched = BTreeSet::new();
        for edit in &self.edits {
            let path = FilePath::new(&edit.file);
            let content = edit.text(catalog.text(&path).as_deref());
            let content = content.map(|text| Blob::bytes(text.as_bytes()));
            touched.extend(catalog.apply(ChangeSet(vec![Change { path, content }])));
        }
        checked.update(&catalog, &touched);
        checked.findings().cloned().collect()
    }

    fn path(&self) -> &str {
        let last = self.edits.last().map(|edit| &edit.file);
        self.at.as_ref().or(last).expect("a fault is an edit at least")
    }

    /// Returns what the rule says of it.
    fn found<'f>(&self, findings: &'f [Finding]) -> Option<&'f Finding> {
        let is_meant = |finding: &&Finding| {
            finding.diagnostic.rule == self.rule && finding.diagnostic.path.as_str() == self.path()
        };
        findings.iter().find(is_meant)
    }
}

impl Edit {
    /// Returns what the file says afterwards; a file about which nothing is said goes.
    fn text(&self, before: Option<&str>) -> Option<String> {
        let before = before.unwrap_or_default();
        match (&self.was, &self.now, &self.add) {
            (Some(was), Some(now), _) => {
                assert!(before.contains(was), "{}: {was:?} is not there any more", self.file);
                Some(before.replacen(was, now, 1))
            }
            (_, Some(now), _) => Some(now.clone()),
            (_, None, Some(add)) => Some(format!("{before}{add}")),
            (_, None, None) => None,
        }
    }
}

#[test]
fn every_mistake_is_found() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../content");
    let content = Catalog::load(&content).expect("the content can be read");
    let faults: Faults = toml::from_str(include_str!("faults.toml")).expect("the faults can be read");
    let checked = Checked::with_every_rule(&content, date(2026, 11, 23));
    let clean: Vec<Finding> = checked.findings().cloned().collect();
    let found = faults.fault.par_iter().map(|fault| {
        let known = fault.found(&clean).map(|finding| &finding.diagnostic.message);
        let findings = fault.put_into(content.clone(), checked.clone());
        let finding = fault.found(&findings).filter(|finding| Some(&finding.diagnostic.message) != known);
        let message = finding.map(|finding| finding.diagnostic.message.clone());
        (message, findings.into_iter().map(|finding| finding.diagnostic.rule).collect::<Vec<_>>())
    });
    let mut missed = Vec::new();
    for (fault, (message, rules)) in faults.fault.iter().zip(found.collect::<Vec<_>>()) {
        println!("{:60} {:34} {}", fault.name, fault.rule, message.as_deref().unwrap_or("MISSED"));
        if message.is_none() {
            missed.push(format!("{}: not {}, but {rules:?}", fault.name, fault.rule));
        }
    }
    assert!(
        missed.is_empty(),
        "{} of {} are missed:\n{}",
        missed.len(),
        faults.fault.len(),
        missed.join("\n")
    );
}
