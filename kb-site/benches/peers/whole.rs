//! Whole runs: full builds and checks of everything, as medians of several rounds in which all take turns.

use std::fs;
use std::path::Path;

use walkdir::WalkDir;

use super::process::{Cost, run};
use super::roster::Peer;
use super::{median, say};

/// How often each peer is measured.
const ROUNDS: usize = 3;

/// In the folder that comes first, runs the words from the third on; the second is the highest exit code that is good.
const IN_FOLDER: &str = r#"cd "$0" && good=$1 && shift && { "$@" || test $? -le "$good"; }"#;

/// Prints what each peer costs, and how many times what the first of them does, which is ours. A site has to have so
/// many pages after each run: one that is not built costs nothing.
pub(crate) fn print(title: &str, peers: &[&Peer], all: &Path, least: usize) {
    let mut costs: Vec<Vec<Cost>> = peers.iter().map(|_| Vec::new()).collect();
    for _ in 0..ROUNDS {
        for (peer, costs) in peers.iter().zip(&mut costs) {
            costs.push(cost(peer, all));
            let pages = pages(peer, all);
            assert!(pages >= least, "{} has built {pages} pages of {least}", peer.name);
        }
    }
    say(&format!("\n{title}, medians of {ROUNDS} rounds"));
    say(&format!(
        "{:18} {:>8} {:>9} {:>9} {:>8} {:>8} {:>6}",
        "", "version", "CPU", "wall", "peak", "CPU", "pages"
    ));
    let ours = median(&costs[0], |cost| cost.cpu).as_secs_f64();
    for (peer, costs) in peers.iter().zip(&costs) {
        let cpu = median(costs, |cost| cost.cpu).as_secs_f64();
        let wall = median(costs, |cost| cost.wall).as_secs_f64();
        let peak = median(costs, |cost| cost.peak) / 1024;
        say(&format!(
            "{:18} {:>8} {cpu:>7.2} s {wall:>7.2} s {peak:>5} MB {:>6.1} × {:>6}",
            peer.name,
            peer.version().unwrap_or_default(),
            cpu / ours,
            Some(pages(peer, all))
                .filter(|pages| *pages > 0)
                .map_or_else(String::new, |pages| pages.to_string()),
        ));
    }
}

/// What peers leave of a build, besides the site, and make the next one with.
const CACHES: &[&str] =
    &["out", ".astro", ".docusaurus", "node_modules/.astro", "node_modules/.cache", "node_modules/.vite"];

/// Runs a peer once. Nothing is left of what it built before.
fn cost(peer: &Peer, all: &Path) -> Cost {
    let folder = peer.folder(all);
    for cache in CACHES {
        let _ = fs::remove_dir_all(folder.join(cache)); // the first time, and for most, it is not there
    }
    let _ = fs::remove_file(folder.join(".out.kb-lock")); // by which kb-site knows what it built before
    let program = peer.program();
    let words = [IN_FOLDER, text(&folder), peer.good, text(&program)];
    run(Path::new("sh"), &[&["-c"], &words[..], peer.arguments].concat())
}

/// Counts the pages that a generator has built; a linter builds none.
fn pages(peer: &Peer, all: &Path) -> usize {
    let files = WalkDir::new(peer.folder(all).join("out")).into_iter().filter_map(Result::ok);
    files.filter(|file| file.path().extension().is_some_and(|kind| kind == "html")).count()
}

fn text(path: &Path) -> &str {
    path.to_str().expect("temporary folders have Unicode names")
}
