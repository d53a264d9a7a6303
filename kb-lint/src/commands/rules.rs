//! `kb-lint rules`: the list of rules.

use anyhow::Result;
use kb_lint::rules;
use kb_model::Severity;

use super::{Outcome, print};

pub(super) fn run() -> Result<Outcome> {
    let width = rules::names().map(str::len).max().unwrap_or_default();
    let line = |rule: &&dyn kb_lint::Rule| {
        let about = rule.about();
        let level = match about.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "info",
        };
        format!("{:width$}  {level:7}  {}\n", about.name, about.summary())
    };
    print(&rules::ALL.iter().map(line).collect::<String>())?;
    Ok(Outcome::Clean)
}
