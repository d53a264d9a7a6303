//! Finds blocks of a translation that are still in the source's words.

use kb_model::block::BlockKind;

use crate::findings::Found;
use crate::parity::{Parity, plain};
use crate::rule::{About, Rule};

/// How many words in small letters make a block worth translating: fewer may be names that all languages share.
const FEWEST_WORDS: usize = 3;
/// How many letters those words have at least.
const FEWEST_LETTERS: usize = 12;

/// See `untranslated_block.md`, which is also this rule's test.
pub(super) struct UntranslatedBlock;

impl Rule for UntranslatedBlock {
    fn about(&self) -> About {
        About::warning("untranslated-block", include_str!("untranslated_block.md")).holds_translations()
    }

    fn compare(&self, parity: &Parity<'_>, found: &mut Found) {
        let same = parity.pairs.iter().filter(|pair| pair.source.digest == pair.own.digest);
        for pair in same.filter(|pair| pair.own.kind != BlockKind::Code && is_prose(&pair.own.text)) {
            let what = match pair.own.kind {
                BlockKind::Field => format!("`{}`", pair.own.section),
                kind => format!("this {}", kind.name()),
            };
            found
                .at(&parity.document.path, pair.own.span, format!("{what} is still in the source's language"))
                .label("the same words as in the source")
                .related(&parity.source.path, pair.source.span, "the source")
                .help("translate it");
        }
    }
}

fn is_prose(text: &str) -> bool {
    let words = plain(text);
    let small = words.split_whitespace().filter(|word| word.starts_with(char::is_lowercase));
    let (count, letters) =
        small.fold((0, 0), |(count, letters), word| (count + 1, letters + word.chars().count()));
    count >= FEWEST_WORDS && letters >= FEWEST_LETTERS
}
