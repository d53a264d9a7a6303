//! Finds translations of names that stay as they are in every language.

use kb_model::diagnostic::{Fix, Safety};
use kb_model::{Document, Span};

use crate::findings::Found;
use crate::glossary::{Glossary, Said, Unsaid, places};
use crate::rule::{About, Rule, Subject};

/// See `translated_name.md`, which is also this rule's test.
pub(super) struct TranslatedName;

impl Rule for TranslatedName {
    fn about(&self) -> About {
        About::error("translated-name", include_str!("translated_name.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        let Some(names) = subject.glossary.names() else { return };
        for (source, translations) in subject.beside_sources() {
            let said = Said::by(source, &names.kept);
            for own in translations {
                let unsaid = said.but_not_by(own, &names.kept);
                report(subject.glossary, (source, own), &unsaid, found);
            }
        }
    }
}

/// Reports names that the source has and a translation has not: where they are written otherwise, if they are, or else at the
/// block that says the same.
fn report(
    glossary: &Glossary<'_>,
    (source, own): (&Document, &Document),
    unsaid: &[Unsaid],
    found: &mut Found,
) {
    let Some(names) = glossary.names().filter(|_| !unsaid.is_empty()) else { return };
    let otherwise = places(own, &names.otherwise);
    for Unsaid { number, said, beside } in unsaid {
        let (name, span) = glossary.name(*number);
        let places = otherwise.get(number).map_or(&[][..], Vec::as_slice);
        let looks_like_it = |place: &&Span| !is_common(place.slice(&own.text));
        let is_beside = |place: &&Span| beside.start <= place.start && place.end <= beside.end;
        let place = places.iter().find(is_beside).or_else(|| places.iter().find(looks_like_it));
        let mut noted = match place {
            Some(place) => {
                let written = place.slice(&own.text);
                found.at(&own.path, *place, format!("“{name}” is written “{written}” here"))
            }
            None => found.at(&own.path, *beside, format!("the source says “{name}”, but nothing here does")),
        };
        noted
            .related(&source.path, *said, "the source")
            .related(&Glossary::path(), span, "the glossary")
            .help("the name is the same in every language: readers look for it as it stands in the app");
        if let Some(place) = place.filter(|_| places.len() == 1) {
            let is_common = is_common(place.slice(&own.text));
            let safety = if is_common { Safety::Unsafe } else { Safety::Safe };
            noted.fix(Fix::replace(format!("write “{name}”"), safety, &own.path, *place, name));
        }
    }
}

/// Tells whether a name is written like any word: `dana` may be the name `DANA`, but means money too.
fn is_common(written: &str) -> bool {
    written.chars().all(char::is_lowercase)
}
