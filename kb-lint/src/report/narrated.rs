//! Findings for screen readers: sentences in place of drawings, one paragraph to a finding.

use kb_model::diagnostic::Safety;
use kb_model::{Catalog, Diagnostic, Severity};

use super::places::{NamedTexts, Places};
use crate::findings::Finding;

/// Returns the findings as text, each followed by an empty line. Paths are shown below `root`.
pub fn render(findings: &[Finding], catalog: &Catalog, root: &str) -> String {
    let texts = NamedTexts::of(findings, catalog);
    let mut places = Places::of(&texts, root);
    let paragraph = |finding: &Finding| paragraph(&finding.diagnostic, catalog, &mut places) + "\n\n";
    findings.iter().map(paragraph).collect()
}

fn paragraph(diagnostic: &Diagnostic, catalog: &Catalog, places: &mut Places<'_>) -> String {
    let severity = match diagnostic.severity {
        Severity::Error => "Error",
        Severity::Warning => "Warning",
        Severity::Info => "Remark",
    };
    let (start, _) = places.span(&diagnostic.path, diagnostic.span);
    let path = places.path(&diagnostic.path);
    let mut sentences = vec![
        format!("{severity} in {path}, line {}, column {}.", start.line, start.column),
        sentence(&diagnostic.message),
    ];
    let text = catalog.text(&diagnostic.path).unwrap_or_default();
    let written = diagnostic.span.slice(&text).lines().next().unwrap_or_default().trim();
    if !written.is_empty() {
        sentences.push(format!("It says: {written}."));
    }
    sentences.extend(diagnostic.label.iter().map(|label| sentence(label)));
    for related in &diagnostic.related {
        let (at, _) = places.span(&related.path, related.span);
        sentences.push(format!("See {}, line {}: {}.", places.path(&related.path), at.line, related.label));
    }
    sentences.extend(diagnostic.help.iter().map(|help| format!("Help: {}", sentence(help))));
    if let Some(fix) = &diagnostic.fix {
        let option = if fix.safety == Safety::Safe { "--fix" } else { "--fix --unsafe" };
        sentences.push(format!("kb-lint check {option} would {}.", fix.title));
    }
    sentences.push(format!("The rule is {}.", diagnostic.rule));
    sentences.join("\n")
}

/// Returns a message as a sentence.
fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    let first: String = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    let end = if message.ends_with(['.', '?', '!']) { "" } else { "." };
    format!("{first}{}{end}", letters.as_str())
}
