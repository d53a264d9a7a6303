//! How often each rule has found something.

use std::collections::{BTreeMap, BTreeSet};

use kb_model::diagnostic::Safety;
use kb_model::{FilePath, Severity};

use crate::findings::Finding;

/// What one rule has found.
#[derive(Default)]
struct Line<'f> {
    level: Option<Severity>,
    count: usize,
    files: BTreeSet<&'f FilePath>,
    safe: usize,
    unsafe_: usize,
}

/// Returns a table, the worst and most frequent rule first.
pub fn render(findings: &[Finding]) -> String {
    let mut lines: BTreeMap<&str, Line<'_>> = BTreeMap::new();
    for Finding { diagnostic, .. } in findings {
        let line = lines.entry(diagnostic.rule).or_default();
        line.level = line.level.max(Some(diagnostic.severity));
        line.count += diagnostic.count;
        line.files.insert(&diagnostic.path);
        match diagnostic.fix.as_ref().map(|fix| fix.safety) {
            Some(Safety::Safe) => line.safe += 1,
            Some(Safety::Unsafe) => line.unsafe_ += 1,
            None => {}
        }
    }
    let mut lines: Vec<_> = lines.into_iter().collect();
    lines.sort_by_key(|(_, line)| std::cmp::Reverse((line.level, line.count)));
    let width = lines.iter().map(|(rule, _)| rule.len()).max().unwrap_or_default().max("rule".len());
    let head = format!("{:width$}  level    findings  files  fixes  unsafe fixes\n", "rule");
    let line = |(rule, line): (&str, Line<'_>)| {
        let level = line.level.map_or(String::new(), |level| format!("{level:?}").to_lowercase());
        let Line { count, files, safe, unsafe_, .. } = line;
        let files = files.len();
        format!("{rule:width$}  {level:7}  {count:8}  {files:5}  {safe:5}  {unsafe_:12}\n")
    };
    std::iter::once(head).chain(lines.into_iter().map(line)).collect()
}
