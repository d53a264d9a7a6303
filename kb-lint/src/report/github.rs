//! Findings as annotations of a pull request: workflow commands of GitHub Actions, one per line.

use std::collections::BTreeMap;
use std::sync::Arc;

use kb_model::{Catalog, Diagnostic, Severity};

use super::position::Positions;
use super::shown;
use crate::findings::Finding;

/// Returns the findings as workflow commands.
pub fn render(findings: &[Finding], catalog: &Catalog, root: &str) -> String {
    let mut lines = String::new();
    for file in findings.chunk_by(|a, b| a.diagnostic.path == b.diagnostic.path) {
        let text: Arc<str> = catalog.text(&file[0].diagnostic.path).unwrap_or_default();
        let mut positions = Positions::of(&text);
        for finding in file {
            lines.push_str(&command(&finding.diagnostic, &mut positions, root));
            lines.push('\n');
        }
    }
    lines
}

fn command(diagnostic: &Diagnostic, positions: &mut Positions<'_>, root: &str) -> String {
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let (start, end) = positions.span(diagnostic.span);
    let mut properties = BTreeMap::from([
        ("file", shown(root, &diagnostic.path)),
        ("line", start.line.to_string()),
        ("endLine", end.line.to_string()),
        ("title", diagnostic.rule.to_owned()),
    ]);
    if start.line == end.line {
        properties.insert("col", start.column.to_string()); // columns of several lines are refused
        properties.insert("endColumn", end.column.to_string());
    }
    let properties: Vec<String> =
        properties.into_iter().map(|(name, value)| format!("{name}={}", property(&value))).collect();
    format!("::{level} {}::{}", properties.join(","), data(&message(diagnostic)))
}

fn message(diagnostic: &Diagnostic) -> String {
    let label = diagnostic.label.as_ref().map(|label| format!(" ({label})")).unwrap_or_default();
    let mut lines = vec![format!("{}{label}", diagnostic.message)];
    lines.extend(diagnostic.help.iter().map(|help| format!("help: {help}")));
    lines.join("\n")
}

/// Escapes what would end the message.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes what would end the value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use kb_model::{FilePath, Span};

    use super::*;

    fn check(text: &str, span: (usize, usize), message: &str, expected: &str) {
        let path = FilePath::new("en/a,b.md");
        let span = Span { start: span.0, end: span.1 };
        let diagnostic = Diagnostic::warning("a-rule", &path, span, message).help("so: 1, 2");
        assert_eq!(command(&diagnostic, &mut Positions::of(text), "c"), expected);
    }

    #[test]
    fn what_would_end_a_command_is_escaped() {
        check(
            "一二",
            (3, 6),
            "100 %: a\r\nb",
            "::warning col=2,endColumn=3,endLine=1,file=c/en/a%2Cb.md,line=1,title=a-rule::100 %25: a%0D%0Ab%0Ahelp: so: 1, 2",
        );
        check(
            "a\nb",
            (0, 3),
            "x",
            "::warning endLine=2,file=c/en/a%2Cb.md,line=1,title=a-rule::x%0Ahelp: so: 1, 2",
        );
    }
}
