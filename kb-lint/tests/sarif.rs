//! The SARIF report, held against the 2.1.0 schema: read into types that are made from the schema, and written again, it
//! is what it was. What the schema says in numbers and words, types cannot say: that is checked here.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::date;
use kb_lint::report::sarif;
use kb_model::change::Blob;
use kb_model::{Catalog, FilePath};
use serde_json::Value;
use serde_sarif::sarif::Sarif;

/// Findings with labels, fixes, other places and help, in two scripts, in a file with a space in its name, and in none.
const FILES: [(&str, &str); 5] = [
    ("kb.toml", include_str!("kb.toml")),
    (
        "en/pages/home.md",
        "+++\ntitel = \"Home\"\nupdated = \"2026-11-01\"\n+++\n\n[x](hom.md) ![](javascript:x)\n\n## A {#a}\n\n## A {#a}\n",
    ),
    ("zh-Hans/pages/home.md", "+++\ntitle = \"首页\"\n+++\n\n你好,请**点这里。**您看。\n"),
    (
        "id/pages/home.md",
        "+++\ntitle = \"Beranda\"\n[translation]\nmethod = \"human\"\nfrom = \"ff0123456789\"\n+++\n",
    ),
    ("en/articles/a b/x#.md", "+++\ntitle = \"X\"\n+++\n"),
];

fn report() -> Value {
    let files = FILES.map(|(path, text)| (FilePath::new(path), Blob::bytes(text.as_bytes())));
    let catalog = Catalog::of(BTreeMap::from(files));
    let findings = kb_lint::check(&catalog, date(2026, 11, 23));
    serde_json::from_str(&sarif::render(findings.all(), &catalog, "my content")).expect("it is JSON")
}

/// Tells whether the schema knows everything that a report says, and misses nothing.
fn fits(report: &Value) -> bool {
    let read: Result<Sarif, _> = serde_json::from_value(report.clone());
    read.is_ok_and(|read| serde_json::to_value(&read).is_ok_and(|written| written == *report))
}

/// Returns every value under a key, however deep it lies.
fn all<'v>(value: &'v Value, key: &str) -> Vec<&'v Value> {
    match value {
        Value::Object(members) => members
            .iter()
            .flat_map(|(name, value)| (name == key).then_some(value).into_iter().chain(all(value, key)))
            .collect(),
        Value::Array(items) => items.iter().flat_map(|item| all(item, key)).collect(),
        _ => Vec::new(),
    }
}

#[test]
fn the_schema_knows_what_the_report_says() {
    let report = report();
    assert!(fits(&report), "{report:#}");
    let results = report["runs"][0]["results"].as_array().expect("a list");
    for part in ["fixes", "relatedLocations", "partialFingerprints", "ruleIndex"] {
        assert!(results.iter().any(|result| result.get(part).is_some()), "no finding has {part}");
    }
    for (was, now) in [("\"level\"", "\"levle\""), ("\"error\"", "\"eror\""), ("\"startLine\"", "\"line\"")] {
        let wrong = report.to_string().replace(was, now);
        assert!(!fits(&serde_json::from_str(&wrong).expect("it is JSON")), "{now} is taken for {was}");
    }
}

#[test]
fn numbers_and_names_are_what_they_must_be() {
    let report = report();
    let number = |value: &Value| value.as_u64().unwrap_or_default();
    for region in all(&report, "region").into_iter().chain(all(&report, "deletedRegion")) {
        let [start, column, end, last] =
            ["startLine", "startColumn", "endLine", "endColumn"].map(|name| number(&region[name]));
        assert!(start >= 1 && column >= 1 && (start, column) <= (end, last), "{region}");
    }
    for uri in all(&report, "uri").iter().filter_map(|uri| uri.as_str()) {
        assert!(uri.chars().all(|c| c.is_ascii_alphanumeric() || "-._~/%".contains(c)), "{uri}");
    }
    let rules = report["runs"][0]["tool"]["driver"]["rules"].as_array().expect("a list");
    let ids: BTreeSet<&str> = rules.iter().filter_map(|rule| rule["id"].as_str()).collect();
    assert_eq!(ids.len(), rules.len());
    for result in report["runs"][0]["results"].as_array().expect("a list") {
        let index = usize::try_from(number(&result["ruleIndex"])).expect("a small number");
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
}
