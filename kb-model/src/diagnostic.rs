//! What is wrong with the content: data, with a place, a reason and a way to mend it.

use crate::{FilePath, Span};

/// How much a problem matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Should be mended.
    Warning,
    /// Must be mended.
    Error,
}

/// One problem at one place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// The name of the rule that found it.
    pub rule: &'static str,
    /// How much it matters, before `kb.toml` changes the level.
    pub severity: Severity,
    /// The file.
    pub path: FilePath,
    /// The faulty characters.
    pub span: Span,
    /// What is wrong: lower case, no full stop.
    pub message: String,
    /// What stands beside the faulty characters, if that says more than the message.
    pub label: Option<String>,
    /// Other places that explain the problem.
    pub related: Vec<Related>,
    /// How to mend it.
    pub help: Vec<String>,
    /// Edits that mend it, where a program can.
    pub fix: Option<Fix>,
    /// How many problems it stands for: more than one where a file has too many to be told one by one.
    pub count: usize,
}

/// Edits that mend a problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What they do, as an order: lower case, no full stop.
    pub title: String,
    /// Whether somebody has to look at the result.
    pub safety: Safety,
    /// The edits. They do not overlap, and are made together or not at all.
    pub edits: Vec<Edit>,
}

/// Whether somebody has to look at what a fix has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Safety {
    /// Nobody has to: readers see the same, or what was meant beyond doubt.
    Safe,
    /// Somebody has to: it is what was probably meant.
    Unsafe,
}

/// A piece of text to replace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The file.
    pub path: FilePath,
    /// The characters to replace.
    pub span: Span,
    /// What to write in their place.
    pub text: String,
}

impl Fix {
    /// Returns a fix that replaces some characters of one file.
    pub fn replace(
        title: impl Into<String>,
        safety: Safety,
        path: &FilePath,
        span: Span,
        text: impl Into<String>,
    ) -> Self {
        let edit = Edit { path: path.clone(), span, text: text.into() };
        Self { title: title.into(), safety, edits: vec![edit] }
    }
}

/// A place in this or another file that explains a problem.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The file.
    pub path: FilePath,
    /// The characters.
    pub span: Span,
    /// What they have to do with the problem.
    pub label: String,
}

impl Diagnostic {
    /// Returns an error at a place.
    pub fn error(rule: &'static str, path: &FilePath, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: Severity::Error,
            path: path.clone(),
            span,
            message: message.into(),
            label: None,
            related: Vec::new(),
            help: Vec::new(),
            fix: None,
            count: 1,
        }
    }

    /// Returns a warning at a place.
    pub fn warning(rule: &'static str, path: &FilePath, span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(rule, path, span, message) }
    }

    /// Adds the text beside the faulty characters.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = Some(label.into());
        self
    }

    /// Adds a way to mend it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// Adds edits that mend it.
    #[must_use]
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn related(mut self, path: &FilePath, span: Span, label: impl Into<String>) -> Self {
        self.related.push(Related { path: path.clone(), span, label: label.into() });
        self
    }
}

/// Returns the known name nearest to a misspelt one, if one is near enough to be meant.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= (candidate.chars().count().max(3) / 3))
        .min()
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn near_names_are_found() {
        let check = |name: &str, expected: Option<&str>| {
            assert_eq!(nearest(name, ["title", "summary", "review_by", "type"]), expected, "{name}");
        };
        check("titel", Some("title"));
        check("sumary", Some("summary"));
        check("reviewby", Some("review_by"));
        check("colour", None);
    }
}
