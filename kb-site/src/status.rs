//! `status.json`: what the status pages say, for programs that follow it.

use kb_model::catalog::{Changed, Standing, Thing};
use kb_model::facts::Reliance;
use serde::Serialize;

use crate::route::{self, Route};
use crate::view::{Debt, Doubt, Viewpoint, standings};

#[derive(Serialize)]
struct Report {
    today: String,
    locales: Vec<LocaleReport>,
}

#[derive(Serialize)]
struct LocaleReport {
    tag: String,
    page: String,
    total: usize,
    findings: Vec<Entry>,
    facts: Vec<FactEntry>,
}

/// One debt of one thing.
#[derive(Serialize)]
struct Entry {
    debt: Debt,
    kind: &'static str,
    id: String,
    url: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    changed: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    review_by: Option<String>,
}

/// One fact that nobody vouches for.
#[derive(Serialize)]
struct FactEntry {
    id: String,
    /// The last day on which it could be relied on.
    #[serde(skip_serializing_if = "Option::is_none")]
    expired_on: Option<String>,
    pages: Vec<PageEntry>,
}

/// What says a fact.
#[derive(Serialize)]
struct PageEntry {
    kind: &'static str,
    id: String,
    url: Option<String>,
}

/// Returns how every locale stands.
pub(crate) fn json(at: Viewpoint<'_>) -> Vec<u8> {
    let locales = at.settings().locales.iter().map(|locale| LocaleReport::of(Viewpoint { locale, ..at }));
    let report = Report { today: at.today.to_string(), locales: locales.collect() };
    let mut bytes = serde_json::to_vec_pretty(&report).expect("a report is JSON");
    bytes.push(b'\n');
    bytes
}

impl LocaleReport {
    fn of(at: Viewpoint<'_>) -> Self {
        let standings = standings(at);
        let findings = Debt::ALL.into_iter().flat_map(|debt| {
            let burdened = standings.iter().filter(move |standing| debt.burdens(at, standing));
            burdened.map(move |standing| Entry::of(at, debt, standing))
        });
        Self {
            tag: at.locale.tag.to_string(),
            page: route::status(at.locale).url(at.base),
            total: standings.len(),
            findings: findings.collect(),
            facts: Doubt::all(at).iter().map(|doubt| FactEntry::of(at, doubt)).collect(),
        }
    }
}

impl Entry {
    fn of(at: Viewpoint<'_>, debt: Debt, standing: &Standing<'_>) -> Self {
        let address = route::of(at.reader, standing.kind, standing.id, &at.locale.tag);
        let changed = standing.changed.iter().filter(|_| debt == Debt::Stale).map(named);
        let review_by = standing.review_by.filter(|_| debt == Debt::Overdue);
        Self {
            debt,
            kind: standing.kind.folder(),
            id: standing.id.to_string(),
            url: address.map(|address| address.route.url(at.base)),
            changed: changed.collect(),
            review_by: review_by.map(|day| day.to_string()),
        }
    }
}

impl FactEntry {
    fn of(at: Viewpoint<'_>, doubt: &Doubt<'_>) -> Self {
        let expired_on = match doubt.reliance {
            Reliance::Expired(last) => Some(last.to_string()),
            Reliance::Verified | Reliance::Unverified => None,
        };
        let page = |(thing, route): &(&Thing, Option<Route>)| PageEntry {
            kind: thing.kind.folder(),
            id: thing.id.to_string(),
            url: route.as_ref().map(|route| route.url(at.base)),
        };
        Self { id: doubt.fact.id.clone(), expired_on, pages: doubt.said_by.iter().map(page).collect() }
    }
}

/// Returns a part of a source as programs name it: `#first` is a section that the translation has.
fn named(part: &Changed) -> String {
    match part {
        Changed::Fields => "fields".to_owned(),
        Changed::Opening => "opening".to_owned(),
        Changed::Own { id, .. } => format!("#{id}"),
        Changed::New { title } => title.clone(),
    }
}
