//! What `init` and `new` write: sound to the linter from the first minute, but for what is still to be written.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use jiff::civil::date;
use kb_model::change::{Blob, Change};
use kb_model::reading::document_path;
use kb_model::{Catalog, ChangeSet, FilePath, Kind, Locale};
use kb_site::start::translation;

const TODAY: &str = "2026-11-23";

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kb-site"));
    command.args(arguments).current_dir(folder).env("NO_COLOR", "1").output().expect("it runs")
}

/// Runs a command that must succeed.
fn done(folder: &Path, arguments: &[&str]) {
    let output = run(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// Runs a command that must be refused, and looks for the reason.
fn refused(folder: &Path, arguments: &[&str], reason: &str) {
    let output = run(folder, arguments);
    let printed = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {printed}");
    assert!(printed.contains(reason), "{arguments:?}: no {reason:?} in {printed}");
}

/// Returns the rules that find something.
fn found(content: &Path) -> BTreeSet<&'static str> {
    let catalog = Catalog::load(content).expect("it can be read");
    kb_lint::check(&catalog, date(2026, 11, 23)).all().iter().map(|finding| finding.diagnostic.rule).collect()
}

fn begun(locales: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let options = locales.iter().flat_map(|locale| ["--locale", locale]);
    let arguments: Vec<&str> = ["init", ".", "--today", TODAY].into_iter().chain(options).collect();
    done(folder.path(), &arguments);
    folder
}

#[test]
fn a_new_knowledge_base_is_clean_and_builds() {
    for locales in [&["en"][..], &["id", "en"], &["zh-Hans"], &["en", "id", "zh-Hans"], &["en-GB"]] {
        let folder = begun(locales);
        assert_eq!(found(&folder.path().join("content")), BTreeSet::new(), "{locales:?}");
        done(folder.path(), &["build", "--today", TODAY]);
        let path = locales[0].to_lowercase();
        assert!(folder.path().join("dist").join(path).join("index.html").is_file(), "{locales:?}");
    }
}

/// A language that the starter does not speak begins with English, and its translations are still to be written.
#[test]
fn any_language_can_be_begun() {
    let folder = begun(&["ar", "fr"]);
    assert_eq!(found(&folder.path().join("content")), ["missing-translation"].into());
    done(folder.path(), &["build", "--today", TODAY]);
    let home = fs::read_to_string(folder.path().join("dist/ar/index.html")).expect("it is there");
    assert!(home.contains("dir=\"rtl\"") || home.contains("dir=rtl"), "{home}");
}

#[test]
fn new_files_lack_nothing_but_words() {
    let folder = begun(&["en", "id"]);
    let content = folder.path().join("content");
    for kind in Kind::ALL {
        let id = if kind == Kind::Article { "start/one" } else { kind.name() };
        done(folder.path(), &["new", kind.name(), id, "--today", TODAY]);
        done(folder.path(), &["new", kind.name(), id, "--locale", "id", "--today", TODAY]);
    }
    for of_type in ["troubleshooting", "explanation", "reference"] {
        let title = format!("An article of the type {of_type}");
        let id = format!("start/{of_type}");
        done(folder.path(), &["new", "article", &id, "--type", of_type, "--title", &title, "--today", TODAY]);
    }
    let words = ["unfinished-text", "bare-outcome", "empty-category", "draft-translation"];
    assert_eq!(found(&content), words.into());
    done(folder.path(), &["build", "--drafts", "--today", TODAY]);

    let article = content.join("en/articles/start/one.md");
    let text = fs::read_to_string(&article).expect("it is there");
    assert!(text.contains("updated = 2026-11-23\nreview_by = 2027-05-23\nstatus = \"draft\"\n"), "{text}");
    fs::write(&article, text.replace("status = \"draft\"\n", "")).expect("it can be written");
    let catalog = Catalog::load(&content).expect("it can be read");
    let findings = kb_lint::check(&catalog, date(2026, 11, 23));
    let open = findings
        .all()
        .iter()
        .filter(|finding| finding.diagnostic.path.as_str() == "en/articles/start/one.md");
    assert!(
        open.clone().all(|finding| finding.diagnostic.rule == "unfinished-text"),
        "{:?}",
        open.collect::<Vec<_>>()
    );
}

/// Whatever `kb.toml` requires of a kind, a new file has it.
#[test]
fn required_fields_are_written() {
    let folder = begun(&["en"]);
    let settings = folder.path().join("content/kb.toml");
    let (kept, _) = split(&settings, "[required]\n");
    let required: Vec<String> = Kind::ALL
        .into_iter()
        .map(|kind| {
            let sources =
                kind.fields().iter().filter(|field| field.half != kb_model::kind::Half::Translation);
            let names: Vec<String> = sources.map(|field| format!("\"{}\"", field.name)).collect();
            format!("{} = [{}]", kind.name(), names.join(", "))
        })
        .collect();
    fs::write(&settings, format!("{kept}[required]\n{}\n", required.join("\n"))).expect("it can be written");
    for kind in Kind::ALL {
        let id = if kind == Kind::Article { "start/one" } else { "one" };
        done(folder.path(), &["new", kind.name(), id]);
    }
    let catalog = Catalog::load(&folder.path().join("content")).expect("it can be read");
    let findings = kb_lint::check(&catalog, date(2026, 11, 23));
    let mut missing = findings.all().iter().filter(|finding| {
        finding.diagnostic.path.as_str().ends_with("/one.md")
            && finding.diagnostic.rule == "missing-field"
            && finding.diagnostic.message.ends_with("is missing")
    });
    assert_eq!(missing.next(), None);
}

/// A draft holds all the words of its source and nothing else, so that the linter finds nothing but a draft.
#[test]
fn drafts_of_translations_have_the_words_of_their_sources() {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("../content");
    let mut catalog = Catalog::load(&content).expect("it can be read");
    let sources = catalog.things().filter_map(|thing| thing.source.clone());
    let drafts: Vec<Change> = sources
        .map(|source| Change {
            path: document_path(source.kind, &source.id, &Locale::new("id")),
            content: Some(Blob::bytes(translation(&source).expect("it is sound").as_bytes())),
        })
        .collect();
    assert!(drafts.len() > 50, "{} drafts", drafts.len());
    catalog.apply(ChangeSet(drafts.clone()));
    let findings = kb_lint::check(&catalog, date(2026, 11, 23));
    let is_draft = |path: &FilePath| drafts.iter().any(|draft| draft.path == *path);
    let in_drafts = findings.all().iter().filter(|finding| is_draft(&finding.diagnostic.path));
    let rules: BTreeSet<&str> = in_drafts.map(|finding| finding.diagnostic.rule).collect();
    assert_eq!(rules, ["draft-translation"].into());
    for thing in catalog.things() {
        let draft = &thing.translations[&Locale::new("id")].document;
        let source = thing.source.as_ref().expect("drafts are made of sources");
        assert_eq!(source.blocks().len(), draft.blocks().len(), "{}", draft.path);
    }
}

#[test]
fn nothing_is_lost_and_mistakes_are_explained() {
    let folder = begun(&["en", "id"]);
    let at = folder.path();
    refused(at, &["init", "."], "there is a knowledge base in `.` already");
    refused(at, &["init", "content/en"], "is not empty, it holds");
    refused(at, &["init", "other", "--locale", "in"], "`in` is written `id`");
    refused(at, &["init", "other", "--locale", "en", "--locale", "en"], "there twice");
    refused(at, &["new", "article", "start/ask-for-help"], "is there already, and is left as it is");
    refused(at, &["new", "article", "Start/My_Article.md"], "write `start/my-article`");
    refused(at, &["new", "article", "strat/one"], "did you mean `start/one`?");
    refused(at, &["new", "article", "cards/one"], "`kb-site new category cards` adds it");
    refused(at, &["new", "article", "one"], "write it before, as in `start/one`");
    refused(at, &["new", "page", "a/b"], "side by side");
    refused(at, &["new", "artcle", "start/one"], "'article'");
    refused(
        at,
        &["new", "article", "start/ask-for-hlp", "--locale", "id"],
        "did you mean `start/ask-for-help`?",
    );
    refused(at, &["new", "article", "start/one", "--locale", "ms"], "`kb-site new locale ms` adds one");
    refused(at, &["new", "locale", "id"], "is in `kb.toml` already");
    assert!(!at.join("other").exists());
    fs::write(at.join("content/en/articles/start/odd.md"), "+++\ntitle = \"Odd\"\nsummary = \n+++\n")
        .expect("it can be written");
    refused(at, &["new", "article", "start/odd", "--locale", "id"], "`kb-lint check` says where");
}

/// What `new locale` prints and writes is all that a new language needs, apart from names.
#[test]
fn a_language_can_be_added() {
    let folder = begun(&["en"]);
    let output = run(folder.path(), &["new", "locale", "ms"]);
    let printed = String::from_utf8(output.stdout).expect("it is text");
    let at = printed.find("[[locales]]").expect("there are lines to add");
    let settings = folder.path().join("content/kb.toml");
    let text = fs::read_to_string(&settings).expect("it is there");
    let names = text.replace("en = \"", "ms = \"Nama\"\nen = \"");
    fs::write(&settings, names.replacen("[[locales]]", &format!("{}\n[[locales]]", &printed[at..]), 1))
        .expect("it can be written");
    assert_eq!(found(&folder.path().join("content")), ["missing-translation"].into());
    done(folder.path(), &["build"]);
    done(folder.path(), &["new", "category", "start", "--locale", "ms"]);
    refused(folder.path(), &["new", "locale", "ms"], "is in `kb.toml` already");
    fs::remove_file(folder.path().join("theme/i18n/ms.toml")).expect("it is there");
    let output = run(folder.path(), &["build"]);
    assert!(String::from_utf8_lossy(&output.stderr).contains("`kb-site new locale ms` writes it"));
    done(folder.path(), &["new", "locale", "ms"]);
    done(folder.path(), &["build"]);
}

fn split(path: &Path, at: &str) -> (String, String) {
    let text = fs::read_to_string(path).expect("it is there");
    let (before, after) = text.split_once(at).expect("it stands there");
    (before.to_owned(), after.to_owned())
}
