//! Finds translations that do not call a thing what the glossary does.

use kb_model::catalog::Translation;
use kb_model::{Document, Span};

use crate::findings::Found;
use crate::glossary::{Glossary, Term};
use crate::rule::{About, Rule, Subject};

/// See `glossary_mismatch.md`, which is also this rule's test.
pub(super) struct GlossaryMismatch;

impl Rule for GlossaryMismatch {
    fn about(&self) -> About {
        About::warning("glossary-mismatch", include_str!("glossary_mismatch.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        let terms = subject.glossary.terms();
        if terms.is_empty() {
            return;
        }
        for (thing, translation) in subject.translations().filter(|(_, translation)| is_judged(translation)) {
            let Some(source) = &thing.source else { continue };
            for term in terms {
                judge((source, &translation.document), term, found);
            }
        }
    }
}

/// Tells whether readers see a translation; where it is stale, `stale-translation` says so.
fn is_judged(translation: &Translation) -> bool {
    translation.state.is_shown()
}

/// Reports a term that the source says, and the translation does not anywhere. Where it should stand nobody can tell: a
/// translation may say it more seldom, and in other places.
fn judge((source, own): (&Document, &Document), term: &Term, found: &mut Found) {
    let (Some(theirs), Some(ours)) = (term.words(&source.locale), term.words(&own.locale)) else { return };
    let said = words_of(source).into_iter().find_map(|span| {
        let said = theirs.pattern.find(span.slice(&source.text))?;
        Some(Span { start: span.start + said.start(), end: span.start + said.end() })
    });
    let Some(said) = said else { return };
    if words_of(own).into_iter().any(|span| ours.pattern.is_match(span.slice(&own.text))) {
        return;
    }
    let (wanted, place) = (&ours.preferred, own.fields.span("title").unwrap_or(own.fences.open));
    found
        .at(
            &own.path,
            place,
            format!("the source says “{}”, but nothing here says “{wanted}”", said.slice(&source.text)),
        )
        .related(&source.path, said, "the source")
        .related(&Glossary::path(), term.span, "the glossary")
        .help("call it what the glossary does, or add the words that you use to the glossary");
}

/// Returns where a text has words: title, summary and body.
fn words_of(document: &Document) -> Vec<Span> {
    let fields = ["title", "summary"].into_iter().filter_map(|name| document.fields.span(name));
    fields.chain([document.body.span]).collect()
}
