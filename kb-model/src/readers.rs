//! The reverse index: who looked at a facet.
//!
//! Whoever reads through a [`Reader`](crate::Reader) leaves the facets that it looked at here. After a change the index
//! says at once who has to look again, however many there are who need not.

use std::collections::BTreeSet;
use std::hash::Hash;

use hashbrown::HashMap;

use crate::Facet;

/// Who looked at a facet. A key is whoever looks, such as the address of a page.
#[derive(Debug, Clone)]
pub struct Readers<K> {
    keys: Numbered<K>,
    facets: Numbered<Facet>,
    /// The facets that each key has looked at, in order.
    seen: Vec<Box<[u32]>>,
    /// The keys that have looked at each facet.
    lookers: Vec<Vec<u32>>,
}

/// Values by number: pages and facets are named millions of times, and a number is small.
#[derive(Debug, Clone)]
struct Numbered<T> {
    numbers: HashMap<T, u32>,
    values: Vec<T>,
}

impl<K: Clone + Eq + Hash + Ord> Readers<K> {
    /// Notes what a key has looked at, in place of what it looked at before.
    pub fn note(&mut self, key: &K, seen: impl IntoIterator<Item = Facet>) {
        let key = self.keys.number(key);
        let mut seen: Vec<u32> = seen.into_iter().map(|facet| self.facets.number(&facet)).collect();
        seen.sort_unstable();
        seen.dedup();
        self.seen.resize_with(self.keys.values.len(), Box::default);
        self.lookers.resize_with(self.facets.values.len(), Vec::new);
        let before = std::mem::replace(&mut self.seen[key as usize], seen.into());
        let now = &self.seen[key as usize];
        for facet in before.iter().filter(|facet| now.binary_search(facet).is_err()) {
            self.lookers[*facet as usize].retain(|reader| *reader != key);
        }
        for facet in now.iter().filter(|facet| before.binary_search(facet).is_err()) {
            self.lookers[*facet as usize].push(key);
        }
    }

    /// Returns whoever looked at one of these facets.
    pub fn of(&self, touched: &BTreeSet<Facet>) -> BTreeSet<K> {
        let facets = touched.iter().filter_map(|facet| self.facets.numbers.get(facet));
        let readers = facets.filter_map(|facet| self.lookers.get(*facet as usize)).flatten();
        readers.map(|key| self.keys.values[*key as usize].clone()).collect()
    }
}

impl<K> Default for Readers<K> {
    fn default() -> Self {
        Self { keys: Numbered::default(), facets: Numbered::default(), seen: Vec::new(), lookers: Vec::new() }
    }
}

impl<T: Clone + Eq + Hash> Numbered<T> {
    fn number(&mut self, value: &T) -> u32 {
        if let Some(number) = self.numbers.get(value) {
            return *number;
        }
        let number = u32::try_from(self.values.len()).expect("a knowledge base has fewer facets than that");
        self.numbers.insert(value.clone(), number);
        self.values.push(value.clone());
        number
    }
}

impl<T> Default for Numbered<T> {
    fn default() -> Self {
        Self { numbers: HashMap::new(), values: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Kind, Locale};

    fn facet(name: &str) -> Facet {
        Facet::Roll(Kind::Article, Locale::new(name))
    }

    #[test]
    fn readers_are_found_by_what_they_saw_last() {
        let mut readers = Readers::default();
        let check = |readers: &Readers<&'static str>, touched: &str, expected: &[&str]| {
            let found = readers.of(&BTreeSet::from([facet(touched)]));
            assert_eq!(found.into_iter().collect::<Vec<_>>(), expected, "{touched}");
        };
        readers.note(&"one", [facet("a"), facet("b"), facet("a")]);
        readers.note(&"two", [facet("b")]);
        check(&readers, "a", &["one"]);
        check(&readers, "b", &["one", "two"]);
        check(&readers, "c", &[]);
        readers.note(&"one", [facet("c")]);
        check(&readers, "a", &[]);
        check(&readers, "b", &["two"]);
        check(&readers, "c", &["one"]);
    }
}
