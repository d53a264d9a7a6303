//! The law of the catalog: applying any sequence of changes equals loading afresh, and the touched facets are exactly
//! those that differ.

use std::collections::{BTreeMap, BTreeSet};

use kb_model::change::{Blob, Change};
use kb_model::reader::Audience;
use kb_model::reading::base_path;
use kb_model::{Catalog, ChangeSet, Facet, FilePath, Id, Kind, Locale, Reader};
use proptest::prelude::*;

const SETTINGS: &str = r#"
base_url = "https://help.example.com"
source_locale = "en"
[[locales]]
tag = "en"
path = "en"
name = "English"
[[locales]]
tag = "id"
path = "id"
name = "Bahasa Indonesia"
[name]
en = "Help"
id = "Bantuan"
"#;

/// Texts that a file may hold: sound, broken in several ways, and every field that a facet depends on.
const TEXTS: &[&str] = &[
    "+++\ntitle = \"One\"\n+++\nText.\n",
    "+++\ntitle = \"Two\"\nsummary = \"S\"\n+++\nOther text.\n\n## Part {#part}\n",
    "+++\ntitle = \"Two\"\nsummary = \"S\"\n+++\nOther text, edited.\n\n## Part {#part}\n",
    "+++\ntitle = \"Three\"\nslug = \"third\"\nurgency = \"now\"\norder = 3\n+++\n",
    "+++\ntitle = \"Four\"\nstatus = \"draft\"\nupdated = 2026-11-01\n+++\n",
    "+++\ntitle = \"Five\"\naliases = [\"old\"]\n[translation]\nmethod = \"human\"\nreviewed_by = \"r\"\n+++\n",
    "+++\ntitle = \"Six\"\n[translation]\nmethod = \"draft\"\n+++\nText.\n",
    "+++\ntitle = \"broken\n",
    "no front matter",
    "groups = [[\"a\", \"b\"]]\n",
    "[facts.period]\ntext = \"Text\"\n",
    "",
];

const PATHS: &[&str] = &[
    "en/articles/a/one.md",
    "en/articles/a/two.md",
    "en/articles/b/one.md",
    "id/articles/a/one.md",
    "id/articles/a/two.md",
    "id/articles/b/gone.md",
    "en/categories/a.md",
    "id/categories/a.md",
    "en/checklists/ready.md",
    "en/articles/a/picture.png",
    "ms/articles/a/one.md",
    "notes.txt",
    "id/synonyms.toml",
    "facts.toml",
];

