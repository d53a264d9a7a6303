//! What has been found: collected by rules, then levelled, excepted and put in order.

use std::collections::BTreeMap;

use kb_model::diagnostic::Fix;
use kb_model::{Diagnostic, FilePath, Severity, Span};

use crate::rule::About;

/// How many findings of one rule are shown of one file.
const KEPT: usize = 50;

/// Collects what one rule finds.
///
/// Of one file it keeps so many, and counts the rest: a megabyte of one word has half a million findings.
#[derive(Debug)]
pub struct Found {
    about: About,
    /// How many it keeps of one file.
    most: usize,
    diagnostics: Vec<Diagnostic>,
    /// How many were found in each file.
    counts: BTreeMap<FilePath, usize>,
    /// The last one that was found, if it is not kept.
    surplus: Option<Diagnostic>,
    /// How many are not kept of each file, by how much they matter.
    rest: BTreeMap<(FilePath, Severity), usize>,
}

/// A finding that is being described.
#[derive(Debug)]
pub struct Noted<'f>(&'f mut Diagnostic);

impl Found {
    /// Begins to collect what a rule finds, so many in each file.
    pub(crate) fn by(about: About, most: usize) -> Self {
        let (counts, rest) = (BTreeMap::new(), BTreeMap::new());
        Self { about, most, diagnostics: Vec::new(), counts, surplus: None, rest }
    }

    /// Returns what was found. What was not kept of a file stands behind the last that was, as one.
    pub(crate) fn into_diagnostics(mut self) -> Vec<Diagnostic> {
        self.count_surplus();
        for ((path, severity), count) in std::mem::take(&mut self.rest) {
            let kept = self.diagnostics.iter().filter(|diagnostic| diagnostic.path == path);
            let end = kept.map(|diagnostic| diagnostic.span.end).max().unwrap_or_default();
            let rest = Diagnostic::error(self.about.name, &path, Span::at(end), more(count));
            self.diagnostics.push(Diagnostic { severity, count, ..rest });
        }
        self.diagnostics
    }

    /// Takes faults that reading a file of the team has found. Each matters as much as the rule does, or less.
    pub(crate) fn forward(&mut self, faults: &[Diagnostic]) {
        let own = |fault: &Diagnostic| Diagnostic {
            severity: self.about.severity.min(fault.severity),
            ..fault.clone()
        };
        self.diagnostics.extend(faults.iter().map(own));
    }

    /// Notes a problem at a place. The message says what is wrong: lower case, no full stop.
    pub fn at(&mut self, path: &FilePath, span: Span, message: impl Into<String>) -> Noted<'_> {
        self.count_surplus();
        let mut diagnostic = Diagnostic::error(self.about.name, path, span, message);
        diagnostic.severity = self.about.severity;
        let count = match self.counts.get_mut(path) {
            Some(count) => count,
            None => self.counts.entry(path.clone()).or_default(),
        };
        *count += 1;
        if *count > self.most {
            return Noted(self.surplus.insert(diagnostic));
        }
        Noted(self.diagnostics.push_mut(diagnostic))
    }

    /// Counts the last one that was found, which nobody describes any more.
    fn count_surplus(&mut self) {
        if let Some(surplus) = self.surplus.take() {
            *self.rest.entry((surplus.path, surplus.severity)).or_default() += surplus.count;
        }
    }
}

/// Says how many there are that are not told one by one.
pub(crate) fn more(count: usize) -> String {
    format!("and {count} more of this rule in this file")
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
            *count += finding.diagnostic.count;
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
                let last = &mut self.kept[*last].diagnostic;
                last.help.push(more);
                last.count += count - KEPT;
            }
        }
    }
}

impl Tally {
    /// Counts findings that are in order.
    pub fn of(findings: &[Finding]) -> Self {
        let of = |severity| -> usize {
            let found = findings.iter().filter(|finding| finding.diagnostic.severity == severity);
            found.map(|finding| finding.diagnostic.count).sum()
        };
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

    #[test]
    fn what_is_not_kept_is_counted_by_how_much_it_matters() {
        let mut found = Found::by(About::warning("a", ""), 3);
        for (path, at) in [("en/x.md", 0..5), ("en/y.md", 0..2)]
            .into_iter()
            .flat_map(|(path, all)| all.map(move |at| (path, at)))
        {
            found.at(&FilePath::new(path), Span::at(at), "x");
        }
        found.at(&FilePath::new("en/x.md"), Span::at(9), "x").severity(Severity::Error).help("y");
        let found = found.into_diagnostics();
        let counted: Vec<(&str, usize)> =
            found.iter().map(|diagnostic| (&*diagnostic.message, diagnostic.count)).collect();
        let rest = [("and 2 more of this rule in this file", 2), ("and 1 more of this rule in this file", 1)];
        assert_eq!(counted, [&[("x", 1); 5][..], &rest].concat());
        let findings = found.into_iter().map(|diagnostic| Finding { diagnostic, stops_build: false });
        let tally = Tally::of(&sorted(findings.collect()));
        assert_eq!((tally.errors, tally.warnings, tally.files), (1, 7, 2));
    }
}
