//! Builds and watches that are killed at any moment: whatever they leave is whole, and the next build mends it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use kb_site::publish::Manifest;

/// How many times a process is killed, at moments that are spread over its work.
const KILLS: u32 = 40;

/// The files of a site, without the manifest.
type Tree = BTreeMap<String, Vec<u8>>;

/// A knowledge base with two states between which edits go back and forth.
struct Desk {
    _temp: tempfile::TempDir,
    root: PathBuf,
}

impl Desk {
    fn new() -> Self {
        let temp = tempfile::tempdir().expect("a temporary folder");
        let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/basic");
        let root = temp.path().to_path_buf();
        copy(&site.join("content"), &root.join("content"));
        Self { _temp: temp, root }
    }

    /// Puts one of the two states in place: other titles, and in one of them a new category with a linked article.
    fn put(&self, is_second: bool) {
        let title = if is_second { "Second title" } else { "First title" };
        let home = format!("+++\ntitle = \"{title}\"\nsummary = \"A start.\"\n+++\n");
        if is_second {
            self.write("en/categories/new.md", "+++\ntitle = \"New\"\nsummary = \"New.\"\norder = 9\n+++\n");
            self.write("en/articles/new/one.md", &format!("{NEW}title = \"One\"\n+++\n[two](two.md)\n"));
            self.write("en/articles/new/two.md", &format!("{NEW}title = \"Two\"\n+++\n[one](one.md)\n"));
            self.write("en/pages/home.md", &format!("{home}[one](../articles/new/one.md)\n"));
        } else {
            self.write("en/pages/home.md", &home);
            let _ = fs::remove_dir_all(self.root.join("content/en/articles/new")); // at first it is not there
            let _ = fs::remove_file(self.root.join("content/en/categories/new.md"));
        }
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.root.join("content").join(path);
        fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("it can be made");
        fs::write(path, text).expect("it can be written");
    }

    fn build(&self, options: &[&str]) -> Child {
        Command::new(env!("CARGO_BIN_EXE_kb-site"))
            .current_dir(&self.root)
            .args(["build", "--today", "2026-11-22"])
            .args(options)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it can be run")
    }

    fn finish(&self, out: &str) -> Tree {
        let status = self.build(&["--out", out]).wait().expect("it runs");
        assert!(status.success(), "{status}");
        tree(&self.root.join(out))
    }
}

const NEW: &str = "+++\nsummary = \"New.\"\ntype = \"how-to\"\naudience = [\"user\"]\nowner = \"team\"\n\
    updated = 2026-11-01\nreview_by = 2099-01-01\n";

fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().map(|entry| entry.expect("it can be listed")) {
        let target = to.join(entry.path().strip_prefix(from).expect("it lies below"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).expect("it can be made");
        } else {
            fs::copy(entry.path(), target).expect("it can be copied");
        }
    }
}

fn tree(out: &Path) -> Tree {
    let entries = walkdir::WalkDir::new(out).into_iter().filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let named = files.map(|entry| {
        let name = entry.path().strip_prefix(out).expect("it lies below").display().to_string();
        (name, fs::read(entry.path()).expect("it can be read"))
    });
    named.filter(|(name, _)| name != Manifest::NAME).collect()
}

/// Returns the addresses on pages of a site that lead to a file which is not there.
fn dangling(tree: &Tree) -> BTreeSet<String> {
    let mut dangling = BTreeSet::new();
    for page in tree.iter().filter(|(name, _)| name.ends_with(".html")).map(|(_, bytes)| bytes) {
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

/// Kills a process after a while, unless it has ended by then.
fn kill_after(process: &mut Child, pause: Duration) {
    sleep(pause);
    process.kill().expect("it is ours");
    process.wait().expect("it is ours");
}

#[test]
fn a_killed_build_leaves_the_old_site_or_the_new_one() {
    let desk = Desk::new();
    let states = [false, true].map(|is_second| {
        desk.put(is_second);
        desk.finish(if is_second { "second" } else { "first" })
    });
    assert_ne!(states[0], states[1]);
    desk.put(false);
    let begin = Instant::now();
    desk.finish("dist");
    let whole = begin.elapsed();
    for kill in 0..KILLS {
        desk.put(kill % 2 == 0);
        let mut build = desk.build(&[]);
        kill_after(&mut build, whole * kill / KILLS);
        let left = tree(&desk.root.join("dist"));
        assert!(states.contains(&left), "after kill {kill} the folder holds neither site");
    }
    desk.put(true);
    assert!(desk.finish("dist") == states[1], "the next build mends what is left");
}

#[test]
fn a_killed_watch_leaves_whole_files_and_no_dead_link() {
    let desk = Desk::new();
    let states = [false, true].map(|is_second| {
        desk.put(is_second);
        desk.finish(if is_second { "second" } else { "first" })
    });
    assert_eq!(dangling(&states[1]), BTreeSet::new());
    for kill in 0..KILLS {
        let is_second = kill % 2 == 0;
        desk.put(!is_second);
        let mut watch = desk.build(&["--watch"]);
        let mut says = BufReader::new(watch.stdout.take().expect("it was asked for"));
        says.read_line(&mut String::new()).expect("it says when the site is there");
        desk.put(is_second);
        kill_after(&mut watch, Duration::from_millis(u64::from(kill)));
        let left = tree(&desk.root.join("dist"));
        for (name, bytes) in &left {
            assert!(is_whole(name, bytes), "after kill {kill}, `{name}` is not whole");
        }
        assert_eq!(dangling(&left), BTreeSet::new(), "after kill {kill}");
        assert!(desk.finish("dist") == states[usize::from(is_second)], "the next build mends what is left");
    }
}
