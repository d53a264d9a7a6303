//! Fact records: `facts.toml`, in which a team vouches for what changes without notice.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Deserialize;
use toml::Spanned;

use crate::settings::Label;
use crate::{Diagnostic, Document, FilePath, Locale, Settings, Severity, Span};

/// The file of fact records, beside the settings.
pub const FILE: &str = "facts.toml";
/// The rule that faults of the file offend.
pub const INVALID: &str = "invalid-facts";

/// What a team vouches for; nothing where there is no file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Facts {
    /// The facts, by their ids.
    pub records: Vec<Fact>,
    /// The hosts that texts may name, with all below them, in lower case.
    pub hosts: Vec<String>,
    /// What is wrong with the file.
    pub faults: Vec<Diagnostic>,
}

/// One fact, and until when it can be relied on.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// Its name in the file.
    pub id: String,
    /// Where the record stands.
    pub span: Span,
    text: Label,
    /// When somebody last made sure of it; nobody has where there is no date.
    verified_on: Option<Date>,
    /// The last day on which it may be relied on.
    expires_on: Option<Date>,
}

/// How far a fact can be relied on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reliance {
    /// Somebody has made sure of it.
    Verified,
    /// Nobody has made sure of it.
    Unverified,
    /// The last day on which it might be relied on is past.
    Expired(Date),
}

impl Fact {
    /// Returns the words of the fact in a locale; empty where there are none.
    pub fn text(&self, locale: &Locale) -> &str {
        self.text.get(locale)
    }

    /// Tells whether a text says it, in the words of the record.
    pub fn is_said_in(&self, document: &Document) -> bool {
        let words = self.text(&document.locale);
        !words.is_empty() && document.text.contains(words)
    }

    /// Returns how far it can be relied on.
    pub fn reliance(&self, today: Date) -> Reliance {
        match (self.verified_on, self.expires_on) {
            (None, _) => Reliance::Unverified,
            (_, Some(last)) if last < today => Reliance::Expired(last),
            _ => Reliance::Verified,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    hosts: Vec<Spanned<String>>,
    #[serde(default)]
    facts: BTreeMap<Spanned<String>, WrittenFact>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenFact {
    text: Spanned<Label>,
    verified_on: Option<Spanned<toml::value::Datetime>>,
    verified_by: Option<Spanned<String>>,
    source: Option<String>,
    expires_on: Option<Spanned<toml::value::Datetime>>,
}

impl Facts {
    /// Reads the file. What is faulty in it is left out, or vouches for nothing.
    pub(crate) fn read(text: &str, settings: &Settings) -> Self {
        let mut reading = Reading { settings, faults: Vec::new() };
        let written: Written = toml::from_str(text).unwrap_or_else(|error| {
            let span = error.span().map_or(Span::at(0), |range| Span::of(&range, 0));
            reading.fault(span, error.message().lines().next().unwrap_or_default());
            Written { hosts: Vec::new(), facts: BTreeMap::new() }
        });
        let records = written.facts.into_iter().map(|(id, fact)| reading.fact(&id, &fact)).collect();
        let hosts = written.hosts.iter().filter_map(|host| reading.host(host)).collect();
        Self { records, hosts, faults: reading.faults }
    }
}

/// Makes facts of what is written, and notes what is wrong with it.
struct Reading<'r> {
    settings: &'r Settings,
    faults: Vec<Diagnostic>,
}

impl Reading<'_> {
    fn fault(&mut self, span: Span, message: impl Into<String>) {
        let fault = Diagnostic::error(INVALID, &FilePath::new(FILE), span, message);
        self.faults.push(fault.help("`kb-lint explain invalid-facts` shows what such a file may say"));
    }

    fn fact(&mut self, id: &Spanned<String>, written: &WrittenFact) -> Fact {
        let span = Span::of(&id.span(), 0);
        let text = written.text.get_ref().clone();
        let tags = self.settings.locales.iter().map(|locale| &locale.tag);
        let lacking = tags.filter(|tag| text.get(tag).trim().is_empty()).map(Locale::as_str);
        let lacking: Vec<&str> = lacking.collect();
        if !lacking.is_empty() {
            self.fault(Span::of(&written.text.span(), 0), format!("no text for {}", lacking.join(", ")));
        }
        self.verification(span, written);
        let verified_on = written.verified_on.as_ref().and_then(|date| self.date(date));
        let expires_on = written.expires_on.as_ref().and_then(|date| self.date(date));
        Fact { id: id.get_ref().clone(), span, text, verified_on, expires_on }
    }

    /// Notes what is missing in a fact that is said to be verified.
    fn verification(&mut self, span: Span, written: &WrittenFact) {
        if let Some(by) =
            written.verified_by.as_ref().filter(|by| self.settings.owners.get(by.get_ref()).is_none())
        {
            let message = format!("`{}` is not an owner of `kb.toml`", by.get_ref());
            self.fault(Span::of(&by.span(), 0), message);
            if let Some(fault) = self.faults.last_mut() {
                fault.severity = Severity::Warning; // no page shows the name
            }
        }
        let has_source = written.source.as_ref().is_some_and(|source| !source.trim().is_empty());
        let needed = [
            ("`verified_by`", written.verified_by.is_some()),
            ("`source`", has_source),
            ("`expires_on`", written.expires_on.is_some()),
        ];
        let missing: Vec<&str> =
            needed.into_iter().filter(|(_, is_there)| !is_there).map(|(name, _)| name).collect();
        if written.verified_on.is_some() && !missing.is_empty() {
            self.fault(span, format!("a verified fact has {} as well", missing.join(" and ")));
        }
    }

    /// Returns a host in lower case.
    fn host(&mut self, written: &Spanned<String>) -> Option<String> {
        let host = written.get_ref().trim().to_lowercase();
        let is_host =
            host.contains('.') && !host.contains(|c: char| c == '/' || c == '@' || c.is_whitespace());
        if !is_host {
            self.fault(
                Span::of(&written.span(), 0),
                "a host is written without scheme and path: `www.example.com`",
            );
        }
        is_host.then_some(host)
    }

    fn date(&mut self, written: &Spanned<toml::value::Datetime>) -> Option<Date> {
        let date = written.get_ref().to_string().parse().ok().filter(|_| written.get_ref().time.is_none());
        if date.is_none() {
            self.fault(Span::of(&written.span(), 0), "this is no day: write `2026-11-23`");
        }
        date
    }
}
