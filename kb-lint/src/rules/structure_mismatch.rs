//! Finds steps, rows and other blocks that a translation has more or fewer of than its source.

use std::collections::BTreeSet;

use kb_model::block::{Block, BlockKind};

use crate::findings::Found;
use crate::parity::{Gap, Parity};
use crate::report::human::counted;
use crate::rule::{About, Rule};

/// See `structure_mismatch.md`, which is also this rule's test.
pub(super) struct StructureMismatch;

impl Rule for StructureMismatch {
    fn about(&self) -> About {
        About::warning("structure-mismatch", include_str!("structure_mismatch.md")).holds_translations()
    }

    fn compare(&self, parity: &Parity<'_>, found: &mut Found) {
        for gap in parity.gaps.iter().filter(|gap| matters(gap)) {
            lengths(parity, gap, found);
        }
        columns(parity, found);
    }
}

/// Tells whether a gap is one. Where one text has two paragraphs, the other may say the same in one.
fn matters(gap: &Gap) -> bool {
    let is_flowing = matches!(gap.kind, BlockKind::Paragraph | BlockKind::Callout);
    !is_flowing || gap.counts.0 == 0 || gap.counts.1 == 0
}

fn lengths(parity: &Parity<'_>, gap: &Gap, found: &mut Found) {
    let (theirs, own) = gap.counts;
    let message = match own {
        0 => {
            format!("the source has {} here, but this translation has none", counted(theirs, gap.kind.name()))
        }
        _ if theirs == 0 => {
            format!("this translation has {} that the source has not", counted(own, gap.kind.name()))
        }
        _ => format!(
            "the source has {} here, but this translation has {own}",
            counted(theirs, gap.kind.name())
        ),
    };
    let mut noted = found.at(&parity.document.path, gap.own.unwrap_or(parity.document.fences.open), message);
    if let Some(span) = gap.source {
        noted.related(&parity.source.path, span, "the last of them in the source");
    }
    noted.help(if own > theirs {
        "take out what the source does not say, or add it to the source"
    } else {
        "compare the two, and translate what is missing"
    });
}

/// Reports tables with other columns, each once.
fn columns(parity: &Parity<'_>, found: &mut Found) {
    let cells = |block: &Block| block.text.matches('|').count();
    let mut reported = BTreeSet::new();
    for pair in parity.pairs.iter().filter(|pair| pair.own.kind == BlockKind::Row) {
        let (theirs, own) = (cells(&pair.source), cells(&pair.own));
        if theirs != own && reported.insert(&pair.own.section) {
            let theirs = counted(theirs, "column");
            let message = format!("the source's table has {theirs}, but this one has {own}");
            found
                .at(&parity.document.path, pair.own.span, message)
                .related(&parity.source.path, pair.source.span, "the source's row")
                .help("give the table the source's columns");
        }
    }
}
