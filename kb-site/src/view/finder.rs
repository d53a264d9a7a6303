//! The channel finder: for whom, about what, how urgent; and then whom to contact, the best way first.
//!
//! It is a nested list of links, so that it needs no script.

use std::cmp::Reverse;

use kb_model::article::Urgency;
use kb_model::channel::{Answer, Channel};
use kb_model::document::Details;
use kb_model::{Id, Kind};
use serde::Serialize;

use super::channel::ChannelView;
use super::{Frame, Language, PageAddress, Subject, View, Viewpoint, print};
use crate::route;

/// All ways to reach somebody.
#[derive(Debug, Serialize)]
pub struct FinderView {
    audiences: Vec<AudienceView>,
    channels: Vec<ChannelView>,
    print: Option<String>,
}

/// Somebody who asks.
#[derive(Debug, Serialize)]
struct AudienceView {
    id: String,
    name: String,
    topics: Vec<TopicView>,
}

/// What somebody may ask about.
#[derive(Debug, Serialize)]
struct TopicView {
    title: String,
    foreign: Option<Language>,
    matters: Vec<MatterView>,
}

/// Matters that lead to the same channels.
#[derive(Debug, Serialize)]
struct MatterView {
    urgencies: Vec<Urgency>,
    channels: Vec<ChannelLink>,
}

/// A channel as the finder names it.
#[derive(Debug, Clone, Serialize)]
struct ChannelLink {
    title: String,
    href: String,
    answer: Answer,
    foreign: Option<Language>,
}

/// A channel with what decides its place.
struct Candidate<'c> {
    id: &'c Id,
    facts: &'c Channel,
    link: ChannelLink,
}

impl FinderView {
    /// Makes the channel finder.
    pub fn of(at: Viewpoint<'_>) -> View<Self> {
        let strings = at.theme.strings(&at.locale.tag);
        let subject = Subject {
            title: strings.plain("finder_title"),
            summary: strings.plain("finder_text"),
            address: PageAddress::Everywhere(route::channels),
            crumbs: Vec::new(),
        };
        let candidates = Candidate::all(at);
        let audience = |(id, names): (&str, &kb_model::settings::Names)| AudienceView {
            id: id.to_owned(),
            name: names.get(&at.locale.tag).to_owned(),
            topics: topics(at, id, &candidates),
        };
        let audiences = at.settings().audiences.iter().map(audience);
        let page = Self {
            audiences: audiences.filter(|audience| !audience.topics.is_empty()).collect(),
            channels: ChannelView::all(at, &ids(&candidates)),
            print: print::link(at),
        };
        View { frame: Frame::of(at, &subject), page }
    }
}

/// Returns all ways to reach somebody, the best one for most readers first.
pub(super) fn ranked(at: Viewpoint<'_>) -> Vec<ChannelView> {
    ChannelView::all(at, &ids(&Candidate::all(at)))
}

fn ids(candidates: &[Candidate<'_>]) -> Vec<Id> {
    candidates.iter().map(|candidate| candidate.id.clone()).collect()
}

/// Returns what an audience may ask about, in the order of the categories, where somebody can be asked.
fn topics(at: Viewpoint<'_>, audience: &str, candidates: &[Candidate<'_>]) -> Vec<TopicView> {
    let topic = |card: kb_model::catalog::Card<'_>| {
        let thing = at.reader.thing(Kind::Category, card.id, &at.locale.tag)?;
        let Details::Category(category) = &thing.source.as_ref()?.details else { return None };
        let is_for_others =
            !category.audience.is_empty() && !category.audience.iter().any(|known| known == audience);
        let matters = matters(audience, card.id, candidates);
        (!is_for_others && !matters.is_empty()).then(|| TopicView {
            title: card.title.to_owned(),
            foreign: at.foreign(card.locale),
            matters,
        })
    };
    at.reader.categories(&at.locale.tag).into_iter().filter_map(topic).collect()
}

/// Returns the channels of a topic by urgency, in their order. Neighbours with the same channels are one.
fn matters(audience: &str, topic: &Id, candidates: &[Candidate<'_>]) -> Vec<MatterView> {
    let mut matters: Vec<(Vec<Urgency>, Vec<&Candidate<'_>>)> = Vec::new();
    for urgency in [Urgency::Now, Urgency::Soon, Urgency::Later] {
        let serves = |candidate: &&Candidate<'_>| candidate.facts.serves(audience, topic, urgency);
        let serving: Vec<&Candidate<'_>> = candidates.iter().filter(serves).collect();
        let is_same = |others: &[&Candidate<'_>]| {
            others.iter().map(|other| other.id).eq(serving.iter().map(|own| own.id))
        };
        match matters.last_mut().filter(|(_, others)| is_same(others)) {
            Some((urgencies, _)) => urgencies.push(urgency),
            None => matters.push((vec![urgency], serving)),
        }
    }
    let matter = |(urgencies, serving): (Vec<Urgency>, Vec<&Candidate<'_>>)| MatterView {
        urgencies,
        channels: serving.into_iter().map(|candidate| candidate.link.clone()).collect(),
    };
    matters.into_iter().filter(|(_, serving)| !serving.is_empty()).map(matter).collect()
}

impl<'c> Candidate<'c> {
    fn all(at: Viewpoint<'c>) -> Vec<Self> {
        let links = at.reader.roll(Kind::Channel, &at.locale.tag).into_iter();
        let mut candidates: Vec<Self> = links.filter_map(|link| Self::of(at, link.id)).collect();
        candidates.sort_by_key(|candidate| candidate.rank(&at.locale.tag));
        candidates
    }

    fn of(at: Viewpoint<'c>, id: &'c Id) -> Option<Self> {
        let thing = at.reader.thing(Kind::Channel, id, &at.locale.tag)?;
        let Details::Channel(facts) = &thing.source.as_ref()?.details else { return None };
        let words = thing.shown(&at.locale.tag)?;
        let link = ChannelLink {
            title: words.title().to_owned(),
            href: at.href(&route::of(at.reader, Kind::Channel, id, &at.locale.tag)?.route),
            answer: facts.answer(),
            foreign: at.foreign(&words.locale),
        };
        Some(Self { id, facts, link })
    }

    /// Returns what decides a channel's place: whether one need not wait for a reply, and how usual the reader's language is
    /// there.
    fn rank(&self, locale: &kb_model::Locale) -> (Reverse<bool>, usize) {
        (Reverse(self.facts.realtime), self.facts.rank_of(locale))
    }
}
