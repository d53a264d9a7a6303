//! What translators have to do in each stale translation: the changed blocks, before, after, and as they are translated.

use kb_model::block::BlockKind;
use kb_model::catalog::Translation;
use kb_model::translation::{BlockChange, Drift, State, counterpart, word_diff};
use kb_model::{Catalog, FilePath, Locale};

/// The changed blocks of one stale translation.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Work {
    /// The translation.
    #[serde(serialize_with = "as_text")]
    pub path: FilePath,
    /// Its blocks whose source has changed, in the order of the source.
    pub blocks: Vec<WorkBlock>,
}

/// One changed block.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct WorkBlock {
    /// The id of its heading, or the name of the field.
    pub section: String,
    /// What it is.
    pub kind: BlockKind,
    /// What the source said; nothing if the block is new.
    pub was: Option<String>,
    /// What the source says; nothing if the block is gone.
    pub now: Option<String>,
    /// What the translation says, as far as the block is known in it.
    pub translation: Option<String>,
}

impl WorkBlock {
    /// Returns the source with marks where it differs from what it was.
    pub fn marked(&self) -> String {
        word_diff(self.was.as_deref().unwrap_or_default(), self.now.as_deref().unwrap_or_default())
    }
}

/// Returns the work on the stale translations of a locale, or of all, by kind and id.
pub fn work(catalog: &Catalog, locale: Option<&Locale>) -> Vec<Work> {
    let translations = catalog.things().flat_map(|thing| thing.translations.values());
    let wanted =
        translations.filter(|translation| locale.is_none_or(|locale| translation.document.locale == *locale));
    wanted.filter_map(|translation| of(catalog, translation)).collect()
}

fn of(catalog: &Catalog, Translation { document, state }: &Translation) -> Option<Work> {
    let State::Stale(drift) = state else { return None };
    let Drift::Known(changes) = &**drift else { return None };
    let from = document.record()?.from.as_deref()?;
    let (base, own) = (catalog.base(document.kind, &document.id, from)?.blocks(), document.blocks());
    let block = |change: &BlockChange| {
        let counterpart = change.was().and_then(|was| counterpart(&base, was.index, &own));
        WorkBlock {
            section: change.section.to_string(),
            kind: change.kind,
            was: change.was().map(|piece| piece.text.clone()),
            now: change.now().map(|piece| piece.text.clone()),
            translation: counterpart.map(|block| block.span.slice(&document.text).to_owned()),
        }
    };
    Some(Work { path: document.path.clone(), blocks: changes.iter().map(block).collect() })
}

fn as_text<S: serde::Serializer>(path: &FilePath, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(path.as_str())
}
