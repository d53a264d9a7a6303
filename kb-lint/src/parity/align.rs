//! Aligning the blocks of two texts: fields by name, sections by id, and in a section the rows of blocks of one kind.

use std::ops::Range;

use kb_model::Document;
use kb_model::block::{Block, BlockKind};
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::Gap;

/// What belongs together, by index in the two texts.
#[derive(Default)]
pub(super) struct Aligned {
    pub(super) pairs: Vec<(usize, usize)>,
    /// The gaps, each with a block of the source that stands in the same section.
    pub(super) gaps: Vec<(usize, Gap)>,
}

/// A section, or in it a row of blocks of one kind.
type Row = Range<usize>;

impl Aligned {
    /// Pairs the fields that hold one text. Lists, such as search terms, are each language's own.
    pub(super) fn fields(&mut self, document: &Document, source: &[Block], own: &[Block]) {
        let is_text = |name: &str| document.fields.text(name).is_some() || name.contains('.');
        let fields = source.iter().enumerate().filter(|(_, block)| block.kind == BlockKind::Field);
        for (index, field) in fields.filter(|(_, field)| &*field.section != "slug") {
            let alike = |block: &Block| block.kind == BlockKind::Field && block.section == field.section;
            if let Some(other) = own.iter().position(alike).filter(|_| is_text(&field.section)) {
                self.pairs.push((index, other));
            }
        }
    }

    /// Pairs sections by their ids; where as many on each side have no partner, in order.
    pub(super) fn sections(&mut self, source: &[Block], own: &[Block]) {
        let (theirs, ours) = (sections(source), sections(own));
        let ids = |blocks: &[Block], sections: &[Row]| -> Vec<_> {
            sections.iter().map(|section| blocks[section.start].section.clone()).collect()
        };
        for op in capture_diff_slices(Algorithm::Myers, &ids(source, &theirs), &ids(own, &ours)) {
            let (old, new) = (&theirs[op.old_range()], &ours[op.new_range()]);
            if old.len() == new.len() {
                for (section, other) in old.iter().zip(new) {
                    self.section((source, section.clone()), (own, other.clone()));
                }
            }
        }
    }

    /// Pairs the blocks of two sections where they stand in rows of the same length.
    fn section(&mut self, (source, section): (&[Block], Row), (own, other): (&[Block], Row)) {
        let (theirs, ours) = (rows(source, section.clone()), rows(own, other.clone()));
        let kinds = |blocks: &[Block], rows: &[Row]| -> Vec<_> {
            rows.iter().map(|row| blocks[row.start].kind).collect()
        };
        let last = |blocks: &[Block], row: &Row| blocks[row.end - 1].span;
        let heading = own.get(other.start).map(|block| block.span);
        let mut gap = |kind, theirs: &Row, ours: &Row| {
            let counts = (theirs.len(), ours.len());
            let gap = Gap {
                kind,
                counts,
                source: (!theirs.is_empty()).then(|| last(source, theirs)),
                own: if ours.is_empty() { heading } else { Some(last(own, ours)) },
            };
            self.gaps.push((section.start, gap));
        };
        for op in capture_diff_slices(Algorithm::Myers, &kinds(source, &theirs), &kinds(own, &ours)) {
            let (old, new) = (&theirs[op.old_range()], &ours[op.new_range()]);
            if !matches!(op, DiffOp::Equal { .. }) {
                for row in old {
                    gap(source[row.start].kind, row, &(0..0));
                }
                for row in new {
                    gap(own[row.start].kind, &(0..0), row);
                }
                continue;
            }
            for (row, other) in old.iter().zip(new) {
                if row.len() == other.len() {
                    self.pairs.extend(row.clone().zip(other.clone()));
                } else {
                    gap(source[row.start].kind, row, other);
                }
            }
        }
    }
}

/// Returns the sections of a body: each begins with its heading, but for what stands above the first.
fn sections(blocks: &[Block]) -> Vec<Row> {
    let start = blocks.iter().take_while(|block| block.kind == BlockKind::Field).count();
    split(blocks, start..blocks.len(), |_, block| block.kind == BlockKind::Heading)
}

fn rows(blocks: &[Block], section: Row) -> Vec<Row> {
    split(blocks, section, |before, block| before.kind != block.kind)
}

/// Splits a row where a block begins a new one.
fn split(blocks: &[Block], row: Row, begins: impl Fn(&Block, &Block) -> bool) -> Vec<Row> {
    let inner = row.clone().skip(1).filter(|&at| begins(&blocks[at - 1], &blocks[at]));
    let mut cuts: Vec<usize> = inner.collect();
    cuts.insert(0, row.start);
    cuts.push(row.end);
    cuts.windows(2).map(|cut| cut[0]..cut[1]).filter(|row| !row.is_empty()).collect()
}
