//! Who is compared, and how each is called.
//!
//! Every peer runs in a folder of its own, which `prepare` fills: with its settings and templates from the folder
//! beside this file that has its name, and with the articles. Sites are built into `out` there.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use walkdir::WalkDir;

use super::layout::{Document, Layout};

/// A program that does its whole work and ends.
#[derive(Debug)]
pub(crate) struct Peer {
    /// The name of its file.
    pub(crate) name: &'static str,
    /// How it wants its articles.
    layout: Layout,
    /// What to call it with for the work.
    pub(crate) arguments: &'static [&'static str],
    /// The highest exit code of a run that went well: linters end with 1 if they have found something.
    pub(crate) good: &'static str,
}

/// A site generator that follows edits.
#[derive(Debug)]
pub(crate) struct Server {
    /// Which one it is.
    pub(crate) peer: &'static Peer,
    /// What to call it with; `PORT` stands for a free port.
    pub(crate) arguments: &'static [&'static str],
    /// The file of the article `ID`.
    pub(crate) source: &'static str,
    /// Its page: an address if it begins with `/`, a file otherwise.
    pub(crate) page: &'static str,
}

const TODAY: &str = "2026-11-23";

const OURS: Peer = Peer {
    name: "kb-site",
    layout: Layout::Own,
    arguments: &["build", "content", "--out", "out", "--today", TODAY],
    good: "0",
};

const HUGO: Peer = Peer {
    name: "hugo",
    layout: Layout::Hugo,
    arguments: &["build", "--destination", "out", "--quiet"],
    good: "0",
};

const ELEVENTY: Peer =
    Peer { name: "eleventy", layout: Layout::Eleventy, arguments: &["--output=out", "--quiet"], good: "0" };

/// The version that it says it has is that of Astro, which it is a part of.
const STARLIGHT: Peer =
    Peer { name: "starlight", layout: Layout::Starlight, arguments: &["build"], good: "0" };

const DOCUSAURUS: Peer = Peer {
    name: "docusaurus",
    layout: Layout::Docusaurus,
    arguments: &["build", "--out-dir", "out"],
    good: "0",
};

const MDBOOK: Peer =
    Peer { name: "mdbook", layout: Layout::Book, arguments: &["build", "--dest-dir", "out"], good: "0" };

/// The site generators, ours first.
pub(crate) const SITES: &[Peer] = &[OURS, HUGO, ELEVENTY, STARLIGHT, DOCUSAURUS, MDBOOK];

/// The linters, ours first.
pub(crate) const LINTERS: &[Peer] = &[
    Peer {
        name: "kb-lint",
        layout: Layout::Own,
        arguments: &["check", "content", "--today", TODAY],
        good: "1",
    },
    Peer { name: "rumdl", layout: Layout::Plain, arguments: &["check", "--no-cache", "src"], good: "1" },
    Peer { name: "markdownlint-cli2", layout: Layout::Plain, arguments: &["src/**/*.md"], good: "1" },
];

/// The site generators again, as authors use them, but for Docusaurus, whose server sends pages without words: scripts add
/// them in the browser. The native watcher of mdBook builds without end, since it takes its own reading for edits; the one
/// by default does not.
pub(crate) const SERVERS: &[Server] = &[
    Server {
        peer: &OURS,
        arguments: &["serve", "content", "--port", "PORT", "--today", TODAY],
        source: "content/en/articles/ID.md",
        page: "/en/ID/",
    },
    Server {
        peer: &HUGO,
        arguments: &["server", "--port", "PORT", "--renderToMemory"],
        source: "content/en/ID.md",
        page: "/en/ID/",
    },
    Server {
        peer: &ELEVENTY,
        arguments: &["--output=out", "--watch", "--incremental"],
        source: "content/en/ID.md",
        page: "out/en/ID/index.html",
    },
    Server {
        peer: &STARLIGHT,
        arguments: &["dev", "--host", "127.0.0.1", "--port", "PORT"],
        source: "src/content/docs/en/ID.md",
        page: "/en/ID/",
    },
    Server {
        peer: &MDBOOK,
        arguments: &["serve", "--dest-dir", "out", "--hostname", "127.0.0.1", "--port", "PORT"],
        source: "src/en/ID.md",
        page: "/en/ID.html",
    },
];

impl Peer {
    /// Returns where its file is: ours beside this benchmark, the others where `make bench-peers` installs them.
    pub(crate) fn program(&self) -> PathBuf {
        if matches!(self.layout, Layout::Own) {
            built().join(self.name)
        } else {
            peers().join("bin").join(self.name)
        }
    }

    /// Returns the version that it says it has, or nothing if it cannot be run.
    pub(crate) fn version(&self) -> Option<String> {
        let flag = if self.name == HUGO.name { "version" } else { "--version" };
        let output = Command::new(self.program()).arg(flag).output().ok()?;
        let said = String::from_utf8_lossy(&output.stdout);
        let mut words = said.split(|letter: char| letter.is_whitespace() || "-+".contains(letter));
        let versions = words.find_map(|word| {
            let word = word.trim_start_matches('v');
            (word.contains('.') && word.starts_with(|first: char| first.is_ascii_digit()))
                .then(|| word.to_owned())
        });
        Some(versions.unwrap_or_default())
    }

    /// Makes its folder in a folder for all, with what it is to work on.
    pub(crate) fn prepare(&self, all: &Path, documents: &[Document]) {
        let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/peers").join(self.name);
        for entry in WalkDir::new(&own).into_iter().filter_map(Result::ok) {
            let copy = self.folder(all).join(entry.path().strip_prefix(&own).expect("it lies below"));
            if entry.file_type().is_dir() {
                fs::create_dir_all(copy).expect("it can be made");
            } else {
                fs::copy(entry.path(), copy).expect("it can be copied");
            }
        }
        if matches!(self.layout, Layout::Starlight | Layout::Docusaurus) {
            let modules = self.folder(all).join("node_modules");
            symlink(peers().join("node/node_modules"), modules).expect("it can be made");
        }
        self.layout.write(documents, &self.folder(all));
    }

    /// Returns its folder in the folder for all; ours share the one with the corpus.
    pub(crate) fn folder(&self, all: &Path) -> PathBuf {
        all.join(if matches!(self.layout, Layout::Own) { OURS.name } else { self.name })
    }
}

/// Returns the folder of our programs.
fn built() -> &'static Path {
    Path::new(env!("CARGO_BIN_EXE_kb-site")).parent().expect("it lies in a folder")
}

/// Returns the folder that `make bench-peers` installs into.
fn peers() -> PathBuf {
    built().with_file_name("peers")
}
