//! Parity: a translation beside the text that it was made from, block by block.
//!
//! Both are cut into blocks, and blocks are paired section by section. Where that is not beyond doubt there is no pair, so
//! that the rules of parity are silent rather than wrong; what has changed since the translation was made is left to
//! `stale-translation`.

mod align;
mod glance;
mod numbers;
mod sides;
mod swap;
mod tokens;

use std::collections::BTreeSet;
use std::sync::Arc;

use kb_model::block::{Block, BlockKind};
use kb_model::catalog::{Thing, Translation};
use kb_model::diagnostic::{Fix, Safety};
use kb_model::translation::{Drift, State};
use kb_model::{Catalog, Document, FilePath, Span};

pub(crate) use numbers::{Number, has_full_width, may_differ, unmatched};
pub(crate) use sides::Sides;
pub(crate) use swap::{Swap, swap};
pub(crate) use tokens::{brackets, codes, openings, placeholders, plain, surplus};

/// A translation beside the text that it was made from.
#[derive(Debug)]
pub struct Parity<'c> {
    pub(crate) catalog: &'c Catalog,
    /// Where the source's links start: a stored text lies elsewhere.
    pub(crate) source_path: &'c FilePath,
    /// The text that the translation was made from; today's source if nobody has recorded that.
    pub(crate) source: Arc<Document>,
    pub(crate) document: &'c Document,
    /// The blocks that say the same, in the order of the source.
    pub(crate) pairs: Vec<Pair>,
    /// The places where one text has what the other has not.
    pub(crate) gaps: Vec<Gap>,
}

/// A block of the source and the translation's block that says the same.
#[derive(Debug)]
pub(crate) struct Pair {
    pub(crate) source: Block,
    pub(crate) own: Block,
}

/// A row of blocks of one kind that is longer in one of the texts.
#[derive(Debug)]
pub(crate) struct Gap {
    pub(crate) kind: BlockKind,
    /// How many blocks of it the source has, and the translation.
    pub(crate) counts: (usize, usize),
    /// The last of the source's blocks, if there is one.
    pub(crate) source: Option<Span>,
    /// The last of the translation's blocks; where there is none, the section's heading.
    pub(crate) own: Option<Span>,
}

impl<'c> Parity<'c> {
    /// Pairs the blocks of each translation of a thing that readers see, if it is known what it was made from, and if a
    /// glance does not show that it is sound.
    pub(crate) fn of(catalog: &'c Catalog, thing: &'c Thing) -> Vec<Self> {
        let Some(today) = &thing.source else { return Vec::new() };
        let shown = thing.translations.values().filter(|translation| translation.state.is_shown());
        let made =
            shown.filter_map(|translation| Some((translation, Origin::of(catalog, today, translation)?)));
        let made: Vec<_> = made.filter(|(translation, origin)| !origin.is_sound(translation)).collect();
        let is_today = |origin: &Origin| Arc::ptr_eq(&origin.text, today);
        let blocks =
            if made.iter().any(|(_, origin)| is_today(origin)) { today.blocks() } else { Vec::new() };
        let parity = |(translation, origin): (&'c Translation, Origin)| {
            let stored = (!is_today(&origin)).then(|| origin.text.blocks());
            Self::between(catalog, &today.path, origin, stored.as_deref().unwrap_or(&blocks), translation)
        };
        made.into_iter().map(parity).collect()
    }

    fn between(
        catalog: &'c Catalog,
        source_path: &'c FilePath,
        origin: Origin,
        theirs: &[Block],
        translation: &'c Translation,
    ) -> Self {
        let document = &*translation.document;
        let own = document.blocks();
        let mut aligned = align::Aligned::default();
        aligned.fields(&origin.text, theirs, &own);
        aligned.sections(theirs, &own);
        let is_steady = |&(section, _): &(usize, Gap)| !origin.sections.contains(&theirs[section].section);
        let gaps = aligned.gaps.into_iter().filter(is_steady).map(|(_, gap)| gap).collect();
        aligned.pairs.retain(|(index, _)| !origin.blocks.contains(index));
        let pair = |(a, b): (usize, usize)| Pair { source: theirs[a].clone(), own: own[b].clone() };
        let pairs = aligned.pairs.into_iter().map(pair).collect();
        Self { catalog, source_path, source: origin.text, document, pairs, gaps }
    }

    /// Returns where some text stands in the translation's block, if it stands there once.
    pub(crate) fn only_place(&self, pair: &Pair, text: &str) -> Option<Span> {
        let written = pair.own.span.slice(&self.document.text);
        let mut places = written.match_indices(text).map(|(at, _)| pair.own.span.start + at);
        let start = places.next().filter(|_| places.next().is_none())?;
        Some(Span { start, end: start + text.len() })
    }

    /// Returns a fix that writes what the source says.
    pub(crate) fn replacement(&self, span: Span, text: &str) -> Fix {
        Fix::replace("write what the source says", Safety::Safe, &self.document.path, span, text)
    }
}

impl Pair {
    /// Tells whether the block is written in words, and not code as a whole.
    pub(crate) fn is_inline(&self) -> bool {
        self.own.kind != BlockKind::Code
    }
}

/// The text that a translation was made from.
struct Origin {
    text: Arc<Document>,
    /// Its blocks that have changed since.
    blocks: BTreeSet<usize>,
    /// The sections in which something has changed since.
    sections: BTreeSet<Arc<str>>,
}

impl Origin {
    /// Tells whether a glance shows that a translation is sound.
    fn is_sound(&self, translation: &Translation) -> bool {
        glance::is_sound(&self.text, &translation.document)
    }

    fn of(catalog: &Catalog, today: &Arc<Document>, translation: &Translation) -> Option<Self> {
        let steady = |text| Self { text, blocks: BTreeSet::new(), sections: BTreeSet::new() };
        let State::Stale(drift) = &translation.state else { return Some(steady(today.clone())) };
        match &**drift {
            Drift::Unrecorded => Some(steady(today.clone())),
            Drift::Lost { .. } => None,
            Drift::Known(changes) => {
                let from = translation.document.record()?.from.as_deref()?;
                let text = catalog.base(today.kind, &today.id, from)?;
                let blocks = changes.iter().filter_map(|change| Some(change.was()?.index)).collect();
                let sections = changes.iter().map(|change| change.section.clone()).collect();
                Some(Self { text, blocks, sections })
            }
        }
    }
}
