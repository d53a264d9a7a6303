//! The numbers of entries: an entry keeps its number when others come and go, but for the few in its row.
//!
//! Entries stand in rows, by a digest of what they are; a number is a row and a place in it. So a browser finds the file
//! of an entry by its number, and one more article changes one row, seldom the next one too, not every number after it.

use std::collections::BTreeMap;

use kb_model::Digest;

use super::index::Key;

/// How many entries a locale may have that is read in one go.
pub(super) const MOST_IN_ONE: usize = 300;

/// How many entries a row has at most: its file holds their titles and summaries. In longer rows these take less room, but
/// a query needs one row for each of its results.
const PLACES: usize = 24;

/// Of so many places not more than so many are taken on average. The more are free, the seldomer an entry is pushed to the
/// next row; but numbers that are far apart take room in every block.
const TAKEN: [usize; 2] = [20, 17];

/// Where the entries stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Numbers {
    /// The keys of each row, in order.
    pub(super) rows: Vec<Vec<Key>>,
    /// How many numbers each row takes.
    pub(super) places: u32,
}

impl Numbers {
    /// Numbers entries: a few in one row, and many in rows of which each hands to the next what it has no place for.
    pub(super) fn of<'k>(keys: impl ExactSizeIterator<Item = &'k Key>) -> Self {
        let is_one = keys.len() <= MOST_IN_ONE;
        let places = if is_one { keys.len().next_multiple_of(PLACES).max(1) } else { PLACES };
        let count = if is_one { 1 } else { steady(keys.len() * TAKEN[0] / TAKEN[1] / PLACES) };
        let mut rows = vec![Vec::new(); count];
        for key in keys {
            rows[row(key, count)].push(key.clone());
        }
        let mut rest = Vec::new();
        for row in &mut rows {
            row.append(&mut rest);
            row.sort_unstable();
            rest = row.split_off(places.min(row.len()));
        }
        rows.extend(rest.chunks(places).map(<[Key]>::to_vec));
        Self { rows, places: u32::try_from(places).expect("a row is short") }
    }

    /// Tells whether there are as many rows of as many places.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        (self.rows.len(), self.places) == (other.rows.len(), other.places)
    }

    /// Returns how many numbers there are.
    pub(super) fn len(&self) -> u32 {
        self.places * u32::try_from(self.rows.len()).expect("a locale has fewer entries than that")
    }

    /// Returns the row of a number.
    pub(super) fn row(&self, number: u32) -> usize {
        (number / self.places) as usize
    }

    /// Returns every key with its number.
    pub(super) fn all(&self) -> BTreeMap<&Key, u32> {
        let starts = (0..).step_by(self.places as usize);
        let rows = self.rows.iter().zip(starts);
        rows.flat_map(|(row, start)| row.iter().zip(start..)).collect()
    }
}

/// Returns a number or a greater one, by an eighth at most, that is the same for numbers that differ little.
fn steady(number: usize) -> usize {
    let step = 1 << number.max(1).ilog2().saturating_sub(3);
    (number + 1).next_multiple_of(step)
}

fn row(key: &Key, count: usize) -> usize {
    if count <= 1 {
        return 0;
    }
    let digest = Digest::of(format!("{key:?}"));
    let part = digest.as_ref().iter().take(3).fold(0, |part, byte| part << 8 | usize::from(*byte)); // of 2^24
    (part * count) >> 24
}
