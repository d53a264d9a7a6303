//! What has been found: collected by rules, then levelled, excepted and put in order.

use std::collections::BTreeMap;

use kb_model::diagnostic::Fix;
use kb_model::{Diagnostic, FilePath, Severity, Span};

use crate::rule::About;

/// How many findings of one rule are kept in one file.
const KEPT: usize = 50;

/// Collects what one rule finds.
#[derive(Debug)]
pub struct Found {
    about: About,
    diagnostics: Vec<Diagnostic>,
}

/// A finding that is being described.
#[derive(Debug)]
pub struct Noted<'f>(&'f mut Diagnostic);

impl Found {
    pub(crate) fn by(about: About) -> Self {
        Self { about, diagnostics: Vec::new() }
    }

    pub(crate) fn into_diagnostics(self) -> Vec<Diagnostic> {
        self.diagnostics
    }

    /// Takes faults that reading a file of the team has found.
    pub(crate) fn forward(&mut self, faults: &[Diagnostic]) {
        let own = |fault: &Diagnostic| Diagnostic { severity: self.about.severity, ..fault.clone() };
        self.diagnostics.extend(faults.iter().map(own));
    }

    /// Notes a problem at a place. The message says what is wrong: lower case, no full stop.
    pub fn at(&mut self, path: &FilePath, span: Span, message: impl Into<String>) -> Noted<'_> {
        let mut diagnostic = Diagnostic::error(self.about.name, path, span, message);
        diagnostic.severity = self.about.severity;
        Noted(self.diagnostics.push_mut(diagnostic))
    }
}

impl Noted<'_> {
    /// Adds the text beside the faulty characters.
    pub fn label(&mut self, label: impl Into<String>) -> &mut Self {
        self.0.label = Some(label.into());
        self
    }

    /// Makes it matter more or less than the rule's other findings.
    pub fn severity(&mut self, severity: Severity) -> &mut Self {
        self.0.severity = severity;
        self
    }

    /// Adds a way to mend it.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.0.help.push(help.into());
        self
    }

    /// Adds edits that mend it.
    pub fn fix(&mut self, fix: Fix) -> &mut Self {
        self.fix_if_any(Some(fix))
    }

    /// Adds edits that mend it, where there are some.
    pub fn fix_if_any(&mut self, fix: Option<Fix>) -> &mut Self {
        self.0.fix = fix;
        self
    }

    /// Adds another place that explains it.
    pub fn related(&mut self, path: &FilePath, span: Span, label: impl Into<String>) -> &mut Self {
        let label = label.into();
        self.0.related.push(kb_model::diagnostic::Related { path: path.clone(), span, label });
        self
    }
}

/// One problem, at the level that `kb.toml` gives to its rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// What is wrong, where, and how to mend it.
    pub diagnostic: Diagnostic,
    /// Whether it would make pages wrong, so that no site is built.
    pub stops_build: bool,
}

/// What was found, by file, place and rule.
///
/// Of one rule in one file no more than the first are kept: a file with a million faults makes a report that can still
/// be read. The rest is counted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Findings {
    kept: Vec<Finding>,
    tally: Tally,
}

/// How many findings there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, serde::Serialize)]
pub struct Tally {
    /// Findings that must be mended.
    pub errors: usize,
    /// Findings that should be mended.
    pub warnings: usize,
    /// Findings that are worth knowing.
    pub infos: usize,
    /// Files with a finding.
    pub files: usize,
}

impl Findings {
    /// Takes findings that are in order, and keeps the first of each rule in each file.
    pub fn of(findings: Vec<Finding>) -> Self {
        let mut sorted = Self { kept: Vec::new(), tally: Tally::of(&findings) };
        let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for finding in findings {
            if sorted.kept.last().is_some_and(|last| last.diagnostic.path != finding.diagnostic.path) {
                sorted.say_more(&std::mem::take(&mut counts));
            }
            let (count, last) = counts.entry(finding.diagnostic.rule).or_default();
            *count += 1;
            if *count <= KEPT {
                *last = sorted.kept.len();
                sorted.kept.push(finding);
            }
        }
        sorted.say_more(&counts);
        sorted
    }

    /// Returns the findings in order.
    pub fn all(&self) -> &[Finding] {
        &self.kept
    }

    /// Returns the findings that would make pages wrong.
    pub fn stopping(&self) -> Vec<Finding> {
        self.kept.iter().filter(|finding| finding.stops_build).cloned().collect()
    }

    /// Tells whether nothing asks to be mended.
    pub fn is_clean(&self) -> bool {
        self.tally.errors == 0 && self.tally.warnings == 0
    }

    /// Counts the findings, kept or not.
    pub fn tally(&self) -> Tally {
        self.tally
    }

    /// Adds to the last finding of each rule in one file how many more there were.
    fn say_more(&mut self, counts: &BTreeMap<&str, (usize, usize)>) {
        for (rule, (count, last)) in counts {
            if *count > KEPT {
                let more = format!("there are {} more of {rule} in this file", count - KEPT);
                self.kept[*last].diagnostic.help.push(more);
            }
        }
    }
}

impl Tally {
    /// Counts findings that are in order.
    pub fn of(findings: &[Finding]) -> Self {
        let of = |severity| findings.iter().filter(|finding| finding.diagnostic.severity == severity).count();
        let files = findings.chunk_by(|a, b| a.diagnostic.path == b.diagnostic.path).count();
        Self {
            errors: of(Severity::Error),
            warnings: of(Severity::Warning),
            infos: of(Severity::Info),
            files,
        }
    }
}

/// Puts findings in order.
pub(crate) fn sorted(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by(|a, b| order(a).cmp(&order(b)));
    findings
}

fn order(finding: &Finding) -> (&FilePath, Span, &str, &str) {
    let diagnostic = &finding.diagnostic;
    (&diagnostic.path, diagnostic.span, diagnostic.rule, &diagnostic.message)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(faults: &[(&'static str, usize)], kept: usize, last_help: &[&str]) {
        let path = FilePath::new("en/x.md");
        let finding = |rule, at| {
            let diagnostic = Diagnostic::error(rule, &path, Span::at(at), "x");
            Finding { diagnostic, stops_build: false }
        };
        let all = faults.iter().flat_map(|&(rule, count)| (0..count).map(move |at| finding(rule, at)));
        let findings = Findings::of(sorted(all.collect()));
        assert_eq!(findings.all().len(), kept);
        assert_eq!(findings.tally().errors, faults.iter().map(|(_, count)| count).sum::<usize>());
        let last = findings.all().last().map(|finding| finding.diagnostic.help.clone());
        assert_eq!(last.unwrap_or_default(), last_help);
    }

    #[test]
    fn a_flood_is_counted() {
        check(&[], 0, &[]);
        check(&[("a", 3), ("b", 2)], 5, &[]);
        check(&[("a", 3), ("b", 1000)], 53, &["there are 950 more of b in this file"]);
    }
}
