//! `kb-lint check --watch`, on real files. Nothing here waits for a time: the report is read until it says what it must.

#![expect(clippy::disallowed_methods, reason = "the command is tried on files")]

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

const PAGE: &str = "en/pages/home.md";

/// A command that follows a folder; it ends with the test.
struct Following {
    child: Child,
    report: BufReader<ChildStdout>,
}

impl Following {
    fn begin(folder: &Path) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kb-lint"));
        command.current_dir(folder).args(["check", "--watch", "--today", "2026-11-23"]);
        let mut child =
            command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("the program can be run");
        let report = BufReader::new(child.stdout.take().expect("its output is ours"));
        Self { child, report }
    }

    /// Reads up to a line that ends the report of a look, and checks what the look says.
    fn check(&mut self, last: &str, expected: &[&str]) {
        let mut look = String::new();
        while !look.lines().last().is_some_and(|line| line.contains(last)) {
            let count = self.report.read_line(&mut look).expect("the report is UTF-8");
            assert!(count > 0, "the command has ended without {last:?}:\n{look}");
        }
        for part in expected {
            assert!(look.contains(part), "no {part:?} in\n{look}");
        }
    }
}

impl Drop for Following {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn page(body: &str) -> String {
    format!("+++\ntitle = \"Home\"\n+++\n\n{body}\n")
}

#[test]
fn every_save_is_checked() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let write = |path: &str, text: &str| {
        let path = folder.path().join("content").join(path);
        std::fs::create_dir_all(path.parent().expect("it has a folder")).expect("a folder can be made");
        let beside = folder.path().join("saving"); // whole files come, as from an editor, so that no look sees half
        std::fs::write(&beside, text).expect("a file can be written");
        std::fs::rename(beside, path).expect("a file can be moved");
    };
    let settings = format!("{}\n[lint.levels]\nmissing-translation = \"off\"\n", include_str!("kb.toml"));
    write("kb.toml", &settings);
    write(PAGE, &page("See [x](nowhere.md)."));
    let mut following = Following::begin(folder.path());
    following.check("of 1 file checked", &["error[broken-link]"]);
    write(PAGE, &page("Moved.\n\nSee [x](nowhere.md)."));
    following.check("of 1 file checked", &["error[broken-link]", "nothing new, nothing mended"]);
    write(PAGE, &page("![](x.png)"));
    let mended = "mended: content/en/pages/home.md: there is no `en/pages/nowhere.md` [broken-link]";
    let new = "new: content/en/pages/home.md: this image has no alternative text [missing-alt-text]";
    following.check("of 1 file checked", &[new, mended, "2 new, 1 mended since the last look"]);
    write("kb.toml", &include_str!("kb.toml").replace("source_locale", "source_local"));
    following.check("of 1 file checked", &["new: content/kb.toml: unknown field `source_local`"]);
    write("kb.toml", &settings);
    following.check("of 1 file checked", &["mended: content/kb.toml", new]);
    write(PAGE, &page("Wait."));
    following.check("nothing found", &["0 new, 2 mended since the last look"]);
}
