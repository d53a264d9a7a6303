//! `kb-lint check --fix` and `--diff`: the fixes of findings, written or shown.

use std::path::Path;

use anyhow::Result;
use jiff::civil::Date;
use kb_lint::fix::{Fixed, fix};
use kb_lint::report::human::counted;
use kb_model::change::Blob;
use kb_model::diagnostic::Safety;
use kb_model::{Catalog, Change};
use similar::TextDiff;

use super::{Outcome, files, note, print};
use crate::cli::Check;

/// Writes fixes, and returns the knowledge base as it is then.
pub(super) fn write(options: &Check, content: &Path, catalog: &Catalog, today: Date) -> Result<Catalog> {
    let fixed = fixed(options, catalog, today);
    for change in &fixed.changes.0 {
        if let Some(Blob::Bytes(bytes)) = &change.content {
            files::write(content, &change.path, &String::from_utf8_lossy(bytes))?;
        }
    }
    if fixed.count > 0 {
        let files = counted(fixed.changes.0.len(), "file");
        note(&format!("mended {} in {files}", counted(fixed.count, "problem")));
    }
    Ok(fixed.catalog)
}

/// Shows what fixes would change, as a unified diff.
pub(super) fn show(options: &Check, content: &Path, catalog: &Catalog, today: Date) -> Result<Outcome> {
    let fixed = fixed(options, catalog, today);
    for change in &fixed.changes.0 {
        print(&difference(content, catalog, change))?;
    }
    if fixed.changes.is_empty() {
        note("there is nothing to fix");
        return Ok(Outcome::Clean);
    }
    let files = counted(fixed.changes.0.len(), "file");
    note(&format!("would mend {} in {files}", counted(fixed.count, "problem")));
    Ok(Outcome::Findings)
}

fn fixed(options: &Check, catalog: &Catalog, today: Date) -> Fixed {
    fix(catalog, today, if options.fixes.r#unsafe { Safety::Unsafe } else { Safety::Safe })
}

fn difference(content: &Path, catalog: &Catalog, change: &Change) -> String {
    let before = catalog.text(&change.path).unwrap_or_default();
    let after = change.content.as_ref().map(|blob| String::from_utf8_lossy(blob.as_ref()));
    let name = content.join(change.path.as_str()).display().to_string();
    let name = name.strip_prefix("./").unwrap_or(&name); // as `git apply` and `patch` take it
    let (old, new) = (format!("a/{name}"), format!("b/{name}"));
    let diff = TextDiff::from_lines(&*before, after.as_deref().unwrap_or_default());
    diff.unified_diff().header(&old, &new).to_string()
}
