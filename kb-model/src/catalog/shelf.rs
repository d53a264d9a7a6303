//! A shelf: the things of one kind, in order and by id.

use std::collections::BTreeMap;
use std::sync::Arc;

use hashbrown::HashMap;

use super::Thing;
use crate::Id;

/// The things of one kind. Every page asks for dozens of them by id, and lists go through them in order.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Shelf {
    by_id: HashMap<Id, Arc<Thing>>,
    in_order: BTreeMap<Id, Arc<Thing>>,
}

impl Shelf {
    pub(super) fn get(&self, id: &str) -> Option<&Thing> {
        self.by_id.get(id).map(|thing| &**thing)
    }

    pub(super) fn insert(&mut self, thing: Thing) {
        let thing = Arc::new(thing);
        self.by_id.insert(thing.id.clone(), thing.clone());
        self.in_order.insert(thing.id.clone(), thing);
    }

    pub(super) fn remove(&mut self, id: &Id) -> Option<Arc<Thing>> {
        self.by_id.remove(id);
        self.in_order.remove(id)
    }

    /// Returns the things in the order of their ids.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Thing> {
        self.in_order.values().map(|thing| &**thing)
    }

    /// Returns the things whose ids are not before this one, in order.
    pub(super) fn from(&self, id: Id) -> impl Iterator<Item = &Thing> {
        self.in_order.range(id..).map(|(_, thing)| &**thing)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.in_order.is_empty()
    }
}
