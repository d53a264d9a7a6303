//! What has been found: collected by rules, then levelled, excepted and put in order.

use kb_model::{Diagnostic, FilePath, Severity, Span};

use crate::rule::About;

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

    /// Adds a way to mend it.
    pub fn help(&mut self, help: impl Into<String>) -> &mut Self {
        self.0.help.push(help.into());
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

/// Everything that was found, by file, place and rule.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Findings(Vec<Finding>);

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
    pub(crate) fn sorted(mut findings: Vec<Finding>) -> Self {
        findings.sort_by(|a, b| order(a).cmp(&order(b)));
        Self(findings)
    }

    /// Returns the findings in order.
    pub fn all(&self) -> &[Finding] {
        &self.0
    }

    /// Returns the findings that would make pages wrong.
    pub fn stopping(&self) -> Vec<Finding> {
        self.0.iter().filter(|finding| finding.stops_build).cloned().collect()
    }

    /// Tells whether nothing asks to be mended.
    pub fn is_clean(&self) -> bool {
        self.0.iter().all(|finding| finding.diagnostic.severity == Severity::Info)
    }

    /// Counts the findings.
    pub fn tally(&self) -> Tally {
        Tally::of(&self.0)
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

fn order(finding: &Finding) -> (&FilePath, Span, &str, &str) {
    let diagnostic = &finding.diagnostic;
    (&diagnostic.path, diagnostic.span, diagnostic.rule, &diagnostic.message)
}
