//! Findings for code scanning: SARIF 2.1.0 (OASIS, 2020), with fixes, and with fingerprints that survive moved lines.

use std::collections::BTreeMap;

use kb_model::diagnostic::{Edit, Fix};
use kb_model::{Catalog, Diagnostic, FilePath, Severity, Span};
use serde_json::{Value, json};

use super::places::{NamedTexts, Places};
use crate::findings::Finding;
use crate::fingerprint::fingerprints;
use crate::rule::About;
use crate::rules;

/// Returns the findings as one run. Paths are shown below `root`.
pub fn render(findings: &[Finding], catalog: &Catalog, root: &str) -> String {
    let texts = NamedTexts::of(findings, catalog);
    let mut places = Places::of(&texts, root);
    let prints = fingerprints(findings, catalog);
    let results: Vec<Value> = findings
        .iter()
        .zip(&prints)
        .map(|(finding, print)| result(&finding.diagnostic, print, &mut places))
        .collect();
    let driver = json!({
        "name": "kb-lint",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules::ALL.iter().map(|rule| descriptor(&rule.about())).collect::<Vec<_>>(),
    });
    let run = json!({
        "tool": { "driver": driver },
        "columnKind": "unicodeCodePoints",
        "results": results,
    });
    let log = json!({
        "$schema": "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    });
    format!("{log:#}\n")
}

fn descriptor(about: &About) -> Value {
    json!({
        "id": about.name,
        "shortDescription": { "text": about.summary() },
        "help": { "text": about.page, "markdown": about.page },
        "defaultConfiguration": { "level": level(about.severity) },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn result(diagnostic: &Diagnostic, print: &str, places: &mut Places<'_>) -> Value {
    let index = rules::ALL.iter().position(|rule| rule.about().name == diagnostic.rule);
    let related: Vec<Value> = diagnostic
        .related
        .iter()
        .map(|related| location(&related.path, related.span, Some(&related.label), places))
        .collect();
    let mut result = json!({
        "ruleId": diagnostic.rule,
        "level": level(diagnostic.severity),
        "message": { "text": message(diagnostic) },
        "locations": [location(&diagnostic.path, diagnostic.span, diagnostic.label.as_deref(), places)],
        "partialFingerprints": { "block/v1": print },
    });
    if let Some(index) = index {
        result["ruleIndex"] = json!(index);
    }
    if !related.is_empty() {
        result["relatedLocations"] = json!(related);
    }
    if let Some(fix) = &diagnostic.fix {
        result["fixes"] = json!([self::fix(fix, places)]);
    }
    result
}

fn message(diagnostic: &Diagnostic) -> String {
    let lines = std::iter::once(diagnostic.message.clone());
    lines.chain(diagnostic.help.iter().map(|help| format!("help: {help}"))).collect::<Vec<_>>().join("\n")
}

fn location(path: &FilePath, span: Span, label: Option<&str>, places: &mut Places<'_>) -> Value {
    let mut location = json!({
        "physicalLocation": {
            "artifactLocation": { "uri": places.uri(path) },
            "region": region(path, span, places),
        },
    });
    if let Some(label) = label {
        location["message"] = json!({ "text": label });
    }
    location
}

fn region(path: &FilePath, span: Span, places: &mut Places<'_>) -> Value {
    let (start, end) = places.span(path, span);
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

fn fix(fix: &Fix, places: &mut Places<'_>) -> Value {
    let mut files: BTreeMap<&FilePath, Vec<&Edit>> = BTreeMap::new();
    for edit in &fix.edits {
        files.entry(&edit.path).or_default().push(edit);
    }
    let changes: Vec<Value> = files
        .into_iter()
        .map(|(path, edits)| {
            let replacements: Vec<Value> = edits
                .into_iter()
                .map(|edit| {
                    let deleted = region(path, edit.span, places);
                    json!({ "deletedRegion": deleted, "insertedContent": { "text": edit.text } })
                })
                .collect();
            json!({ "artifactLocation": { "uri": places.uri(path) }, "replacements": replacements })
        })
        .collect();
    json!({ "description": { "text": fix.title }, "artifactChanges": changes })
}
