//! `kb-lint explain`: one rule's page, as text for a terminal.

use anyhow::{Result, bail};
use kb_lint::report::page::readable;
use kb_lint::rules;
use kb_model::diagnostic::nearest;

use super::{Outcome, print};

pub(super) fn run(name: &str) -> Result<Outcome> {
    let Some(rule) = rules::named(name) else {
        match nearest(name, rules::names()) {
            Some(near) => bail!("there is no rule `{name}`: did you mean `{near}`?"),
            None => bail!(
                "there is no rule `{name}`: `kb-lint rules` lists them, and `kb-site explain` tells what it says by itself"
            ),
        }
    };
    print(&readable(rule.about().page))?;
    Ok(Outcome::Clean)
}
