//! Findings for merge requests of GitLab: a report of Code Quality, which shows what a request adds and mends.
//!
//! The fields are those that GitLab reads (its manual, "Code Quality report format").

use kb_model::{Catalog, Severity};
use serde_json::{Value, json};

use super::places::{NamedTexts, Places};
use crate::findings::Finding;
use crate::fingerprint::fingerprints;

/// Returns the findings as a JSON list.
pub fn render(findings: &[Finding], catalog: &Catalog, root: &str) -> String {
    let texts = NamedTexts::of(findings, catalog);
    let mut places = Places::of(&texts, root);
    let prints = fingerprints(findings, catalog);
    let entries: Vec<Value> = findings
        .iter()
        .zip(&prints)
        .map(|(finding, print)| {
            let diagnostic = &finding.diagnostic;
            let (start, end) = places.span(&diagnostic.path, diagnostic.span);
            json!({
                "description": diagnostic.message,
                "check_name": diagnostic.rule,
                "fingerprint": print,
                "severity": severity(finding),
                "location": {
                    "path": places.path(&diagnostic.path),
                    "lines": { "begin": start.line, "end": end.line },
                },
            })
        })
        .collect();
    format!("{:#}\n", Value::from(entries))
}

fn severity(finding: &Finding) -> &'static str {
    match finding.diagnostic.severity {
        Severity::Error if finding.stops_build => "critical",
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info => "info",
    }
}
