//! A folder that follows a live site, file by file: what is pointed to before what points to it, removals last.
//!
//! Every file is made on the stage first, so that a fault in one leaves all of them alone, and is then put in its place
//! whole. Whoever kills the process leaves whole files, and no page that points to a missing one.

mod parts;

use std::collections::BTreeSet;

use kb_model::Diagnostic;
use rayon::prelude::*;

use super::journal::Journal;
use super::stage::{Stage, remove_with_empty_folders};
use super::{Error, Manifest, Published, Target, publish};
use crate::live::{Changes, Expired, Live};
use crate::output::Output;
use crate::plan::{Page, Plan};
use crate::route::{self, Route};

/// A folder that follows a live site.
#[derive(Debug)]
pub struct Folder {
    target: Target,
    live: Live,
    /// What has not been published yet.
    pending: Expired,
    /// What the folder holds, once this process has put it there.
    held: Option<Held>,
}

#[derive(Debug)]
struct Held {
    manifest: Manifest,
    journal: Journal,
}

impl Held {
    /// Tells whether the folder still has all that was put there.
    fn is_whole(&self, target: &Target) -> bool {
        Manifest::text(target.out()).is_some() && self.manifest.is_whole(target.out(), None)
    }
}

/// When a file is put in its place, among those that change together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    /// It points to nothing.
    Asset,
    /// Nothing points to it yet.
    NewPage,
    /// It may point to what is new.
    Page,
    /// It lists pages.
    List,
}

/// What becomes of the faults of pages.
type Outcome = Result<Published, Vec<Diagnostic>>;

impl Folder {
    /// Begins with nothing published.
    pub fn new(target: Target, live: Live) -> Self {
        Self { target, live, pending: Expired::Everything, held: None }
    }

    /// Returns the site that the folder follows.
    pub fn live(&self) -> &Live {
        &self.live
    }

    /// Returns the site that the folder follows, to be checked.
    pub fn live_mut(&mut self) -> &mut Live {
        &mut self.live
    }

    /// Takes changes in. The folder stays as it is.
    pub fn update(&mut self, changes: Changes) {
        let expired = self.live.update(changes);
        match (&mut self.pending, expired) {
            (Expired::Pages(pending), Expired::Pages(routes)) => pending.extend(routes),
            (pending, Expired::Everything) => *pending = Expired::Everything,
            (Expired::Everything, Expired::Pages(_)) => {}
        }
    }

    /// Brings the folder up to date. Where pages are at fault it stays as it is, and so does what is to be done.
    pub fn publish(&mut self) -> Result<Outcome, Error> {
        if let Some(held) = self.held.as_ref().filter(|_| self.pending == Expired::Pages(BTreeSet::new())) {
            return Ok(Ok(Published { kept: held.manifest.files().count(), ..Published::default() }));
        }
        let held = self.held.take().filter(|held| held.is_whole(&self.target)); // somebody may have cleared the folder
        let outcome = match held {
            None => self.publish_whole()?,
            Some(mut held) => match self.publish_changes(&mut held) {
                Ok(outcome) => {
                    self.held = Some(held);
                    outcome
                }
                Err(_) => self.publish_whole()?, // such as a folder where a file was: a whole new site has room for all
            },
        };
        if outcome.is_ok() {
            self.pending = Expired::Pages(BTreeSet::new());
        }
        Ok(outcome)
    }

    /// Puts the whole site in the place of whatever was there, in one step.
    fn publish_whole(&mut self) -> Result<Outcome, Error> {
        let (site, catalog) = (self.live.site(), self.live.catalog());
        let parts = site.parts(catalog);
        let routes: Vec<&Route> = site.plan().routes().chain(parts.iter().map(|part| &part.route)).collect();
        let make = |route: &Route| match self.live.render(route) {
            Some(output) => output,
            None => Ok(site.part(catalog, route).expect("nothing has changed since it was listed")),
        };
        let (published, manifest) = match publish(&self.target, &routes, make)? {
            Ok(done) => done,
            Err(faults) => return Ok(Err(faults.into_iter().map(|fault| *fault).collect())),
        };
        self.target.note_made_from("")?;
        self.held = Some(Held { manifest, journal: Journal::begin(&self.target)? });
        Ok(Ok(published))
    }

