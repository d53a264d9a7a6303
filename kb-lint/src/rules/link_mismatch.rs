//! Finds links that lead elsewhere than the source's, or are lost.

use kb_model::FilePath;
use kb_model::block::Block;
use kb_model::catalog::Destination;
use kb_model::diagnostic::{Fix, Safety};
use kb_model::markdown::Link;
use kb_model::{Catalog, Document};

use crate::findings::Found;
use crate::parity::{Pair, Parity, surplus};
use crate::rule::{About, Rule};

/// See `link_mismatch.md`, which is also this rule's test.
pub(super) struct LinkMismatch;

impl Rule for LinkMismatch {
    fn about(&self) -> About {
        About::error("link-mismatch", include_str!("link_mismatch.md")).holds_translations()
    }

    fn compare(&self, parity: &Parity<'_>, found: &mut Found) {
        if parity.source.body.links.is_empty() {
            return;
        }
        let all = |document: &Document, path: &FilePath| -> Vec<Target> {
            document.body.links.iter().filter_map(|link| Target::of(parity.catalog, path, link)).collect()
        };
        let theirs = all(&parity.source, parity.source_path);
        let own = all(parity.document, &parity.document.path);
        let lost = surplus(&theirs, &own); // a link that has only moved to another block is none of them
        if !lost.is_empty() {
            for pair in &parity.pairs {
                compare(parity, pair, &lost, found);
            }
        }
    }
}

/// Where a link leads, in every language alike.
#[derive(Debug, Clone, PartialEq)]
enum Target {
    /// To a thing, a section or a file: described by the catalog.
    Inside(String),
    /// To another site: in each language another page of it may be meant.
    Outside(String),
}

impl Target {
    /// Returns where a link leads, unless it is broken: other rules report that.
    fn of(catalog: &Catalog, path: &FilePath, link: &Link) -> Option<Self> {
        match catalog.destination(path, &link.destination) {
            Destination::Nowhere(_) | Destination::Outside | Destination::Section("") => None,
            Destination::External => Some(Target::Outside(site(&link.destination))),
            Destination::Asset(path) => {
                let name = path.as_str().split_once('/').map_or("", |(_, name)| name);
                Some(Target::Inside(name.to_owned()))
            }
            inside => Some(Target::Inside(format!("{inside:?}"))),
        }
    }
}

/// Returns scheme and site of an address: `https:example.com` for `https://id.example.com/bantuan`.
fn site(address: &str) -> String {
    let (scheme, rest) = address.split_once(':').unwrap_or(("", address));
    let host = rest.trim_start_matches('/').split(['/', '?', '#']).next().unwrap_or_default();
    let labels: Vec<&str> = host.rsplit('.').take(2).collect();
    format!("{scheme}:{}", labels.into_iter().rev().collect::<Vec<_>>().join("."))
}

fn compare(parity: &Parity<'_>, pair: &Pair, lost: &[Target], found: &mut Found) {
    let theirs = links(parity, &parity.source, parity.source_path, &pair.source);
    let own = links(parity, parity.document, &parity.document.path, &pair.own);
    let targets =
        |links: &[(Target, &Link)]| links.iter().map(|(target, _)| target.clone()).collect::<Vec<_>>();
    let missing = surplus(&targets(&theirs), &targets(&own));
    let added = surplus(&targets(&own), &targets(&theirs));
    let Some((target, link)) =
        theirs.iter().find(|(target, _)| missing.contains(target) && lost.contains(target))
    else {
        return;
    };
    let instead = own.iter().find(|(target, _)| added.contains(target)).map(|(_, link)| *link);
    let goal = &link.destination;
    let (span, message) = match instead {
        Some(own) => {
            (own.span, format!("the source's link leads to `{goal}`, but this one to `{}`", own.destination))
        }
        None => (pair.own.span, format!("the source's link to `{goal}` is not here")),
    };
    let mut noted = found.at(&parity.document.path, span, message);
    noted.related(&parity.source.path, link.span, "the source's link");
    noted.help(format!("link to `{goal}` here too"));
    let is_plain = instead.is_some_and(|own| own.span.slice(&parity.document.text) == own.destination);
    if is_plain && missing.len() == 1 && added.len() == 1 && matches!(target, Target::Inside(_)) {
        noted.fix(Fix { safety: Safety::Unsafe, ..parity.replacement(span, goal) }); // its words may be right
    }
}

/// Returns the links that stand in a block, with where they lead.
fn links<'d>(
    parity: &Parity<'_>,
    document: &'d Document,
    path: &FilePath,
    block: &Block,
) -> Vec<(Target, &'d Link)> {
    let here = document
        .body
        .links
        .iter()
        .filter(|link| block.span.start <= link.span.start && link.span.end <= block.span.end);
    here.filter_map(|link| Some((Target::of(parity.catalog, path, link)?, link))).collect()
}
