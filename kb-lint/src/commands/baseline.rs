//! `--baseline`: findings that are known, from a file and to it.

use anyhow::{Result, anyhow};
use kb_lint::Finding;
use kb_lint::baseline::Baseline;
use kb_lint::report::human::counted;
use kb_model::Catalog;

use super::{files, note};
use crate::cli;

/// Takes the known findings out, and does with the file what is asked for.
pub(super) fn apply(
    options: &cli::Baseline,
    findings: Vec<Finding>,
    catalog: &Catalog,
) -> Result<Vec<Finding>> {
    let Some(file) = &options.file else { return Ok(findings) };
    let shown = file.display();
    if options.write {
        let baseline = Baseline::of(&findings, catalog);
        files::write_text(file, &baseline.to_text())?;
        note(&format!(
            "wrote {} to `{shown}`; from now on only new ones fail",
            counted(baseline.len(), "finding")
        ));
        return Ok(Vec::new());
    }
    let baseline = Baseline::read(&files::read(file)?)
        .map_err(|(line, why)| anyhow!("`{shown}`, line {line}, is not a line of a baseline: {why}"))?;
    let compared = baseline.compare(findings, catalog);
    if options.prune && compared.gone > 0 {
        files::write_text(file, &compared.left.to_text())?;
        note(&format!("took {} out of `{shown}`", counted(compared.gone, "finding")));
    } else if compared.gone > 0 {
        let gone = counted(compared.gone, "finding");
        note(&format!(
            "warning: `{shown}` lists {gone} that are found no more: `--prune-baseline` takes them out"
        ));
    }
    if compared.known > 0 {
        note(&format!("{} known from `{shown}`", counted(compared.known, "finding")));
    }
    Ok(compared.new)
}
