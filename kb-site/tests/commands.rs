//! The command as users run it: what it prints, what it leaves behind, and its exit codes.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A copy of a golden site's content in a folder of its own.
struct Site(tempfile::TempDir);

impl Site {
    fn new() -> Self {
        let site = Self(tempfile::tempdir().expect("a temporary folder"));
        let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/sites/basic/content");
        for entry in walkdir::WalkDir::new(&golden).into_iter().filter_map(Result::ok) {
            let to =
                site.path("content").join(entry.path().strip_prefix(&golden).expect("walked from there"));
            if entry.file_type().is_dir() {
                fs::create_dir_all(to).expect("it can be made");
            } else {
                fs::copy(entry.path(), to).expect("it can be copied");
            }
        }
        site
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.path(name), text).expect("it can be written");
    }

    /// Adds a field to a file's front matter.
    fn add(&self, name: &str, field: &str) {
        let text = fs::read_to_string(self.path(name)).expect("it is there");
        self.write(name, &text.replacen("+++\n", &format!("+++\n{field}\n"), 1));
    }

    /// Gives a file with a slug another.
    fn set_slug(&self, name: &str) {
        let text = fs::read_to_string(self.path(name)).expect("it is there");
        self.write(name, &text.replace("slug = \"", "slug = \"another-"));
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kb-site"));
        command.args(arguments).current_dir(self.0.path()).env("NO_COLOR", "1").output().expect("it runs")
    }
}

