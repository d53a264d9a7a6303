//! `kb-lint translations`: the state of every translation, and each locale's work list.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Result, bail};
use kb_lint::translations::{self, Cell, Overview, Row, Task, Work};
use kb_model::article::Urgency;
use kb_model::diagnostic::nearest;
use kb_model::{Catalog, Locale};

use super::{Outcome, files, note, print};
use crate::cli::{ListFormat, Translations};

pub(super) fn run(options: &Translations) -> Result<Outcome> {
    let catalog = files::load(&options.content)?;
    if !catalog.has_settings() {
        bail!("`kb.toml` cannot be used: `kb-lint check {}` says why", options.content.display());
    }
    let mut overview = Overview::of(&catalog);
    let locale = options.locale.as_ref().map(|locale| known(&overview, locale)).transpose()?;
    if let Some(locale) = &locale {
        overview.only(locale);
    }
    let stale = translations::work(&catalog, locale.as_ref());
    match options.format {
        ListFormat::Json => {
            let report = serde_json::to_string_pretty(&json(&overview, &stale))?;
            print(&format!("{report}\n"))?;
            return Ok(Outcome::Clean);
        }
        ListFormat::Human if options.diff => {
            stale.iter().try_for_each(|work| print(&changes(work)))?;
            return Ok(Outcome::Clean);
        }
        ListFormat::Human => {}
    }
    print(&matrix(&overview))?;
    for locale in &overview.locales {
        print(&work(&catalog, &overview, locale))?;
    }
    if overview.locales.iter().any(|locale| !overview.tasks(locale).is_empty()) {
        note(
            "to see what has changed: kb-lint translations --diff; when a translation is done: kb-lint translations accept PATH",
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

/// Returns the changed blocks of one translation.
fn changes(work: &Work) -> String {
    let mut text = format!("\u{1b}[1m{}\u{1b}[0m\n", work.path);
    for block in &work.blocks {
        let _ = writeln!(text, "\n  #{}, {}", block.section, block.kind.name());
        let none = || "–".to_owned();
        let _ = writeln!(text, "    was:         {}", block.was.clone().unwrap_or_else(none));
        let _ = writeln!(text, "    now:         {}", block.marked());
        let _ = writeln!(text, "    translation: {}", block.translation.clone().unwrap_or_else(none));
    }
    text.push('\n');
    text
}

/// Returns every thing's state in each locale, and the changed blocks of what is stale.
fn json(overview: &Overview, work: &[Work]) -> serde_json::Value {
    let states = |row: &Row| -> BTreeMap<String, &str> {
        let cells = overview.locales.iter().zip(&row.cells);
        cells.map(|(locale, cell)| (locale.to_string(), cell.name())).collect()
    };
    let things = overview.rows.iter().map(
        |row| serde_json::json!({ "kind": row.kind.folder(), "id": row.id.as_str(), "states": states(row) }),
    );
    serde_json::json!({ "things": things.collect::<Vec<_>>(), "stale": work })
}
