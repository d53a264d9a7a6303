//! Figures of whole processes, each beside the least that its work could cost, in turn in one run.
//!
//! `make bench` prints the table; `cargo bench --bench whole -- 300 3000` does it for other numbers of pages.

mod corpus;
mod floor;
mod process;
mod table;

use std::env;
use std::path::Path;

use corpus::Corpus;
use process::MEASURE;

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
        Some("unwritten") => floor::unwritten(path(1)),
        _ => {
            let sizes: Vec<usize> = arguments.iter().filter_map(|size| size.parse().ok()).collect();
            let sizes = if sizes.is_empty() { vec![300, 3_000, 30_000] } else { sizes };
            table::print(&sizes);
        }
    }
}
