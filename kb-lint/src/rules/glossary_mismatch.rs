//! Finds texts that do not call a thing what the glossary does.

use kb_model::diagnostic::{Fix, Safety};
use kb_model::{Document, Span};

use crate::findings::{Found, Noted};
use crate::glossary::{Glossary, Language, Said, Unsaid, places};
use crate::rule::{About, Rule, Subject};
use crate::rules::cased;

/// See `glossary_mismatch.md`, which is also this rule's test.
pub(super) struct GlossaryMismatch;

impl Rule for GlossaryMismatch {
    fn about(&self) -> About {
        About::warning("glossary-mismatch", include_str!("glossary_mismatch.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        if subject.glossary.has_no_terms() {
            return;
        }
        for (source, translations) in subject.beside_sources() {
            let Some(theirs) = subject.glossary.language(&source.locale) else { continue };
            unwanted(subject.glossary, source, theirs, found);
            let said = Said::by(source, &theirs.words);
            for own in translations {
                let Some(ours) = subject.glossary.language(&own.locale) else { continue };
                let known = unwanted(subject.glossary, own, ours, found);
                let unsaid = said.but_not_by(own, &ours.words);
                let unsaid: Vec<Unsaid> =
                    unsaid.into_iter().filter(|unsaid| !known.contains(&unsaid.number)).collect();
                let pair = Pair { glossary: subject.glossary, source: (source, theirs), own: (own, ours) };
                pair.report(&unsaid, found);
            }
        }
    }
}

/// Reports what a text is not to call things, and returns the numbers of those.
fn unwanted(glossary: &Glossary<'_>, own: &Document, ours: &Language, found: &mut Found) -> Vec<usize> {
    let body = own.body.span.slice(&own.text);
    let fields = || own.fields.iter().map(|(_, field)| field.span.slice(&own.text));
    let is_there = |text: &str| ours.unwanted.find(text).next().is_some();
    if ours.unwanted.is_empty() || !is_there(body) && !fields().any(is_there) {
        return Vec::new();
    }
    let places = places(own, &ours.unwanted);
    for (thing, places) in &places {
        let Some(wanted) = ours.preferred(*thing) else { continue };
        for place in places {
            misnamed(own, *place, wanted, found).related(
                &Glossary::path(),
                glossary.term(*thing),
                "the glossary",
            );
        }
    }
    places.into_keys().collect()
}

/// A translation beside its source, each with what its language calls things.
struct Pair<'a> {
    glossary: &'a Glossary<'a>,
    source: (&'a Document, &'a Language),
    own: (&'a Document, &'a Language),
}

impl Pair<'_> {
    /// Reports what the source names, and the translation does not anywhere: at the source's own words, if they were left
    /// there, or else at the block that says the same.
    fn report(&self, unsaid: &[Unsaid], found: &mut Found) {
        if unsaid.is_empty() {
            return;
        }
        let (Pair { source: (source, theirs), own: (own, ours), .. }, glossary) = (self, Glossary::path());
        let left = places(own, &theirs.words);
        for Unsaid { number, said, beside } in unsaid {
            let Some(wanted) = ours.preferred(*number) else { continue };
            let place = left.get(number).and_then(|places| places.first());
            let mut noted = match place {
                Some(place) => misnamed(own, *place, wanted, found),
                None => unnamed(own, *beside, (said.slice(&source.text), wanted), found),
            };
            noted.related(&source.path, *said, "the source");
            noted.related(&glossary, self.glossary.term(*number), "the glossary");
        }
    }
}

/// Reports a block that says what the source does in other words.
fn unnamed<'f>(
    own: &Document,
    beside: Span,
    (words, wanted): (&str, &str),
    found: &'f mut Found,
) -> Noted<'f> {
    let message = format!("the source says “{words}”, but nothing here says “{wanted}”");
    let mut noted = found.at(&own.path, beside, message);
    noted.help("call it what the glossary does, or add the words that you use to the glossary");
    noted
}

/// Reports words in whose place others are wanted.
fn misnamed<'f>(own: &Document, place: Span, wanted: &str, found: &'f mut Found) -> Noted<'f> {
    let words = place.slice(&own.text);
    let wanted = cased(wanted, words);
    let mut noted = found.at(&own.path, place, format!("“{words}” is called “{wanted}” here"));
    let title = format!("write “{wanted}”");
    noted.fix(Fix::replace(title, Safety::Unsafe, &own.path, place, wanted));
    noted
}
