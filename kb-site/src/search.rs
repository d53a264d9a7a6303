//! Search: an index for each locale, made of all that readers can find, and the answers to their queries.
//!
//! `theme/assets/search.js` reads the same index in the browser and answers the same way: what a query gets is decided
//! by data that both have, and by whole numbers and plain arithmetic in the same order.

mod affixes;
mod edits;
mod entries;
mod index;
mod meaning;
mod packed;
mod rank;
pub mod tasks;
mod weak;

pub use entries::Entry;
pub use index::Index;
pub use meaning::Way;
pub use rank::{Answer, Hit, Match, answer};
