//! `build --watch` on real files: whatever is done to content and theme, the folder comes to equal a build from nothing.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

#[cfg(target_os = "linux")]
use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};

use crate::desk::{Desk, Tree};

/// A watch that is ended with us.
struct Watch(Child);

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.0.kill(); // it may have ended by itself
        let _ = self.0.wait();
    }
}

/// Waits until the watched folder holds what a build from nothing makes.
fn follows(desk: &Desk, step: &str) {
    follows_from(desk, "content", step);
}

fn follows_from(desk: &Desk, content: &str, step: &str) {
    let begin = Instant::now();
    let expected = desk.finish_from(content, "fresh");
    loop {
        let found = crate::desk::tree(&desk.path("dist"));
        if found == expected {
            return;
        }
        assert!(begin.elapsed() < Duration::from_secs(30), "after {step}: {}", difference(&found, &expected));
        std::thread::yield_now();
    }
}

fn difference(found: &Tree, expected: &Tree) -> String {
    let missing =
        expected.keys().find(|name| !found.contains_key(*name)).map(|name| format!("`{name}` is missing"));
    let extra = found
        .keys()
        .find(|name| !expected.contains_key(*name))
        .map(|name| format!("`{name}` is still there"));
    let other = expected
        .iter()
        .find(|(name, bytes)| found.get(*name) != Some(bytes))
        .map(|(name, _)| format!("`{name}` is another"));
    missing.or(extra).or(other).unwrap_or_default()
}

#[test]
fn the_folder_follows_everything() {
    let desk = Desk::new();
    let mut watch = Watch(desk.build(&["--watch"]));
    let mut says = BufReader::new(watch.0.stdout.take().expect("it was asked for"));
    says.read_line(&mut String::new()).expect("it says when the site is there");
    for (step, act) in STEPS {
        act(&desk);
        follows(&desk, step);
    }
    assert!(watch.0.try_wait().expect("it is ours").is_none(), "the watch still runs");
}

#[test]
fn a_folder_above_the_content_is_replaced() {
    let desk = Desk::new();
    fs::create_dir_all(desk.path("team/docs")).expect("it can be made");
    desk.rename("content", "team/docs/content");
    let mut watch = Watch(desk.build(&["team/docs/content", "--watch"]));
    let mut says = BufReader::new(watch.0.stdout.take().expect("it was asked for"));
    says.read_line(&mut String::new()).expect("it says when the site is there");
    for aside in ["aside", "once-more"] {
        desk.rename("team", aside);
        crate::desk::copy(&desk.path(aside), &desk.path("team"));
        desk.append("team/docs/content/en/articles/pay/refund.md", "From the copy.\n");
        follows_from(&desk, "team/docs/content", "the folder above was replaced");
    }
}

#[test]
fn a_site_is_not_lost_with_its_settings() {
    let desk = Desk::new();
    let before = desk.finish("dist");
    desk.replace("content/kb.toml", "source_locale", "source_local");
    let mut watch = Watch(
        Command::new(env!("CARGO_BIN_EXE_kb-site"))
            .current_dir(desk.path(""))
            .args(["build", "--today", "2026-11-22", "--watch", "--allow-errors"])
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it can be run"),
    );
    let says = BufReader::new(watch.0.stderr.take().expect("it was asked for"));
    let mut lines = says.lines().map_while(Result::ok);
    assert!(lines.any(|line| line.contains("stays as it is")), "it says that it cannot build");
    assert!(lines.any(|line| line.starts_with("following")), "it goes on");
    assert!(crate::desk::tree(&desk.path("dist")) == before, "the old site is still there");
    desk.replace("content/kb.toml", "source_local ", "source_locale ");
    follows(&desk, "the settings were mended");
}

#[cfg(target_os = "linux")]
#[test]
fn lost_events_are_made_up_for() {
    let desk = Desk::new();
    let mut watch = Watch(desk.build(&["--watch"]));
    let mut says = BufReader::new(watch.0.stdout.take().expect("it was asked for"));
    says.read_line(&mut String::new()).expect("it says when the site is there");
    desk.append(ARTICLE, "A save that is seen.\n");
    follows(&desk, "a save");
    let process = Pid::from_raw(watch.0.id().try_into().expect("a process id"));
    kill(process, Signal::SIGSTOP).expect("it is ours");
    let most = fs::read_to_string("/proc/sys/fs/inotify/max_queued_events").expect("Linux has it");
    let most: usize = most.trim().parse().expect("a number");
    for number in 0..most {
        let path = desk.path(&format!("content/en/articles/pay/{}.md~", number % 2)); // one event each, or more
        fs::write(path, "").expect("it can be written");
    }
    desk.append(ARTICLE, "A save that nobody is told of.\n");
    desk.rename("content/en/articles/pay/0.md~", "content/en/articles/pay/0.txt");
    kill(process, Signal::SIGCONT).expect("it is ours");
    follows(&desk, "events were lost");
}

