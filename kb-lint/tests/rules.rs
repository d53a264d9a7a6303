//! Runs every rule's page: what it calls faulty yields the diagnostics that it shows, what it calls sound yields none,
//! and fixes mend what they are for.
//!
//! A fence's info string says what the block is: `markdown faulty PATH` and `markdown sound PATH` are files to judge,
//! `markdown PATH` and `toml PATH` stand beside them, `symlink PATH` is a link out of the content folder, and a block that
//! names no file only illustrates. Blocks belong to one knowledge base until a `text` block shows its diagnostics, or a heading comes. A knowledge base without a `kb.toml`
//! of its own has the one below. `UPDATE_EXPECT=1` writes the diagnostics into the pages: review what it wrote.

#![expect(clippy::disallowed_methods, reason = "pages are written on demand")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::civil::date;
use kb_lint::fix::fix;
use kb_lint::report::human::{self, Style};
use kb_lint::{Finding, rules};
use kb_model::change::Blob;
use kb_model::diagnostic::Safety;
use kb_model::{Catalog, FilePath};

const SETTINGS: &str = include_str!("kb.toml");
const HEADINGS: [&str; 4] = ["What it finds", "Why it matters", "Example", "Instead"];

/// Some files, and what a page says of them.
#[derive(Default)]
struct Base {
    files: BTreeMap<FilePath, Blob>,
    is_faulty: bool,
    is_sound: bool,
}

impl Base {
    fn add(&mut self, info: &str, text: &str) {
        let mut words = info.split_whitespace();
        let language = words.next().unwrap_or_default();
        let mut path = words.next();
        self.is_faulty |= path == Some("faulty");
        self.is_sound |= path == Some("sound");
        if let Some("faulty" | "sound") = path {
            path = words.next();
        }
        let Some(path) = path.map(FilePath::new) else {
            return; // an illustration
        };
        let blob = match language {
            "symlink" => Blob::Refused("it is a symbolic link out of the content folder".into()),
            _ => Blob::bytes(text.as_bytes()),
        };
        self.files.insert(path, blob);
    }

    fn catalog(&self) -> Catalog {
        let mut files = self.files.clone();
        files.entry(FilePath::new("kb.toml")).or_insert_with(|| Blob::bytes(SETTINGS.as_bytes()));
        Catalog::of(files)
    }

    /// Makes every fix: then there is nothing more to fix, and nothing that was sound is faulty.
    fn fix(&self, rule: &str) {
        let (before, today) = (self.catalog(), date(2026, 11, 22));
        for safety in [Safety::Safe, Safety::Unsafe] {
            let fixed = fix(&before, today, safety);
            let again = fix(&fixed.catalog, today, safety);
            assert!(again.changes.is_empty(), "{rule}: fixing twice differs from fixing once");
            let is_left =
                |finding: &&Finding| finding.diagnostic.fix.as_ref().is_some_and(|fix| fix.safety <= safety);
            let left = kb_lint::check(&fixed.catalog, today);
            let left_fix = left.all().iter().find(is_left);
            assert!(left_fix.is_none(), "{rule}: a fix does not mend what it is for: {left_fix:?}");
            let errors = kb_lint::check(&before, today).tally().errors;
            assert!(left.tally().errors <= errors, "{rule}: a fix makes an error");
        }
    }

    fn findings(&self, rule: &str) -> (Catalog, Vec<Finding>) {
        let catalog = self.catalog();
        let findings = kb_lint::check(&catalog, date(2026, 11, 22));
        let own = findings.all().iter().filter(|finding| finding.diagnostic.rule == rule).cloned().collect();
        (catalog, own)
    }
}

