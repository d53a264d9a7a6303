//! The law of rechecking: after any sequence of edits, what was checked again is what a fresh check finds.
//!
//! Small knowledge bases are edited at random, from a seed, in every way in which one file can matter to another. A
//! failure names its seed.

use std::collections::BTreeMap;

use fastrand::Rng;
use jiff::civil::{Date, date};
use kb_lint::{Checked, Finding};
use kb_model::change::{Blob, Change};
use kb_model::{Catalog, ChangeSet, FilePath};

const SETTINGS: &str = include_str!("kb.toml");
const TODAY: Date = date(2026, 11, 23);
const SEEDS: u64 = 4;
const EDITS: usize = 60;

/// Lines of front matter, in the source or in a translation.
const FIELDS: [&str; 18] = [
    "title = \"Refund\"",
    "title = \"Pengembalian dana\"",
    "title = \"退款\"",
    "summary = \"Refund\"",
    "slug = \"refund\"",
    "aliases = [\"a/one\"]",
    "status = \"draft\"",
    "status = \"archived\"\nreplaced_by = \"a/two\"",
    "related = [\"a/one\", \"a/two\"]",
    "critical = [\"first\"]",
    "needs = [\"amount\"]",
    "channels = [\"chat\"]",
    "troubleshooters = [\"problem\"]",
    "search_terms = [\"money back\"]",
    "updated = 2026-11-10\nreview_by = 2026-11-01",
    "[translation]\nmethod = \"human\"\nreviewed_by = \"indonesian-desk\"\nfrom = \"ff0123456789\"",
    "[translation]\nmethod = \"draft\"",
    "[[allow]]\nrule = \"broken-anchor\"\nreason = \"soon\"",
];

/// What bodies are put together from.
const TEXTS: [&str; 20] = [
    "## First {#first}",
    "## Then {#then}",
    "Ask the shop for a refund of 12 coins.",
    "Minta refund 13 koin ke toko.",
    "请向商家申请退款,共12枚。",
    "See [two](two.md#first).",
    "See [one](one.md), and [the chat](../../channels/chat.md).",
    "See [English](../../../en/articles/a/two.md).",
    "![Screenshot](shot.png)",
    "![](shot.png)",
    "Wait 14 days, and call 021-555-0199.",
    "Send us your PIN.",
    "Tap the green button. Plaese wait.",
    "1. **You:** wait.\n2. **You:** ask.",
    "1. **Anda:** tunggu.",
    "| a | b |\n| --- | --- |\n| c |",
    "[x](javascript:y) <div>",
    "**请不要。**我们",
    "The code is `ERR-1` for {name}.",
    "Kamu dan Anda.",
];

/// Texts without a fault, or with one that is none while another file says what it says. Whatever has a fault is checked
/// again in any case, so that it is texts like these that show what is forgotten.
const SOUND: [&str; 6] = [
    "Wait 14 days.",
    "Plaese wait.",
    "See [two](two.md#first).",
    "See [one](one.md#first).",
    "![The shop](shot.png)",
    "Look.\n\n## First {#first}\n\nPay.",
];

/// What other files may say.
const OTHERS: [(&str, &[&str]); 9] = [
    ("kb.toml", &[SETTINGS]),
    (
        "glossary.toml",
        &["[terms.refund]\nen = \"refund\"\nid = \"pengembalian dana\"\n", "keep = [\"PIN\"]\n"],
    ),
    (
        "facts.toml",
        &[
            "[[facts]]\nid = \"wait\"\nkind = \"period\"\ntext.en = \"14 days\"\nsource = \"the app\"\nverified_on = 2026-11-01\nexpires_on = 2026-12-01\n",
        ],
    ),
    (
        "en/conventions.toml",
        &["[[patterns]]\nfind = \"Plaese\"\nmessage = \"a slip\"\n", "image_names = [\"shop\"]\n"],
    ),
    (
        "en/synonyms.toml",
        &["groups = [[\"refund\", \"money back\"]]\n", "groups = [[\"quagmire\", \"bog\"]]\n"],
    ),
    ("en/articles/a/shot.png", &["(one)", "(two)"]),
    ("id/articles/a/shot.png", &["(one)", "(three)"]),
    (
        "en/checklists/before.md",
        &[
            "+++\ntitle = \"Before\"\nitems = [\"amount\"]\n[labels.amount]\nlabel = \"Amount\"\n+++\n",
            "+++\ntitle = \"Before\"\nitems = [\"amuont\"]\n+++\n",
        ],
    ),
    (
        "en/troubleshooters/problem.md",
        &[
            "+++\ntitle = \"What is wrong?\"\nstart = \"paid\"\n[answers.paid]\nyes = \"Yes\"\nnot-sure = \"I'm not sure\"\n[nodes.paid]\nanswers = [{ id = \"yes\", to = \"wait\" }, { id = \"not-sure\", to = \"wait\" }]\n[nodes.wait]\noutcome = true\narticle = \"a/one\"\n+++\n# Did you pay? {#paid}\n\nLook.\n\n# Wait {#wait}\n\n1. Wait.\n",
        ],
    ),
];

