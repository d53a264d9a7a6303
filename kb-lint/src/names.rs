//! Names of files, to guess what a wrong one was meant to be. They are gathered when the first guess is asked for.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use kb_model::diagnostic::nearest;
use kb_model::{Catalog, FilePath};

/// The names of all files of a knowledge base.
#[derive(Debug)]
pub(crate) struct Names<'c> {
    catalog: &'c Catalog,
    gathered: OnceLock<Gathered>,
}

/// Every file by its name and by its folder.
#[derive(Debug, Default)]
struct Gathered {
    by_name: BTreeMap<String, Vec<FilePath>>,
    by_folder: BTreeMap<String, Vec<FilePath>>,
}

impl<'c> Names<'c> {
    pub(crate) fn of(catalog: &'c Catalog) -> Self {
        Self { catalog, gathered: OnceLock::new() }
    }

    /// Returns the file of the same name in the same locale, or else the one of the nearest name in the same folder.
    pub(crate) fn nearest(&self, target: &FilePath) -> Option<FilePath> {
        let names = self.gathered.get_or_init(|| Gathered::of(self.catalog));
        let locale = |path: &FilePath| path.as_str().split('/').next().map(str::to_owned);
        let same_name = names.by_name.get(target.file_name()).into_iter().flatten();
        let mut same_name = same_name.filter(|path| locale(path) == locale(target));
        if let (Some(only), None) = (same_name.next(), same_name.next()) {
            return Some(only.clone());
        }
        let beside = names.by_folder.get(target.folder())?;
        let near = nearest(target.file_name(), beside.iter().map(FilePath::file_name))?;
        Some(FilePath::new(format!("{}/{near}", target.folder())))
    }
}

impl Gathered {
    fn of(catalog: &Catalog) -> Self {
        let mut names = Self::default();
        for path in catalog.paths() {
            names.by_name.entry(path.file_name().to_owned()).or_default().push(path.clone());
            names.by_folder.entry(path.folder().to_owned()).or_default().push(path.clone());
        }
        names
    }
}
