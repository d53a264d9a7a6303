//! Facts that texts may say and nobody vouches for today, as the status pages list them: by name, and never in words,
//! which would spread what may be wrong.

use kb_model::catalog::Thing;
use kb_model::facts::{Fact, Reliance};

use super::Viewpoint;
use crate::route::{self, Route};

/// A fact that cannot be relied on today.
#[derive(Debug)]
pub struct Doubt<'a> {
    /// The record.
    pub fact: &'a Fact,
    /// Why it cannot be relied on.
    pub reliance: Reliance,
    /// What says it to readers of the locale, by kind and id, with its address if it has one.
    pub said_by: Vec<(&'a Thing, Option<Route>)>,
}

impl<'a> Doubt<'a> {
    /// Returns the facts in doubt on the day of the site, by id. Texts are looked at only where there is one.
    pub fn all(at: Viewpoint<'a>) -> Vec<Self> {
        let facts = at.reader.facts().records.iter().map(|fact| (fact, fact.reliance(at.today)));
        let doubted = facts.filter(|(_, reliance)| *reliance != Reliance::Verified);
        doubted.map(|(fact, reliance)| Self { fact, reliance, said_by: said_by(at, fact) }).collect()
    }
}

fn said_by<'a>(at: Viewpoint<'a>, fact: &Fact) -> Vec<(&'a Thing, Option<Route>)> {
    let things = at.reader.said_by(fact, &at.locale.tag).into_iter();
    let addressed = |thing: &'a Thing| {
        let address = route::of(at.reader, thing.kind, &thing.id, &at.locale.tag);
        (thing, address.map(|address| address.route))
    };
    things.map(addressed).collect()
}
