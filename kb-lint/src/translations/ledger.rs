//! The ledger: what a translation was when it was last accepted, as the digests of its blocks.
//!
//! It lies beside the stored source texts, one file for each thing and locale and one line for each block: branches that
//! accept different translations touch different files. `accept` writes it; nobody edits it by hand, and a conflict is
//! solved by accepting again.

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

/// Returns the changes of the source that a translation plainly has not followed since the last time, as it shows in its
/// blocks, each in words. Where nothing is recorded nothing can be said.
pub(super) fn unfollowed(
    catalog: &Catalog,
    document: &Document,
    state: &State,
    is_meant: impl Fn(&BlockChange) -> bool,
) -> Vec<String> {
    let known = || {
        let State::Stale(drift) = state else { return None };
        let Drift::Known(changes) = &**drift else { return None };
        let from = document.record()?.from.as_deref()?;
        let base = catalog.base(document.kind, &document.id, from)?;
        Some((changes, base, catalog.text(&path(document))?))
    };
    let Some((changes, base, ledger)) = known() else { return Vec::new() };
    let digests = ledger.lines().filter(|line| !line.starts_with('#'));
    let last_time = LastTime {
        document,
        changes,
        theirs: base.blocks(),
        own: document.blocks(),
        digests: digests.map(str::to_owned).collect(),
    };
    changes
        .iter()
        .filter(|change| is_meant(change))
        .filter_map(|change| last_time.unfollowed(change))
        .collect()
}

/// A translation beside what it was when it was last accepted.
struct LastTime<'t> {
    document: &'t Document,
    /// What has changed in the source since.
    changes: &'t [BlockChange],
    /// The blocks of the source as it was.
    theirs: Vec<Block>,
    /// The blocks of the translation as it is.
    own: Vec<Block>,
    /// The digests of its blocks as they were.
    digests: Vec<String>,
}

impl LastTime<'_> {
    /// Returns in words how a change was not followed, if it plainly was not.
    fn unfollowed(&self, change: &BlockChange) -> Option<String> {
        let alike = self.changes.iter().filter(|other| is_beside(other, change));
        if alike.clone().all(|other| matches!(other.change, Change::Edited { .. })) {
            let own = counterpart(&self.theirs, change.was()?.index, &self.own)?;
            let words = own.span.slice(&self.document.text);
            return self.was_there(own).then(|| format!("`{words}`"));
        }
        match &change.change {
            Change::Added { now } if self.is_as_it_was(change) || self.is_short_of(change) => {
                Some(format!("nothing here for the source’s new `{}`", now.text))
            }
            Change::Removed { was } if self.is_as_it_was(change) => {
                Some(format!("still here though the source has dropped it: `{}`", was.text))
            }
            _ => None,
        }
    }

    /// Tells whether a translation has too few new blocks for it to have this one of the source's: it has no more than the
    /// source had, and fewer of them are new than the source's changes ask for.
    fn is_short_of(&self, change: &BlockChange) -> bool {
        let asks = |other: &&BlockChange| {
            is_beside(other, change) && matches!(other.change, Change::Added { .. } | Change::Edited { .. })
        };
        let asked: Vec<&BlockChange> = self.changes.iter().filter(asks).collect();
        let (theirs, own) = self.beside(change);
        let new = own.iter().filter(|block| !self.was_there(block)).count();
        let missing = asked.len().saturating_sub(new);
        let is_last = asked.iter().rev().take(missing).any(|last| *last == change);
        theirs == own.len() && is_last
    }

    /// Tells whether a translation had as many blocks of a change's kind in its section as the source, and has the same.
    fn is_as_it_was(&self, change: &BlockChange) -> bool {
        let (theirs, own) = self.beside(change);
        theirs == own.len() && own.into_iter().all(|block| self.was_there(block))
    }

    /// Returns how many blocks of a change's kind the source had in its section, and those that the translation has.
    fn beside(&self, change: &BlockChange) -> (usize, Vec<&Block>) {
        let alike = |block: &&Block| block.kind == change.kind && block.section == change.section;
        (self.theirs.iter().filter(alike).count(), self.own.iter().filter(alike).collect())
    }

    fn was_there(&self, block: &Block) -> bool {
        self.digests.contains(&block.digest.short())
    }
}

/// Tells whether two changes are of blocks of one kind in one section.
fn is_beside(one: &BlockChange, other: &BlockChange) -> bool {
    one.section == other.section && one.kind == other.kind
}
