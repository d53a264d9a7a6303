//! What a rule is, and what it looks at.

use jiff::civil::Date;
use kb_model::catalog::{Thing, Translation};
use kb_model::troubleshooter::Troubleshooter;
use kb_model::{Catalog, Document, Settings, Severity};

use crate::conventions::{Conventions, Language};
use crate::findings::Found;
use crate::glossary::Glossary;
use crate::names::Names;
use crate::parity::Parity;
use crate::signs::{Glances, Present, Sign};

/// Finds one sort of problem in a knowledge base.
pub trait Rule: Sync {
    /// Returns what there is to know about the rule without running it.
    fn about(&self) -> About;

    /// Looks at the things of a subject: all of them together if it compares, or any part of them.
    fn check(&self, _subject: &Subject<'_>, _found: &mut Found) {}

    /// Looks at one translation beside its source, if that is what the rule is about.
    fn compare(&self, _parity: &Parity<'_>, _found: &mut Found) {}
}

/// What there is to know about a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct About {
    /// What it is called: what it finds, so that "allow *missing-alt-text*" reads well.
    pub name: &'static str,
    /// How much its findings matter unless `kb.toml` says otherwise.
    pub severity: Severity,
    /// Whether its errors would make pages wrong, so that no site is built from them.
    pub stops_build: bool,
    /// How much it has to look at.
    pub scope: Scope,
    /// Its page, which is also its test.
    pub page: &'static str,
}

/// How much a rule has to look at to judge one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// The file, and what it names.
    Document,
    /// Every file: it compares them.
    Whole,
    /// A translation beside the text that it was made from.
    Translation,
}

impl About {
    /// Describes a rule whose findings must be mended.
    pub const fn error(name: &'static str, page: &'static str) -> Self {
        Self { name, severity: Severity::Error, stops_build: false, scope: Scope::Document, page }
    }

    /// Describes a rule whose findings should be mended.
    pub const fn warning(name: &'static str, page: &'static str) -> Self {
        Self { severity: Severity::Warning, ..Self::error(name, page) }
    }

    /// Describes a rule whose findings are worth knowing.
    pub const fn info(name: &'static str, page: &'static str) -> Self {
        Self { severity: Severity::Info, ..Self::error(name, page) }
    }

    /// Says that the rule's errors would make pages wrong.
    #[must_use]
    pub const fn stops_build(mut self) -> Self {
        self.stops_build = true;
        self
    }

    /// Says that the rule compares files.
    #[must_use]
    pub const fn compares(mut self) -> Self {
        self.scope = Scope::Whole;
        self
    }

    /// Says that the rule holds translations against their source.
    #[must_use]
    pub const fn holds_translations(mut self) -> Self {
        self.scope = Scope::Translation;
        self
    }

    /// Returns the first clause of what the page says that the rule finds.
    pub fn summary(&self) -> String {
        let after = self.page.split_once("## What it finds").map_or("", |(_, after)| after);
        let paragraph = after.trim_start().split("\n\n").next().unwrap_or_default();
        let line = paragraph.split_whitespace().collect::<Vec<_>>().join(" ");
        let end = line.find(". ").into_iter().chain(line.find(": ")).min();
        end.map_or(line.trim_end_matches('.'), |end| &line[..end]).to_owned()
    }
}

/// What rules look at.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'c> {
    /// The knowledge base.
    pub catalog: &'c Catalog,
    /// The day on which it is checked.
    pub today: Date,
    /// The things to look at.
    pub(crate) things: &'c [&'c Thing],
    /// What a wrong name may have been meant to be.
    pub(crate) names: &'c Names<'c>,
    /// What holds in one language alone.
    pub(crate) conventions: &'c Conventions<'c>,
    /// What things are called.
    pub(crate) glossary: &'c Glossary<'c>,
    /// Which signs stand in the files of these things.
    pub(crate) glances: &'c Glances,
}

impl<'c> Subject<'c> {
    /// Returns the settings.
    pub fn settings(&self) -> &'c Settings {
        self.catalog.settings()
    }

    /// Returns the things to look at.
    pub fn things(&self) -> impl Iterator<Item = &'c Thing> {
        self.things.iter().copied()
    }

    /// Returns every file of these things, the source first. Orphans are left out: nobody sees them, and
    /// `orphan-translation` says so.
    pub fn documents(&self) -> impl Iterator<Item = &'c Document> {
        let sources = |thing: &'c Thing| thing.source.iter().map(|source| &**source);
        self.things().flat_map(move |thing| sources(thing).chain(translations(thing).map(document)))
    }

    /// Returns the files in which a sign of their language stands, with the language.
    pub(crate) fn showing(&self, sign: Sign) -> impl Iterator<Item = (&'c Document, &'c Language)> {
        let showing = self.glances().filter(move |(_, present)| present.has(sign));
        showing.filter_map(|(document, _)| Some((document, self.conventions.get(&document.locale)?)))
    }

    /// Returns every file with the signs of its language that stand in it.
    pub(crate) fn glances(&self) -> impl Iterator<Item = (&'c Document, Present)> {
        self.documents().zip(self.glances.of(self).iter().copied())
    }

    /// Returns every translation of those that have a source.
    pub fn translations(&self) -> impl Iterator<Item = (&'c Thing, &'c Translation)> {
        self.things().flat_map(|thing| translations(thing).map(move |translation| (thing, translation)))
    }

    /// Returns every source, with its translations that readers see.
    pub(crate) fn beside_sources(&self) -> impl Iterator<Item = (&'c Document, Vec<&'c Document>)> {
        self.things().filter_map(|thing| {
            let shown = thing.translations.values().filter(|translation| translation.state.is_shown());
            Some((thing.source.as_deref()?, shown.map(document).collect()))
        })
    }

    /// Returns every troubleshooter among these things, with the file that holds its graph.
    pub fn troubleshooters(&self) -> impl Iterator<Item = (&'c Document, &'c Troubleshooter)> {
        let sources = self.things().filter_map(|thing| thing.source.as_deref());
        sources.filter_map(|source| Some((source, source.troubleshooter()?)))
    }

    /// Returns what a locale calls itself.
    pub fn locale_name(&self, locale: &kb_model::Locale) -> &'c str {
        self.settings().locale(locale).map_or("", |locale| &locale.name)
    }
}

fn translations(thing: &Thing) -> impl Iterator<Item = &Translation> {
    let is_orphan = |translation: &&Translation| translation.state == kb_model::translation::State::Orphan;
    thing.translations.values().filter(move |translation| !is_orphan(translation))
}

fn document(translation: &Translation) -> &Document {
    &translation.document
}
