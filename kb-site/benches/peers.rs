//! Ours beside other site generators and linters, over the same articles and in turn in one run.
//!
//! `make bench-peers` installs the others and prints the tables; `cargo bench --bench peers -- 300 3000` does it for
//! other numbers of pages. A peer that is not installed is left out.

mod corpus;
mod process;

#[path = "peers/layout.rs"]
mod layout;

#[path = "peers/roster.rs"]
mod roster;

#[path = "peers/whole.rs"]
mod whole;

#[path = "peers/edits.rs"]
mod edits;

use std::io::{Write as _, stdout};
use std::path::Path;
use std::{env, fs};

use corpus::Corpus;
use process::MEASURE;
use roster::{LINTERS, Peer, SERVERS, SITES};

fn main() {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    if arguments.first().is_some_and(|first| first == MEASURE) {
        return process::measure(&arguments[1..]);
    }
    let sizes: Vec<usize> = arguments.iter().filter_map(|size| size.parse().ok()).collect();
    for pages in if sizes.is_empty() { vec![3_000] } else { sizes } {
        compare(pages);
    }
    say("");
    for peer in SITES.iter().chain(LINTERS).filter(|peer| peer.version().is_none()) {
        say(&format!("{} is not installed, and was left out", peer.name));
    }
    say("zola was left out: crates.io does not have it, so that cargo cannot install it");
    say("vale was left out: what PyPI and npm have of it fetches the program from elsewhere");
    say(MDBOOK_NOTE);
    let load = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    say(&format!("load of the machine at the end: {}", load.trim()));
}

/// What the figures of mdBook do not say by themselves.
const MDBOOK_NOTE: &str = "mdbook: all languages are one book, whose build grows faster than its chapters, so that a \
book for each language would take less; the edited article stands early in it, and is written long before a rebuild ends";

/// Prints the tables for a number of pages.
fn compare(pages: usize) {
    let shm = Path::new("/dev/shm");
    let all = if shm.is_dir() { tempfile::tempdir_in(shm) } else { tempfile::tempdir() };
    let all = all.expect("it can be made");
    let all = all.path();
    let content = all.join("kb-site/content");
    Corpus::with_pages(pages).write(&content).expect("it can be written");
    let documents = layout::documents(&content);
    let installed = |peer: &&Peer| peer.version().is_some();
    SITES.iter().chain(LINTERS).filter(installed).for_each(|peer| peer.prepare(all, &documents));
    let sites: Vec<&Peer> = SITES.iter().filter(installed).collect();
    let linters: Vec<&Peer> = LINTERS.iter().filter(installed).collect();
    let servers: Vec<_> = SERVERS.iter().filter(|server| installed(&server.peer)).collect();
    let title = |what: &str| format!("{what}, {} documents", documents.len());
    whole::print(&title("a full build into an empty folder"), &sites, all, documents.len());
    whole::print(&title("a check of everything"), &linters, all, 0);
    edits::print(&title("from the save of an article to its new page"), &servers, all);
}

/// Returns the middle one of some values.
fn median<T, V: Ord + Copy>(of: &[T], value: impl Fn(&T) -> V) -> V {
    let mut values: Vec<V> = of.iter().map(value).collect();
    values.sort_unstable();
    values[values.len() / 2]
}

fn say(line: &str) {
    writeln!(stdout(), "{line}").expect("somebody listens");
}
