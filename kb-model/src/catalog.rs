//! The catalog: every file of a knowledge base, read and joined.

mod apply;
mod cards;
mod links;
mod shelf;
mod standing;
mod thing;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

pub use cards::{Card, LinkTarget, Update};
pub use links::{Destination, has_scheme};
pub use standing::{Changed, Standing};
pub use thing::{Thing, Translation};

use crate::change::Blob;
use crate::front_matter::Role;
use crate::reading::{Place, Reading, document_path};
use crate::{Diagnostic, Facts, FilePath, Glossary, Id, Kind, Settings, Span, facts, glossary, settings};
use shelf::Shelf;

/// The rule that a file which may not be read offends.
pub const UNREADABLE: &str = "unreadable-file";

/// A knowledge base, whole.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Catalog {
    settings: Arc<Settings>,
    settings_faults: Vec<Diagnostic>,
    files: BTreeMap<FilePath, File>,
    /// The files that reading has found something in.
    faulty: BTreeSet<FilePath>,
    things: BTreeMap<Kind, Shelf>,
    glossary: Arc<Glossary>,
    facts: Arc<Facts>,
}

/// One file and what it says.
#[derive(Debug, Clone, PartialEq)]
struct File {
    blob: Blob,
    place: Place,
    reading: Option<Reading>,
}

impl Catalog {
    /// Reads and joins the files of a knowledge base.
    pub fn of(blobs: BTreeMap<FilePath, Blob>) -> Self {
        let settings = blobs.get(settings::FILE).cloned();
        Self::of_each(settings.as_ref(), blobs.into_par_iter())
    }

    /// Reads and joins files as they come, among them the settings, which are known beforehand. What a file holds is let go
    /// when it is read, so that its memory serves for the next.
    pub(crate) fn of_each(
        settings: Option<&Blob>,
        blobs: impl ParallelIterator<Item = (FilePath, Blob)>,
    ) -> Self {
        let (settings, settings_faults) = read_settings(settings);
        let settings = Arc::new(settings);
        let is_known = settings_faults.is_empty();
        let read = |(path, blob)| {
            let file = File::read(&path, blob, &settings, is_known);
            (path, file)
        };
        let files: BTreeMap<FilePath, File> = blobs.map(read).collect::<Vec<_>>().into_iter().collect();
        let keys: BTreeSet<(Kind, Id)> = files.values().filter_map(File::thing).collect();
        let faulty =
            files.iter().filter(|(_, file)| file.is_faulty()).map(|(path, _)| path.clone()).collect();
        let mut catalog = Self {
            settings,
            settings_faults,
            files,
            faulty,
            things: BTreeMap::new(),
            glossary: Arc::default(),
            facts: Arc::default(),
        };
        catalog.glossary = catalog.read_glossary();
        catalog.facts = catalog.read_facts();
        catalog.share_texts();
        let things: Vec<_> = keys.into_par_iter().filter_map(|(kind, id)| catalog.join(kind, &id)).collect();
        for thing in things {
            catalog.things.entry(thing.kind).or_default().insert(thing);
        }
        catalog
    }

    /// Keeps one copy in memory of what a source says and of the text that its translations were made from, where they
    /// are the same: as long as translations are current, most are.
    fn share_texts(&mut self) {
        let Some(locale) = self.settings.source_locale.clone() else { return };
        let shared = self.bases().filter_map(|(kind, id, _, path)| {
            let source = &self.files.get(&document_path(kind, id, &locale))?.blob;
            self.holds(path, source).then(|| (path.clone(), source.clone()))
        });
        for (path, blob) in shared.collect::<Vec<_>>() {
            self.files.entry(path).and_modify(|file| file.blob = blob);
        }
    }

    /// Returns the settings. Where `kb.toml` cannot be used, they name no locale, and the catalog holds nothing.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Returns what things are called.
    pub fn glossary(&self) -> &Glossary {
        &self.glossary
    }

    /// Returns what the team vouches for.
    pub fn facts(&self) -> &Facts {
        &self.facts
    }

    fn read_glossary(&self) -> Arc<Glossary> {
        self.read_beside(glossary::FILE, Glossary::read)
    }

    fn read_facts(&self) -> Arc<Facts> {
        self.read_beside(facts::FILE, Facts::read)
    }

    /// Reads a file beside the settings, if both are there.
    fn read_beside<T: Default>(&self, name: &str, read: fn(&str, &Settings) -> T) -> Arc<T> {
        let text = self.text(&FilePath::new(name)).filter(|_| self.has_settings());
        Arc::new(text.map_or_else(T::default, |text| read(&text, &self.settings)))
    }

    /// Returns one thing.
    pub fn thing(&self, kind: Kind, id: &Id) -> Option<&Thing> {
        self.things.get(&kind)?.get(id.as_str())
    }

    /// Returns every thing, by kind and id.
    pub fn things(&self) -> impl Iterator<Item = &Thing> {
        self.things.values().flat_map(Shelf::iter)
    }

    /// Returns the things of one kind, by id.
    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Thing> {
        self.things.get(&kind).into_iter().flat_map(Shelf::iter)
    }

    /// Returns the articles of a category, by id.
    pub fn members(&self, category: &Id) -> impl Iterator<Item = &Thing> {
        let prefix = format!("{category}/");
        let end = prefix.clone();
        let articles = self.things.get(&Kind::Article).into_iter();
        articles
            .flat_map(move |articles| articles.from(Id::new(&prefix)))
            .take_while(move |thing| thing.id.as_str().starts_with(&end))
    }

