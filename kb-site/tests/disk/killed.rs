//! Builds and watches that are killed at any moment: whatever they leave is whole, and the next build mends it.

use std::collections::BTreeSet;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::Child;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::desk::{Desk, Tree, tree};

/// How many times a process is killed, at moments that are spread over its work.
const KILLS: u32 = 40;

const NEW: &str = "+++\nsummary = \"New.\"\ntype = \"how-to\"\naudience = [\"user\"]\nowner = \"team\"\n\
    updated = 2026-11-01\nreview_by = 2099-01-01\n";

/// Puts one of the two states in place: other titles, and in one of them a new category with a linked article.
fn put(desk: &Desk, is_second: bool) {
    let title = if is_second { "Second title" } else { "First title" };
    let home = format!("+++\ntitle = \"{title}\"\nsummary = \"A start.\"\n+++\n");
    if is_second {
        desk.write(
            "content/en/categories/new.md",
            "+++\ntitle = \"New\"\nsummary = \"New.\"\norder = 9\n+++\n",
        );
        desk.write("content/en/articles/new/one.md", &format!("{NEW}title = \"One\"\n+++\n[two](two.md)\n"));
        desk.write("content/en/articles/new/two.md", &format!("{NEW}title = \"Two\"\n+++\n[one](one.md)\n"));
        desk.write("content/en/pages/home.md", &format!("{home}[one](../articles/new/one.md)\n"));
    } else {
        desk.write("content/en/pages/home.md", &home);
        let _ = fs::remove_dir_all(desk.path("content/en/articles/new")); // at first it is not there
        let _ = fs::remove_file(desk.path("content/en/categories/new.md"));
    }
}

/// Returns the addresses on pages of a site that lead to a file which is not there.
fn dangling(tree: &Tree) -> BTreeSet<String> {
    let mut dangling = BTreeSet::new();
    for page in tree
        .iter()
        .filter(|(name, _)| name.rsplit_once('.').is_some_and(|(_, ending)| ending == "html"))
        .map(|(_, bytes)| bytes)
    {
        let page = String::from_utf8_lossy(page);
        for address in page.split("href=\"").skip(1).filter_map(|rest| rest.split_once('"')).map(|(at, _)| at)
        {
            let Some(path) = address.split('#').next().and_then(|path| path.strip_prefix("/kb/")) else {
                continue;
            };
            let file = if path.is_empty() || path.ends_with('/') {
                format!("{path}index.html")
            } else {
                path.to_owned()
            };
            if !tree.contains_key(&file) {
                dangling.insert(address.to_owned());
            }
        }
    }
    dangling
}

/// Tells whether a file of a site has its end. (Which version of it that is depends on how far the watch came.)
fn is_whole(name: &str, bytes: &[u8]) -> bool {
    let end = match name.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "</html>",
        "xml" => ">",
        _ => "",
    };
    String::from_utf8_lossy(bytes).trim_end().ends_with(end) && !bytes.is_empty()
}

/// Kills a process after a while, unless it has ended by then. The pause is what these tests vary: nothing waits for it
/// to be long enough, and whatever the moment, the same must hold.
fn kill_after(process: &mut Child, pause: Duration) {
    sleep(pause);
    process.kill().expect("it is ours");
    process.wait().expect("it is ours");
}

#[test]
fn a_killed_build_leaves_the_old_site_or_the_new_one() {
    let desk = Desk::new();
    let states = [false, true].map(|is_second| {
        put(&desk, is_second);
        desk.finish(if is_second { "second" } else { "first" })
    });
    assert_ne!(states[0], states[1]);
    put(&desk, false);
    let begin = Instant::now();
    desk.finish("dist");
    let whole = begin.elapsed();
    for kill in 0..KILLS {
        put(&desk, kill % 2 == 0);
        let mut build = desk.build(&[]);
        kill_after(&mut build, whole * kill / KILLS);
        let left = tree(&desk.path("dist"));
        assert!(states.contains(&left), "after kill {kill} the folder holds neither site");
    }
    put(&desk, true);
    assert!(desk.finish("dist") == states[1], "the next build mends what is left");
}

#[test]
fn a_killed_watch_leaves_whole_files_and_no_dead_link() {
    let desk = Desk::new();
    let states = [false, true].map(|is_second| {
        put(&desk, is_second);
        desk.finish(if is_second { "second" } else { "first" })
    });
    assert_eq!(dangling(&states[1]), BTreeSet::new());
    for kill in 0..KILLS {
        let is_second = kill % 2 == 0;
        put(&desk, !is_second);
        let mut watch = desk.build(&["--watch"]);
        let mut says = BufReader::new(watch.stdout.take().expect("it was asked for"));
        says.read_line(&mut String::new()).expect("it says when the site is there");
        put(&desk, is_second);
        kill_after(&mut watch, Duration::from_millis(u64::from(kill)));
        let left = tree(&desk.path("dist"));
        for (name, bytes) in &left {
            assert!(is_whole(name, bytes), "after kill {kill}, `{name}` is not whole");
        }
        assert_eq!(dangling(&left), BTreeSet::new(), "after kill {kill}");
        assert!(desk.finish("dist") == states[usize::from(is_second)], "the next build mends what is left");
    }
}
