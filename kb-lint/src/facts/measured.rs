//! Holds the detectors to the labelled sentences of `tests/facts`, and the rule's page to what comes out.

#![expect(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "the scores are printed, and written on demand"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use kb_model::Locale;

use super::{Claim, FactKind};
use crate::conventions;

const SENTENCES: [(&str, &str); 3] = [
    ("en", include_str!("../../tests/facts/en.tsv")),
    ("id", include_str!("../../tests/facts/id.tsv")),
    ("zh-Hans", include_str!("../../tests/facts/zh-Hans.tsv")),
];

const KINDS: [FactKind; 8] = [
    FactKind::Phone,
    FactKind::Email,
    FactKind::Host,
    FactKind::Money,
    FactKind::Percentage,
    FactKind::Period,
    FactKind::Hours,
    FactKind::Banks,
];

/// How often a detector was right, wrong and blind.
#[derive(Default, Clone, Copy)]
struct Score {
    right: usize,
    wrong: usize,
    missed: usize,
}

impl Score {
    fn precision(self) -> String {
        percent(self.right, self.right + self.wrong)
    }

    fn recall(self) -> String {
        percent(self.right, self.right + self.missed)
    }
}

fn percent(part: usize, whole: usize) -> String {
    let rounded = (100 * part + whole / 2).checked_div(whole);
    rounded.map_or_else(|| "–".to_owned(), |percent| format!("{percent} %"))
}

/// A labelled sentence.
struct Sentence<'s> {
    text: &'s str,
    /// What it says, by its label.
    labels: Vec<Claim>,
    /// Whether it is left out of sight while detectors are tuned: every third is.
    is_held_out: bool,
}

fn sentences(file: &str) -> impl Iterator<Item = Sentence<'_>> {
    file.lines().enumerate().map(|(index, line)| {
        let mut columns = line.split('\t');
        let label = columns.next().unwrap_or_default();
        let text = columns.next().expect("a sentence stands in the second column");
        let labels = label.split(" | ").filter(|label| !label.is_empty()).map(|label| {
            let (name, words) = label.split_once('=').expect("a label has a kind and words");
            let kind = KINDS.into_iter().find(|kind| kind.key() == name).expect("a label has a known kind");
            let start = text.find(words).expect("the words of a label stand in its sentence");
            Claim { kind, range: start..start + words.len() }
        });
        Sentence { text, labels: labels.collect(), is_held_out: index % 3 == 2 }
    })
}

/// Adds what was found in a sentence to the scores; returns what was wrong, in words.
fn judge(sentence: &Sentence<'_>, found: &[Claim], scores: &mut BTreeMap<(FactKind, bool), Score>) -> String {
    let is_same =
        |a: &Claim, b: &Claim| a.kind == b.kind && a.range.start < b.range.end && b.range.start < a.range.end;
    let mut faults = String::new();
    for claim in found {
        let score = scores.entry((claim.kind, sentence.is_held_out)).or_default();
        if sentence.labels.iter().any(|label| is_same(label, claim)) {
            score.right += 1;
        } else {
            score.wrong += 1;
            write!(faults, " +{}={}", claim.kind.key(), &sentence.text[claim.range.clone()])
                .expect("a String takes all");
        }
    }
    for label in sentence.labels.iter().filter(|label| !found.iter().any(|claim| is_same(label, claim))) {
        scores.entry((label.kind, sentence.is_held_out)).or_default().missed += 1;
        write!(faults, " -{}={}", label.kind.key(), &sentence.text[label.range.clone()])
            .expect("a String takes all");
    }
    faults
}

/// Returns the scores as the page of the rule shows them.
fn table(scores: &BTreeMap<(FactKind, bool), Score>) -> String {
    let mut table = String::from(
        "| fact | precision | recall | precision, held out | recall, held out |\n|---|---|---|---|---|\n",
    );
    for kind in KINDS {
        let of = |is_held_out| scores.get(&(kind, is_held_out)).copied().unwrap_or_default();
        let (seen, held_out) = (of(false), of(true));
        let cells = [seen.precision(), seen.recall(), held_out.precision(), held_out.recall()];
        writeln!(table, "| {} | {} |", kind.key(), cells.join(" | ")).expect("a String takes all");
    }
    table
}

/// Prints what is wrong with sentences that may be looked at, and compares the scores with the page. `UPDATE_EXPECT=1`
/// writes them there.
#[test]
fn the_page_tells_how_good_the_detectors_are() {
    let mut scores = BTreeMap::new();
    for (tag, file) in SENTENCES {
        let language = conventions::shipped(&Locale::new(tag)).expect("it comes with the linter");
        for sentence in sentences(file) {
            let found = language.facts.claims(sentence.text);
            let faults = judge(&sentence, &found, &mut scores);
            if !faults.is_empty() && !sentence.is_held_out {
                println!("{tag}:{faults} in: {}", sentence.text);
            }
            let is_seen = found.is_empty() || language.may_claim(sentence.text);
            assert!(is_seen, "the cheap look misses: {}", sentence.text);
        }
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rules/unverified_fact.md");
    let page = std::fs::read_to_string(&path).expect("the page is there");
    let start = page.find("| fact |").expect("the page has the table");
    let end = page[start..].find("\n\n").map_or(page.len(), |at| start + at + 1);
    let table = table(&scores);
    println!("{table}");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&path, format!("{}{table}{}", &page[..start], &page[end..]))
            .expect("it can be written");
    } else {
        assert_eq!(&page[start..end], table, "`UPDATE_EXPECT=1` writes the scores into the page");
    }
}
