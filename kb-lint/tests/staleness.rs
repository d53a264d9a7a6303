//! Generated histories: sources are edited in fourteen ways, and the translations of just those whose readers would see
//! something else are stale. `--nocapture` shows the table.

#![expect(clippy::print_stdout, reason = "the table is shown to whoever asks for it")]

use std::collections::BTreeMap;

use fastrand::Rng;
use kb_lint::translations::accept_minor;
use kb_model::change::Blob;
use kb_model::reading::base_path;
use kb_model::translation::State;
use kb_model::{Catalog, FilePath, Id, Kind, Locale};

const SETTINGS: &str = include_str!("kb.toml");
const ARTICLES: u64 = 200;
const SOURCE: &str = "en/articles/payments/refund.md";
const TRANSLATION: &str = "id/articles/payments/refund.md";
const WORDS: [&str; 12] = [
    "card", "shop", "wait", "open", "refund", "date", "message", "status", "bank", "choose", "payment",
    "reply",
];

/// An article before it is written down, so that an edit says what it means.
#[derive(Clone)]
struct Article {
    sections: Vec<Section>,
    style: Style,
}

#[derive(Clone)]
struct Section {
    id: usize,
    heading: String,
    steps: Vec<String>,
    paragraphs: Vec<String>,
}

/// What the normal form takes no notice of.
#[derive(Clone, Copy)]
struct Style {
    width: usize,
    number: char,
    strong: &'static str,
    gap: &'static str,
}

impl Article {
    fn generated(rng: &mut Rng) -> Self {
        let style = Style { width: 100, number: '.', strong: "**", gap: "\n\n" };
        Self { sections: (0..3).map(|id| Section::generated(rng, id)).collect(), style }
    }

    fn written(&self) -> String {
        let Style { number, strong, gap, .. } = self.style;
        let mut blocks = vec!["+++\ntitle = \"Your refund has not arrived\"\n+++".to_owned()];
        for section in &self.sections {
            blocks.push(format!("## {} {{#s{}}}", section.heading, section.id));
            let step = |(at, step): (usize, &String)| format!("{}{number} {step}", at + 1);
            blocks.push(section.steps.iter().enumerate().map(step).collect::<Vec<_>>().join("\n"));
            blocks.extend(section.paragraphs.iter().map(|paragraph| wrapped(paragraph, self.style.width)));
        }
        blocks.join(gap).replace("**", strong) + "\n"
    }

    fn section(&mut self, rng: &mut Rng) -> &mut Section {
        let at = rng.usize(..self.sections.len());
        &mut self.sections[at]
    }
}

impl Section {
    fn generated(rng: &mut Rng, id: usize) -> Self {
        let steps = (0..4).map(|step| format!("**Step {step}**: {}", sentence(rng))).collect();
        let mut paragraphs: Vec<String> =
            (0..3).map(|_| format!("{} {} {}", sentence(rng), sentence(rng), sentence(rng))).collect();
        paragraphs[0] += " See [the section](#s1).";
        Self {
            id,
            heading: format!("About {} {id}", rng.choice(WORDS).unwrap_or_default()),
            steps,
            paragraphs,
        }
    }
}

fn sentence(rng: &mut Rng) -> String {
    let words: Vec<&str> = (0..rng.usize(5..9)).filter_map(|_| rng.choice(WORDS)).collect();
    format!("Wait {} hours, {}.", rng.u32(20..90), words.join(" "))
}

fn wrapped(text: &str, width: usize) -> String {
    let (mut lines, mut line) = (Vec::new(), String::new());
    for word in text.split(' ') {
        if !line.is_empty() && line.len() + word.len() > width {
            lines.push(std::mem::take(&mut line));
        }
        line += if line.is_empty() { "" } else { " " };
        line += word;
    }
    lines.push(line);
    lines.join("\n")
}

type Edit = fn(&mut Article, &mut Rng);

