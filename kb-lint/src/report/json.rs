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
//! is behind the last character. A field may be added within a version; none is taken away or changes its meaning.

use std::collections::BTreeMap;
use std::sync::Arc;

use kb_model::diagnostic::Safety;
use kb_model::{Catalog, Diagnostic, FilePath, Severity, Span};
use serde::Serialize;

use super::position::Positions;
use super::shown;
use crate::findings::{Finding, Findings, Tally};

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
    let texts = texts(findings.all(), catalog);
    let mut places = Places { root, positions: BTreeMap::new() };
    for (path, text) in &texts {
        places.positions.insert(path, Positions::of(text));
    }
    let entries = findings.all().iter().map(|finding| entry(finding, &mut places)).collect();
    let report = Report { version: 1, tally: findings.tally(), findings: entries };
    Ok(serde_json::to_string_pretty(&report)? + "\n")
}

fn entry<'a>(finding: &'a Finding, places: &mut Places<'_>) -> Entry<'a> {
    let Diagnostic { rule, severity, path, span, message, label, related, help, fix } = &finding.diagnostic;
    let related = related
        .iter()
        .map(|related| Related { place: places.of(&related.path, related.span), label: &related.label });
    let related = related.collect();
    Entry {
        rule,
        severity: *severity,
        stops_build: finding.stops_build,
        place: places.of(path, *span),
        message,
        label: label.as_deref(),
        related,
        help,
        fix: fix.as_ref().map(|fix| self::fix(fix, places)),
    }
}

fn fix<'a>(fix: &'a kb_model::diagnostic::Fix, places: &mut Places<'_>) -> Fix<'a> {
    let edit = |edit: &'a kb_model::diagnostic::Edit| Edit {
        place: places.of(&edit.path, edit.span),
        text: &edit.text,
    };
    Fix { title: &fix.title, safety: fix.safety, edits: fix.edits.iter().map(edit).collect() }
}

/// Finds lines and columns, in order within each file.
struct Places<'t> {
    root: &'t str,
    positions: BTreeMap<&'t FilePath, Positions<'t>>,
}

impl Places<'_> {
    fn of(&mut self, path: &FilePath, span: Span) -> Place {
        let mut nowhere = Positions::of("");
        let positions = self.positions.get_mut(path).unwrap_or(&mut nowhere);
        let (start, end) = positions.span(span);
        let point = |byte, position: kb_model::span::Position| Point {
            byte,
            line: position.line,
            column: position.column,
        };
        Place { path: shown(self.root, path), start: point(span.start, start), end: point(span.end, end) }
    }
}

fn texts(findings: &[Finding], catalog: &Catalog) -> BTreeMap<FilePath, Arc<str>> {
    let mut texts = BTreeMap::new();
    for Finding { diagnostic, .. } in findings {
        let related = diagnostic.related.iter().map(|place| &place.path);
        let edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits).map(|edit| &edit.path);
        for path in std::iter::once(&diagnostic.path).chain(related).chain(edits) {
            if !texts.contains_key(path) {
                texts.insert(path.clone(), catalog.text(path).unwrap_or_default());
            }
        }
    }
    texts
}