type Step = (&'static str, fn(&Desk));

const ARTICLE: &str = "content/en/articles/pay/refund.md";

const STEPS: &[Step] = &[
    ("a save in place", |desk| desk.append(ARTICLE, "More.\n")),
    ("a save by renaming", |desk| {
        let text = desk.read(ARTICLE) + "Even more.\n";
        desk.write("content/en/articles/pay/.refund.md.tmp", &text);
        desk.rename("content/en/articles/pay/.refund.md.tmp", ARTICLE);
    }),
    ("what editors leave beside", |desk| {
        desk.rename(ARTICLE, "content/en/articles/pay/refund.md~");
        desk.write("content/en/articles/pay/4913", "");
        desk.write(ARTICLE, &desk.read("content/en/articles/pay/refund.md~"));
        desk.remove("content/en/articles/pay/4913");
        desk.append(ARTICLE, "Saved as vim does.\n");
    }),
    ("a save that breaks, and one that mends", |desk| {
        let text = desk.read(ARTICLE);
        desk.write(ARTICLE, "+++\n");
        desk.write(ARTICLE, &text);
    }),
    ("folders made together with their files", |desk| {
        for topic in 0..20 {
            desk.write(
                &format!("content/en/categories/topic-{topic}.md"),
                "+++\ntitle = \"Topic\"\norder = 7\n+++\n",
            );
            for article in 0..20 {
                desk.write(
                    &format!("content/en/articles/topic-{topic}/a-{article}.md"),
                    &crate::desk::article(article),
                );
            }
        }
    }),
    ("an article renamed", |desk| {
        desk.rename("content/en/articles/topic-1/a-1.md", "content/en/articles/topic-1/renamed.md");
    }),
    ("a category renamed", |desk| {
        desk.rename("content/en/articles/topic-2", "content/en/articles/moved");
        desk.rename("content/en/categories/topic-2.md", "content/en/categories/moved.md");
    }),
    ("many files gone at once", |desk| {
        for topic in (0..20).filter(|topic| *topic != 2) {
            fs::remove_dir_all(desk.path(&format!("content/en/articles/topic-{topic}")))
                .expect("it is there");
            desk.remove(&format!("content/en/categories/topic-{topic}.md"));
        }
    }),
    ("a locale's folder gone", |desk| desk.rename("content/id", "id-aside")),
    ("a locale's folder back", |desk| desk.rename("id-aside", "content/id")),
    ("settings", |desk| desk.replace("content/kb.toml", "name = \"English\"", "name = \"British English\"")),
    ("a theme folder that was not there", |desk| {
        desk.write("theme/assets/style.css", "h1 { color: red }\n");
    }),
    ("a template and a part of it", |desk| {
        desk.write("theme/templates/provenance.html", "<p>from here</p>\n");
        desk.write("theme/templates/shared/foot.html", "<footer>foot</footer>\n");
    }),
    ("an interface string", |desk| {
        let strings = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../theme/i18n/en.toml"));
        let strings = strings.expect("it is there").replacen("home = \"Home\"", "home = \"Start\"", 1);
        desk.write("theme/i18n/en.toml", &strings);
    }),
    ("an image", |desk| desk.write("content/en/articles/pay/pic.png", "x")),
    ("a folder where the image was", |desk| {
        desk.remove("content/en/articles/pay/pic.png");
        desk.write("content/en/articles/pay/pic.png/inner.png", "y");
    }),
    ("an image where the folder was", |desk| {
        fs::remove_dir_all(desk.path("content/en/articles/pay/pic.png")).expect("it is there");
        desk.write("content/en/articles/pay/pic.png", "z");
    }),
    ("the theme gone", |desk| fs::remove_dir_all(desk.path("theme")).expect("it is there")),
    ("the output folder gone", |desk| {
        fs::remove_dir_all(desk.path("dist")).expect("it is there");
        desk.append(ARTICLE, "After that.\n");
    }),
    ("a file of the output gone", |desk| {
        desk.remove("dist/en/index.html");
        desk.append(ARTICLE, "And after that.\n");
    }),
    ("an old site moved into the content", |desk| {
        desk.finish("old");
        desk.rename("old", "content/en/articles/old");
        desk.append(ARTICLE, "Beside it.\n");
    }),
    ("the content replaced by another", |desk| {
        desk.rename("content", "content-aside");
        crate::desk::copy(&desk.path("content-aside"), &desk.path("content-new"));
        desk.append("content-new/en/articles/pay/refund.md", "From the copy.\n");
        desk.rename("content-new", "content");
    }),
    ("a save after that", |desk| desk.append(ARTICLE, "The last.\n")),
];
