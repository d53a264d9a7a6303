//! `kb-lint check --watch`: the report follows every save.

use std::collections::BTreeMap;
use std::io::{IsTerminal as _, Write as _};

use anyhow::{Context as _, Result, bail};
use jiff::civil::Date;
use kb_lint::fingerprint::fingerprints;
use kb_lint::watch::Watch;
use kb_lint::{Checked, Finding, Findings};
use kb_model::Catalog;

use super::scope::Counted;
use super::{Outcome, baseline, check, files, note, print};
use crate::cli::{Check, Format};

/// Erases the screen and what was rolled off it, and goes to its top (ECMA-48: ED, CUP).
const CLEAR: &str = "\x1b[2J\x1b[3J\x1b[H";

/// Reports now, and again after every save, until Ctrl-C.
pub(super) fn run(options: &Check, today: Date) -> Result<Outcome> {
    if !matches!(options.report.format, Format::Human | Format::Narrated) {
        bail!("`--watch` writes for people: choose the format `human` or `narrated`");
    }
    let mut catalog = files::load(&options.content)?;
    let mut checked = Checked::with_every_rule(&catalog, today);
    let folder = options.content.canonicalize().context("cannot find the content folder")?;
    let mut watch = Watch::begin(&folder, None).context("cannot watch the content folder")?;
    let mut last = report(options, &checked, &catalog, None)?;
    note(&format!("following {}; Ctrl-C ends it", options.content.display()));
    while let Some(seen) = watch.wait(None) {
        let changes = watch.read(&seen, &catalog);
        if changes.is_empty() {
            continue;
        }
        let touched = catalog.apply(changes);
        checked.update(&catalog, &touched);
        last = report(options, &checked, &catalog, Some(&last))?;
    }
    Ok(Outcome::Clean)
}

/// The findings of one look, by rule and fingerprint, each as one line.
type Look = BTreeMap<(&'static str, String), String>;

/// Shows what is found now, and what has become of the last look.
fn report(options: &Check, checked: &Checked, catalog: &Catalog, last: Option<&Look>) -> Result<Look> {
    let found: Vec<Finding> = checked.findings().cloned().collect();
    let found = baseline::apply(&options.baseline, found, catalog)?;
    let root = options.content.to_string_lossy();
    let look = look(&found, catalog, &root);
    let findings = Findings::of(found);
    clear()?;
    check::report(options, &findings, catalog, &root)?;
    if let Some(last) = last {
        print(&news(last, &look))?;
    }
    check::conclude(options, &findings, Counted::everything().count(catalog, &findings))?;
    Ok(look)
}

fn look(findings: &[Finding], catalog: &Catalog, root: &str) -> Look {
    let named = findings.iter().zip(fingerprints(findings, catalog));
    let line = |finding: &Finding| {
        let diagnostic = &finding.diagnostic;
        format!("{root}/{}: {} [{}]", diagnostic.path, diagnostic.message, diagnostic.rule)
    };
    named.map(|(finding, print)| ((finding.diagnostic.rule, print), line(finding))).collect()
}

/// Returns what is in one look and not in the other, and how much that is.
fn news(last: &Look, now: &Look) -> String {
    let only = |these: &Look, those: &Look, what: &str| -> Vec<String> {
        let own = these.iter().filter(|(name, _)| !those.contains_key(*name));
        own.map(|(_, line)| format!("{what}: {line}\n")).collect()
    };
    let (new, mended) = (only(now, last, "new"), only(last, now, "mended"));
    let count = match (new.len(), mended.len()) {
        (0, 0) => return "nothing new, nothing mended\n".to_owned(),
        (new, mended) => format!("{new} new, {mended} mended since the last look\n"),
    };
    new.into_iter().chain(mended).chain([count]).collect()
}

/// Clears a terminal; elsewhere one report follows the other.
fn clear() -> Result<()> {
    let mut stdout = std::io::stdout().lock();
    if stdout.is_terminal() {
        stdout.write_all(CLEAR.as_bytes())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn look(names: &[&str]) -> Look {
        names.iter().map(|name| (("rule", (*name).to_owned()), format!("{name}.md: x [rule]"))).collect()
    }

    #[test]
    fn news_are_what_came_and_what_went() {
        let check = |last: &[&str], now: &[&str], expected: &str| {
            assert_eq!(news(&look(last), &look(now)), expected);
        };
        check(&[], &[], "nothing new, nothing mended\n");
        check(&["a"], &["a"], "nothing new, nothing mended\n");
        check(
            &["a", "b"],
            &["b", "c"],
            "new: c.md: x [rule]\nmended: a.md: x [rule]\n1 new, 1 mended since the last look\n",
        );
    }
}
