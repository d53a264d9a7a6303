//! What search answers: the knowledge base in `tests/search` must yield `index.json` and `answers.json`, which the
//! browser's half is held to as well (`tests/browser/search.test.js`).
//!
//! `UPDATE_EXPECT=1 cargo test -p kb-site --test search` writes both; review the difference.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use kb_model::change::{Blob, Change};
use kb_model::load::blobs;
use kb_model::reader::Audience;
use kb_model::settings::LocaleSettings;
use kb_model::terms::terms;
use kb_model::{Catalog, ChangeSet, FilePath};
use kb_site::edition::{Edition, SiteAddress};
use kb_site::live::{Changes, Live};
use kb_site::output::Output;
use kb_site::route::{self, Route};
use kb_site::search::{Index, answer};
use kb_site::site::Site;
use kb_site::theme::Files;
use serde::Serialize;

/// What a query is cut into, and the entries that answer it, the best first, with their scores.
#[derive(Serialize)]
struct Answered {
    query: String,
    terms: Vec<String>,
    hits: Vec<(u32, u64)>,
}

fn folder() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/search")
}

fn edition() -> Edition {
    Edition {
        audience: Audience::Visitors,
        address: SiteAddress::Settings,
        today: jiff::civil::date(2026, 11, 22),
        pseudo: &[],
    }
}

fn indexes() -> BTreeMap<String, (Index, Vec<u8>)> {
    let catalog = Catalog::load(&folder().join("content")).expect("the content is there");
    let site = Site::of(&catalog, &Files::embedded(), edition()).expect("the theme is sound");
    let index = |locale: &LocaleSettings| {
        let index = site.index(&catalog, &locale.tag).expect("the settings name it");
        let file = site.output(&catalog, &route::search_index(locale)).expect("it is planned");
        let packed = file.expect("it is no template").bytes.to_vec();
        (locale.tag.to_string(), (index, packed))
    };
    catalog.settings().locales.iter().map(index).collect()
}

fn answered(index: &Index, query: &str) -> Answered {
    let hits = answer(index, query).hits.into_iter().map(|hit| (hit.entry, hit.score));
    Answered { query: query.to_owned(), terms: terms(query), hits: hits.collect() }
}

/// Compares a file with what it should hold, or writes it.
fn check(name: &str, found: &str) {
    let path = folder().join(name);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(path, found).expect("it can be written");
    } else {
        let expected = fs::read_to_string(path).expect("the file is there");
        assert_eq!(found, expected, "{name}; run with UPDATE_EXPECT=1, and review");
    }
}

#[test]
fn queries_are_answered_as_expected() {
    let queries = fs::read_to_string(folder().join("queries.toml")).expect("the file is there");
    let queries: BTreeMap<String, Vec<String>> = toml::from_str(&queries).expect("it is sound");
    let indexes = indexes();
    let answers: BTreeMap<&String, Vec<Answered>> = queries
        .iter()
        .map(|(locale, queries)| {
            let (index, _) = &indexes[locale];
            (locale, queries.iter().map(|query| answered(index, query)).collect())
        })
        .collect();
    let rows = answers.iter().map(|(locale, answers)| {
        let rows: Vec<String> =
            answers.iter().map(|one| serde_json::to_string(one).expect("text is JSON")).collect();
        format!("\"{locale}\": [\n{}\n]", rows.join(",\n"))
    });
    check("answers.json", &format!("{{\n{}\n}}\n", rows.collect::<Vec<_>>().join(",\n")));
    let files = indexes
        .iter()
        .map(|(locale, (_, packed))| format!("\"{locale}\": {}", String::from_utf8_lossy(packed)));
    check("index.json", &format!("{{\n{}\n}}\n", files.collect::<Vec<_>>().join(",\n")));
}

/// A knowledge base of so many articles that its index is fetched in parts.
fn many() -> BTreeMap<FilePath, Blob> {
    let mut files = blobs(&folder().join("content")).expect("the content is there");
    for number in 0..320 {
        files.insert(article(number), text(number, ""));
    }
    files
}

fn article(number: usize) -> FilePath {
    FilePath::new(format!("en/articles/pay/a{number}.md"))
}

/// Returns an article. One of its words is the only one with its first letter, and the only one with its last.
fn text(number: usize, more: &str) -> Blob {
    let word = |at: usize| format!("w{}", (number * 7 + at * 13) % 400);
    let words: Vec<String> = (0..40).map(word).collect();
    Blob::bytes(
        format!(
            "+++\ntitle = \"{} {}\"\nsummary = \"{more}\"\n+++\n{} qeq\n",
            word(41),
            word(42),
            words.join(" ")
        )
        .into_bytes(),
    )
}

/// What becomes of some files; nothing where they go.
type Edit = Vec<(FilePath, Option<Blob>)>;

/// Every file of the search of a site in English.
fn searched(site: &Site, catalog: &Catalog) -> BTreeMap<Route, Arc<[u8]>> {
    let locale = &catalog.settings().locales[0];
    let list = site.output(catalog, &route::search_index(locale)).expect("it is planned");
    let mut files: Vec<Output> = site.parts(catalog);
    files.push(list.expect("it is no template"));
    files.into_iter().map(|output| (output.route, output.bytes)).collect()
}

#[test]
fn an_index_in_parts_follows_every_edit() {
    let edition = edition();
    let catalog = Catalog::of(many());
    let site = Site::of(&catalog, &Files::embedded(), edition.clone()).expect("the theme is sound");
    let mut live = Live::new(catalog, Files::embedded(), site);
    let edits: [(&str, Edit); 7] = [
        ("a word more", vec![(article(7), Some(text(7, "unheard")))]),
        ("the word less", vec![(article(7), Some(text(7, "")))]),
        ("one article more", vec![(article(900), Some(text(900, "unheard")))]),
        ("one article less", vec![(article(3), None)]),
        (
            "another title for the category",
            vec![(
                FilePath::new("en/categories/pay.md"),
                Some(Blob::bytes(&b"+++\ntitle = \"Other\"\nslug = \"other\"\n+++\n"[..])),
            )],
        ),
        ("so few that there are no parts", (0..300).map(|number| (article(number), None)).collect()),
        ("many again", (0..400).map(|number| (article(number), Some(text(number, "")))).collect()),
    ];
    let mut before = searched(live.site(), live.catalog());
    let routes: Vec<Route> = live.site().parts(live.catalog()).into_iter().map(|part| part.route).collect();
    assert!(routes.is_sorted_by(|a, b| a < b), "each part is there once");
    for (edit, changes) in edits {
        let changes = changes.into_iter().map(|(path, content)| Change { path, content });
        live.update(Changes { content: ChangeSet(changes.collect()), ..Changes::default() });
        let after = searched(live.site(), live.catalog());
        let cold = Site::of(live.catalog(), &Files::embedded(), edition.clone()).expect("the theme is sound");
        assert!(after == searched(&cold, live.catalog()), "{edit}");
        if edit == "a word more" {
            let new = after.iter().filter(|(route, bytes)| before.get(*route) != Some(*bytes)).count();
            assert!(new < 8, "{new} of {} files", after.len());
        }
        before = after;
    }
}

#[test]
fn any_query_has_an_answer() {
    let indexes = indexes();
    let long = "refund 退款 ".repeat(1000);
    for query in ["", "\u{0}", "'", "\u{200f}", "ﷺ", "\u{fffd}", &long] {
        for (index, _) in indexes.values() {
            let answer = answer(index, query);
            assert!(answer.words.len() <= 32, "{query}");
        }
    }
}
