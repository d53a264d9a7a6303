//! `kb-lint check`: all rules over one knowledge base.

use anyhow::{Result, bail};
use jiff::civil::Date;
use kb_lint::report::{github, gitlab, human, json, narrated, rdjson, sarif, statistics};
use kb_lint::{Findings, rules};
use kb_model::Catalog;
use kb_model::diagnostic::Safety;

use super::scope::{self, Counted};
use super::{Outcome, baseline, files, fix, note, print, watch};
use crate::cli::{Check, FailOn, Format, Gate};

pub(super) fn run(options: &Check) -> Result<Outcome> {
    let today = options.today.unwrap_or_else(today);
    if options.watch {
        return watch::run(options, today);
    }
    let content = scope::content(options)?;
    let mut catalog = files::load(&content)?;
    let counted = Counted::of(options, &content, &mut catalog)?;
    if options.fixes.diff {
        return fix::show(options, &content, &catalog, today);
    }
    if options.fixes.fix {
        catalog = fix::write(options, &content, &catalog, today)?;
    }
    let found = kb_lint::everything(&catalog, today);
    let mut found = baseline::apply(&options.baseline, found, &catalog)?; // of the whole: the rest is known too
    found.retain(|finding| counted.has(&catalog, finding));
    let findings = Findings::of(found);
    let root = content.to_string_lossy();
    report(options, &findings, &catalog, &root)?;
    if catalog.things().next().is_none() && catalog.has_settings() && !counted.is_part() {
        let locale = catalog.settings().source_locale.as_ref().map_or("en", |locale| locale.as_str());
        bail!(
            "nothing was checked: there is no article `{root}/{locale}/articles/<category>/<name>.md`, nor any other file"
        );
    }
    if matches!(options.report.format, Format::Human | Format::Narrated) {
        conclude(options, &findings, counted.count(&catalog, &findings))?;
    }
    std::mem::forget(catalog); // the process ends here, and the system takes the memory back at once
    Ok(if passes(&options.gate, &findings) { Outcome::Clean } else { Outcome::Findings })
}

pub(super) fn report(options: &Check, findings: &Findings, catalog: &Catalog, root: &str) -> Result<()> {
    let all = findings.all();
    if options.report.statistics {
        return print(&statistics::render(all));
    }
    match options.report.format {
        Format::Human => print(&human::render(all, catalog, root, human::Style::Coloured)),
        Format::Narrated => print(&narrated::render(all, catalog, root)),
        Format::Json => print(&json::render(findings, catalog, root)?),
        Format::Gitlab => print(&gitlab::render(all, catalog, root)),
        Format::Rdjson => print(&rdjson::render(all, catalog, root)),
        Format::Sarif => print(&sarif::render(all, catalog, root)),
        Format::Github => {
            if let Some(file) = std::env::var_os("GITHUB_STEP_SUMMARY") {
                files::append(file.as_ref(), &github::summary(findings, catalog, root))?;
            }
            print(&github::render(all, catalog, root))
        }
    }
}

fn passes(gate: &Gate, findings: &Findings) -> bool {
    let tally = findings.tally();
    let most = match (gate.max_warnings, gate.fail_on) {
        (Some(most), _) => most,
        (None, FailOn::Warning) => 0,
        (None, FailOn::Error) => usize::MAX,
    };
    tally.errors == 0 && tally.warnings <= most
}

#[expect(clippy::disallowed_methods, reason = "the day is asked for once, where the command begins")]
fn today() -> Date {
    jiff::Zoned::now().date()
}

/// Says how much was found, and what to do next.
pub(super) fn conclude(options: &Check, findings: &Findings, count: usize) -> Result<()> {
    let checked = human::counted(count, "file");
    let Some(first) = worst(findings) else {
        return print(&format!("{checked} checked with {} rules: nothing found\n", rules::ALL.len()));
    };
    print(&format!("{}, of {checked} checked\n", human::summary(findings.tally())))?;
    let content = options.content.display();
    let fixes = |safety| {
        let fixes = findings.all().iter().filter_map(|finding| finding.diagnostic.fix.as_ref());
        fixes.filter(|fix| fix.safety == safety).count()
    };
    match (fixes(Safety::Safe), fixes(Safety::Unsafe)) {
        (0, 0) => {}
        _ if options.scope.stdin_path.is_some() => {} // nothing is written to what an editor holds
        (0, _) => note(&format!("for what could be fixed: kb-lint check {content} --diff --unsafe")),
        (safe, _) => {
            note(&format!("to fix {safe} of them: kb-lint check {content} --fix"));
        }
    }
    note(&format!("for more about a rule: kb-lint explain {first}"));
    Ok(())
}

/// Returns the rule of the first of the worst findings.
fn worst(findings: &Findings) -> Option<&'static str> {
    let worst = findings.all().iter().map(|finding| finding.diagnostic.severity).max()?;
    let first = findings.all().iter().find(|finding| finding.diagnostic.severity == worst);
    first.map(|finding| finding.diagnostic.rule)
}
