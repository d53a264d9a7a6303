//! Exceptions: `[[allow]] rule = "…" reason = "…"` in a file's front matter keeps a rule's findings in that file quiet, all
//! of them or those in lines with some `words`, for ever or `until` a day.

use std::collections::BTreeMap;

use jiff::civil::Date;
use kb_model::catalog::Thing;
use kb_model::diagnostic::nearest;
use kb_model::front_matter::Fields;
use kb_model::{Catalog, Diagnostic, Document, FilePath, Span};

use crate::findings::Found;
use crate::levels::stops_build;
use crate::rule::Rule;
use crate::rules::{self, unused_exception::UnusedException};

/// One exception in one file.
struct Exception<'c> {
    document: &'c Document,
    fields: &'c Fields,
    /// How many findings it covers, or would cover if it had not ended.
    covered: usize,
    /// The day after which it covers nothing any more, if that has come.
    ended: Option<Date>,
}

/// Takes out the diagnostics that an exception covers, and adds one for each exception without effect.
pub(crate) fn apply(catalog: &Catalog, today: Date, mut diagnostics: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut exceptions: BTreeMap<&FilePath, Vec<Exception<'_>>> = BTreeMap::new();
    for document in catalog.things().flat_map(Thing::documents) {
        for fields in document.fields.tables("allow") {
            let ended = fields.date("until").filter(|last| *last < today);
            let exception = Exception { document, fields, covered: 0, ended };
            exceptions.entry(&document.path).or_default().push(exception);
        }
    }
    diagnostics.retain(|diagnostic| {
        let mut is_kept = true;
        let here = exceptions.get_mut(&diagnostic.path).into_iter().flatten();
        for exception in here.filter(|exception| exception.covers(diagnostic)) {
            let has_ended = exception.ended.is_some();
            exception.covered += usize::from(has_ended || is_kept); // a second exception for the same is one too many
            is_kept &= has_ended;
        }
        is_kept
    });
    let mut found = Found::by(UnusedException.about(), usize::MAX);
    for exception in exceptions.values().flatten() {
        exception.review(&mut found);
    }
    diagnostics.extend(found.into_diagnostics());
    diagnostics
}

impl Exception<'_> {
    fn covers(&self, diagnostic: &Diagnostic) -> bool {
        self.fields.text("rule") == Some(diagnostic.rule)
            && self.has_reason()
            && self.has_words(diagnostic.span)
            && !stops_build(diagnostic)
    }

    /// Tells whether the lines of a finding have the words that the exception is for, if it is for some alone.
    fn has_words(&self, place: Span) -> bool {
        let text = &self.document.text;
        let start = text[..place.start].rfind('\n').map_or(0, |at| at + 1);
        let end = text[place.end..].find('\n').map_or(text.len(), |at| place.end + at);
        self.fields.text("words").is_none_or(|words| text[start..end].contains(words))
    }

    fn has_reason(&self) -> bool {
        self.fields.text("reason").is_some_and(|reason| !reason.trim().is_empty())
    }

    /// Returns where a field of the exception stands, or else the first field that is there.
    fn span(&self, name: &str) -> Span {
        let own = self.fields.span(name).or_else(|| self.fields.iter().next().map(|(_, field)| field.span));
        own.or_else(|| self.document.fields.span("allow")).unwrap_or(self.document.fences.open)
    }

    /// Reports why the exception has no effect, if it has none.
    fn review(&self, found: &mut Found) {
        let path = &self.document.path;
        let Some(name) = self.fields.text("rule") else {
            found
                .at(path, self.span("rule"), "this exception names no rule")
                .help("add `rule = \"…\"`; `kb-lint rules` lists the names");
            return;
        };
        let span = self.span("rule");
        let Some(rule) = rules::named(name) else {
            let mut noted = found.at(path, span, format!("there is no rule `{name}`"));
            match nearest(name, rules::names()) {
                Some(near) => noted.label(format!("did you mean `{near}`?")),
                None => noted.help("`kb-lint rules` lists the names"),
            };
            return;
        };
        if !self.has_reason() {
            found
                .at(path, span, format!("the exception to `{name}` has no reason, so it does not count"))
                .help("add `reason = \"…\"`: whoever reads it next must be able to judge it");
        } else if let Some(last) = self.ended.filter(|_| self.covered > 0) {
            found
                .at(path, self.span("until"), format!("the exception to `{name}` ended on {last}"))
                .help("look again: mend what the rule finds, or say why it may stay, `until` a later day");
        } else if self.covered == 0 && rule.about().stops_build {
            found
                .at(
                    path,
                    span,
                    format!("there are no exceptions to `{name}`: what it finds would make pages wrong"),
                )
                .help("delete this `[[allow]]`, and mend what the rule finds");
        } else if self.covered == 0 {
            let place = self
                .fields
                .text("words")
                .map_or("here".to_owned(), |words| format!("in a line with “{words}”"));
            found
                .at(path, span, format!("`{name}` finds nothing {place}, so it needs no exception"))
                .help("delete this `[[allow]]`");
        }
    }
}