/// Returns the page with the diagnostics that its examples yield, and the number of its faulty examples.
fn run(rule: &str, page: &str) -> (String, usize) {
    let (mut written, mut base, mut faulty) = (String::new(), Base::default(), 0);
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        written.extend([line, "\n"]);
        if line.starts_with("## ") {
            conclude(rule, &mut base);
        }
        let Some(info) = line.strip_prefix("```").map(|info| info.trim_start_matches('`')) else { continue };
        let fence = &line[..line.len() - info.len()]; // a longer one holds shorter ones
        let block: Vec<&str> = lines.by_ref().take_while(|line| *line != fence).collect();
        let mut text = block.join("\n") + "\n";
        if info == "text" {
            base.fix(rule);
            let (catalog, findings) = std::mem::take(&mut base).findings(rule);
            assert!(!findings.is_empty(), "{rule}: a faulty example yields nothing");
            text = format!("{}\n", human::render(&findings, &catalog, "content", Style::Plain).trim_end());
            faulty += 1;
        } else {
            base.add(info, &text);
        }
        written.extend([&text, fence, "\n"]);
    }
    conclude(rule, &mut base);
    (written, faulty)
}

/// Ends a knowledge base whose diagnostics no block shows: it must be sound.
fn conclude(rule: &str, base: &mut Base) {
    let base = std::mem::take(base);
    assert!(!base.is_faulty, "{rule}: no `text` block follows a faulty example");
    if base.is_sound {
        let (catalog, findings) = base.findings(rule);
        let shown = human::render(&findings, &catalog, "content", Style::Plain);
        assert!(findings.is_empty(), "{rule}: a sound example yields\n{shown}");
    }
}

fn page_path(rule: &str) -> PathBuf {
    let name = format!("{}.md", rule.replace('-', "_"));
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules").join(name)
}

#[test]
fn every_page_shows_what_its_rule_finds() {
    for rule in rules::ALL.iter().map(|rule| rule.about()) {
        let (page, faulty) = run(rule.name, rule.page);
        assert!(faulty > 0, "{}: the page has no faulty example", rule.name);
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(page_path(rule.name), &page).expect("the page can be written");
        } else {
            let differing = rule.page.lines().zip(page.lines()).find(|(shown, found)| shown != found);
            assert!(rule.page == page, "{}: {differing:?}; run with UPDATE_EXPECT=1, and review", rule.name);
        }
    }
}

/// Returns the headings of a page, but for those in its examples.
fn headings(page: &str) -> Vec<&str> {
    let (mut headings, mut open) = (Vec::new(), None);
    for line in page.lines() {
        let fence = &line[..line.len() - line.trim_start_matches('`').len()];
        match open {
            None if fence.len() >= 3 => open = Some(fence),
            None => headings.extend(line.strip_prefix("## ")),
            Some(opening) if line == opening => open = None,
            Some(_) => {}
        }
    }
    headings
}

#[test]
fn every_page_has_the_same_headings() {
    for rule in rules::ALL.iter().map(|rule| rule.about()) {
        let headings = headings(rule.page);
        let expected = HEADINGS.into_iter().chain(headings.get(4).map(|_| "Configuration"));
        assert_eq!(headings, expected.collect::<Vec<_>>(), "{}", rule.name);
        assert!(rule.page.starts_with(&format!("# {}\n", rule.name)), "{}", rule.name);
        assert!(!rule.summary().is_empty(), "{}: the first sentence says what the rule finds", rule.name);
    }
}

#[test]
fn the_list_is_in_order_and_whole() {
    let names: Vec<&str> = rules::names().collect();
    assert!(names.is_sorted(), "{names:?}");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules");
    let pages = std::fs::read_dir(folder).expect("the folder of rules is there");
    let pages = pages.map(|page| page.expect("it can be listed").path());
    let mut pages: Vec<String> = pages
        .filter(|path| path.extension().is_some_and(|ending| ending == "md"))
        .map(|path| path.file_stem().unwrap_or_default().to_string_lossy().replace('_', "-"))
        .collect();
    pages.sort();
    assert_eq!(pages, names, "each page has a line in `rules.rs`");
}
