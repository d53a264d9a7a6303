//! Findings for reviewdog: its Diagnostic Format in JSON, in which a fix is a suggestion that takes one click.
//!
//! Reviewdog counts columns in bytes of UTF-8, from one (`proto/rdf/reviewdog.proto` of its repository).

use kb_model::diagnostic::{Edit, Fix};
use kb_model::span::Position;
use kb_model::{Catalog, Diagnostic, FilePath, Severity, Span};
use serde_json::{Value, json};

use super::places::{NamedTexts, Places};
use crate::findings::Finding;

/// Returns the findings as one JSON document.
pub fn render(findings: &[Finding], catalog: &Catalog, root: &str) -> String {
    let texts = NamedTexts::of(findings, catalog);
    let mut report = Report { catalog, places: Places::of(&texts, root) };
    let diagnostics: Vec<Value> =
        findings.iter().map(|finding| report.diagnostic(&finding.diagnostic)).collect();
    let document = json!({ "source": { "name": "kb-lint" }, "diagnostics": diagnostics });
    format!("{document:#}\n")
}

struct Report<'t> {
    catalog: &'t Catalog,
    places: Places<'t>,
}

impl Report<'_> {
    fn diagnostic(&mut self, diagnostic: &Diagnostic) -> Value {
        let mut entry = json!({
            "message": message(diagnostic),
            "severity": severity(diagnostic.severity),
            "code": { "value": diagnostic.rule },
            "location": {
                "path": self.places.path(&diagnostic.path),
                "range": self.range(&diagnostic.path, diagnostic.span),
            },
        });
        if let Some(fix) = &diagnostic.fix {
            entry["suggestions"] = self.suggestions(&diagnostic.path, fix);
        }
        entry
    }

    /// Returns the edits of the finding's own file: a suggestion cannot reach further.
    fn suggestions(&mut self, path: &FilePath, fix: &Fix) -> Value {
        let own = fix.edits.iter().filter(|edit| edit.path == *path);
        own.map(|edit: &Edit| json!({ "range": self.range(path, edit.span), "text": edit.text })).collect()
    }

    fn range(&mut self, path: &FilePath, span: Span) -> Value {
        let text = self.catalog.text(path).unwrap_or_default();
        let (start, end) = self.places.span(path, span);
        json!({ "start": point(&text, span.start, start), "end": point(&text, span.end, end) })
    }
}

fn point(text: &str, at: usize, position: Position) -> Value {
    let line_start = text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |newline| newline + 1);
    json!({ "line": position.line, "column": at - line_start + 1 })
}

fn message(diagnostic: &Diagnostic) -> String {
    let label = diagnostic.label.as_ref().map(|label| format!(" ({label})")).unwrap_or_default();
    let lines = std::iter::once(format!("{}{label}", diagnostic.message));
    lines.chain(diagnostic.help.iter().map(|help| format!("help: {help}"))).collect::<Vec<_>>().join("\n")
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Info => "INFO",
    }
}
