//! The numbers of entries: an entry keeps its number when others come and go, but for the few in its row.
//!
//! Entries stand in rows, by a digest of what they are; a number is a row and a place in it. So a browser finds the file
//! of an entry by its number, and one more article changes one row, not every number after it.

use std::collections::BTreeMap;

use kb_model::Digest;

use super::index::Key;

/// How many entries a locale may have that is read in one go.
pub(super) const MOST_IN_ONE: usize = 300;

/// How many entries a row should have, at least, on average: the file of a row holds titles and summaries of this many.
const ROW: usize = 6;

/// The places of a row are a multiple of this, so that one more entry in the longest seldom changes all numbers.
const PLACES: usize = 4;

/// Where the entries stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Numbers {
    /// The keys of each row, in order.
    pub(super) rows: Vec<Vec<Key>>,
    /// How many numbers each row takes.
    pub(super) places: u32,
}

impl Numbers {
    /// Numbers entries: a few in one row, and many in as many rows as a power of two.
    pub(super) fn of<'k>(keys: impl ExactSizeIterator<Item = &'k Key>) -> Self {
        let count = if keys.len() > MOST_IN_ONE { previous_power_of_two(keys.len() / ROW) } else { 1 };
        let mut rows = vec![Vec::new(); count];
        for key in keys {
            rows[row(key, count)].push(key.clone());
        }
        let longest = rows.iter().map(Vec::len).max().unwrap_or_default().next_multiple_of(PLACES).max(1);
        Self { rows, places: u32::try_from(longest).expect("a row is short") }
    }

    /// Tells whether there are as many rows of as many places.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        (self.rows.len(), self.places) == (other.rows.len(), other.places)
    }

    /// Returns the row in which a key stands, or stood.
    pub(super) fn row(&self, key: &Key) -> usize {
        row(key, self.rows.len())
    }

    /// Returns every key with its number.
    pub(super) fn all(&self) -> BTreeMap<&Key, u32> {
        let starts = (0..).step_by(self.places as usize);
        let rows = self.rows.iter().zip(starts);
        rows.flat_map(|(row, start)| row.iter().zip(start..)).collect()
    }
}

fn previous_power_of_two(number: usize) -> usize {
    1 << number.max(1).ilog2()
}

fn row(key: &Key, count: usize) -> usize {
    if count <= 1 {
        return 0;
    }
    let digest = Digest::of(format!("{key:?}"));
    let bytes = digest.as_ref();
    (usize::from(bytes[0]) | usize::from(bytes[1]) << 8 | usize::from(bytes[2]) << 16) & (count - 1)
}
