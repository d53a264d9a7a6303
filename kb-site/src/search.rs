//! Search: an index for each locale, made of all that readers can find, and the answers to their queries.
//!
//! `entries` says what can be found and in which words, `index` counts them, `files` packs them for browsers, `meaning`
//! and `rank` answer. `theme/assets/search.js` reads the files in the browser and answers the same way: what a query gets
//! is decided by data that both have, and by whole numbers and plain arithmetic in the same order.

mod affixes;
mod edits;
pub(crate) mod entries;
pub(crate) mod files;
pub(crate) mod followed;
mod index;
mod lexicon;
mod meaning;
mod numbers;
mod rank;
pub mod tasks;
mod weak;
mod weights;

pub use entries::Entry;
pub use index::Index;
pub use meaning::Way;
pub use rank::{Answer, Hit, Match, answer};
