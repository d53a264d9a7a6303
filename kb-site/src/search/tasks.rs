//! Tasks: `tasks.toml`, what visitors come for, in their own words, and the article that each query must find.

use std::collections::BTreeMap;
use std::ops::Range;

use kb_model::{Id, Kind, Locale};
use serde::Deserialize;
use toml::Spanned;

use super::index::Index;
use super::rank::answer;

/// The file of the tasks, beside `kb.toml`.
pub const FILE: &str = "tasks.toml";

/// The rule that a file of tasks offends which cannot be read.
pub const RULE: &str = "invalid-tasks";

/// What visitors come for.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Task {
    /// The article that helps them.
    pub page: Spanned<String>,
    /// What they type, by locale.
    #[serde(flatten)]
    pub queries: BTreeMap<String, Vec<String>>,
}

/// What became of one query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// What was typed.
    pub query: String,
    /// The article that should have been found.
    pub page: Id,
    /// What was found, the best first.
    pub found: Vec<Id>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    tasks: Vec<Task>,
}

/// Reads the tasks, or says what is wrong with the file, and where.
pub fn read(text: &str) -> Result<Vec<Task>, (Range<usize>, String)> {
    let written: Written = toml::from_str(text).map_err(|error| {
        (error.span().unwrap_or_default(), error.message().lines().next().unwrap_or_default().to_owned())
    })?;
    Ok(written.tasks)
}

/// Asks every query of a locale.
pub fn ask(index: &Index, tasks: &[Task], locale: &Locale) -> Vec<Outcome> {
    let queries = tasks.iter().flat_map(|task| {
        let queries = task.queries.get(locale.as_str()).into_iter().flatten();
        queries.map(|query| (Id::new(task.page.get_ref()), query.clone()))
    });
    let outcome = |(page, query): (Id, String)| {
        let found = answer(index, &query).hits.into_iter().filter_map(|hit| index.entry(hit.entry));
        let name = |entry: &super::Entry| match entry.kind {
            Kind::Article => entry.id.clone(),
            kind => Id::new(format!("{}/{}", kind.folder(), entry.id)),
        };
        Outcome { found: found.map(name).collect(), query, page }
    };
    queries.map(outcome).collect()
}

impl Outcome {
    /// Tells whether the article is among the first so many.
    pub fn is_among(&self, first: usize) -> bool {
        self.found.iter().take(first).any(|found| *found == self.page)
    }
}
