//! `kb-lint check`: all rules over one knowledge base.

use anyhow::{Result, bail};
use jiff::civil::Date;
use kb_lint::report::{github, human, json};
use kb_lint::{Findings, rules};
use kb_model::Catalog;
use kb_model::reading::Place;

use super::{Outcome, files, fix, note, print};
use crate::cli::{Check, Format};

pub(super) fn run(options: &Check) -> Result<Outcome> {
    let mut catalog = files::load(&options.content)?;
    let today = options.today.unwrap_or_else(today);
    if options.fixes.diff {
        return fix::show(options, &catalog, today);
    }
    if options.fixes.fix {
        catalog = fix::write(options, &catalog, today)?;
    }
    let findings = kb_lint::check(&catalog, today);
    let root = options.content.to_string_lossy();
    let all = findings.all();
    match options.format {
        Format::Human => print(&human::render(all, &catalog, &root, human::Style::Coloured))?,
        Format::Json => print(&json::render(&findings, &catalog, &root)?)?,
        Format::Github => print(&github::render(all, &catalog, &root))?,
    }
    let count = documents(&catalog);
    if count == 0 && catalog.has_settings() {
        let locale = catalog.settings().source_locale.as_ref().map_or("en", |locale| locale.as_str());
        bail!(
            "nothing was checked: there is no article `{root}/{locale}/articles/<category>/<name>.md`, nor any other file"
        );
    }
    if matches!(options.format, Format::Human) {
        conclude(&findings, count)?;
    }
    std::mem::forget(catalog); // the process ends here, and the system takes the memory back at once
    Ok(if findings.is_clean() { Outcome::Clean } else { Outcome::Findings })
}

#[expect(clippy::disallowed_methods, reason = "the day is asked for once, where the command begins")]
fn today() -> Date {
    jiff::Zoned::now().date()
}

fn documents(catalog: &Catalog) -> usize {
    catalog.paths().filter(|path| matches!(catalog.place(path), Some(Place::Document(..)))).count()
}

/// Says how much was found, and what to do next.
fn conclude(findings: &Findings, count: usize) -> Result<()> {
    let checked = human::counted(count, "file");
    let Some(first) = worst(findings) else {
        return print(&format!("{checked} checked with {} rules: nothing found\n", rules::ALL.len()));
    };
    print(&format!("{}, of {checked} checked\n", human::summary(findings.tally())))?;
    note(&format!("for more about a rule: kb-lint explain {first}"));
    Ok(())
}

/// Returns the rule of the first of the worst findings.
fn worst(findings: &Findings) -> Option<&'static str> {
    let worst = findings.all().iter().map(|finding| finding.diagnostic.severity).max()?;
    let first = findings.all().iter().find(|finding| finding.diagnostic.severity == worst);
    first.map(|finding| finding.diagnostic.rule)
}