#[derive(Debug, Clone)]
enum Step {
    Write(&'static str, &'static str),
    Remove(&'static str),
    /// Records today's source as the text that the Indonesian translation was made from.
    Accept(&'static str),
    Settings(&'static str),
}

fn steps() -> impl Strategy<Value = Vec<Vec<Step>>> {
    let step = prop_oneof![
        8 => (prop::sample::select(PATHS), prop::sample::select(TEXTS)).prop_map(|(path, text)| Step::Write(path, text)),
        3 => prop::sample::select(PATHS).prop_map(Step::Remove),
        2 => prop::sample::select(vec!["a/one", "a/two"]).prop_map(Step::Accept),
        1 => prop::sample::select(vec![SETTINGS, "base_url = 1"]).prop_map(Step::Settings),
    ];
    prop::collection::vec(prop::collection::vec(step, 1..4), 1..12)
}

fn changes(step: &Step, catalog: &Catalog) -> Vec<Change> {
    let write = |path: FilePath, text: &str| Change { path, content: Some(Blob::bytes(text.as_bytes())) };
    match step {
        Step::Write(path, text) => vec![write(FilePath::new(path), text)],
        Step::Remove(path) => vec![Change { path: FilePath::new(path), content: None }],
        Step::Settings(text) => vec![write(FilePath::new("kb.toml"), text)],
        Step::Accept(id) => {
            let id = Id::new(id);
            let Some(source) = catalog.thing(Kind::Article, &id).and_then(|thing| thing.source.clone())
            else {
                return Vec::new();
            };
            let version = source.version();
            let record = format!("method = \"human\"\nreviewed_by = \"r\"\nfrom = \"{version}\"");
            let translation = format!("+++\ntitle = \"Satu\"\n[translation]\n{record}\n+++\nTeks.\n");
            vec![
                write(FilePath::new(format!("id/articles/{id}.md")), &translation),
                write(base_path(Kind::Article, &id, &version), &source.text),
            ]
        }
    }
}

/// Every facet that could matter to the files of this test.
fn facets() -> BTreeSet<Facet> {
    let mut facets = BTreeSet::new();
    for locale in [Locale::new("en"), Locale::new("id")] {
        let ids = ["a/one", "a/two", "b/one", "b/gone", "a", "ready"].map(Id::new);
        for kind in [Kind::Article, Kind::Category, Kind::Checklist] {
            for id in &ids {
                facets.insert(Facet::Card(kind, id.clone(), locale.clone()));
                facets.insert(Facet::Link(kind, id.clone(), locale.clone()));
                facets.insert(Facet::Body(kind, id.clone(), locale.clone()));
                facets.insert(Facet::Translations(kind, id.clone()));
            }
            facets.insert(Facet::Roll(kind, locale.clone()));
        }
        facets.insert(Facet::Listing(Id::new("a"), locale.clone()));
        facets.insert(Facet::Listing(Id::new("b"), locale.clone()));
        facets.insert(Facet::Urgent(locale.clone()));
        facets.insert(Facet::Standings(locale.clone()));
        facets.insert(Facet::Words(locale.clone()));
        facets.insert(Facet::Synonyms(locale.clone()));
        facets.insert(Facet::Updates(locale));
    }
    facets.insert(Facet::Glossary);
    facets.insert(Facet::Facts);
    facets.insert(Facet::Asset(FilePath::new("en/articles/a/picture.png")));
    facets
}

/// What a reader can see through a facet.
fn value(catalog: &Catalog, facet: &Facet) -> String {
    let reader = Reader::new(catalog, Audience::Authors);
    match facet {
        Facet::Settings => format!("{:?}", reader.settings()),
        Facet::Card(kind, id, locale) => format!("{:?}", reader.card(*kind, id, locale)),
        Facet::Link(kind, id, locale) => format!("{:?}", reader.link(*kind, id, locale)),
        Facet::Body(kind, id, locale) => {
            let thing = reader.thing(*kind, id, locale);
            format!(
                "{:?}",
                thing.map(|thing| (&thing.source, thing.shown(locale), thing.translation(locale)))
            )
        }
        Facet::Translations(kind, id) => format!("{:?}", reader.own_locales(*kind, id)),
        Facet::Listing(category, locale) => format!("{:?}", reader.listing(category, locale)),
        Facet::Roll(kind, locale) => format!("{:?}", reader.roll(*kind, locale)),
        Facet::Urgent(locale) => format!("{:?}", reader.urgent(locale)),
        Facet::Updates(locale) => format!("{:?}", reader.updates(locale)),
        Facet::Standings(locale) => format!("{:?}", reader.standings(locale)),
        Facet::Glossary => format!("{:?}", reader.glossary()),
        Facet::Facts => format!("{:?}", reader.facts()),
        Facet::Words(locale) => {
            let things = Kind::ALL.map(|kind| {
                let links = reader.roll(kind, locale).into_iter();
                links.filter_map(|link| reader.thing(kind, link.id, locale)).collect::<Vec<_>>()
            });
            let words =
                things.iter().flatten().map(|thing| (&thing.id, thing.shown(locale), thing.card(locale)));
            format!("{:?}", words.collect::<Vec<_>>())
        }
        Facet::Synonyms(locale) => format!("{:?}", reader.synonyms(locale)),
        Facet::Asset(path) => format!("{:?}", reader.asset(path)),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn applying_equals_loading(sequence in steps()) {
        let mut blobs = BTreeMap::from([(FilePath::new("kb.toml"), Blob::bytes(SETTINGS.as_bytes()))]);
        let mut catalog = Catalog::of(blobs.clone());
        for batch in sequence {
            let batch: Vec<Change> = batch.iter().flat_map(|step| changes(step, &catalog)).collect();
            for Change { path, content } in &batch {
                match content {
                    Some(blob) => { blobs.insert(path.clone(), blob.clone()); }
                    None => { blobs.remove(path); }
                }
            }
            let before: Vec<(Facet, String)> = facets().into_iter().map(|f| (f.clone(), value(&catalog, &f))).collect();
            let touched = catalog.apply(ChangeSet(batch));
            prop_assert_eq!(&catalog, &Catalog::of(blobs.clone()));
            if touched.contains(&Facet::Settings) {
                continue;
            }
            for (facet, before) in before {
                if value(&catalog, &facet) != before {
                    prop_assert!(touched.contains(&facet), "{:?} changed and was not touched", facet);
                }
            }
        }
    }
}

/// An edit of a body touches nothing that other pages show, but for what search looks through.
#[test]
fn a_body_edit_touches_words_and_nothing_else() {
    let file = |path: &str, text: &str| (FilePath::new(path), Blob::bytes(text.as_bytes()));
    let mut catalog =
        Catalog::of(BTreeMap::from([file("kb.toml", SETTINGS), file("en/articles/a/one.md", TEXTS[1])]));
    let touched = catalog.apply(ChangeSet::write("en/articles/a/one.md", TEXTS[2]));
    let body = |locale| Facet::Body(Kind::Article, Id::new("a/one"), Locale::new(locale));
    let words = |locale| Facet::Words(Locale::new(locale));
    assert_eq!(touched, BTreeSet::from([body("en"), body("id"), words("en"), words("id")]));
}
