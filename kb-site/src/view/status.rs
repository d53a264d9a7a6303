//! The status page: what a locale lacks, what is behind its source, what should have been looked at again by today, and
//! which facts nobody vouches for.

use kb_model::article::Status;
use kb_model::catalog::{Standing, Thing};
use kb_model::facts::Reliance;
use kb_model::translation::State;
use serde::Serialize;

use super::changed::ChangedView;
use super::{Doubt, Frame, Language, PageAddress, Subject, View, Viewpoint};
use crate::dates::DateView;
use crate::route::{self, Route};

/// How current a locale is.
#[derive(Debug, Serialize)]
pub struct StatusView {
    /// The day for which the site was made.
    today: DateView,
    total: usize,
    groups: Vec<Group>,
    facts: Vec<FactView>,
    /// The same for programs, without end.
    report: String,
}

/// One fact that nobody vouches for.
#[derive(Debug, Serialize)]
struct FactView {
    id: String,
    /// The last day on which it could be relied on; nothing if nobody has ever verified it.
    expired: Option<DateView>,
    pages: Vec<PageLink>,
}

/// A page that says a fact.
#[derive(Debug, Serialize)]
struct PageLink {
    title: String,
    href: Option<String>,
    foreign: Option<Language>,
}

/// The things with one sort of debt.
#[derive(Debug, Serialize)]
struct Group {
    debt: Debt,
    count: usize,
    rows: Vec<Row>,
    /// How many there was no room for.
    left_out: usize,
}

/// How many things with one sort of debt are listed: more is work for a program, and too heavy for a page.
const MOST_ROWS: usize = 200;

/// One thing with a debt.
#[derive(Debug, Serialize)]
struct Row {
    title: String,
    href: Option<String>,
    foreign: Option<Language>,
    changed: Vec<ChangedView>,
    review_by: Option<DateView>,
}

/// What may be wrong with a thing in a locale, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Debt {
    /// There is no translation.
    Missing,
    /// There is one, but it is not finished.
    Draft,
    /// The source has changed since.
    Stale,
    /// Nobody has reviewed it.
    Unreviewed,
    /// Somebody should have looked at the source again.
    Overdue,
}

impl Debt {
    /// Every debt, worst first.
    pub const ALL: [Self; 5] = [Self::Missing, Self::Draft, Self::Stale, Self::Unreviewed, Self::Overdue];

    /// Tells whether a thing has this debt, seen from a locale on the day of the site.
    pub fn burdens(self, at: Viewpoint<'_>, standing: &Standing<'_>) -> bool {
        match self {
            Self::Overdue => standing.review_by.is_some_and(|day| day < at.today),
            Self::Missing => {
                let is_source = at.settings().is_source(&at.locale.tag);
                !is_source && standing.is_translated && standing.translation.is_none()
            }
            Self::Draft => matches!(standing.translation, Some(State::Draft)),
            Self::Stale => matches!(standing.translation, Some(State::Stale(_))),
            Self::Unreviewed => matches!(standing.translation, Some(State::Unreviewed)),
        }
    }
}

impl StatusView {
    /// Makes the page. It is for those who look after the texts, and not for search engines.
    pub fn of(at: Viewpoint<'_>) -> View<Self> {
        let strings = at.theme.strings(&at.locale.tag);
        let subject = Subject {
            title: strings.plain("status_title"),
            summary: strings.plain("status_text"),
            address: PageAddress::Everywhere(route::status),
            crumbs: Vec::new(),
        };
        let mut frame = Frame::of(at, &subject);
        frame.indexable = false;
        frame.alternates.clear();
        frame.canonical = None;
        let standings = standings(at);
        let group = |debt: Debt| {
            let burdened = standings.iter().filter(|standing| debt.burdens(at, standing));
            let burdened: Vec<&Standing<'_>> = burdened.collect();
            let rows = burdened.iter().take(MOST_ROWS).map(|standing| Row::of(at, standing, debt));
            let left_out = burdened.len().saturating_sub(MOST_ROWS);
            Group { debt, count: burdened.len(), rows: rows.collect(), left_out }
        };
        let groups = Debt::ALL.into_iter().map(group).filter(|group| group.count > 0).collect();
        let facts = Doubt::all(at).iter().map(|doubt| FactView::of(at, doubt)).collect();
        let today = strings.calendar().date(at.today);
        let report = at.href(&route::status_report());
        View { frame, page: Self { today, total: standings.len(), groups, facts, report } }
    }
}

impl FactView {
    fn of(at: Viewpoint<'_>, doubt: &Doubt<'_>) -> Self {
        let calendar = at.theme.strings(&at.locale.tag).calendar();
        let expired = match doubt.reliance {
            Reliance::Expired(last) => Some(calendar.date(last)),
            Reliance::Verified | Reliance::Unverified => None,
        };
        let pages = doubt.said_by.iter().filter_map(|(thing, route)| PageLink::of(at, thing, route.as_ref()));
        Self { id: doubt.fact.id.clone(), expired, pages: pages.collect() }
    }
}

impl PageLink {
    fn of(at: Viewpoint<'_>, thing: &Thing, route: Option<&Route>) -> Option<Self> {
        let shown = thing.shown(&at.locale.tag)?;
        Some(Self {
            title: shown.title().to_owned(),
            href: route.map(|route| at.href(route)),
            foreign: at.foreign(&shown.locale),
        })
    }
}

impl Row {
    fn of(at: Viewpoint<'_>, standing: &Standing<'_>, debt: Debt) -> Self {
        let calendar = at.theme.strings(&at.locale.tag).calendar();
        let address = route::of(at.reader, standing.kind, standing.id, &at.locale.tag);
        let changed = if debt == Debt::Stale { standing.changed.as_slice() } else { &[] };
        Self {
            title: standing.title.to_owned(),
            href: address.map(|address| at.href(&address.route)),
            foreign: at.foreign(standing.locale),
            changed: ChangedView::all(at, changed),
            review_by: standing.review_by.filter(|_| debt == Debt::Overdue).map(|day| calendar.date(day)),
        }
    }
}

/// Returns how everything stands that readers of a locale can see, by kind and id.
pub fn standings(at: Viewpoint<'_>) -> Vec<Standing<'_>> {
    let mut standings = at.reader.standings(&at.locale.tag);
    standings.retain(|standing| !matches!(standing.status, Status::Archived { .. }));
    standings
}
