//! Finds words for which a language, or a team, has a better one.

use kb_model::diagnostic::{Fix, Safety};
use kb_model::{Document, Span};

use crate::conventions::Term;
use crate::findings::Found;
use crate::rule::{About, Rule, Subject};
use crate::rules::{cased, is_written_for_readers};
use crate::signs::Sign;

/// See `unwanted_term.md`, which is also this rule's test.
pub(super) struct UnwantedTerm;

impl Rule for UnwantedTerm {
    fn about(&self) -> About {
        About::warning("unwanted-term", include_str!("unwanted_term.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for (document, language) in subject.showing(Sign::Term) {
            let terms = language.terms.iter().filter(|term| term.unwanted.is_in(&document.text));
            let terms: Vec<&Term> = terms.collect();
            for prose in document.prose().iter().filter(|prose| is_written_for_readers(prose)) {
                for term in &terms {
                    for words in term.unwanted.find_iter(&prose.text) {
                        report(document, term, &prose.text[words.clone()], prose.span(words), found);
                    }
                }
            }
        }
    }
}

fn report(document: &Document, term: &Term, words: &str, span: Span, found: &mut Found) {
    let wanted = cased(&term.wanted, words);
    let mut noted = found.at(&document.path, span, format!("“{words}” is written “{wanted}” here"));
    if let Some(reason) = &term.reason {
        noted.help(reason);
    }
    if span.slice(&document.text) == words && !term.unwanted.is_in(&wanted) {
        let title = format!("write “{wanted}”");
        noted.fix(Fix::replace(title, Safety::Unsafe, &document.path, span, wanted));
    }
}
