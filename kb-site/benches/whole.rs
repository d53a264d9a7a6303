//! Figures of whole processes, each beside the least that its work could cost, in turn in one run.
//!
//! `make bench` prints the table; `cargo bench --bench whole -- 300 3000` does it for other numbers of pages. `make bench-search`
//! compares search with others, which is done in JavaScript, where search happens.

mod corpus;
mod floor;
mod process;
mod table;

use std::env;
use std::path::Path;
use std::process::Command;

use corpus::Corpus;
use mimalloc::MiMalloc;
use process::MEASURE;

/// The floors get the allocator that our programs have.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() {
    let arguments: Vec<String> = env::args().skip(1).filter(|argument| argument != "--bench").collect();
    let path = |at: usize| Path::new(&arguments[at]);
    match arguments.first().map(String::as_str) {
        Some(MEASURE) => process::measure(&arguments[1..]),
        Some("corpus") => {
            let pages = arguments[2].parse().expect("a number of pages");
            Corpus::with_pages(pages).write(path(1)).expect("it can be written");
        }
        Some("digest") => floor::digest(path(1)),
        Some("render") => floor::render(path(1)),
        Some("site") => floor::site(path(1), path(2), path(3)),
        Some("planned") => floor::planned(path(1)),
        Some("indexed") => floor::indexed(path(1)),
        Some("unwritten") => floor::unwritten(path(1)),
        Some("search") => search(&arguments[1..]),
        _ => {
            let sizes: Vec<usize> = arguments.iter().filter_map(|size| size.parse().ok()).collect();
            let sizes = if sizes.is_empty() { vec![300, 3_000, 30_000] } else { sizes };
            table::print(&sizes);
        }
    }
}

/// Compares search with others: with the packages in a folder, for some numbers of articles.
fn search(arguments: &[String]) {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/search/run.js");
    let folder = tempfile::tempdir().expect("it can be made");
    let own = env::current_exe().expect("a running program has a file");
    let (peers, sizes) = arguments.split_first().expect("a folder is given");
    let mut node = Command::new("node");
    node.arg(script).arg(own).arg(env!("CARGO_BIN_EXE_kb-site")).arg(peers).arg(folder.path()).args(sizes);
    assert!(node.status().expect("node is installed").success(), "the comparison did not end well");
}
