//! Finds facts in prose that may change without notice, and that nobody vouches for.

use std::ops::Range;

use kb_model::block::BlockSpan;
use kb_model::facts::{FILE, Fact, Reliance};
use kb_model::front_matter::Value;
use kb_model::kind::Half;
use kb_model::markdown::{Link, Prose};
use kb_model::{Document, FilePath, Severity, Span};

use crate::conventions::Language;
use crate::facts::{Claim, FactKind, has_number, host_of, is_below_any, may_have_address};
use crate::findings::Found;
use crate::rule::{About, Rule, Subject};
use crate::rules::is_written_for_readers;
use crate::signs::Sign;

/// See `unverified_fact.md`, which is also this rule's test.
pub(super) struct UnverifiedFact;

impl Rule for UnverifiedFact {
    fn about(&self) -> About {
        About::error("unverified-fact", include_str!("unverified_fact.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for (document, present) in subject.glances() {
            if let Some(language) = subject.conventions.get(&document.locale)
                && (present.has(Sign::Fact) || may_claim(document, language))
            {
                Gate { subject, document }.judge(language, found);
            }
        }
    }
}

/// Tells whether a file without a sign may say something that needs a closer look all the same: what has a digit, or an
/// address. A cheap look, for most say nothing.
fn may_claim(document: &Document, language: &Language) -> bool {
    let body = &document.body;
    let has_number = |block: &BlockSpan| has_number(block.span.slice(&document.text));
    let has_address = |link: &Link| link.destination.contains(':');
    let specs = document.kind.fields().iter().filter(|spec| spec.half == Half::Wording);
    let mut fields = specs.filter_map(|spec| Some(&document.fields.get(spec.name)?.value));
    let claims = |text: &str| language.may_claim(text) && !language.facts.claims(text).is_empty();
    body.links.iter().any(has_address)
        || body.layout.iter().any(has_number)
        || may_have_address(body.span.slice(&document.text))
        || fields.any(|value| match value {
            Value::Text(text) => claims(text),
            Value::Texts(items) => items.iter().any(|item| claims(&item.text)),
            Value::Named(_) => true,
            _ => false,
        })
}

/// Looks at what one file says.
struct Gate<'g, 'c> {
    subject: &'g Subject<'c>,
    document: &'g Document,
}

impl Gate<'_, '_> {
    fn judge(&self, language: &Language, found: &mut Found) {
        let mut judged: Vec<Span> = Vec::new();
        let prose = self.document.prose();
        let is_meant = |prose: &&Prose| is_written_for_readers(prose) && language.may_claim(&prose.text);
        for prose in prose.iter().filter(is_meant) {
            for claim in language.facts.claims(&prose.text) {
                let span = prose.span(claim.range.clone());
                judged.push(span);
                self.claim(&claim, prose, span, found);
            }
        }
        judged.sort_by_key(|span| span.start); // the words for an image come behind those around it
        for link in &self.document.body.links {
            let is_judged = judged.binary_search_by_key(&link.span.start, |span| span.start).is_ok();
            if let Some(kind) = self.lead(&link.destination).filter(|_| !is_judged) {
                report(kind, self.document, link.span, found);
            }
        }
    }

    fn claim(&self, claim: &Claim, prose: &Prose, span: Span, found: &mut Found) {
        let words = &prose.text[claim.range.clone()];
        if claim.kind == FactKind::Host && self.is_allowed(host_of(words)) {
            return;
        }
        let facts = &self.subject.catalog.facts().records;
        let Some(fact) = facts.iter().find(|fact| self.covers(fact, prose, &claim.range)) else {
            report(claim.kind, self.document, span, found);
            return;
        };
        let message = match fact.reliance(self.subject.today) {
            Reliance::Verified => return,
            Reliance::Unverified => format!("nobody has verified the fact `{}`", fact.id),
            Reliance::Expired(last) => format!("the fact `{}` could be relied on until {last}", fact.id),
        };
        found
            .at(&self.document.path, span, message)
            .related(&FilePath::new(FILE), fact.span, "the record")
            .help("make sure that it is still so, then write `verified_on` and `expires_on` into the record");
    }

    /// Tells whether the words of a fact stand where a claim does.
    fn covers(&self, fact: &Fact, prose: &Prose, claim: &Range<usize>) -> bool {
        let words = fact.text(&self.document.locale);
        let mut places = prose.text.match_indices(words).map(|(at, _)| at..at + words.len());
        !words.is_empty() && places.any(|place| place.start <= claim.start && claim.end <= place.end)
    }

    /// Returns what a link gives away, if it leads out of the site to where texts may not send readers.
    fn lead(&self, destination: &str) -> Option<FactKind> {
        let (scheme, rest) = destination.split_once(':')?;
        match scheme {
            "http" | "https" => (!self.is_allowed(host_of(destination))).then_some(FactKind::Host),
            "mailto" => (!is_example(host_of(rest))).then_some(FactKind::Email),
            "tel" | "sms" => Some(FactKind::Phone),
            _ => None,
        }
    }

    fn is_allowed(&self, host: &str) -> bool {
        let own = host_of(&self.subject.settings().base_url);
        let allowed = self.subject.catalog.facts().hosts.iter().map(String::as_str);
        is_example(host) || is_below_any(host, allowed.chain([own]))
    }
}

fn is_example(host: &str) -> bool {
    is_below_any(host, crate::facts::EXAMPLES)
}

fn report(kind: FactKind, document: &Document, span: Span, found: &mut Found) {
    let mut noted = found.at(&document.path, span, format!("{} that nobody vouches for", kind.name()));
    if kind == FactKind::Period {
        noted.severity(Severity::Warning); // words for time have many other uses
    }
    noted.label("readers cannot tell whether this is still so");
    noted
        .help("send readers to where it is shown, such as the app, or record it as verified in `facts.toml`");
    if kind == FactKind::Host {
        noted.help("a site that texts may name is listed there under `hosts`");
    }
}
