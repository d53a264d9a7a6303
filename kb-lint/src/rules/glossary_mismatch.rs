//! Finds translations that do not call a thing what the glossary does.

use kb_model::{Document, Span};

use crate::findings::Found;
use crate::glossary::Glossary;
use crate::rule::{About, Rule, Subject};

/// See `glossary_mismatch.md`, which is also this rule's test.
pub(super) struct GlossaryMismatch;

impl Rule for GlossaryMismatch {
    fn about(&self) -> About {
        About::warning("glossary-mismatch", include_str!("glossary_mismatch.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        if subject.glossary.is_empty() {
            return;
        }
        for thing in subject.things() {
            let judged = thing.translations.values().filter(|translation| translation.state.is_shown());
            let judged: Vec<&Document> = judged.map(|translation| &*translation.document).collect();
            if let Some(source) = thing.source.as_ref().filter(|_| !judged.is_empty()) {
                judge(subject.glossary, source, &judged, found);
            }
        }
    }
}

/// Reports what the source names, and a translation does not anywhere. Where it should stand nobody can tell: a translation
/// may say it more seldom, and in other places.
fn judge(glossary: &Glossary<'_>, source: &Document, translations: &[&Document], found: &mut Found) {
    let Some(theirs) = glossary.language(&source.locale) else { return };
    let said = theirs.named(&source.text, &words_of(source));
    for own in translations.iter().filter(|_| !said.is_empty()) {
        let Some(ours) = glossary.language(&own.locale) else { continue };
        let named = ours.named(&own.text, &words_of(own));
        let place = own.fields.span("title").unwrap_or(own.fences.open);
        for (thing, said) in said.iter().filter(|(thing, _)| !named.contains_key(thing)) {
            let Some(wanted) = ours.preferred(*thing) else { continue };
            let words = said.slice(&source.text);
            found
                .at(&own.path, place, format!("the source says “{words}”, but nothing here says “{wanted}”"))
                .related(&source.path, *said, "the source")
                .related(&Glossary::path(), glossary.span(*thing), "the glossary")
                .help("call it what the glossary does, or add the words that you use to the glossary");
        }
    }
}

/// Returns where a text has words: title, summary and body.
fn words_of(document: &Document) -> Vec<Span> {
    let fields = ["title", "summary"].into_iter().filter_map(|name| document.fields.span(name));
    fields.chain([document.body.span]).collect()
}
