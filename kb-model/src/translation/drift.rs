//! What changed between two texts, block by block.

use std::sync::Arc;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use crate::block::{Block, BlockKind};
use crate::{Digest, Document, Span};

/// One block that is not what it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlockChange {
    /// What the block is.
    pub kind: BlockKind,
    /// The id of the heading that it stands under today, or stood under; the field's name for a field.
    pub section: Arc<str>,
    /// What happened to it.
    pub change: Change,
}

/// What happened to a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// Its text is another.
    Edited {
        /// Before.
        was: Piece,
        /// Today.
        now: Piece,
    },
    /// It is new.
    Added {
        /// Today.
        now: Piece,
    },
    /// It is gone.
    Removed {
        /// Before.
        was: Piece,
    },
    /// It stands in another place.
    Moved {
        /// Before.
        was: Piece,
        /// Today.
        now: Piece,
    },
}

/// One block of one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its number among the blocks of its text.
    pub index: usize,
    /// Where it stands in its text.
    pub span: Span,
    /// Its text in normal form.
    pub text: String,
}

impl BlockChange {
    /// Returns the block before the change.
    pub fn was(&self) -> Option<&Piece> {
        match &self.change {
            Change::Edited { was, .. } | Change::Removed { was } | Change::Moved { was, .. } => Some(was),
            Change::Added { .. } => None,
        }
    }

    /// Returns the block today.
    pub fn now(&self) -> Option<&Piece> {
        match &self.change {
            Change::Edited { now, .. } | Change::Added { now } | Change::Moved { now, .. } => Some(now),
            Change::Removed { .. } => None,
        }
    }
}

/// Returns the blocks of `now` that are not what they were in `was`, in the order of `now`.
pub fn drift(was: &Document, now: &Document) -> Vec<BlockChange> {
    let digests = |blocks: &[Block]| blocks.iter().map(|block| block.digest).collect::<Vec<Digest>>();
    let (was, now) = (was.blocks(), now.blocks());
    let ops = capture_diff_slices(Algorithm::Myers, &digests(&was), &digests(&now));
    if ops.iter().all(|op| matches!(op, DiffOp::Equal { .. })) {
        return Vec::new();
    }
    let pieces = Pieces { was, now };
    let mut changes = Vec::new();
    for op in ops {
        let (old, new) = (op.old_range(), op.new_range());
        if !matches!(op, DiffOp::Equal { .. }) {
            pieces.replaced(old, new, &mut changes);
        }
    }
    pieces.find_moves(changes)
}

/// Returns the block of `translation` that stands where block `index` of `text` stands: the same among its kind in
/// its section.
pub fn counterpart<'t>(text: &[Block], index: usize, translation: &'t [Block]) -> Option<&'t Block> {
    let block = text.get(index)?;
    let alike = |other: &&Block| other.kind == block.kind && other.section == block.section;
    let ordinal = text[..index].iter().filter(alike).count();
    translation.iter().filter(alike).nth(ordinal)
}

/// The blocks of two texts.
struct Pieces {
    was: Vec<Block>,
    now: Vec<Block>,
}

impl Pieces {
    /// Pairs the blocks of two ranges: those of one kind, in order, that share most of their words.
    fn replaced(
        &self,
        old: std::ops::Range<usize>,
        new: std::ops::Range<usize>,
        changes: &mut Vec<BlockChange>,
    ) {
        let mut olds = old.peekable();
        let alone = olds.len() == 1 && new.len() == 1;
        for index in new {
            let block = &self.now[index];
            let pair = olds.clone().find(|&candidate| {
                self.was[candidate].kind == block.kind && (alone || self.is_alike(candidate, index))
            });
            match pair {
                Some(pair) => {
                    while let Some(skipped) = olds.next_if(|&candidate| candidate < pair) {
                        changes.push(self.removed(skipped));
                    }
                    olds.next();
                    let change = Change::Edited { was: self.was(pair), now: self.now(index) };
                    changes.push(BlockChange { kind: block.kind, section: block.section.clone(), change });
                }
                None => changes.push(BlockChange {
                    kind: block.kind,
                    section: block.section.clone(),
                    change: Change::Added { now: self.now(index) },
                }),
            }
        }
        changes.extend(olds.map(|index| self.removed(index)));
    }

    /// Tells whether two blocks share so much that one is the other, edited. Over 40 % of their words, in order.
    fn is_alike(&self, was: usize, now: usize) -> bool {
        super::words::similarity(&self.was[was].text, &self.now[now].text) > 0.4
    }

    /// Turns a removed and an added block of equal text into one that moved.
    fn find_moves(&self, changes: Vec<BlockChange>) -> Vec<BlockChange> {
        let mut removed: Vec<usize> = changes
            .iter()
            .filter(|c| c.now().is_none())
            .filter_map(|c| c.was().map(|was| was.index))
            .collect();
        let mut kept = Vec::new();
        for mut change in changes {
            if let Change::Added { now } = &change.change {
                let digest = self.now[now.index].digest;
                if let Some(at) = removed.iter().position(|&index| self.was[index].digest == digest) {
                    let was = self.was(removed.remove(at));
                    change.change = Change::Moved { was, now: now.clone() };
                }
            }
            kept.push(change);
        }
        kept.retain(|change| match &change.change {
            Change::Removed { was } => removed.contains(&was.index),
            _ => true,
        });
        kept
    }

    fn removed(&self, index: usize) -> BlockChange {
        let block = &self.was[index];
        BlockChange {
            kind: block.kind,
            section: block.section.clone(),
            change: Change::Removed { was: self.was(index) },
        }
    }

    fn was(&self, index: usize) -> Piece {
        Piece { index, span: self.was[index].span, text: self.was[index].text.clone() }
    }

    fn now(&self, index: usize) -> Piece {
        Piece { index, span: self.now[index].span, text: self.now[index].text.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::front_matter::Role;
    use crate::reading::Reading;
    use crate::{FilePath, Id, Kind, Locale};

    fn document(body: &str) -> Arc<Document> {
        let text = format!("+++\ntitle = \"T\"\n+++\n{body}");
        let path = FilePath::new("en/articles/a/b.md");
        Reading::document(
            &path,
            text.as_bytes(),
            Kind::Article,
            &Id::new("a/b"),
            &Locale::new("en"),
            Role::Source,
        )
        .document
        .expect("the fences are there")
    }

    fn check(was: &str, now: &str, expected: &[&str]) {
        let changes = drift(&document(was), &document(now));
        let shown: Vec<String> = changes
            .iter()
            .map(|change| match &change.change {
                Change::Edited { was, now } => format!("{} > {}", was.text, now.text),
                Change::Added { now } => format!("+ {}", now.text),
                Change::Removed { was } => format!("- {}", was.text),
                Change::Moved { now, .. } => format!("~ {}", now.text),
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn changes_are_told_apart() {
        check("a b c\n\nd\n", "a b\nc\n\nd\n", &[]);
        check(
            "- Wait 24 hours.\n- Call.\n",
            "- Wait 48 hours.\n- Call.\n",
            &["Wait 24 hours. > Wait 48 hours."],
        );
        check("one\n\ntwo\n", "one\n\nnew text here\n\ntwo\n", &["+ new text here"]);
        check("one\n\ntwo\n", "one\n", &["- two"]);
        check(
            "alpha beta\n\ngamma delta\n\nlast\n",
            "gamma delta\n\nalpha beta\n\nlast\n",
            &["~ gamma delta"],
        );
        check("一二三四\n", "一二三五\n", &["一二三四 > 一二三五"]);
    }
}
