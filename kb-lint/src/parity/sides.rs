//! Two texts side by side: where one says what stands at a place of the other.

use kb_model::block::Block;
use kb_model::{Document, Span};

use super::align::Aligned;

/// The blocks of a source and of its translation.
pub(crate) struct Sides {
    source: Vec<Block>,
    own: Vec<Block>,
    aligned: Aligned,
}

impl Sides {
    /// Cuts both texts into blocks, and pairs them.
    pub(crate) fn of(source: &Document, translation: &Document) -> Self {
        let (theirs, own) = (source.blocks(), translation.blocks());
        let mut aligned = Aligned::default();
        aligned.fields(source, &theirs, &own);
        aligned.sections(&theirs, &own);
        Self { source: theirs, own, aligned }
    }

    /// Returns the translation's block that says what stands at a place of the source; where none surely does, the heading of
    /// its section.
    pub(crate) fn beside(&self, place: Span) -> Option<Span> {
        let holds = |block: &Block| block.span.start <= place.start && place.end <= block.span.end;
        let index = self.source.iter().rposition(holds)?;
        let pair = self.aligned.pairs.iter().find(|(theirs, _)| *theirs == index);
        let section = &self.source[index].section;
        let heading = || self.own.iter().position(|block| !section.is_empty() && block.section == *section);
        let own = pair.map(|(_, own)| *own).or_else(heading)?;
        Some(self.own[own].span)
    }
}
