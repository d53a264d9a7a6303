//! `kb-site search`: what visitors find, and why; and whether they find what `tasks.toml` says they come for.

use std::process::ExitCode;

use anyhow::{Result, bail};
use kb_model::diagnostic::nearest;
use kb_model::settings::LocaleSettings;
use kb_model::{Diagnostic, FilePath, Id, Kind, Locale, Span};

use super::{CLEAN, FINDINGS, Folders, Loaded};
use crate::cli::Search;
use crate::edition::SiteAddress;
use crate::search::tasks::{self, Task};
use crate::search::{Answer, Index, Way, answer};
use crate::site::Site;

/// How many entries are shown.
const MOST_SHOWN: usize = 10;

/// The share of queries that should find their article first, and among the first three, in hundredths. The second decides:
/// another article that comes first may answer as well.
const WANTED: [(usize, usize); 2] = [(1, 90), (3, 97)];

/// Answers a query, or runs the tasks.
pub fn run(options: &Search) -> Result<ExitCode> {
    let loaded = Folders::find(&options.input())?.read()?.join();
    if !loaded.catalog.has_settings() {
        loaded.report(&loaded.catalog.diagnostics().cloned().collect::<Vec<_>>());
        return Ok(ExitCode::from(FINDINGS));
    }
    let edition = super::edition(&options.input(), SiteAddress::Settings);
    let site = match Site::of(&loaded.catalog, &loaded.files, edition) {
        Ok(site) => site,
        Err(faults) => {
            loaded.report(&faults);
            return Ok(ExitCode::from(FINDINGS));
        }
    };
    let search = Searched { loaded: &loaded, site: &site };
    match &options.query {
        Some(query) => search.query(options, query),
        None => search.tasks(options),
    }
}

/// A site that is searched.
struct Searched<'a> {
    loaded: &'a Loaded,
    site: &'a Site,
}

