//! A writing desk: a knowledge base on disk, the program that builds it, and what came out.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use kb_site::publish::Manifest;

/// The files of a site, without the manifest.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

/// A knowledge base on disk, and what is built from it.
pub(crate) struct Desk {
    _temp: tempfile::TempDir,
    root: PathBuf,
}

impl Desk {
    pub(crate) fn new() -> Self {
        let temp = tempfile::tempdir().expect("a temporary folder");
        let site = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/basic");
        let root = temp.path().to_path_buf();
        copy(&site.join("content"), &root.join("content"));
        Self { _temp: temp, root }
    }

    pub(crate) fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("it can be read")
    }

    pub(crate) fn append(&self, path: &str, text: &str) {
        self.write(path, &(self.read(path) + text));
    }

    pub(crate) fn replace(&self, path: &str, from: &str, to: &str) {
        self.write(path, &self.read(path).replace(from, to));
    }

    pub(crate) fn rename(&self, from: &str, to: &str) {
        fs::rename(self.path(from), self.path(to)).expect("it can be renamed");
    }

    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.path(path)).expect("it is there");
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("it can be made");
        fs::write(path, text).expect("it can be written");
    }

    pub(crate) fn build(&self, options: &[&str]) -> Child {
        Command::new(env!("CARGO_BIN_EXE_kb-site"))
            .current_dir(&self.root)
            .args(["build", "--today", "2026-11-22"])
            .args(options)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it can be run")
    }

    pub(crate) fn finish(&self, out: &str) -> Tree {
        self.finish_from("content", out)
    }

    /// Builds a content folder into another.
    pub(crate) fn finish_from(&self, content: &str, out: &str) -> Tree {
        let status = self.build(&[content, "--out", out]).wait().expect("it runs");
        assert!(status.success(), "{status}");
        tree(&self.root.join(out))
    }
}

/// Copies a folder.
pub(crate) fn copy(from: &Path, to: &Path) {
    for entry in walkdir::WalkDir::new(from).into_iter().map(|entry| entry.expect("it can be listed")) {
        let target = to.join(entry.path().strip_prefix(from).expect("it lies below"));
        if entry.file_type().is_dir() {
            fs::create_dir_all(target).expect("it can be made");
        } else {
            fs::copy(entry.path(), target).expect("it can be copied");
        }
    }
}

/// Returns the files of a site, without the manifest.
pub(crate) fn tree(out: &Path) -> Tree {
    let entries = walkdir::WalkDir::new(out).into_iter().filter_map(Result::ok);
    let files = entries.filter(|entry| entry.file_type().is_file());
    let named = files.filter_map(|entry| {
        let name = entry.path().strip_prefix(out).expect("it lies below").display().to_string();
        Some((name, fs::read(entry.path()).ok()?)) // it may be on its way
    });
    named.filter(|(name, _)| name != Manifest::NAME).collect()
}

/// Returns an article with all fields, and a number in its title.
pub(crate) fn article(number: usize) -> String {
    format!(
        "+++\ntitle = \"Article {number}\"\nsummary = \"New.\"\ntype = \"how-to\"\naudience = [\"user\"]\n\
         owner = \"team\"\nupdated = 2026-11-01\nreview_by = 2099-01-01\n+++\nText.\n"
    )
}
