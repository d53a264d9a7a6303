//! What holds for every knowledge base, however broken it is.

use std::collections::BTreeMap;

use jiff::civil::date;
use kb_lint::fix::fix;
use kb_lint::report::{github, human, json};
use kb_model::change::Blob;
use kb_model::diagnostic::Safety;
use kb_model::{Catalog, FilePath};

/// Reads, checks, reports and fixes some files, and fails where something does not hold.
pub(crate) fn hold(files: &BTreeMap<String, Vec<u8>>) {
    let blobs = files.iter().map(|(path, bytes)| (FilePath::new(path), Blob::bytes(bytes.as_slice())));
    let (catalog, today) = (Catalog::of(blobs.collect()), date(2026, 11, 22));
    let findings = kb_lint::check(&catalog, today);
    for finding in findings.all() {
        let diagnostic = &finding.diagnostic;
        let text = catalog.text(&diagnostic.path).unwrap_or_default();
        let lies_in = |start: usize, end: usize| start <= end && text.get(start..end).is_some();
        let (span, rule) = (diagnostic.span, diagnostic.rule);
        assert!(lies_in(span.start, span.end), "{rule}: {span:?} is not in the text");
        for edit in
            diagnostic.fix.iter().flat_map(|fix| &fix.edits).filter(|edit| edit.path == diagnostic.path)
        {
            assert!(lies_in(edit.span.start, edit.span.end), "{rule}: an edit of {:?}", edit.span);
        }
    }
    human::render(findings.all(), &catalog, "content", human::Style::Plain);
    github::render(findings.all(), &catalog, "content");
    json::render(&findings, &catalog, "content").expect("findings are JSON");
    let fixed = fix(&catalog, today, Safety::Unsafe);
    assert!(unreadable(&fixed.catalog) <= unreadable(&catalog), "a fix makes a file unreadable");
    let again = fix(&fixed.catalog, today, Safety::Unsafe);
    if let Some(change) = again.changes.0.first() {
        let (once, twice) = (fixed.catalog.text(&change.path), again.catalog.text(&change.path));
        panic!("fixing once and twice differ in {}:\n{once:?}\n{twice:?}", change.path);
    }
}

/// Counts the errors in front matter.
fn unreadable(catalog: &Catalog) -> usize {
    catalog.diagnostics().filter(|diagnostic| diagnostic.rule == "invalid-front-matter").count()
}