/// An edit by name, whether it is cosmetic, and how it is made.
const EDITS: [(&str, bool, Edit); 14] = [
    ("re-wrap", true, |article, rng| article.style.width = rng.usize(30..80)),
    ("typo, accepted as minor", true, |article, rng| {
        let paragraph = &mut article.section(rng).paragraphs[1];
        *paragraph = paragraph.replacen("hours", "ours", 1);
    }),
    ("marker style", true, |article, _| (article.style.number, article.style.strong) = (')', "__")),
    ("white space", true, |article, _| article.style.gap = "\n\n\n"),
    ("reorder steps", false, |article, rng| article.section(rng).steps.swap(0, 2)),
    ("split a paragraph", false, |article, rng| {
        let paragraphs = &mut article.section(rng).paragraphs;
        let (first, second) = paragraphs[1].split_once(". ").expect("a paragraph has three sentences");
        let (first, second) = (format!("{first}."), second.to_owned());
        paragraphs.splice(1..2, [first, second]);
    }),
    ("join two paragraphs", false, |article, rng| {
        let paragraphs = &mut article.section(rng).paragraphs;
        let second = paragraphs.remove(2);
        paragraphs[1] = format!("{} {second}", paragraphs[1]);
    }),
    ("delete a step", false, |article, rng| drop(article.section(rng).steps.remove(1))),
    ("add a step", false, |article, rng| {
        let step = sentence(rng);
        article.section(rng).steps.insert(1, step);
    }),
    ("change a number", false, |article, rng| {
        let step = &mut article.section(rng).steps[2];
        *step = step.replacen("Wait ", "Wait 1", 1);
    }),
    ("rename a heading", false, |article, rng| article.section(rng).heading += " again"),
    ("move a section", false, |article, _| article.sections.rotate_left(1)),
    ("change a link's target", false, |article, rng| {
        let paragraph = &mut article.section(rng).paragraphs[0];
        *paragraph = paragraph.replace("(#s1)", "(#s2)");
    }),
    ("change emphasis only", false, |article, rng| {
        let paragraph = &mut article.section(rng).paragraphs[2];
        *paragraph = paragraph.replacen("hours", "*hours*", 1);
    }),
];

/// Tells whether the translation of a source is stale after an edit of the source.
fn is_stale(before: &str, after: &str, is_minor: bool) -> bool {
    let file = |path: &str, text: &str| (FilePath::new(path), Blob::bytes(text.as_bytes()));
    let files = [file("kb.toml", SETTINGS), file(SOURCE, before)];
    let (kind, id) = (Kind::Article, Id::new("payments/refund"));
    let source = Catalog::of(BTreeMap::from(files.clone()));
    let source = source.thing(kind, &id).and_then(|thing| thing.source.as_ref()).expect("it can be read");
    let version = source.version();
    let translation = format!(
        "+++\ntitle = \"Dana belum masuk\"\n\n[translation]\nreviewed_by = \"indonesian-desk\"\nfrom = \"{version}\"\n+++\n"
    );
    let mut files = BTreeMap::from(files);
    files.extend([file(base_path(kind, &id, &version).as_str(), before), file(TRANSLATION, &translation)]);
    files.extend([file(SOURCE, after)]);
    let mut catalog = Catalog::of(files);
    if is_minor {
        let accepted = accept_minor(&catalog, &[FilePath::new(SOURCE)]).expect("it is one edit");
        catalog.apply(accepted.changes);
    }
    let translation = &catalog.thing(kind, &id).expect("it can be read").translations[&Locale::new("id")];
    matches!(translation.state, State::Stale(_))
}

#[test]
fn just_what_readers_would_see_makes_stale() {
    println!("{:26} {:>6} {:>9} {:>6}", "edit", "stale", "precision", "recall");
    for (name, is_cosmetic, edit) in EDITS {
        let mut stale = 0;
        for seed in 0..ARTICLES {
            let mut rng = Rng::with_seed(seed);
            let before = Article::generated(&mut rng);
            let mut after = before.clone();
            edit(&mut after, &mut rng);
            let (before, after) = (before.written(), after.written());
            assert_ne!(before, after, "{name}, seed {seed}: nothing was edited");
            stale += u64::from(is_stale(&before, &after, name.contains("minor")));
        }
        let share = |part: u64| format!("{} %", part * 100 / ARTICLES);
        let (precision, recall) = if is_cosmetic {
            (share(ARTICLES - stale), "–".to_owned())
        } else {
            (share(ARTICLES), share(stale))
        };
        println!("{name:26} {stale:>6} {precision:>9} {recall:>6}");
        assert_eq!(stale, if is_cosmetic { 0 } else { ARTICLES }, "{name}");
    }
}
