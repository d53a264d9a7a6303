//! `kb-site build --watch`: the output folder follows every change.

use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;
use kb_lint::report::human::{Style, counted};
use kb_model::Diagnostic;

use super::build::{different, edition, say};
use super::{CLEAN, FINDINGS, Folders, today};
use crate::cli::Build;
use crate::live::Live;
use crate::publish::{Folder, Target};
use crate::site::Site;

/// Builds the site, and keeps the folder current until Ctrl-C.
pub(super) fn run(options: &Build, folders: Folders, target: Target) -> Result<ExitCode> {
    let mut begin = Instant::now();
    let loaded = folders.read()?.join();
    let site = match Site::of(&loaded.catalog, &loaded.files, edition(options)) {
        Ok(site) => site,
        Err(faults) => {
            loaded.report(&faults);
            anstream::eprintln!(
                "there is no site to follow: the theme has faults; mend them, and begin again"
            );
            return Ok(ExitCode::from(FINDINGS));
        }
    };
    let mut watch = loaded.folders.watch(options.input.today)?;
    let mut folder = Folder::new(target, Live::new(loaded.catalog, loaded.files, site));
    folder.live_mut().check(today(&options.input));
    let mut report = Report { options, last: None, lost: String::new() };
    report.publish(&mut folder, begin)?;
    anstream::eprintln!("following {}; Ctrl-C ends it", loaded.folders.content.display());
    while let Some(seen) = watch.wait() {
        begin = Instant::now();
        let changes = watch.read(&seen, folder.live().catalog());
        folder.update(changes);
        if let Err(error) = report.publish(&mut folder, begin) {
            anstream::eprintln!("error: {error:#}\nthe next change tries again");
        }
    }
    Ok(ExitCode::from(CLEAN))
}

/// Says what is done and what is wrong, each once.
struct Report<'a> {
    options: &'a Build,
    /// What was said last: of faults what they are, of a sound site nothing.
    last: Option<String>,
    /// What was said last of lost addresses.
    lost: String,
}

impl Report<'_> {
    /// Publishes what has changed. While something would make pages wrong, the folder stays as it is; where pages may be
    /// wrong, it stays as it is while there is no site at all.
    fn publish(&mut self, folder: &mut Folder, begin: Instant) -> Result<()> {
        let faults: Vec<Diagnostic> = folder.live().faults().cloned().collect();
        let is_allowed = self.options.allow_errors && folder.live().is_planned();
        if !faults.is_empty() {
            self.faults(folder, &faults, is_allowed);
        }
        if !faults.is_empty() && !is_allowed {
            return Ok(());
        }
        match folder.publish()? {
            Ok(done) => {
                let is_news =
                    faults.is_empty() && self.last.replace(String::new()).is_none_or(|last| !last.is_empty());
                if done.written + done.removed > 0 || is_news {
                    say(self.options, done, begin);
                }
                self.lost(folder);
            }
            Err(faults) => self.faults(folder, &different(faults), false),
        }
        Ok(())
    }

    /// Warns of addresses that are lost. The folder is no place to keep them: nobody links to what was built here.
    fn lost(&mut self, folder: &Folder) {
        let root = self.options.input.content.display().to_string();
        let lost = folder.live().lost();
        let report = folder.live().lines(&root).report(lost, Style::Coloured);
        if report != self.lost && !lost.is_empty() {
            anstream::eprint!("{report}");
            anstream::eprintln!(
                "published addresses lead nowhere by now; a `build` without `--watch` refuses that"
            );
        }
        self.lost = report;
    }

    fn faults(&mut self, folder: &Folder, faults: &[Diagnostic], is_allowed: bool) {
        let root = self.options.input.content.display().to_string();
        let report = folder.live().lines(&root).report(faults, Style::Coloured);
        if self.last.as_ref() != Some(&report) {
            let count = counted(faults.len(), "problem");
            let out = self.options.out.display();
            anstream::eprint!("{report}");
            if is_allowed {
                anstream::eprintln!("{count} make pages wrong; they are published as they are");
            } else {
                anstream::eprintln!("`{out}` stays as it is: {count} would make pages wrong");
            }
            self.last = Some(report);
        }
    }
}
