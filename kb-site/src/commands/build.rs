//! `kb-site build`: the whole site to a folder, once.

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Result, bail};
use kb_lint::Findings;
use kb_lint::report::human::{counted, summary};
use kb_model::Diagnostic;

use super::{CLEAN, FINDINGS, Loaded, audience, today};
use crate::cli::Build;
use crate::edition::{Address, Base, Edition};
use crate::output::Output;
use crate::plan::Plan;
use crate::publish::publish;
use crate::render::Ingredients;
use crate::theme::Theme;

/// Builds the site, or says why not.
pub fn run(options: &Build) -> Result<ExitCode> {
    let begin = Instant::now();
    let loaded = Loaded::load(&options.input)?;
    refuse_nesting(&options.out, &loaded.content)?;
    let findings = kb_lint::check(&loaded.catalog, today(&options.input));
    if refuse_faulty(options, &loaded, &findings) {
        return Ok(ExitCode::from(FINDINGS));
    }
    let outputs = match outputs(options, &loaded) {
        Ok(outputs) => outputs,
        Err(faults) => {
            loaded.report(&faults);
            anstream::eprintln!("the site was not built: the theme has faults");
            return Ok(ExitCode::from(FINDINGS));
        }
    };
    let done = publish(&outputs, &options.out)?;
    anstream::println!(
        "{}: {} files ({} written, {} unchanged, {} removed) in {:.2} s",
        options.out.display(),
        outputs.len(),
        done.written,
        done.kept,
        done.removed,
        begin.elapsed().as_secs_f64(),
    );
    if !findings.is_clean() {
        anstream::eprintln!("`kb-lint check` finds {}", summary(findings.tally()));
    }
    Ok(ExitCode::from(CLEAN))
}

/// Makes every file of the site.
fn outputs(options: &Build, loaded: &Loaded) -> Result<Vec<Output>, Vec<Diagnostic>> {
    let catalog = &loaded.catalog;
    let address = options.base_url.as_deref().map_or(Address::Settings, |url| Address::Given(Base::new(url)));
    let edition = Edition { audience: audience(&options.input), address };
    let theme = Theme::of(&loaded.files, catalog.settings())?;
    let plan = Plan::of(catalog, &theme, &edition);
    Ingredients { catalog, theme: &theme, edition: &edition, plan: &plan }.render_all()
}

/// Reports content that would make pages wrong, and tells whether it keeps the site from being built.
fn refuse_faulty(options: &Build, loaded: &Loaded, findings: &Findings) -> bool {
    let findings = findings.stopping();
    if findings.is_empty() {
        return false;
    }
    let faults: Vec<Diagnostic> = findings.into_iter().map(|finding| finding.diagnostic).collect();
    loaded.report(&faults);
    let count = counted(faults.len(), "problem");
    if !loaded.catalog.has_settings() {
        anstream::eprintln!("the site was not built: `kb.toml` must be mended first");
        return true;
    }
    if options.allow_errors {
        anstream::eprintln!(
            "{count} in the way of a sound site; building all the same, as `--allow-errors` says"
        );
        return false;
    }
    anstream::eprintln!(
        "the site was not built: {count} would make pages wrong\n\
         mend what is above (`kb-lint explain RULE` says more), or build all the same with `--allow-errors`"
    );
    true
}

fn refuse_nesting(out: &Path, content: &Path) -> Result<()> {
    let out = std::path::absolute(out)?;
    let real = out
        .ancestors()
        .find_map(|folder| Some((folder.canonicalize().ok()?, out.strip_prefix(folder).ok()?)));
    let real = real.map_or(out.clone(), |(folder, rest)| folder.join(rest));
    if real.starts_with(content) {
        bail!("the output folder `{}` lies inside the content; choose another with `--out`", out.display());
    }
    Ok(())
}
