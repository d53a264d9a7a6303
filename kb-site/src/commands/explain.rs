//! `kb-site explain`: the page of what a report of ours may be called, or of a rule of the linter, as text for a terminal.

use std::process::ExitCode;

use anyhow::{Result, bail};
use kb_lint::report::page::readable;
use kb_lint::rules;
use kb_model::diagnostic::nearest;

use super::CLEAN;
use crate::cli::Explain;
use crate::{budget, lock, search, theme};

/// What we find ourselves. All else in our reports is a rule of the linter.
const OWN: &[(&str, &str)] = &[
    (lock::LOST, include_str!("../lock/lost-url.md")),
    (budget::HEAVY, include_str!("../budget/heavy-page.md")),
    (theme::RULE, include_str!("../theme/invalid-theme.md")),
    (search::tasks::RULE, include_str!("../search/invalid-tasks.md")),
];

/// Shows a page.
pub fn run(options: &Explain) -> Result<ExitCode> {
    let name = options.name.as_str();
    let own = OWN.iter().find(|(own, _)| *own == name).map(|(_, page)| *page);
    let Some(page) = own.or_else(|| Some(rules::named(name)?.about().page)) else {
        let names = OWN.iter().map(|(own, _)| *own).chain(rules::names());
        match nearest(name, names) {
            Some(near) => bail!("nothing is called `{name}`: did you mean `{near}`?"),
            None => bail!(
                "nothing is called `{name}`: reports have the name in brackets, as in `error[lost-url]`"
            ),
        }
    };
    anstream::print!("{}", readable(page));
    Ok(ExitCode::from(CLEAN))
}