/// Runs a command, and checks its exit code and a piece of what it prints to either stream.
fn check(site: &Site, arguments: &[&str], code: i32, piece: &str) {
    let output = site.run(arguments);
    let printed =
        [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {printed}");
    assert!(printed.contains(piece), "{arguments:?}: no {piece:?} in {printed}");
}

#[test]
fn a_sound_site_is_built_once() {
    let site = Site::new();
    check(&site, &["build"], 0, "0 unchanged, 0 removed");
    assert!(site.path("dist/kb").is_dir() || site.path("dist/en/pay/refund/index.html").is_file());
    check(&site, &["build"], 0, "(0 written,");
    check(&site, &["build", "--base-url", "https://example.com/help"], 0, "written");
    let home = fs::read_to_string(site.path("dist/index.html")).expect("it is there");
    assert!(home.contains("https://example.com/help/en/"), "{home}");
}

/// A build that finds its inputs unchanged writes nothing; but what is missing, or another, it makes again.
#[test]
fn a_site_is_built_again_only_if_it_must() {
    let site = Site::new();
    let page = site.path("dist/en/pay/wait/index.html");
    check(&site, &["build", "--out", "other"], 0, "0 unchanged");
    check(&site, &["build"], 0, "0 unchanged");
    check(&site, &["build"], 0, "(0 written,");
    fs::remove_file(&page).expect("it is there");
    check(&site, &["build"], 0, "(1 written,");
    assert!(page.is_file());
    fs::remove_dir_all(site.path("dist")).expect("it is there");
    check(&site, &["build"], 0, "0 unchanged");
    check(&site, &["build", "--drafts"], 0, "unchanged");
    assert!(site.path("dist/en/pay/draft/index.html").is_file());
    site.write("content/en/pages/home.md", "+++\ntitle = \"Another start\"\n+++\n");
    check(&site, &["build", "--drafts"], 0, "unchanged");
    assert!(
        fs::read_to_string(site.path("dist/en/index.html")).expect("it is there").contains("Another start")
    );
    check(&site, &["build", "--drafts"], 0, "(0 written,");
}

#[test]
fn drafts_are_shown_when_asked_for() {
    let site = Site::new();
    check(&site, &["build"], 0, "dist");
    assert!(!site.path("dist/en/pay/draft").exists());
    check(&site, &["build", "--drafts"], 0, "dist");
    assert!(site.path("dist/en/pay/draft/index.html").is_file());
}

#[test]
fn faulty_content_is_refused_and_the_old_site_stays() {
    let site = Site::new();
    check(&site, &["build"], 0, "dist");
    let before = fs::read_to_string(site.path("dist/en/pay/wait/index.html")).expect("it is there");
    site.write(
        "content/en/articles/pay/wait.md",
        "+++\ntitle = \"Wait for your money\"\n+++\n[gone](gone.md)\n",
    );
    check(&site, &["build"], 1, "error[broken-link]");
    assert_eq!(fs::read_to_string(site.path("dist/en/pay/wait/index.html")).expect("it is there"), before);
    check(&site, &["build", "--allow-errors"], 0, "written");
    assert_ne!(fs::read_to_string(site.path("dist/en/pay/wait/index.html")).expect("it is there"), before);
}

#[test]
fn a_file_beside_articles_that_cannot_be_read_stops_the_build() {
    for name in ["glossary.toml", "facts.toml", "en/synonyms.toml"] {
        let site = Site::new();
        site.write(&format!("content/{name}"), "[terms\n");
        check(&site, &["build"], 1, &format!("content/{name}:1"));
    }
}

#[test]
fn what_cannot_be_done_is_said() {
    let site = Site::new();
    check(&site, &["build", "nowhere"], 2, "there is no folder `nowhere`");
    check(&site, &["build", "--out", "content/dist"], 2, "lies inside the content");
    check(&site, &["build", "--out", "content/kb.toml"], 2, "lies inside the content");
    check(&site, &["build", "--theme", "nowhere"], 2, "there is no folder `nowhere`");
    fs::create_dir(site.path("mine")).expect("it can be made");
    site.write("mine/thesis.txt", "years of work");
    check(&site, &["build", "--out", "mine"], 2, "thesis.txt");
    site.write("content/kb.toml", "base_url = 1");
    check(&site, &["build"], 1, "error[invalid-settings]");
}

#[test]
fn a_faulty_template_is_shown_with_its_line() {
    let site = Site::new();
    fs::create_dir_all(site.path("theme/templates")).expect("it can be made");
    site.write("theme/templates/article.html", "<h1>{{ page.titel }}</h1>\n");
    check(&site, &["build"], 1, "theme/templates/article.html:1:");
    site.write("theme/templates/article.html", "\n{% if %}\n");
    check(&site, &["build"], 1, "theme/templates/article.html:2:");
}

#[cfg(unix)]
#[test]
fn a_linked_template_counts() {
    let site = Site::new();
    fs::create_dir_all(site.path("theme/templates")).expect("it can be made");
    site.write("elsewhere.html", "<footer>from elsewhere</footer>\n");
    std::os::unix::fs::symlink("../../elsewhere.html", site.path("theme/templates/provenance.html"))
        .expect("it can be linked");
    check(&site, &["build"], 0, "dist");
    let page = fs::read_to_string(site.path("dist/en/pay/wait/index.html")).expect("it is there");
    assert!(page.contains("from elsewhere"), "{page}");
    fs::remove_file(site.path("elsewhere.html")).expect("it is there");
    check(&site, &["build"], 1, "theme/templates/provenance.html");
}

#[test]
fn a_missing_interface_string_stops_the_build() {
    let site = Site::new();
    fs::create_dir_all(site.path("theme/i18n")).expect("it can be made");
    let whole = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../theme/i18n/id.toml"));
    let less = whole.expect("it is there").replace("related_title", "unrelated_title");
    site.write("theme/i18n/id.toml", &less);
    check(&site, &["build"], 1, "interface strings are missing: related_title");
}

/// An alias that climbs out of the site writes nothing there, whatever is allowed.
#[test]
fn no_address_leads_out_of_the_site() {
    let site = Site::new();
    let alias = "+++\ntitle = \"Wait for your money\"\naliases = [\"../../../stolen\", \"a//b\"]\n+++\n";
    site.write("content/en/articles/pay/wait.md", alias);
    check(&site, &["build"], 1, "error[invalid-front-matter]");
    check(&site, &["build", "--allow-errors"], 0, "written");
    assert!(!site.path("stolen").exists() && !site.path("dist/stolen").exists());
}

#[test]
fn routes_name_their_files() {
    let site = Site::new();
    check(&site, &["routes"], 0, "/en/pay/refund/");
    check(&site, &["routes"], 0, "en/articles/pay/wait.md (no translation into id)");
    check(&site, &["routes"], 0, "redirect to /en/pay/wait/");
}

/// What is due depends on the day: on another, the pages that say so are made anew, and no others.
#[test]
fn another_day_makes_what_depends_on_it_anew() {
    let site = Site::new();
    let status = || fs::read_to_string(site.path("dist/en/status/index.html")).expect("it is there");
    check(&site, &["build", "--today", "2026-11-15"], 0, "written");
    assert!(!status().contains("15 November 2026</time></p>"), "{}", status());
    check(&site, &["build", "--today", "2026-11-15"], 0, "(0 written,");
    check(&site, &["build", "--today", "2026-11-16"], 0, "(7 written,"); // status and print of three locales, and status.json
    assert!(status().contains("15 November 2026</time></p>"), "{}", status());
}

/// A page of debts without end would be too heavy: the rest is left to programs.
#[test]
fn the_status_page_ends() {
    let site = Site::new();
    for number in 0..210 {
        let text = format!("+++\ntitle = \"Untranslated {number}\"\n+++\nWords.\n");
        site.write(&format!("content/en/articles/pay/made-{number}.md"), &text);
    }
    check(&site, &["build"], 0, "written");
    let read = |name: &str| fs::read_to_string(site.path(name)).expect("it is there");
    let (page, report) = (read("dist/id/status/index.html"), read("dist/status.json"));
    let listed = page.matches("Untranslated").count();
    let all = report.matches("/made-").count();
    assert!(listed <= 200 && all >= 210, "{listed} listed, {all} reported");
    assert!(page.contains("<a href=\"/kb/status.json\">Dan "), "{page}");
}

/// A page that is too heavy for a phone is named with what it weighs, and built all the same.
#[test]
fn pages_have_a_budget() {
    let site = Site::new();
    let words: Vec<String> = (0..9000).map(|n| (n * 7919 % 100_003).to_string()).collect();
    let words = words.join(" ");
    let text = format!("+++\ntitle = \"Wait for your money\"\n+++\n## How long {{#how-long}}\n\n{words}\n");
    check(&site, &["build", "--report"], 0, "heaviest pages");
    site.write("content/en/articles/pay/wait.md", &text);
    check(
        &site,
        &["build", "--allow-errors"],
        0,
        "warning[heavy-page]: `/en/pay/wait/` is heavy for a phone: HTML ",
    );
    check(&site, &["build", "--allow-errors", "--today", "2026-11-20"], 0, "`kb-site build --report`");
    let settings = fs::read_to_string(site.path("content/kb.toml")).expect("it is there");
    site.write("content/kb.toml", &format!("{settings}\n[budget]\nhtml_kb = 200\npage_kb = 200\n"));
    let quiet = String::from_utf8(site.run(&["build"]).stderr).expect("it is text");
    assert!(!quiet.contains("heavy-page"), "{quiet}");
    site.write("content/kb.toml", &format!("{settings}\n[budget]\ncss_kb = 1\n"));
    check(&site, &["build"], 0, "`/en/` is heavy for a phone: CSS ");
    site.write("content/kb.toml", &format!("{settings}\n[budget]\nhtml = 1\n"));
    check(&site, &["build"], 1, "error[invalid-settings]");
}

/// A published address is never lost in silence: the build names the file and the line that bring it back.
#[test]
fn no_published_address_is_lost() {
    let (wait, refund) = ("content/en/articles/pay/wait.md", "content/id/articles/pay/refund.md");
    lost(&|site| site.add(wait, "slug = \"waiting\""), "`/en/pay/wait/` was published", |site| {
        check(site, &["build"], 1, "write `aliases = [\"pay/wait\", \"pembayaran/wait\"]`");
        site.add(wait, "aliases = [\"pay/wait\", \"pembayaran/wait\"]");
    });
    lost(&|site| site.set_slug(refund), "`/id/pembayaran/dana-belum-kembali/` was", |site| {
        site.add("content/en/categories/pay.md", "aliases = [\"pembayaran/dana-belum-kembali\"]");
        check(site, &["build"], 1, "`/id/pembayaran/dana-belum-kembali/` was"); // English is another locale
        site.add(refund, "aliases = [\"pembayaran/dana-belum-kembali\"]");
    });
    lost(&|site| site.add("content/en/categories/pay.md", "slug = \"money\""), "`/en/pay/` was", |site| {
        check(site, &["build"], 1, "write `aliases = [\"pay/late-refund\", \"pay/refund\"]`");
        site.add("content/en/categories/pay.md", "aliases = [\"pay\"]");
        site.add(wait, "aliases = [\"pay/wait\"]");
        site.add("content/en/articles/pay/old.md", "aliases = [\"pay/old\"]");
        let refund = "content/en/articles/pay/refund.md";
        let text = fs::read_to_string(site.path(refund)).expect("it is there");
        site.write(refund, &text.replace("[\"pay/late-refund\"]", "[\"pay/late-refund\", \"pay/refund\"]"));
    });
}

/// An article that moves takes its short address with it; one that is gone leaves its addresses to another.
#[test]
fn moved_and_deleted_articles_keep_their_addresses() {
    let moved = "content/en/articles/other/old.md";
    let go = |site: &Site| {
        fs::create_dir_all(site.path("content/en/articles/other")).expect("it can be made");
        site.write("content/en/categories/other.md", "+++\ntitle = \"Other\"\n+++\n");
        fs::rename(site.path("content/en/articles/pay/old.md"), site.path(moved)).expect("it is there");
    };
    lost(&go, "other/old.md", |site| site.add(moved, "aliases = [\"pay/old\", \"pembayaran/old\"]"));
    let neutral = Site::new();
    neutral.add("content/en/articles/pay/wait.md", "aliases = [\"before/wait\"]");
    check(&neutral, &["build"], 0, "written");
    assert!(neutral.path("dist/a/before/wait/index.html").is_file());
    let gone =
        |site: &Site| fs::remove_file(site.path("content/en/articles/pay/old.md")).expect("it is there");
    lost(&gone, "or archive it with `replaced_by`", |site| {
        site.add("content/en/articles/pay/wait.md", "aliases = [\"pay/old\", \"pembayaran/old\"]");
    });
}

/// Locks the addresses of a site, makes an edit that loses some, and mends it.
fn lost(edit: &dyn Fn(&Site), said: &str, mend: impl Fn(&Site)) {
    let site = Site::new();
    check(&site, &["routes", "--locked"], 1, "`urls.lock` lacks /en/pay/refund/");
    check(&site, &["routes", "--lock"], 0, "lines added");
    check(&site, &["routes", "--locked"], 0, "");
    check(&site, &["build"], 0, "written");
    edit(&site);
    check(&site, &["build"], 1, "error[lost-url]");
    check(&site, &["build"], 1, "bookmarks, search engines");
    check(&site, &["routes", "--lock"], 0, "added"); // what is lost stays locked
    check(&site, &["build"], 1, said);
    check(&site, &["build", "--allow-errors", "--out", "lossy"], 0, said);
    mend(&site);
    check(&site, &["build"], 0, "written");
}

#[test]
fn search_answers_says_why_and_teaches() {
    let site = Site::new();
    check(&site, &["search", "refund", "--explain"], 0, "/en/pay/refund/");
    check(&site, &["search", "refnud", "--explain"], 0, "mistyped");
    check(&site, &["search", "qqqqqqqqqqqq"], 1, "add what visitors type");
    check(&site, &["search", "…"], 1, "no letter or digit");
    check(&site, &["search", "refund", "--locale", "fr"], 2, "it has en, id, zh-Hans");
    check(&site, &["search"], 2, "<QUERY|--tasks>");
}

#[test]
fn tasks_are_asked_in_every_locale() {
    let site = Site::new();
    check(&site, &["search", "--tasks"], 2, "there is no `tasks.toml`");
    site.write("content/tasks.toml", "[[tasks]]\npage = \"pay/refund\"\nen = [\"refund\"]\n");
    check(&site, &["search", "--tasks"], 0, "en: 1 queries, 1 in the first 1");
    site.write("content/tasks.toml", "[[tasks]]\npage = \"pay/refund\"\nen = [\"wait\", \"zzzz\"]\n");
    check(&site, &["search", "--tasks"], 1, "should find pay/refund");
    site.write("content/tasks.toml", "[[tasks]]\npage = \"pay/none\"\n");
    check(&site, &["search", "--tasks"], 1, "there is no article `pay/none`");
    site.write("content/tasks.toml", "[[tasks]]\npage = \"pay/refnud\"\n");
    check(&site, &["search", "--tasks"], 1, "did you mean `pay/refund`?");
    site.write("content/tasks.toml", "[[tasks]]\npage = \"pay/refund\"\nzh = [\"退款\"]\n");
    check(&site, &["search", "--tasks"], 1, "content/tasks.toml:2:8");
    check(&site, &["search", "--tasks"], 1, "their locale: en, id, zh-Hans");
    site.write("content/tasks.toml", "tasks = 1\n");
    check(&site, &["search", "--tasks"], 1, "invalid-tasks");
}

/// What a report calls something has a page, with the very words of the report. Other names are the linter's.
#[test]
fn what_reports_name_is_explained() {
    let said = |site: &Site, arguments: &[&str], name: &str| {
        let report = String::from_utf8(site.run(arguments).stderr).expect("it is text");
        let said = report.lines().find(|line| line.contains(&format!("[{name}]"))).expect("it is reported");
        let until = said.find([';', '.']).unwrap_or(said.len()); // what is there instead, or how much
        check(site, &["explain", name], 0, &said[..until]);
    };
    let site = Site::new();
    site.write("content/tasks.toml", "tasks = 1\n");
    said(&site, &["search", "--tasks"], "invalid-tasks");
    check(&site, &["routes", "--lock"], 0, "added");
    site.add("content/en/articles/pay/wait.md", "slug = \"waiting\"");
    said(&site, &["build"], "lost-url");
    fs::create_dir_all(site.path("theme/templates")).expect("it can be made");
    site.write("theme/templates/article-own.html", "<h1>{{ page.titel }}</h1>\n");
    said(&site, &["build", "--allow-errors"], "invalid-theme");
    check(&site, &["explain", "heavy-page"], 0, "`/en/` is heavy for a phone: CSS ");
    check(&site, &["explain", "broken-link"], 0, "What it finds");
    check(&site, &["explain", "lost-urls"], 2, "did you mean `lost-url`?");
    check(&site, &["explain", "nonsense"], 2, "reports have the name in brackets");
}

/// A section is on its page, in its Markdown, in lists and in search up to its last day, in every language.
#[test]
fn sections_end_with_their_day() {
    let site = Site::new();
    for file in ["content/en/articles/pay/refund.md", "content/id/articles/pay/refund.md"] {
        let until = if file.starts_with("content/en") { " until=2026-11-22" } else { "" };
        let text = fs::read_to_string(site.path(file)).expect("it is there");
        site.write(file, &format!("{text}\n## Zebra {{#zebra{until}}}\n\nQuagga quagga.\n"));
    }
    let with_the_section = |today: &str| {
        check(&site, &["build", "--today", today, "--allow-errors"], 0, "written");
        let files =
            walkdir::WalkDir::new(site.path("dist")).sort_by_file_name().into_iter().filter_map(Result::ok);
        let files = files.filter(|entry| entry.file_type().is_file());
        let texts =
            files.map(|entry| (entry.path().to_owned(), fs::read(entry.path()).expect("it is there")));
        let found = texts.filter(|(_, text)| String::from_utf8_lossy(text).to_lowercase().contains("quagga"));
        let names = found.map(|(path, _)| path.strip_prefix(site.path("dist")).expect("below it").to_owned());
        names.map(|name| name.display().to_string()).collect::<Vec<_>>()
    };
    let pages = with_the_section("2026-11-22");
    for name in ["en/pay/refund/index.html", "en/pay/refund/index.md"] {
        assert!(pages.iter().any(|page| page == name), "{name} is not among {pages:?}");
    }
    assert!(pages.iter().any(|page| page.starts_with("id/") && page.ends_with("index.html")), "{pages:?}");
    assert_eq!(with_the_section("2026-11-23"), Vec::<String>::new());
    for locale in ["en", "id"] {
        let search = |today| ["search", "quagga", "--locale", locale, "--today", today];
        check(&site, &search("2026-11-22"), 0, "1. ");
        check(&site, &search("2026-11-23"), 1, "nothing");
    }
}
