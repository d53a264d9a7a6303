//! Levels: how much the findings of a rule matter in this knowledge base.

use kb_model::settings::Level;
use kb_model::{Diagnostic, FilePath, Settings, Severity};

use crate::findings::{Finding, Found};
use crate::rule::Subject;
use crate::rules;

/// Gives each finding the level that `[lint.levels]` in `kb.toml` sets for its rule.
///
/// What would make pages wrong stays an error: a lower level would hide why no site is built.
pub(crate) fn apply(settings: &Settings, diagnostics: Vec<Diagnostic>) -> Vec<Finding> {
    diagnostics.into_iter().filter_map(|diagnostic| levelled(settings, diagnostic)).collect()
}

/// Tells whether a diagnostic would make pages wrong.
pub(crate) fn stops_build(diagnostic: &Diagnostic) -> bool {
    diagnostic.severity == Severity::Error
        && rules::named(diagnostic.rule).is_some_and(|rule| rule.about().stops_build)
}

fn levelled(settings: &Settings, mut diagnostic: Diagnostic) -> Option<Finding> {
    if stops_build(&diagnostic) {
        return Some(Finding { diagnostic, stops_build: true });
    }
    if let Some(level) = level_of(settings, diagnostic.rule) {
        diagnostic.severity = level.severity()?;
    }
    Some(Finding { diagnostic, stops_build: false })
}

fn level_of(settings: &Settings, rule: &str) -> Option<Level> {
    settings.levels.iter().find(|(name, ..)| name == rule).map(|(_, level, _)| *level)
}

/// Reports levels that have no effect: what makes pages wrong cannot be turned down.
pub(crate) fn review(subject: &Subject<'_>, found: &mut Found) {
    let path = FilePath::new(kb_model::settings::FILE);
    for (name, level, span) in &subject.settings().levels {
        let stops = rules::named(name).is_some_and(|rule| rule.about().stops_build);
        if stops && *level != Level::Error {
            found
                .at(&path, *span, format!("`{name}` stays an error: what it finds would make pages wrong"))
                .help("delete this line, and mend what the rule finds");
        }
    }
}
