//! Search as the site has it: an index for each locale, made when somebody first asks, and then following the knowledge base.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use kb_model::settings::LocaleSettings;
use kb_model::{Catalog, Facet, Locale, Reader, Readers, Settings};
use rayon::prelude::*;

use super::entries::{self, Source, Worded};
use super::files::Files;
use super::index::{Index, Life};
use crate::output::Output;
use crate::site::Site;
use crate::view::Viewpoint;

/// The indexes of a site.
#[derive(Debug, Default)]
pub(crate) struct Searches {
    locales: BTreeMap<Locale, Mutex<Search>>,
    life: Life,
}

/// The index of a locale, with its files.
#[derive(Debug)]
pub(crate) struct Search {
    locale: Locale,
    /// The index, unless nobody will ask again after a change.
    index: Option<Index>,
    files: Option<Files>,
    readers: Readers<Looked>,
    /// What has changed since.
    touched: BTreeSet<Facet>,
}

/// What was looked at for what.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Looked {
    /// Which sources there are.
    Sources,
    /// What words stand for others.
    Synonyms,
    /// What can be found in a source.
    Source(Source),
}

/// From where a locale's words are seen. Each look says which facets it has seen.
pub(crate) struct Ground<'s> {
    pub(crate) site: &'s Site,
    pub(crate) catalog: &'s Catalog,
    pub(crate) locale: &'s Locale,
}

impl Ground<'_> {
    fn look<T>(&self, look: impl FnOnce(Viewpoint<'_>) -> T) -> (T, Vec<Facet>) {
        let reader = Reader::new(self.catalog, self.site.edition().audience);
        let found = look(self.site.viewpoint(&reader, self.locale));
        (found, reader.into_seen())
    }
}

/// How many sources are read side by side, before their words are counted one by one: enough to keep all processors at
/// work, few enough to fit in memory.
const BATCH: usize = 256;

impl Searches {
    /// Begins without any index.
    pub(crate) fn of(settings: &Settings) -> Self {
        let search = |locale: &LocaleSettings| (locale.tag.clone(), Mutex::new(Search::of(&locale.tag)));
        Self { locales: settings.locales.iter().map(search).collect(), life: Life::Once }
    }

    /// Remembers from now on what was looked at for what.
    pub(crate) fn follow(&mut self) {
        self.life = Life::Followed;
    }

    /// Begins anew.
    pub(crate) fn forget(&mut self) {
        for (locale, search) in &mut self.locales {
            *search.get_mut().unwrap_or_else(PoisonError::into_inner) = Search::of(locale);
        }
    }

    /// Notes what has changed.
    pub(crate) fn touch(&mut self, touched: &BTreeSet<Facet>) {
        for search in self.locales.values_mut() {
            let search = search.get_mut().unwrap_or_else(PoisonError::into_inner);
            if search.files.is_some() {
                search.touched.extend(touched.iter().cloned());
            }
        }
    }

    /// Returns the index of a locale as it is now; nothing if there is no such locale.
    pub(crate) fn current(&self, locale: &Locale, ground: &Ground<'_>) -> Option<MutexGuard<'_, Search>> {
        let mut search = self.locales.get(locale)?.lock().unwrap_or_else(PoisonError::into_inner);
        search.update(ground, self.life);
        Some(search)
    }
}

impl Search {
    fn of(locale: &Locale) -> Self {
        Self {
            locale: locale.clone(),
            index: None,
            files: None,
            readers: Readers::default(),
            touched: BTreeSet::new(),
        }
    }

    /// Returns the files of the index, once they are made.
    pub(crate) fn files(&self) -> Option<&Files> {
        self.files.as_ref()
    }

    /// Returns every part that a query may need.
    pub(crate) fn outputs(&self, locale: &LocaleSettings) -> impl Iterator<Item = Output> {
        self.files.iter().flat_map(Files::parts).map(|part| part.output(locale))
    }

    /// Returns the part of a name.
    pub(crate) fn output(&self, locale: &LocaleSettings, name: &str) -> Option<Output> {
        self.files
            .iter()
            .flat_map(Files::parts)
            .find(|part| part.name == name)
            .map(|part| part.output(locale))
    }

    /// Makes an index without files.
    pub(crate) fn index(ground: &Ground<'_>) -> Index {
        let mut search = Self::of(ground.locale);
        let mut index = Index::new(ground.locale, Life::Once);
        let all = BTreeSet::from([Looked::Sources, Looked::Synonyms]);
        Renewal { search: &mut search, index: &mut index, ground }.run(all);
        index.settle();
        index
    }

    fn update(&mut self, ground: &Ground<'_>, life: Life) {
        let touched = std::mem::take(&mut self.touched);
        let changed = match &self.files {
            Some(_) if touched.is_empty() => return,
            Some(_) => self.readers.of(&touched),
            None => BTreeSet::from([Looked::Sources, Looked::Synonyms]),
        };
        let mut index = self.index.take().unwrap_or_else(|| Index::new(&self.locale, life));
        Renewal { search: self, index: &mut index, ground }.run(changed);
        self.files.get_or_insert_default().follow(&mut index);
        self.index = Some(index).filter(|_| life == Life::Followed);
    }
}

/// An index that is brought up to date.
struct Renewal<'s> {
    search: &'s mut Search,
    index: &'s mut Index,
    ground: &'s Ground<'s>,
}

impl Renewal<'_> {
    fn run(&mut self, changed: BTreeSet<Looked>) {
        if changed.contains(&Looked::Synonyms) {
            let (synonyms, seen) = self.ground.look(|at| at.reader.synonyms(&at.locale.tag));
            self.index.replace_synonyms(&synonyms);
            self.note(&Looked::Synonyms, seen);
        }
        let mut sources: BTreeSet<Source> = BTreeSet::new();
        if changed.contains(&Looked::Sources) {
            let (all, seen) = self.ground.look(entries::sources);
            let all: BTreeSet<Source> = all.into_iter().collect();
            let known = self.index.sources();
            for gone in known.difference(&all) {
                self.index.replace(gone, Vec::new());
                self.note(&Looked::Source(gone.clone()), Vec::new());
            }
            sources.extend(all.difference(&known).cloned());
            self.note(&Looked::Sources, seen);
        }
        sources.extend(changed.into_iter().filter_map(|looked| match looked {
            Looked::Source(source) => Some(source),
            Looked::Sources | Looked::Synonyms => None,
        }));
        self.read(&sources.into_iter().collect::<Vec<_>>());
    }

    /// Reads sources, batch by batch: while the words of one are counted, the next is read.
    fn read(&mut self, sources: &[Source]) {
        let ground = self.ground;
        let read = |batch: &[Source]| -> Vec<(Vec<Worded>, Vec<Facet>)> {
            batch.par_iter().map(|source| ground.look(|at| entries::of(at, source))).collect()
        };
        let mut batches = sources.chunks(BATCH);
        let mut batch = batches.next().unwrap_or_default();
        let mut worded = read(batch);
        while !batch.is_empty() {
            let next = batches.next().unwrap_or_default();
            let ((), then) = rayon::join(|| self.count(batch, worded), || read(next));
            (batch, worded) = (next, then);
        }
    }

    fn count(&mut self, batch: &[Source], worded: Vec<(Vec<Worded>, Vec<Facet>)>) {
        for (source, (worded, seen)) in batch.iter().zip(worded) {
            self.index.replace(source, worded);
            self.note(&Looked::Source(source.clone()), seen);
        }
    }

    fn note(&mut self, looked: &Looked, seen: Vec<Facet>) {
        if self.index.life() == Life::Followed {
            self.search.readers.note(looked, seen);
        }
    }
}
