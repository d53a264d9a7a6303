//! Finds sentences that ask the reader for a secret.

use std::ops::Range;

use kb_model::block::BlockKind;
use kb_model::markdown::Prose;
use kb_model::{Document, Span};

use crate::conventions::Asking;
use crate::findings::Found;
use crate::rule::{About, Rule, Subject};
use crate::sentences::sentences;
use crate::signs::Sign;

/// See `asks_for_secret.md`, which is also this rule's test.
pub(super) struct AsksForSecret;

/// How many characters may stand between what to do and with which secret: more are another thought.
const NEAR: usize = 40;

/// Signs between two thoughts of one sentence.
const PAUSES: [char; 10] = [',', ';', ':', '，', '；', '：', '（', '(', '—', '–'];

impl Rule for AsksForSecret {
    fn about(&self) -> About {
        About::error("asks-for-secret", include_str!("asks_for_secret.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for (document, language) in subject.showing(Sign::Secret) {
            let secrets = language.secrets.as_ref().filter(|secrets| may_ask(document, secrets));
            for (prose, words) in secrets.map_or_else(Vec::new, |secrets| asked(document, secrets)) {
                found
                    .at(&document.path, prose.span(words.clone()), "this asks the reader for a secret")
                    .label(format!("“{}”", &prose.text[words]))
                    .help("support needs no PIN, password or one-time code: say that nobody will ask for it");
            }
        }
    }
}

impl Asking {
    /// Tells whether a text tells somebody to do something that may be done with such a thing.
    fn is_request(&self, text: &str) -> bool {
        [&self.requests, &self.requests_after].into_iter().flatten().any(|verbs| verbs.is_in(text))
    }

    /// Tells whether a text warns, or tells what others do.
    pub(super) fn warns(&self, text: &str) -> bool {
        self.negations.as_ref().is_some_and(|words| words.is_in(text))
    }

    /// Returns what a sentence asks for, with the verb.
    fn request(&self, sentence: &str) -> Option<Range<usize>> {
        self.nouns.find_iter(sentence).find_map(|noun| {
            let before = self.requests.iter().flat_map(|verbs| verbs.find_iter(sentence));
            let before = before.map(|verb| (verb.start..noun.end, verb.end..noun.start));
            let after = self.requests_after.iter().flat_map(|verbs| verbs.find_iter(sentence));
            let after = after.map(|verb| (noun.start..verb.end, noun.end..verb.start));
            let is_near = |(_, between): &(Range<usize>, Range<usize>)| {
                let between = sentence.get(between.clone());
                between.is_some_and(|words| words.chars().count() <= NEAR && !words.contains(PAUSES))
            };
            before.chain(after).find(is_near).map(|(whole, _)| whole)
        })
    }
}

/// Tells whether a block of a document has what is needed to ask for something. A cheap look, for most have not.
pub(super) fn may_ask(document: &Document, asking: &Asking) -> bool {
    let has_both = |text: &str| asking.nouns.is_in(text) && asking.is_request(text);
    let mut blocks = document.body.layout.iter().map(|block| block.span.slice(&document.text));
    has_both(&document.text) && blocks.any(has_both)
}

/// Returns where a document asks for something. What a heading or the line above a list forbids, its items do not ask.
pub(super) fn asked(document: &Document, asking: &Asking) -> Vec<(Prose, Range<usize>)> {
    let (mut asked, mut is_forbidden) = (Vec::new(), false);
    for prose in document.prose() {
        match prose.kind {
            BlockKind::Field => continue,
            BlockKind::Item | BlockKind::Row => {}
            _ => is_forbidden = prose.text.trim_end().ends_with([':', '：']) && asking.warns(&prose.text),
        }
        let heading = document.heading(&prose.section).map_or("", |heading| &heading.title);
        if prose.kind == BlockKind::Heading || is_forbidden || asking.warns(heading) {
            continue;
        }
        let words = sentences(&prose.text).find_map(|range| {
            let sentence = &prose.text[range.clone()];
            let is_question = sentence.trim_end().ends_with(['?', '？']);
            let words = asking.request(sentence).filter(|_| !is_question && !asking.warns(sentence))?;
            Some(Span::of(&words, range.start).range())
        });
        asked.extend(words.map(|words| (prose, words)));
    }
    asked
}
