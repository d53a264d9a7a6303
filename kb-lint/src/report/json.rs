//! Findings for programs, in a shape that stays.
//!
//! ```json
//! {
//!   "version": 1,
//!   "tally": { "errors": 1, "warnings": 0, "infos": 0, "files": 1 },
//!   "findings": [{
//!     "rule": "broken-link",
//!     "severity": "error",
//!     "stops_build": true,
//!     "fingerprint": "4f9c1e2a7d10",
//!     "path": "content/en/articles/payments/refund.md",
//!     "start": { "byte": 120, "line": 9, "column": 14 },
//!     "end": { "byte": 130, "line": 9, "column": 24 },
//!     "message": "there is no `en/articles/payments/refnd.md`",
//!     "label": "did you mean `refund.md`?",
//!     "related": [{ "path": "…", "start": {}, "end": {}, "label": "…" }],
//!     "help": ["…"],
//!     "fix": { "title": "…", "safety": "safe", "edits": [{ "path": "…", "start": {}, "end": {}, "text": "…" }] }
//!   }]
//! }
//! ```
//!
//! The tally counts everything; of one rule in one file only the first findings are listed, and the last of them says
//! in its help how many more there are. Lines and columns start at one, and columns count Unicode scalar values; `end`
//! is behind the last character. The fingerprint stays while the block with the fault stays, wherever its lines move. A field may be added within a version; none is taken away or changes its meaning.

use kb_model::diagnostic::Safety;
use kb_model::span::Position;
use kb_model::{Catalog, Diagnostic, FilePath, Severity, Span};
use serde::Serialize;

use super::places::{NamedTexts, Places};
use crate::findings::{Finding, Findings, Tally};
use crate::fingerprint::fingerprints;

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    tally: Tally,
    findings: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    rule: &'a str,
    severity: Severity,
    stops_build: bool,
    fingerprint: &'a str,
    #[serde(flatten)]
    place: Place,
    message: &'a str,
    label: Option<&'a str>,
    related: Vec<Related<'a>>,
    help: &'a [String],
    fix: Option<Fix<'a>>,
}

#[derive(Serialize)]
struct Fix<'a> {
    title: &'a str,
    safety: Safety,
    edits: Vec<Edit<'a>>,
}

#[derive(Serialize)]
struct Edit<'a> {
    #[serde(flatten)]
    place: Place,
    text: &'a str,
}

#[derive(Serialize)]
struct Related<'a> {
    #[serde(flatten)]
    place: Place,
    label: &'a str,
}

#[derive(Serialize)]
struct Place {
    path: String,
    start: Point,
    end: Point,
}

#[derive(Serialize)]
struct Point {
    byte: usize,
    line: usize,
    column: usize,
}

/// Returns the findings as one JSON document.
pub fn render(findings: &Findings, catalog: &Catalog, root: &str) -> serde_json::Result<String> {
    let texts = NamedTexts::of(findings.all(), catalog);
    let mut places = Places::of(&texts, root);
    let prints = fingerprints(findings.all(), catalog);
    let all = findings.all().iter().zip(&prints);
    let entries = all.map(|(finding, print)| entry(finding, print, &mut places)).collect();
    let report = Report { version: 1, tally: findings.tally(), findings: entries };
    Ok(serde_json::to_string_pretty(&report)? + "\n")
}

fn entry<'a>(finding: &'a Finding, fingerprint: &'a str, places: &mut Places<'_>) -> Entry<'a> {
    let Diagnostic { rule, severity, path, span, message, label, related, help, fix, count: _ } =
        &finding.diagnostic;
    let related = related
        .iter()
        .map(|related| Related { place: place(&related.path, related.span, places), label: &related.label });
    let related = related.collect();
    Entry {
        rule,
        severity: *severity,
        stops_build: finding.stops_build,
        fingerprint,
        place: place(path, *span, places),
        message,
        label: label.as_deref(),
        related,
        help,
        fix: fix.as_ref().map(|fix| self::fix(fix, places)),
    }
}

fn fix<'a>(fix: &'a kb_model::diagnostic::Fix, places: &mut Places<'_>) -> Fix<'a> {
    let edit = |edit: &'a kb_model::diagnostic::Edit| Edit {
        place: place(&edit.path, edit.span, places),
        text: &edit.text,
    };
    Fix { title: &fix.title, safety: fix.safety, edits: fix.edits.iter().map(edit).collect() }
}

fn place(path: &FilePath, span: Span, places: &mut Places<'_>) -> Place {
    let (start, end) = places.span(path, span);
    let point = |byte, position: Position| Point { byte, line: position.line, column: position.column };
    Place { path: places.path(path), start: point(span.start, start), end: point(span.end, end) }
}
