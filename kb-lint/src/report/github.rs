//! Findings as annotations of a pull request: workflow commands of GitHub Actions, one per line.
//!
//! The host shows ten errors and ten warnings of a step, the first ones that come (`actions/toolkit` issue 734). So the
//! worst come first, and of each rule and file one before the others; the summary of the step has them all.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use kb_model::{Catalog, Diagnostic, FilePath, Severity};

use super::human;
use super::places::{NamedTexts, Places};
use crate::findings::{Finding, Findings};

/// Returns the findings as workflow commands, those that must be seen first.
pub fn render(findings: &[Finding], catalog: &Catalog, root: &str) -> String {
    let texts = NamedTexts::of(findings, catalog);
    let mut places = Places::of(&texts, root);
    let mut repeats: BTreeMap<(&str, &FilePath), usize> = BTreeMap::new();
    let mut ranked: Vec<(Reverse<Severity>, usize, String)> = Vec::with_capacity(findings.len());
    for Finding { diagnostic, .. } in findings {
        let repeat = repeats.entry((diagnostic.rule, &diagnostic.path)).or_default();
        ranked.push((Reverse(diagnostic.severity), *repeat, command(diagnostic, &mut places)));
        *repeat += 1;
    }
    ranked.sort_by_key(|(severity, repeat, _)| (*severity, *repeat));
    ranked.into_iter().map(|(.., command)| command + "\n").collect()
}

/// Returns the findings as Markdown, for the summary of a step.
pub fn summary(findings: &Findings, catalog: &Catalog, root: &str) -> String {
    let texts = NamedTexts::of(findings.all(), catalog);
    let mut places = Places::of(&texts, root);
    let mut page = vec![format!("### kb-lint: {}\n", human::summary(findings.tally()))];
    for file in findings.all().chunk_by(|a, b| a.diagnostic.path == b.diagnostic.path) {
        page.push(format!("**{}**\n", places.path(&file[0].diagnostic.path)));
        page.push("| line | level | rule | finding |\n|---|---|---|---|".to_owned());
        for Finding { diagnostic, .. } in file {
            let (start, _) = places.span(&diagnostic.path, diagnostic.span);
            let level = level(diagnostic.severity);
            let text = message(diagnostic).replace('|', "\\|").replace('<', "&lt;").replace('\n', "<br>");
            page.push(format!("| {} | {level} | {} | {text} |", start.line, diagnostic.rule));
        }
        page.push(String::new());
    }
    page.join("\n") + "\n"
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    }
}

fn command(diagnostic: &Diagnostic, places: &mut Places<'_>) -> String {
    let level = level(diagnostic.severity);
    let (start, end) = places.span(&diagnostic.path, diagnostic.span);
    let mut properties = BTreeMap::from([
        ("file", places.path(&diagnostic.path)),
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
    use kb_model::Span;
    use kb_model::change::Blob;

    use super::*;

    fn check(text: &str, findings: &[(Severity, (usize, usize), &str)], expected: &[&str]) {
        let path = FilePath::new("en/a,b.png");
        let catalog = Catalog::of([(path.clone(), Blob::bytes(text.as_bytes()))].into());
        let finding = |&(severity, (start, end), message): &(Severity, (usize, usize), &str)| {
            let diagnostic = Diagnostic::warning("a-rule", &path, Span { start, end }, message);
            Finding { diagnostic: Diagnostic { severity, ..diagnostic.help("so: 1, 2") }, stops_build: false }
        };
        let findings: Vec<Finding> = findings.iter().map(finding).collect();
        assert_eq!(render(&findings, &catalog, "c").lines().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_would_end_a_command_is_escaped() {
        let first = "::warning col=2,endColumn=3,endLine=1,file=c/en/a%2Cb.png,line=1,title=a-rule::100 %25: a%0D%0Ab%0Ahelp: so: 1, 2";
        check("一二", &[(Severity::Warning, (3, 6), "100 %: a\r\nb")], &[first]);
        let second = "::warning endLine=2,file=c/en/a%2Cb.png,line=1,title=a-rule::x%0Ahelp: so: 1, 2";
        check("a\nb", &[(Severity::Warning, (0, 3), "x")], &[second]);
    }

    #[test]
    fn the_worst_come_first() {
        let line = |level: &str| {
            format!(
                "::{level} col=1,endColumn=2,endLine=1,file=c/en/a%2Cb.png,line=1,title=a-rule::x%0Ahelp: so: 1, 2"
            )
        };
        let of = |severity| (severity, (0, 1), "x");
        let (error, notice) = (line("error"), line("notice"));
        check("a", &[of(Severity::Info), of(Severity::Error)], &[&error, &notice]);
    }
}
