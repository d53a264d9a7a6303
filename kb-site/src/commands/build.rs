//! `kb-site build`: the whole site to a folder, once or after every change.

use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Result, bail};
use kb_lint::report::human::counted;
use kb_model::{Catalog, Diagnostic, Digest, Reader};

use super::{CLEAN, FINDINGS, Folders, Loaded, today, weigh};
use crate::cli::Build;
use crate::edition::{Base, Edition, SiteAddress};
use crate::lock::Lock;
use crate::publish::{Manifest, Published, Target, current, publish, remember};
use crate::route::Route;
use crate::site::Site;

/// Builds the site, or says why not.
pub fn run(options: &Build) -> Result<ExitCode> {
    let begin = Instant::now();
    let folders = Folders::find(&options.input)?;
    refuse_nesting(&options.out, &folders.content)?;
    let target = Target::take(&options.out)?;
    if options.watch {
        return super::follow::run(options, folders, target);
    }
    let stamp = folders.stamp()?.map(|stamp| inputs(options, stamp));
    if let Some(done) = stamp.and_then(|stamp| done(options, &target, stamp)) {
        say(options, done, begin);
        return Ok(ExitCode::from(CLEAN));
    }
    let sources = folders.read()?;
    let digest = inputs(options, sources.digest()?);
    let done = match done(options, &target, digest) {
        Some(done) => done,
        None => match anew(options, &target, sources.join())? {
            Ok(done) => done,
            Err(code) => return Ok(code),
        },
    };
    remember(&target, &stamp.into_iter().chain([digest]).collect::<Vec<_>>())?;
    say(options, done, begin);
    Ok(ExitCode::from(CLEAN))
}

/// Makes the site of what was loaded, or says why not.
fn anew(options: &Build, target: &Target, loaded: Loaded) -> Result<Result<Published, ExitCode>> {
    let site = match planned(options, &loaded) {
        Ok(site) => site,
        Err(code) => return Ok(Err(code)),
    };
    let (done, manifest) = match built(&site, &loaded, target)? {
        Ok(done) => done,
        Err(faults) => return Ok(Err(faulty_theme(&loaded, &faults))),
    };
    weigh::warn(&loaded, &site, (target.out(), &manifest));
    if options.report {
        weigh::report(&loaded, &site, target.out());
    }
    std::mem::forget(loaded); // the process ends soon, and the system takes the memory back at once
    Ok(Ok(done))
}

/// Plans the site, unless the content would make pages wrong, the theme has faults, or addresses would be lost.
fn planned(options: &Build, loaded: &Loaded) -> Result<Site, ExitCode> {
    let findings = kb_lint::stopping(&loaded.catalog, today(&options.input)).stopping();
    let faults: Vec<Diagnostic> = findings.into_iter().map(|finding| finding.diagnostic).collect();
    if refuse(options, loaded, &faults, "mend what is above (`kb-site explain RULE` says more)") {
        return Err(ExitCode::from(FINDINGS));
    }
    let site = Site::of(&loaded.catalog, &loaded.files, edition(options));
    let site = site.map_err(|faults| faulty_theme(loaded, &faults))?;
    let lost = Lock::of(&loaded.catalog).lost(&loaded.catalog, site.plan());
    if refuse(options, loaded, &lost, "bring the lost addresses back (`kb-site explain lost-url` says more)")
    {
        return Err(ExitCode::from(FINDINGS));
    }
    Ok(site)
}

/// Says what was done to the output folder.
pub(super) fn say(options: &Build, done: Published, begin: Instant) {
    anstream::println!(
        "{}: {} files ({} written, {} unchanged, {} removed) in {:.2} s",
        options.out.display(),
        done.written + done.kept,
        done.written,
        done.kept,
        done.removed,
        begin.elapsed().as_secs_f64(),
    );
}

/// How many pages are named for which there was no room.
const MOST_NAMED: usize = 10;

/// Says which pages there was no room for in what browsers keep.
fn say_left_out(catalog: &Catalog, site: &Site) {
    let settings = catalog.settings();
    let reader = Reader::once(catalog, site.edition().audience);
    for locale in settings.locales.iter().filter(|_| site.edition().keeps_offline(settings)) {
        let left_out = site.pack(&reader, &locale.tag).map_or_else(|_| Vec::new(), |pack| pack.left_out);
        for route in left_out.iter().take(MOST_NAMED) {
            anstream::eprintln!("{route} cannot be read without a network: `offline_kb` has no room for it");
        }
        if left_out.len() > MOST_NAMED {
            let rest = counted(left_out.len() - MOST_NAMED, "more page");
            anstream::eprintln!("{rest} of `{}` cannot be read either", locale.tag);
        }
    }
}

/// Returns for whom and for which address the options want the site.
pub(super) fn edition(options: &Build) -> Edition {
    let address =
        options.base_url.as_deref().map_or(SiteAddress::Settings, |url| SiteAddress::Given(Base::new(url)));
    super::edition(&options.input, address)
}

/// Names everything that the site depends on: sources and this program, by their stamp or their digest, and the options.
fn inputs(options: &Build, sources: Digest) -> Digest {
    let options = format!("{:?} {:?} {}", edition(options), today(&options.input), options.allow_errors);
    Digest::of_parts([Digest::of(options), sources])
}

/// Returns what there was to do, if it has been done, and nobody wants to see it done.
fn done(options: &Build, target: &Target, inputs: Digest) -> Option<Published> {
    current(target, inputs).filter(|_| !options.report)
}

/// Builds the site, or returns the faults of the theme.
fn built(
    site: &Site,
    loaded: &Loaded,
    target: &Target,
) -> Result<Result<(Published, Manifest), Vec<Diagnostic>>> {
    let catalog = &loaded.catalog;
    let parts = site.parts(catalog);
    let routes: Vec<&Route> = site.plan().routes().chain(parts.iter().map(|part| &part.route)).collect();
    let make = |route: &Route| site.output(catalog, route).expect("the plan names it");
    let published = publish(target, &routes, make)?;
    say_left_out(catalog, site);
    Ok(published.map_err(|faults| different(faults.into_iter().map(|fault| *fault))))
}

/// Returns each fault once: one in a template comes up on many pages.
pub(super) fn different(faults: impl IntoIterator<Item = Diagnostic>) -> Vec<Diagnostic> {
    let mut different: Vec<Diagnostic> = Vec::new();
    for fault in faults {
        if !different.contains(&fault) {
            different.push(fault);
        }
    }
    different
}

fn faulty_theme(loaded: &Loaded, faults: &[Diagnostic]) -> ExitCode {
    loaded.report(faults);
    anstream::eprintln!("the site was not built: the theme has faults");
    ExitCode::from(FINDINGS)
}

/// Reports content that would make the site wrong, and tells whether it keeps the site from being built.
fn refuse(options: &Build, loaded: &Loaded, faults: &[Diagnostic], advice: &str) -> bool {
    if faults.is_empty() {
        return false;
    }
    loaded.report(faults);
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
         {advice}, or build all the same with `--allow-errors`"
    );
    true
}

/// Refuses to build into the content, where the site would become its own source.
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
