//! The state of every translation, and what each locale has to do next.

use kb_model::article::Urgency;
use kb_model::catalog::Thing;
use kb_model::reading::document_path;
use kb_model::translation::{Drift, State};
use kb_model::{Catalog, Document, FilePath, Id, Kind, Locale};

use crate::rules::missing_translation::is_wanted;

/// Every thing in every locale but the source's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// The locales that are translated into, in the order of the settings.
    pub locales: Vec<Locale>,
    /// The things, by kind and id.
    pub rows: Vec<Row>,
}

/// One thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is.
    pub kind: Kind,
    /// What it is called.
    pub id: Id,
    /// How much it cannot wait.
    pub urgency: Urgency,
    /// How it stands in each locale.
    pub cells: Vec<Cell>,
}

/// How a thing stands in a locale, in the order in which it should be worked on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cell {
    /// So many blocks of the source have changed, of so many.
    Stale(usize, usize),
    /// It is not known what it was translated from.
    Unrecorded,
    /// It is not there.
    Missing,
    /// It cannot be read.
    Unreadable,
    /// It is not finished.
    Draft,
    /// Nobody has reviewed it.
    Unreviewed,
    /// Its source is gone.
    Orphan,
    /// Nothing is to be done.
    Current,
    /// It is not there, and need not be.
    Unwanted,
}

/// Something to do in one locale.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Task {
    /// How much it cannot wait.
    pub urgency: Urgency,
    /// What is to be done.
    pub cell: Cell,
    /// What the file is.
    pub kind: Kind,
    /// The file.
    pub path: FilePath,
}

impl Overview {
    /// Looks at a catalog.
    pub fn of(catalog: &Catalog) -> Self {
        let locales: Vec<Locale> =
            catalog.settings().translations().map(|locale| locale.tag.clone()).collect();
        let row = |thing: &Thing| Row {
            kind: thing.kind,
            id: thing.id.clone(),
            urgency: urgency(thing),
            cells: locales.iter().map(|locale| Cell::of(catalog, thing, locale)).collect(),
        };
        let rows = catalog.things().map(row).collect();
        Self { locales, rows }
    }

    /// Keeps one locale alone.
    pub fn only(&mut self, locale: &Locale) {
        let kept: Vec<bool> = self.locales.iter().map(|known| known == locale).collect();
        let keep = |index: usize| kept[index];
        for row in &mut self.rows {
            row.cells =
                (0..row.cells.len()).filter(|&index| keep(index)).map(|index| row.cells[index]).collect();
        }
        self.locales.retain(|known| known == locale);
    }

    /// Returns what is to be done in one locale, most urgent first.
    pub fn tasks(&self, locale: &Locale) -> Vec<Task> {
        let Some(column) = self.locales.iter().position(|known| known == locale) else {
            return Vec::new();
        };
        let task = |row: &Row| Task {
            urgency: row.urgency,
            cell: row.cells[column],
            kind: row.kind,
            path: document_path(row.kind, &row.id, locale),
        };
        let mut tasks: Vec<Task> = self.rows.iter().map(task).filter(|task| task.cell.is_work()).collect();
        tasks.sort();
        tasks
    }

    /// Returns how many things of a locale stand in each way, in the order of work.
    pub fn totals(&self, locale: &Locale) -> Vec<(&'static str, usize)> {
        let column = self.locales.iter().position(|known| known == locale);
        let mut cells: Vec<Cell> =
            self.rows.iter().filter_map(|row| row.cells.get(column?).copied()).collect();
        cells.sort();
        cells.chunk_by(|a, b| a.name() == b.name()).map(|same| (same[0].name(), same.len())).collect()
    }
}

impl Cell {
    fn of(catalog: &Catalog, thing: &Thing, locale: &Locale) -> Self {
        let Some(translation) = thing.translations.get(locale) else {
            return Self::absent(catalog, thing, locale);
        };
        match &translation.state {
            State::Current => Cell::Current,
            State::Unreviewed => Cell::Unreviewed,
            State::Draft => Cell::Draft,
            State::Orphan => Cell::Orphan,
            State::Stale(drift) => match &**drift {
                Drift::Unrecorded | Drift::Lost { .. } => Cell::Unrecorded,
                Drift::Known(changes) => {
                    let all = thing.source.as_ref().map_or(0, |source| source.blocks().len());
                    Cell::Stale(changes.len(), all)
                }
            },
        }
    }

    fn absent(catalog: &Catalog, thing: &Thing, locale: &Locale) -> Self {
        let is_there = catalog.has_file(&document_path(thing.kind, &thing.id, locale));
        let is_wanted = |source: &Document| source.article().is_none_or(is_wanted);
        match &thing.source {
            _ if is_there => Cell::Unreadable,
            Some(source) if is_wanted(source) => Cell::Missing,
            _ => Cell::Unwanted,
        }
    }

    /// Returns its name.
    pub fn name(self) -> &'static str {
        match self {
            Cell::Stale(..) => "stale",
            Cell::Unrecorded => "unrecorded",
            Cell::Missing => "missing",
            Cell::Unreadable => "unreadable",
            Cell::Draft => "draft",
            Cell::Unreviewed => "unreviewed",
            Cell::Orphan => "orphan",
            Cell::Current => "current",
            Cell::Unwanted => "-",
        }
    }

    fn is_work(self) -> bool {
        !matches!(self, Cell::Current | Cell::Unwanted)
    }
}

fn urgency(thing: &Thing) -> Urgency {
    let article = thing.source.as_ref().and_then(|source| source.article());
    article.map_or(Urgency::Later, |article| article.urgency)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use kb_model::change::Blob;

    use super::*;

    fn check(files: &[(&str, &str)], expected: &[(&str, &str)]) {
        let settings = ("kb.toml", include_str!("../../tests/kb.toml"));
        let files = files.iter().chain([&settings]);
        let files = files.map(|(path, text)| (FilePath::new(path), Blob::bytes(text.as_bytes())));
        let overview = Overview::of(&Catalog::of(files.collect::<BTreeMap<_, _>>()));
        let tasks = overview.tasks(&Locale::new("id"));
        let tasks: Vec<_> = tasks.iter().map(|task| (task.cell.name(), task.path.as_str())).collect();
        assert_eq!(tasks, expected);
    }

    #[test]
    fn the_most_urgent_comes_first() {
        let (later, now) = ("+++\ntitle = \"L\"\n+++\n", "+++\nurgency = \"now\"\n+++\n");
        let draft = "+++\n[translation]\nmethod = \"draft\"\n+++\n";
        check(
            &[
                ("en/articles/a/drafted.md", later),
                ("id/articles/a/drafted.md", draft),
                ("en/articles/a/missing.md", later),
                ("en/articles/a/recorded.md", later),
                ("id/articles/a/recorded.md", "+++\n+++\n"),
                ("en/articles/a/unwanted.md", "+++\ntranslate = false\n+++\n"),
                ("en/articles/a/urgent.md", now),
                ("id/articles/a/broken.md", "no front matter"),
                ("en/articles/a/broken.md", later),
                ("id/articles/a/orphan.md", "+++\n+++\n"),
                ("en/categories/a.md", later),
            ],
            &[
                ("missing", "id/articles/a/urgent.md"),
                ("unrecorded", "id/articles/a/recorded.md"),
                ("missing", "id/articles/a/missing.md"),
                ("missing", "id/categories/a.md"),
                ("unreadable", "id/articles/a/broken.md"),
                ("draft", "id/articles/a/drafted.md"),
                ("orphan", "id/articles/a/orphan.md"),
            ],
        );
    }
}
