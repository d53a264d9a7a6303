//! Finds sentences that ask the reader for a secret.

use std::ops::Range;

use kb_model::block::BlockKind;
use kb_model::markdown::Prose;
use kb_model::{Document, Span};

use crate::conventions::{Asking, Language, Phrases};
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
            for (prose, words) in secrets.map_or_else(Vec::new, |secrets| asked(document, secrets, language))
            {
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

    /// Tells whether a heading, or the line above a list, warns of what stands below.
    fn forbids(&self, text: &str) -> bool {
        self.prohibitions.as_ref().is_some_and(|words| words.is_in(text))
    }

    /// Returns what a sentence asks every reader for, or all for whom its conditions hold, with the verb; nothing if it warns.
    fn request(&self, sentence: &str, language: &Language) -> Option<Range<usize>> {
        let clauses = self.unconditional(sentence);
        if clauses.iter().any(|clause| self.warns(&sentence[clause.clone()])) {
            return None;
        }
        clauses.into_iter().find_map(|clause| {
            let words = self.request_in(&sentence[clause.clone()], language)?;
            Some(clause.start + words.start..clause.start + words.end)
        })
    }

    fn request_in(&self, clause: &str, language: &Language) -> Option<Range<usize>> {
        let places = |words: &Phrases| -> Vec<Range<usize>> { words.find_iter(clause).collect() };
        let harmless: Vec<Range<usize>> = self.harmless.iter().flat_map(places).collect();
        let counts = |place: &Range<usize>| !is_within_any(place, &harmless);
        let places = |words: &Phrases| words.find_iter(clause).filter(counts).collect::<Vec<_>>();
        let (mut before, after) = (
            self.requests.iter().flat_map(places).collect::<Vec<_>>(),
            self.requests_after.iter().flat_map(places).collect::<Vec<_>>(),
        );
        if let Some(steps) = &language.steps {
            steps.drop_labels(clause, &mut before);
        }
        places(&self.nouns).into_iter().find_map(|noun| {
            let first = before.partition_point(|verb| verb.end + FAR < noun.start);
            let before = before[first..].iter().take_while(|verb| verb.end <= noun.start);
            let before = before.filter(|verb| is_near(clause, verb.end..noun.start));
            let first = after.partition_point(|verb| verb.start < noun.end);
            let after = after[first..].iter().take_while(|verb| verb.start <= noun.end + FAR);
            let after = after.filter(|verb| is_near(clause, noun.end..verb.start));
            let before = before.map(|verb| verb.start..noun.end);
            before.chain(after.map(|verb| noun.start..verb.end)).next()
        })
    }

    /// Returns the parts of a sentence that are no condition: a condition goes on to the next comma, or to the end of the
    /// sentence.
    pub(super) fn unconditional(&self, sentence: &str) -> Vec<Range<usize>> {
        let (mut clauses, mut start) = (Vec::new(), 0);
        for condition in self.conditions.iter().flat_map(|words| words.find_iter(sentence)) {
            if condition.start >= start {
                clauses.push(start..condition.start);
                let rest = &sentence[condition.end..];
                start = condition.end + rest.find([',', '，']).unwrap_or(rest.len());
            }
        }
        clauses.push(start..sentence.len());
        clauses
    }
}

/// As many bytes as [`NEAR`] characters have at most.
const FAR: usize = NEAR * 4;

/// Tells whether what stands between a verb and a thing is of one thought with them.
fn is_near(clause: &str, between: Range<usize>) -> bool {
    let between = clause.get(between);
    between.is_some_and(|words| words.chars().count() <= NEAR && !words.contains(PAUSES))
}

/// Tells whether a place lies within one of some that are in order and apart.
pub(super) fn is_within_any(place: &Range<usize>, others: &[Range<usize>]) -> bool {
    let first = others.partition_point(|other| other.end < place.end);
    others.get(first).is_some_and(|other| other.start <= place.start)
}

/// Tells whether a block of a document has what is needed to ask for something. A cheap look, for most have not.
pub(super) fn may_ask(document: &Document, asking: &Asking) -> bool {
    let has_both = |text: &str| asking.is_request(text) && asking.nouns.is_in(text); // verbs are found sooner
    let mut blocks = document.body.layout.iter().map(|block| block.span.slice(&document.text));
    has_both(&document.text) && blocks.any(has_both)
}

/// Returns where a document asks for something. What a heading or the line above a list forbids, its items do not ask.
pub(super) fn asked(document: &Document, asking: &Asking, language: &Language) -> Vec<(Prose, Range<usize>)> {
    let (mut asked, mut is_forbidden) = (Vec::new(), false);
    for prose in document.prose() {
        match prose.kind {
            BlockKind::Field | BlockKind::Image => continue,
            BlockKind::Item | BlockKind::Row => {}
            _ => is_forbidden = prose.text.trim_end().ends_with([':', '：']) && asking.forbids(&prose.text),
        }
        let heading = document.heading(&prose.section).map_or("", |heading| &heading.title);
        if prose.kind == BlockKind::Heading || is_forbidden || asking.forbids(heading) {
            continue;
        }
        let words = sentences(&prose.text).find_map(|range| {
            let sentence = &prose.text[range.clone()];
            let is_question = sentence.trim_end().ends_with(['?', '？']);
            let words = asking.request(sentence, language).filter(|_| !is_question)?;
            Some(Span::of(&words, range.start).range())
        });
        asked.extend(words.map(|words| (prose, words)));
    }
    asked
}
