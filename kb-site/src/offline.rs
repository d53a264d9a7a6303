//! The offline pack: the pages that readers' browsers keep, because a payment problem often is a network problem.

use kb_model::{Digest, Id, Kind};

use crate::budget::compressed;
use crate::route::{self, Route};
use crate::view::Viewpoint;

/// The files that browsers keep of a locale.
#[derive(Debug)]
pub struct Pack {
    /// How many bytes it may take, compressed.
    most: usize,
    /// How many bytes it takes, compressed.
    size: usize,
    /// The files, most wanted first.
    pub files: Vec<Route>,
    /// What there was no room for.
    pub left_out: Vec<Route>,
    /// What the files hold.
    digests: Vec<Digest>,
}

impl Pack {
    /// Makes an empty pack of at most some kilobytes.
    pub fn of(most_kb: Option<u32>) -> Self {
        let most = most_kb.unwrap_or_default() as usize * 1000;
        Self { most, size: 0, files: Vec::new(), left_out: Vec::new(), digests: Vec::new() }
    }

    /// Adds a file if there is room for it.
    pub fn add(&mut self, route: Route, bytes: &[u8]) {
        let size = compressed(bytes);
        if self.size + size > self.most {
            self.left_out.push(route);
            return;
        }
        self.size += size;
        self.digests.push(Digest::of(bytes));
        self.files.push(route);
    }

    /// Returns the name of what is in the pack: another file, or the same with other words, and it is another.
    pub fn version(&self) -> String {
        let routes = self.files.iter().map(|route| route.as_str().as_bytes());
        Digest::of_parts(self.digests.iter().map(AsRef::as_ref).chain(routes)).short()
    }
}

/// Returns what helps at once, most wanted first: how pages look, the home page, whom to contact, what cannot wait,
/// checklists and troubleshooters.
pub fn candidates(at: Viewpoint<'_>) -> Vec<Route> {
    let tag = &at.locale.tag;
    let looks = at.theme.asset("style.css").map(|asset| asset.route.clone());
    let urgent = at.reader.urgent(tag).into_iter().map(|card| (Kind::Article, card.id));
    let of_kind = |kind| at.reader.roll(kind, tag).into_iter().map(move |link| (kind, link.id));
    let things = urgent.chain(of_kind(Kind::Checklist)).chain(of_kind(Kind::Troubleshooter));
    let things = things.filter_map(|(kind, id)| place(at, kind, id));
    looks.into_iter().chain([route::home(at.locale), route::channels(at.locale)]).chain(things).collect()
}

/// Returns the page of a thing that says most by itself: of a troubleshooter, the one with all questions.
pub fn place(at: Viewpoint<'_>, kind: Kind, id: &Id) -> Option<Route> {
    let tag = &at.locale.tag;
    match kind {
        Kind::Troubleshooter => route::whole(at.reader, id, tag),
        _ => Some(route::of(at.reader, kind, id, tag)?.route),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_left_out() {
        let mut pack = Pack::of(Some(1));
        let noise: Vec<u8> =
            (0..4000_u32).flat_map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()).collect();
        pack.add(Route::new("/en/"), b"small");
        let before = pack.version();
        pack.add(Route::new("/en/large/"), &noise);
        assert_eq!(pack.version(), before);
        pack.add(Route::new("/en/a/"), b"small as well");
        assert_ne!(pack.version(), before);
        assert_eq!(pack.left_out, [Route::new("/en/large/")]);
    }
}