    /// Puts each file that differs in its place.
    fn publish_changes(&self, held: &mut Held) -> Result<Outcome, Error> {
        let plan = self.live.site().plan();
        let routes: Vec<&Route> = match &self.pending {
            Expired::Everything => plan.routes().collect(),
            Expired::Pages(routes) => routes.iter().filter(|route| plan.page(route).is_some()).collect(),
        };
        let stage = Stage::for_files(&self.target)?;
        let (mut changed, faults) = self.made(&stage, &held.manifest, &routes)?;
        if !faults.is_empty() {
            return Ok(Err(faults));
        }
        let mut gone = self.gone(&held.manifest);
        if self.is_search_touched(&routes) {
            let parts = self.live.site().parts(self.live.catalog());
            changed.splice(..0, parts::put(&stage, &held.manifest, &parts)?);
            gone.extend(parts::gone(self.live.site(), &held.manifest, &parts));
        }
        let names = changed.iter().map(|change| change.file.as_str()).chain(gone.iter().map(String::as_str));
        held.journal.note(&self.target, names)?;
        let new = changed.iter().filter(|change| change.turn == Turn::NewPage);
        self.hold_places(&stage, held, &new.map(|change| change.file.as_str()).collect::<Vec<_>>())?;
        for change in &changed {
            stage.move_out(&change.file)?;
            held.manifest.put(change.file.clone(), change.output.0, change.output.1);
        }
        let pages = gone
            .iter()
            .map(String::as_str)
            .filter(|file| file.rsplit_once('.').is_some_and(|(_, ending)| ending == "html"));
        self.hold_places(&stage, held, &pages.collect::<Vec<_>>())?;
        for file in &gone {
            remove_with_empty_folders(self.target.out(), file)?;
            held.manifest.remove(file);
        }
        let kept = held.manifest.files().count() - changed.len();
        Ok(Ok(Published { written: changed.len(), kept, removed: gone.len() }))
    }

    /// Makes pages on the stage, and returns those that differ from what the folder holds, in their turns.
    fn made(
        &self,
        stage: &Stage<'_>,
        manifest: &Manifest,
        routes: &[&Route],
    ) -> Result<(Vec<Changed>, Vec<Diagnostic>), Error> {
        let plan = self.live.site().plan();
        let put = |route: &&Route| match self.live.render(route).expect("the plan names it") {
            Err(fault) => Ok(Err(*fault)),
            Ok(output) => {
                let file = route.file();
                if manifest.is_same(&file, output.digest) {
                    return Ok(Ok(None));
                }
                stage.write(&file, &output.bytes)?;
                Ok(Ok(Some(Changed::of(plan, manifest, file, &output))))
            }
        };
        let made = routes.par_iter().map(put).collect::<Result<Vec<Result<Option<Changed>, _>>, Error>>()?;
        let (mut changed, mut faults) = (Vec::new(), Vec::new());
        for result in made {
            match result {
                Ok(change) => changed.extend(change),
                Err(fault) if !faults.contains(&fault) => faults.push(fault),
                Err(_) => {}
            }
        }
        changed.sort_by(|a, b| (a.turn, &a.file).cmp(&(b.turn, &b.file)));
        Ok((changed, faults))
    }

    /// Pages that come or go together may point to each other, and one of them must be the first. In between, the
    /// address of each shows what it would show anyway: the page for what is not there.
    fn hold_places(&self, stage: &Stage<'_>, held: &mut Held, files: &[&str]) -> Result<(), Error> {
        if files.len() < 2 {
            return Ok(());
        }
        let page = self.target.out().join(route::not_found().file()); // the old one: all that it leads to is there
        let Ok(nothing) = std::fs::read(page) else { return Ok(()) };
        for file in files {
            let place = format!("{PLACES}/{file}");
            stage.write(&place, &nothing)?;
            held.manifest.doubt(file);
            stage.move_from(&place, file)?;
        }
        Ok(())
    }

    /// Tells whether a search index is among what is made anew: only then can its parts be others.
    fn is_search_touched(&self, routes: &[&Route]) -> bool {
        let plan = self.live.site().plan();
        routes.iter().any(|route| matches!(plan.page(route), Some(Page::SearchIndex(_))))
    }

    /// Returns the files that no address needs any more.
    fn gone(&self, manifest: &Manifest) -> Vec<String> {
        let plan = self.live.site().plan();
        match &self.pending {
            Expired::Pages(routes) => {
                let gone = routes.iter().filter(|route| plan.page(route).is_none()).map(Route::file);
                gone.filter(|file| manifest.has(file)).collect()
            }
            Expired::Everything => {
                let planned: BTreeSet<String> = plan.routes().map(Route::file).collect();
                let folders = self.live.site().part_folders();
                let is_part = |file: &str| folders.iter().any(|folder| file.starts_with(folder));
                let gone = manifest.files().filter(|(file, _)| !planned.contains(*file) && !is_part(file));
                gone.map(|(file, _)| file.to_owned()).collect()
            }
        }
    }
}

/// Where pages that hold a place are made; no address begins like that.
const PLACES: &str = ".places";

/// A file that differs from what the folder holds.
struct Changed {
    turn: Turn,
    file: String,
    output: (kb_model::Digest, usize),
}

impl Changed {
    fn of(plan: &Plan, manifest: &Manifest, file: String, output: &Output) -> Self {
        let is_new = !manifest.has(&file);
        let turn = match plan.page(&output.route) {
            Some(Page::ThemeAsset(_) | Page::Asset(_)) => Turn::Asset,
            Some(
                Page::SitemapIndex
                | Page::Sitemap(_)
                | Page::Feed(_)
                | Page::SearchIndex(_)
                | Page::Robots
                | Page::Headers
                | Page::Redirects,
            ) => Turn::List,
            _ if is_new => Turn::NewPage,
            _ => Turn::Page,
        };
        Self { turn, file, output: (output.digest, output.bytes.len()) }
    }
}
