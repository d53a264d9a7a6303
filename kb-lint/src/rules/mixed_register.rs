//! Finds texts that speak to the reader in two ways.

use kb_model::block::BlockKind;
use kb_model::markdown::Prose;
use kb_model::{Document, Span};

use crate::conventions::{Language, Phrases};
use crate::findings::Found;
use crate::rule::{About, Rule, Subject};
use crate::rules::asks_for_secret::is_within_any;
use crate::rules::is_written_for_readers;
use crate::signs::Sign;

/// See `mixed_register.md`, which is also this rule's test.
pub(super) struct MixedRegister;

impl Rule for MixedRegister {
    fn about(&self) -> About {
        About::warning("mixed-register", include_str!("mixed_register.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for (document, language) in subject.showing(Sign::Register) {
            let registers = &language.registers;
            if registers.iter().filter(|register| register.is_in(&document.text)).count() < 2 {
                continue;
            }
            let mut used = used(document, language);
            used.sort_by_key(|spans| std::cmp::Reverse(spans.len()));
            let [most, rest @ ..] = &used[..] else { continue };
            let Some(usual) = most.first() else { continue };
            let usual_words = usual.slice(&document.text);
            for span in rest.iter().filter_map(|spans| spans.first()) {
                let words = span.slice(&document.text);
                found
                    .at(&document.path, *span, format!("this text says both “{words}” and “{usual_words}”"))
                    .related(&document.path, *usual, "it mostly says this")
                    .help(format!("speak to the reader in one way: write “{usual_words}”"));
            }
        }
    }
}

/// Returns where a text speaks to the reader, by the way in which it does. Quotations do not count: somebody else
/// says them.
fn used(document: &Document, language: &Language) -> Vec<Vec<Span>> {
    let prose = document.prose();
    let places = |register: &Phrases| {
        let own = |prose: &&Prose| is_written_for_readers(prose) && prose.kind != BlockKind::Callout;
        let spans = prose.iter().filter(own).flat_map(|prose| {
            let others: Vec<_> =
                language.no_registers.iter().flat_map(|words| words.find_iter(&prose.text)).collect();
            let words = register.find_iter(&prose.text).filter(|words| !is_within_any(words, &others));
            let own = words.filter(|words| !is_quoted(&prose.text[..words.start]));
            own.map(|words| prose.span(words)).collect::<Vec<_>>()
        });
        spans.collect()
    };
    language.registers.iter().map(places).collect()
}

/// Tells whether a quotation is open after some text.
fn is_quoted(before: &str) -> bool {
    let count = |quotes: [char; 3]| before.matches(quotes).count();
    count(['“', '「', '‘']) > count(['”', '」', '’']) || before.matches('"').count() % 2 == 1
}
