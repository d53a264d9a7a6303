//! The drawing of a troubleshooter: threads from question to question, with a numbered stop for each node.
//!
//! It is decoration: the outline beside it says the same in words.

use std::collections::BTreeMap;

use kb_model::article::Urgency;
use serde::Serialize;

use super::whole::Step;

/// How far apart questions stand that follow on each other, in pixels: seven fit a phone.
const COLUMN: usize = 44;
/// How far apart the threads run, in pixels.
const ROW: usize = 40;
/// The radius of a stop, in pixels.
const RADIUS: usize = 14;
/// The radius of the bends, in pixels.
const BEND: usize = 10;

/// A troubleshooter as threads and stops.
#[derive(Debug, Serialize)]
pub(super) struct Drawing {
    width: usize,
    height: usize,
    threads: Vec<Thread>,
    stops: Vec<Stop>,
}

/// The way from a question to what follows, as the commands of an SVG path.
#[derive(Debug, Serialize)]
struct Thread {
    path: String,
    /// Whether it leads to a stop that another thread has led to.
    is_repeated: bool,
}

/// A node.
#[derive(Debug, Serialize)]
struct Stop {
    x: usize,
    y: usize,
    number: usize,
    /// The urgency of an outcome; a question has none.
    urgency: Option<Urgency>,
}

/// Where a stop stands: its column and its row.
type Place = (usize, usize);

impl Drawing {
    /// Draws the ways through a troubleshooter, with the numbers of its nodes.
    pub(super) fn of(steps: &[Step<'_>], numbers: &BTreeMap<&str, usize>) -> Self {
        let places = places(steps);
        let last = |axis: fn(&Place) -> usize| places.values().map(axis).max().unwrap_or_default();
        let thread = |step: &Step<'_>| {
            let (from, to) = (places[&*step.given?.0.name.text], places[&*step.node.name.text]);
            Some(Thread { path: path(from, to), is_repeated: step.is_repeated })
        };
        let stop = |step: &Step<'_>| {
            let (x, y) = centre(places[&*step.node.name.text]);
            let urgency = step.node.is_outcome.then_some(step.node.urgency);
            Stop { x, y, number: numbers[&*step.node.name.text], urgency }
        };
        Self {
            width: (last(|place| place.0) + 1) * COLUMN,
            height: (last(|place| place.1) + 1) * ROW,
            threads: steps.iter().filter_map(thread).collect(),
            stops: steps.iter().filter(|step| !step.is_repeated).map(stop).collect(),
        }
    }
}

/// Places each node in the column of its depth: the first that follows on a question in the question's row, any other
/// in a row of its own below.
fn places<'t>(steps: &[Step<'t>]) -> BTreeMap<&'t str, Place> {
    let mut places: BTreeMap<&str, Place> = BTreeMap::new();
    let mut rows = 0;
    let mut last: Option<&Step<'_>> = None;
    for step in steps.iter().filter(|step| !step.is_repeated) {
        let continues = step.given.zip(last).is_some_and(|((from, _), last)| std::ptr::eq(from, last.node));
        if !continues && last.is_some() {
            rows += 1;
        }
        places.insert(&step.node.name.text, (step.depth, rows));
        last = Some(step);
    }
    places
}

fn centre((column, row): Place) -> (usize, usize) {
    (column * COLUMN + COLUMN / 2, row * ROW + ROW / 2)
}

/// Returns the way between two stops: down from the first, and then along to the second; back up in a curve.
fn path(from: Place, to: Place) -> String {
    let ((x, y), (to_x, to_y)) = (centre(from), centre(to));
    if to_y == y {
        format!("M{x} {y}H{to_x}")
    } else if to_y > y && to_x > x {
        let (above, beside) = (to_y - BEND, x + BEND);
        format!("M{x} {y}V{above}Q{x} {to_y} {beside} {to_y}H{to_x}")
    } else {
        let beside = x.max(to_x) + COLUMN / 2;
        let edge = to_x + RADIUS;
        format!("M{x} {y}C{beside} {y} {beside} {to_y} {edge} {to_y}")
    }
}