impl Searched<'_> {
    fn query(&self, options: &Search, query: &str) -> Result<ExitCode> {
        let indexes = self.indexes(options)?;
        let Some((locale, index)) = indexes.first() else { return Ok(ExitCode::from(FINDINGS)) };
        let answer = answer(index, query);
        for (place, hit) in answer.hits.iter().take(MOST_SHOWN).enumerate() {
            let Some(entry) = index.entry(hit.entry) else { continue };
            anstream::println!("{}. {}  {}", place + 1, entry.title, entry.href);
            for found in hit.matches.iter().filter(|_| options.explain) {
                anstream::println!("   {:>5}  {} ({})", found.score, found.word, name(found.way));
            }
            if options.explain {
                anstream::println!("   {:>5}  together, with the title", hit.score);
            }
        }
        if answer.hits.is_empty() {
            explain_nothing(&answer, locale);
            return Ok(ExitCode::from(FINDINGS));
        }
        Ok(ExitCode::from(CLEAN))
    }

    fn tasks(&self, options: &Search) -> Result<ExitCode> {
        let path = FilePath::new(tasks::FILE);
        let Some(text) = self.loaded.catalog.text(&path) else {
            bail!(
                "there is no `{path}` beside `kb.toml`; each of its `[[tasks]]` has a `page` and queries by locale"
            );
        };
        let tasks = match tasks::read(&text) {
            Ok(tasks) => tasks,
            Err((range, message)) => {
                let fault = Diagnostic::error(tasks::RULE, &path, Span::of(&range, 0), message);
                self.loaded.report(&[
                    fault.help("each of `[[tasks]]` has a `page` and a list of queries for each locale")
                ]);
                return Ok(ExitCode::from(FINDINGS));
            }
        };
        let faults: Vec<Diagnostic> = tasks.iter().flat_map(|task| self.faults(task, &path)).collect();
        if !faults.is_empty() {
            self.loaded.report(&faults);
            return Ok(ExitCode::from(FINDINGS));
        }
        let mut is_met = true;
        for (locale, index) in self.indexes(options)? {
            let outcomes = tasks::ask(&index, &tasks, &locale);
            list_missed(&locale, &outcomes, if options.explain { 1 } else { 3 });
            is_met &= report(&locale, &outcomes);
        }
        Ok(ExitCode::from(if is_met { CLEAN } else { FINDINGS }))
    }

    /// Returns what a task names that is not there: an article, or a locale, in which nobody would ask its queries.
    fn faults(&self, task: &Task, path: &FilePath) -> Vec<Diagnostic> {
        let (catalog, name) = (&self.loaded.catalog, task.page.get_ref().as_str());
        let fault = |message| Diagnostic::error(tasks::RULE, path, Span::of(&task.page.span(), 0), message);
        let mut faults = Vec::new();
        if catalog.thing(Kind::Article, &Id::new(name)).is_none() {
            let ids = catalog.of_kind(Kind::Article).map(|thing| thing.id.as_str());
            let missing = fault(format!("there is no article `{name}`"));
            faults.push(match nearest(name, ids) {
                Some(near) => missing.label(format!("did you mean `{near}`?")),
                None => missing.help("an article is called by its path below `articles`, without `.md`"),
            });
        }
        let known: Vec<&str> = catalog.settings().locales.iter().map(|locale| locale.tag.as_str()).collect();
        let unknown = task.queries.keys().filter(|locale| !known.contains(&locale.as_str()));
        faults.extend(unknown.map(|locale| {
            let known = known.join(", ");
            fault(format!("this task has queries in `{locale}`, which is no locale of `kb.toml`"))
                .help(format!("queries are named by the tag of their locale: {known}"))
        }));
        faults
    }

    /// Returns the locale that is asked for, or all, the source's first; each with its index.
    fn indexes(&self, options: &Search) -> Result<Vec<(Locale, Index)>> {
        let settings = self.loaded.catalog.settings();
        let is_asked = |locale: &&LocaleSettings| {
            options.locale.as_ref().is_none_or(|asked| locale.tag.as_str() == asked)
        };
        let mut locales: Vec<&Locale> =
            settings.locales.iter().filter(is_asked).map(|locale| &locale.tag).collect();
        if let (Some(asked), []) = (&options.locale, locales.as_slice()) {
            let known: Vec<&str> = settings.locales.iter().map(|locale| locale.tag.as_str()).collect();
            bail!("`{asked}` is not a locale of `kb.toml`; it has {}", known.join(", "));
        }
        locales.sort_by_key(|locale| !settings.is_source(locale));
        let index = |locale: &Locale| Some((locale.clone(), self.site.index(&self.loaded.catalog, locale)?));
        Ok(locales.into_iter().filter_map(index).collect())
    }
}

/// Says which queries do not find their article among the first so many.
fn list_missed(locale: &Locale, outcomes: &[tasks::Outcome], first: usize) {
    for missed in outcomes.iter().filter(|outcome| !outcome.is_among(first)) {
        let found: Vec<&str> = missed.found.iter().take(3).map(Id::as_str).collect();
        let found = found.join(", ");
        anstream::println!("{locale}: “{}” should find {}, and finds {found}", missed.query, missed.page);
    }
}

/// Says how many queries of a locale find their article, and tells whether enough of them do.
fn report(locale: &Locale, outcomes: &[tasks::Outcome]) -> bool {
    let mut shares = Vec::new();
    let mut is_met = true;
    for (first, wanted) in WANTED {
        let count = outcomes.iter().filter(|outcome| outcome.is_among(first)).count();
        let share = (count * 100).checked_div(outcomes.len()).unwrap_or(100);
        is_met = share >= wanted;
        shares.push(format!("{count} in the first {first} ({share} %, wanted {wanted} %)"));
    }
    anstream::println!("{locale}: {} queries, {}", outcomes.len(), shares.join(", "));
    is_met
}

fn explain_nothing(answer: &Answer, locale: &Locale) {
    if answer.words.is_empty() {
        anstream::eprintln!("there is no letter or digit in the query");
        return;
    }
    anstream::eprintln!(
        "nothing in {locale} speaks of {}\nadd what visitors type to an article's `search_terms`, or to `{locale}/synonyms.toml`",
        answer.words.join(", ")
    );
}

/// Returns what people call a way in which a word leads to a page.
fn name(way: Way) -> &'static str {
    match way {
        Way::Known => "as it is",
        Way::Form => "another form of it",
        Way::Begun => "as a beginning",
        Way::Mistyped => "mistyped",
        Way::Synonym => "other words for it",
    }
}