    /// Returns what reading the files has found, by file and place.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        let readings = self.faulty.iter().filter_map(|path| self.files.get(path)?.reading.as_ref());
        self.settings_faults.iter().chain(readings.flat_map(|reading| &reading.diagnostics))
    }

    /// Tells whether `kb.toml` could be used.
    pub fn has_settings(&self) -> bool {
        self.settings_faults.is_empty()
    }

    /// Tells whether there is a file, readable or not.
    pub fn has_file(&self, path: &FilePath) -> bool {
        self.files.contains_key(path)
    }

    /// Tells whether a file is there and holds this.
    pub fn holds(&self, path: &FilePath, blob: &Blob) -> bool {
        self.files.get(path).is_some_and(|file| file.blob == *blob)
    }

    /// Returns what a file is for.
    pub fn place(&self, path: &FilePath) -> Option<&Place> {
        self.files.get(path).map(|file| &file.place)
    }

    /// Returns every file, by path.
    pub fn paths(&self) -> impl Iterator<Item = &FilePath> {
        self.files.keys()
    }

    /// Returns the files whose paths are not before this one, by path.
    pub fn paths_from(&self, start: &str) -> impl Iterator<Item = &FilePath> {
        self.files.range(FilePath::new(start)..).map(|(path, _)| path)
    }

    /// Returns the text of a file as reports show it.
    pub fn text(&self, path: &FilePath) -> Option<Arc<str>> {
        let file = self.files.get(path)?;
        match (&file.reading, &file.blob) {
            (Some(reading), _) => Some(reading.text.clone()),
            (None, Blob::Bytes(bytes)) => Some(String::from_utf8_lossy(bytes).into()),
            (None, Blob::Refused(_)) => None,
        }
    }

    /// Returns the bytes of a file that articles show or offer.
    pub fn asset(&self, path: &FilePath) -> Option<&Arc<[u8]>> {
        match self.files.get(path) {
            Some(File { blob: Blob::Bytes(bytes), place: Place::Asset, .. }) => Some(bytes),
            _ => None,
        }
    }

    /// Returns every file that articles show or offer.
    pub fn assets(&self) -> impl Iterator<Item = &FilePath> {
        self.files.iter().filter(|(_, file)| file.place == Place::Asset).map(|(path, _)| path)
    }

    /// Returns the stored source texts that translations may have been made from: kind, id, digest and path.
    pub fn bases(&self) -> impl Iterator<Item = (Kind, &Id, &str, &FilePath)> {
        self.files.iter().filter_map(|(path, file)| match &file.place {
            Place::Base(kind, id, version) => Some((*kind, id, version.as_str(), path)),
            _ => None,
        })
    }

    fn blobs(&self) -> BTreeMap<FilePath, Blob> {
        self.files.iter().map(|(path, file)| (path.clone(), file.blob.clone())).collect()
    }
}

impl File {
    fn read(path: &FilePath, blob: Blob, settings: &Settings, is_known: bool) -> Self {
        let place = Place::of(path, settings);
        let reading = match &blob {
            Blob::Refused(why) => Some(refused(path, why)),
            Blob::Bytes(bytes) if is_known => read_place(path, bytes, &place, settings),
            Blob::Bytes(_) => None,
        };
        let blob = match reading.as_ref().and_then(|reading| reading.document.as_ref()) {
            Some(document) => Blob::Bytes(document.text.clone().into()), // one copy of the text in memory, not two
            None => blob,
        };
        Self { blob, place, reading }
    }

    /// Tells whether reading it has found something.
    fn is_faulty(&self) -> bool {
        self.reading.as_ref().is_some_and(|reading| !reading.diagnostics.is_empty())
    }

    /// Returns the thing that this file is a part of.
    fn thing(&self) -> Option<(Kind, Id)> {
        match &self.place {
            Place::Document(kind, id, _) => Some((*kind, id.clone())),
            _ => None,
        }
    }
}

fn read_place(path: &FilePath, bytes: &[u8], place: &Place, settings: &Settings) -> Option<Reading> {
    match place {
        Place::Document(kind, id, locale) => {
            let role = if settings.is_source(locale) { Role::Source } else { Role::Translation };
            Some(Reading::document(path, bytes, *kind, id, locale, role))
        }
        Place::Stray(why) => Some(Reading::stray(path, bytes, why)),
        Place::Synonyms(_) => Some(Reading::synonyms(path, bytes)),
        Place::Settings | Place::Base(..) | Place::Asset | Place::Other => None,
    }
}

fn refused(path: &FilePath, why: &str) -> Reading {
    let diagnostic =
        Diagnostic::error(UNREADABLE, path, Span::at(0), format!("this file is not read: {why}"));
    Reading { text: "".into(), document: None, diagnostics: vec![diagnostic] }
}

fn read_settings(blob: Option<&Blob>) -> (Settings, Vec<Diagnostic>) {
    let path = FilePath::new(settings::FILE);
    let fault = |message: &str| Diagnostic::error("invalid-settings", &path, Span::at(0), message);
    let read = match blob {
        Some(Blob::Bytes(bytes)) => match std::str::from_utf8(bytes) {
            Ok(text) => Settings::read(&path, text),
            Err(_) => Err(vec![fault("`kb.toml` is not valid UTF-8").help("save the file as UTF-8")]),
        },
        Some(Blob::Refused(why)) => Err(vec![fault(&format!("`kb.toml` is not read: {why}"))]),
        None => Err(vec![
            fault("there is no `kb.toml` here")
                .help("a knowledge base has a `kb.toml` at its top; `kb-site init DIR` makes a new one"),
        ]),
    };
    match read {
        Ok(settings) => (settings, Vec::new()),
        Err(faults) => (Settings::default(), faults),
    }
}
