//! The ledger: what a translation was when it was last accepted, as the digests of its blocks.
//!
//! It lies beside the stored source texts, one file for each thing and locale and one line for each block: branches that
//! accept different translations touch different files. `accept` writes it; nobody edits it by hand, and a conflict is
//! solved by accepting again.

use std::collections::BTreeSet;

use kb_model::block::Block;
use kb_model::reading::BASES;
use kb_model::translation::{BlockChange, Change, Drift, State, counterpart};
use kb_model::{Catalog, Document, FilePath};

/// What begins a line that says why a block stayed as it was.
const REASON: &str = "# reason: ";

/// Returns where the ledger of a translation lies.
pub(super) fn path(document: &Document) -> FilePath {
    FilePath::new(format!("{BASES}/{}/{}/{}.blocks", document.kind.folder(), document.id, document.locale))
}

/// Returns the ledger of a translation as it is today.
pub(super) fn written(document: &Document, reason: Option<&str>) -> String {
    let reason =
        reason.map(|reason| format!("{REASON}{}\n", reason.split_whitespace().collect::<Vec<_>>().join(" ")));
    let lines = document.blocks().into_iter().map(|block| block.digest.short() + "\n");
    reason.into_iter().chain(lines).collect()
}

/// Returns the ledgers of translations that are not there any more.
pub(super) fn orphans(catalog: &Catalog) -> Vec<FilePath> {
    let is_orphan = |path: &&FilePath| {
        let name = path.as_str().strip_prefix(BASES).and_then(|rest| rest.strip_suffix(".blocks"));
        let thing = name.and_then(|name| name.trim_start_matches('/').rsplit_once('/'));
        thing.is_some_and(|(thing, locale)| !catalog.has_file(&FilePath::new(format!("{locale}/{thing}.md"))))
    };
    catalog
        .paths_from(BASES)
        .take_while(|path| path.as_str().starts_with(BASES))
        .filter(is_orphan)
        .cloned()
        .collect()
}

/// Returns the blocks that have not been touched since the last time, though their source has changed. Where nothing is
/// recorded, and where blocks came or went beside them, nothing can be said.
pub(super) fn untouched(catalog: &Catalog, document: &Document, state: &State) -> Vec<Block> {
    let known = || {
        let State::Stale(drift) = state else { return None };
        let Drift::Known(changes) = &**drift else { return None };
        let from = document.record()?.from.as_deref()?;
        let base = catalog.base(document.kind, &document.id, from)?;
        Some((changes, base, catalog.text(&path(document))?))
    };
    let Some((changes, base, ledger)) = known() else { return Vec::new() };
    let digests: BTreeSet<&str> = ledger.lines().collect();
    let (theirs, own) = (base.blocks(), document.blocks());
    let edited = changes.iter().filter(|change| is_edited_in_place(change, changes));
    let counterparts = edited.filter_map(|change| counterpart(&theirs, change.was()?.index, &own));
    counterparts.filter(|block| digests.contains(&*block.digest.short())).cloned().collect()
}

fn is_edited_in_place(change: &BlockChange, changes: &[BlockChange]) -> bool {
    let is_edit = |change: &BlockChange| matches!(change.change, Change::Edited { .. });
    let beside = changes.iter().filter(|other| other.section == change.section && other.kind == change.kind);
    is_edit(change) && beside.into_iter().all(is_edit)
}
