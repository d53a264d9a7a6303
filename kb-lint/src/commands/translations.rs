//! `kb-lint translations`: the state of every translation, and each locale's work list.

use std::fmt::Write as _;

use anyhow::{Result, bail};
use kb_lint::translations::{Cell, Overview, Row, Task};
use kb_model::article::Urgency;
use kb_model::diagnostic::nearest;
use kb_model::{Catalog, Locale};

use super::{Outcome, files, note, print};
use crate::cli::Translations;

pub(super) fn run(options: &Translations) -> Result<Outcome> {
    let catalog = files::load(&options.content)?;
    if !catalog.has_settings() {
        bail!("`kb.toml` cannot be used: `kb-lint check {}` says why", options.content.display());
    }
    let mut overview = Overview::of(&catalog);
    if let Some(locale) = &options.locale {
        overview.only(&known(&overview, locale)?);
    }
    print(&matrix(&overview))?;
    for locale in &overview.locales {
        print(&work(&catalog, &overview, locale))?;
    }
    if overview.locales.iter().any(|locale| !overview.tasks(locale).is_empty()) {
        note(
            "to see what has changed: kb-lint check; when a translation is done: kb-lint translations accept PATH",
        );
    }
    Ok(Outcome::Clean)
}

fn known(overview: &Overview, tag: &str) -> Result<Locale> {
    let tags: Vec<&str> = overview.locales.iter().map(Locale::as_str).collect();
    if tags.contains(&tag) {
        return Ok(Locale::new(tag));
    }
    match nearest(tag, tags.iter().copied()) {
        Some(near) => bail!("nothing is translated into `{tag}`: did you mean `{near}`?"),
        None => bail!("nothing is translated into `{tag}`, but into {}", tags.join(", ")),
    }
}

/// Returns a row for each thing and a column for each locale.
fn matrix(overview: &Overview) -> String {
    let name = |row: &Row| format!("{}/{}", row.kind.folder(), row.id);
    let width = overview.rows.iter().map(|row| name(row).len()).max().unwrap_or_default();
    let columns: Vec<usize> = (0..overview.locales.len())
        .map(|index| {
            let cells = overview.rows.iter().map(|row| shown(row.cells[index]).len());
            cells.chain([overview.locales[index].as_str().len()]).max().unwrap_or_default()
        })
        .collect();
    let line = |first: &str, cells: &[String]| {
        let mut line = format!("{first:width$}");
        for (cell, width) in cells.iter().zip(&columns) {
            let _ = write!(line, "  {cell:width$}");
        }
        format!("{}\n", line.trim_end())
    };
    let tags: Vec<String> = overview.locales.iter().map(Locale::to_string).collect();
    let mut text = line("", &tags);
    for row in &overview.rows {
        let cells: Vec<String> = row.cells.iter().map(|cell| shown(*cell)).collect();
        text.push_str(&line(&name(row), &cells));
    }
    text
}

/// Returns a locale's totals and what it has to do, most urgent first.
fn work(catalog: &Catalog, overview: &Overview, locale: &Locale) -> String {
    let name = catalog.settings().locale(locale).map_or("", |locale| &locale.name);
    let totals = overview.totals(locale).into_iter().filter(|(name, _)| *name != Cell::Unwanted.name());
    let totals: Vec<String> = totals.map(|(name, count)| format!("{count} {name}")).collect();
    let mut text = format!("\n\u{1b}[1m{locale}\u{1b}[0m {name}: {}\n", totals.join(", "));
    for Task { urgency, cell, path, .. } in overview.tasks(locale) {
        let urgency = match urgency {
            Urgency::Now => "now",
            Urgency::Soon => "soon",
            Urgency::Later => "later",
        };
        let _ = writeln!(text, "  {urgency:5}  {:16}  {path}", shown(cell));
    }
    text
}

fn shown(cell: Cell) -> String {
    match cell {
        Cell::Stale(changed, all) => format!("stale {changed} of {all}"),
        _ => cell.name().to_owned(),
    }
}