/// The files that are put together at random.
const DOCUMENTS: [&str; 17] = [
    "en/articles/a/three.md",
    "en/articles/a/four.md",
    "en/articles/a/five.md",
    "en/articles/a/six.md",
    "en/articles/a/seven.md",
    "en/articles/a/eight.md",
    "en/articles/a/one.md",
    "id/articles/a/one.md",
    "zh-Hans/articles/a/one.md",
    "en/articles/a/two.md",
    "id/articles/a/two.md",
    "en/categories/a.md",
    "id/categories/a.md",
    "en/channels/chat.md",
    "en/pages/home.md",
    ".from/articles/a/one/ff0123456789.md",
    ".from/articles/a/two/ff0123456789.md",
];

fn document(rng: &mut Rng) -> String {
    if rng.bool() {
        let (title, text) = (rng.usize(..100), SOUND[rng.usize(..SOUND.len())]);
        return format!("+++\ntitle = \"Title {title}\"\ntranslate = false\n+++\n\n{text}\n");
    }
    let mut some = |from: &[&str], most: usize, between: &str| -> String {
        let mut numbers: Vec<usize> = (0..rng.usize(..=most)).map(|_| rng.usize(..from.len())).collect();
        numbers.sort_unstable(); // tables come last, as TOML wants them
        numbers.dedup();
        numbers.into_iter().map(|number| from[number]).collect::<Vec<_>>().join(between)
    };
    let fields = some(&FIELDS, 5, "\n");
    format!("+++\n{fields}\n+++\n\n{}\n", some(&TEXTS, 8, "\n\n"))
}

/// Returns an edit: a file comes, changes or goes.
fn edit(rng: &mut Rng) -> Change {
    let is_gone = rng.usize(..6) == 0;
    let (path, text) = if rng.usize(..4) == 0 {
        let (path, texts) = OTHERS[rng.usize(..OTHERS.len())];
        (path, texts[rng.usize(..texts.len())].to_owned())
    } else {
        (DOCUMENTS[rng.usize(..DOCUMENTS.len())], document(rng))
    };
    let content = (!is_gone || path == "kb.toml").then(|| Blob::bytes(text.as_bytes()));
    Change { path: FilePath::new(path), content }
}

/// Says in what two lists of findings differ.
fn difference(again: &[&Finding], fresh: &[&Finding]) -> String {
    let only = |these: &[&Finding], those: &[&Finding]| -> Vec<String> {
        let own = these.iter().filter(|finding| !those.contains(finding)).map(|finding| &finding.diagnostic);
        own.map(|found| format!("{} {}: {}\n{found:?}", found.path, found.rule, found.message)).collect()
    };
    format!("only the recheck: {:#?}\nonly the fresh check: {:#?}", only(again, fresh), only(fresh, again))
}

fn follow(seed: u64) -> usize {
    let mut rng = Rng::with_seed(seed);
    let settings = (FilePath::new("kb.toml"), Blob::bytes(SETTINGS.as_bytes()));
    let mut catalog = Catalog::of(BTreeMap::from([settings]));
    let mut checked = Checked::with_every_rule(&catalog, TODAY);
    let mut pages = Checked::of(&catalog, TODAY);
    let mut count = 0;
    for number in 0..EDITS {
        let changes: Vec<Change> = (0..rng.usize(1..=3)).map(|_| edit(&mut rng)).collect();
        let touched = catalog.apply(ChangeSet(changes));
        checked.update(&catalog, &touched);
        pages.update(&catalog, &touched);
        let fresh = kb_lint::everything(&catalog, TODAY);
        let (again, fresh): (Vec<_>, Vec<_>) = (checked.findings().collect(), fresh.iter().collect());
        assert!(again == fresh, "seed {seed}, edit {number}: {}", difference(&again, &fresh));
        let stopping = kb_lint::stopping(&catalog, TODAY);
        let (again, fresh): (Vec<_>, Vec<_>) = (pages.findings().collect(), stopping.all().iter().collect());
        assert!(again == fresh, "seed {seed}, edit {number}: {}", difference(&again, &fresh));
        count += checked.findings().count();
    }
    count
}

#[test]
fn a_recheck_is_a_fresh_check() {
    let found: usize = (1..=SEEDS).map(follow).sum();
    assert!(found > EDITS, "the edits make no faults: {found}");
}
