//! The command line, over knowledge bases in temporary folders.

#![expect(clippy::disallowed_methods, reason = "commands are tried on files")]

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

const SETTINGS: &str = include_str!("kb.toml");
/// These knowledge bases are one article each, without the category around it.
const LEVELS: &str = "[lint.levels]\nmissing-category = \"off\"\n";
const SOURCE: &str =
    "+++\ntitle = \"Refund\"\n+++\n\n## First {#first}\n\nWait 24 times, plaese.\n\nAsk the shop.\n";
const TRANSLATION: &str = "+++\ntitle = \"Pengembalian\"  # judul\n\n[translation]\nmethod = \"human\"\nreviewed_by = \"indonesian-desk\"\n+++\n\n## Dulu {#first}\n\nTunggu 24 kali.\n\nTanyakan ke toko.\n";

const SOURCE_PATH: &str = "en/pages/refund.md";
const INDONESIAN: &str = "id/pages/refund.md";
const CHINESE: &str = "zh-Hans/pages/refund.md";

/// A knowledge base in a folder of its own.
struct Knowledge(TempDir);

impl Knowledge {
    fn of(files: &[(&str, &str)]) -> Self {
        let knowledge = Self(tempfile::tempdir().expect("a temporary folder can be made"));
        knowledge.write("kb.toml", &format!("{SETTINGS}\n{LEVELS}"));
        for (path, text) in files {
            knowledge.write(path, text);
        }
        knowledge
    }

    fn translated() -> Self {
        Self::of(&[(SOURCE_PATH, SOURCE), (INDONESIAN, TRANSLATION), (CHINESE, TRANSLATION)])
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join("content").join(path);
        std::fs::create_dir_all(path.parent().expect("the path has a folder")).expect("a folder can be made");
        std::fs::write(path, text).expect("a file can be written");
    }

    fn edit(&self, path: &str, was: &str, now: &str) {
        let text = self.read(path);
        assert!(text.contains(was), "{text}");
        self.write(path, &text.replace(was, now));
    }

    fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.0.path().join("content").join(path)).expect("the file is there")
    }

    fn bases(&self) -> usize {
        let folder = self.0.path().join("content/.from/pages/refund");
        let is_text = |path: std::path::PathBuf| path.extension().is_some_and(|ending| ending == "md");
        let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
        files.filter(|file| is_text(file.path())).count()
    }

    /// Runs a command, and checks its exit code and that its output contains each of some texts.
    fn check(&self, arguments: &str, code: i32, expected: &[&str]) -> String {
        let output = run(self.0.path(), arguments);
        let text = format!("{}{}", string(&output.stdout), string(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "kb-lint {arguments}\n{text}");
        for part in expected {
            assert!(text.contains(part), "kb-lint {arguments}: no {part:?} in\n{text}");
        }
        text
    }
}

fn run(folder: &Path, arguments: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_kb-lint"));
    command.current_dir(folder).args(arguments.split_whitespace());
    command.output().expect("the program can be run")
}

fn string(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("the output is UTF-8")
}

#[test]
fn exit_codes_say_how_it_went() {
    let knowledge = Knowledge::translated();
    knowledge.check("", 1, &["warning[stale-translation]", "2 warnings in 2 files, of 3 files checked"]);
    knowledge.check("check content --today 2026-11-22", 1, &["content/id/pages/refund.md:4:2"]);
    knowledge.check("translations accept --all", 0, &["made from today's"]);
    knowledge.check("check", 0, &["3 files checked", "nothing found"]);
    knowledge.check("check nowhere", 2, &["there is no folder `nowhere`"]);
    knowledge.check("chekc", 2, &["did you mean `kb-lint check`?"]);
    knowledge.check("check .", 2, &["there is no `kb.toml` in `.`, but in `./content`"]);
    knowledge.check("check --today tomorrow", 2, &["invalid value 'tomorrow'"]);
    knowledge.check("explain broken-lnk", 2, &["did you mean `broken-link`?"]);
    knowledge.check("explain broken-link", 0, &["What it finds", "error[broken-link]"]);
    knowledge.check("rules", 0, &["missing-alt-text", "Images without alternative text"]);
    Knowledge::of(&[]).check("check", 2, &["nothing was checked"]);
}

#[test]
fn fixes_are_shown_or_made() {
    let path = "en/articles/payments/refund.md";
    let faulty = "+++\r\n# of today\r\ntitel = \"Refund\"\r\nupdated = \"2026-11-01\" # soon\r\n+++\r\n\r\n[x](refnd.md)\r\n";
    let knowledge = Knowledge::of(&[(path, faulty)]);
    let safe = [
        "-updated = \"2026-11-01\" # soon",
        "+updated = 2026-11-01 # soon",
        "would mend 1 problem in 1 file",
    ];
    knowledge.check("check --diff", 1, &safe);
    knowledge.check("check --fix --diff", 1, &safe);
    knowledge.check(
        "check --diff --unsafe",
        1,
        &["+title = \"Refund\"", "+[x](refund.md)", "would mend 3 problems"],
    );
    assert_eq!(knowledge.read(path), faulty);
    knowledge.check("check --fix", 1, &["mended 1 problem in 1 file", "did you mean `title`?"]);
    assert_eq!(knowledge.read(path), faulty.replace("\"2026-11-01\"", "2026-11-01"));
    knowledge.check("check --fix --unsafe", 1, &["mended 2 problems in 1 file"]);
    let mended =
        faulty.replace("\"2026-11-01\"", "2026-11-01").replace("titel", "title").replace("refnd", "refund");
    assert_eq!(knowledge.read(path), mended);
    knowledge.check("check --diff --unsafe", 0, &["there is nothing to fix"]);
    knowledge.check("check --unsafe", 2, &["--fix"]);
}

#[test]
fn shells_and_man_know_the_commands() {
    let knowledge = Knowledge::of(&[]);
    for shell in ["bash", "zsh", "fish"] {
        knowledge.check(&format!("completions {shell}"), 0, &["translations", "changed-since"]);
    }
    knowledge.check("manual man/man1", 0, &["wrote man pages into `man/man1`"]);
    let page =
        std::fs::read_to_string(knowledge.0.path().join("man/man1/kb-lint-check.1")).expect("it is there");
    assert!(page.contains("changed\\-since"), "{page}");
}

#[test]
fn drafts_fail_no_check() {
    let draft = TRANSLATION.replace("human", "draft");
    let knowledge = Knowledge::of(&[(SOURCE_PATH, SOURCE), (INDONESIAN, &draft), (CHINESE, &draft)]);
    knowledge.check("check", 0, &["info[draft-translation]", "2 remarks in 2 files"]);
    knowledge.check(
        &format!("translations accept {INDONESIAN}"),
        2,
        &["it is a draft", "nothing was accepted"],
    );
}

#[test]
fn programs_get_json() {
    let knowledge = Knowledge::of(&[(SOURCE_PATH, "+++\ntitle = \"付款\"\n+++\n\n付款 [x](y.md)\n")]);
    let report = knowledge.check("check --format json", 1, &[]);
    let report: serde_json::Value = serde_json::from_str(&report).expect("it is JSON");
    assert_eq!(report["tally"]["errors"], 1);
    assert_eq!(report["tally"]["warnings"], 1);
    let finding = &report["findings"][1];
    assert_eq!(finding["rule"], "broken-link");
    assert_eq!(finding["path"], format!("content/{SOURCE_PATH}"));
    assert_eq!(finding["start"], serde_json::json!({ "byte": 37, "line": 5, "column": 8 }));
    assert_eq!(finding["end"], serde_json::json!({ "byte": 41, "line": 5, "column": 12 }));
    let github = knowledge.check("check --format github", 1, &[]);
    assert!(github.starts_with("::error col=8,endColumn=12,endLine=5,file=content/en/"), "{github}");
}

const FAULTY: &str = "+++\ntitle = \"Refund\"\n+++\n\n[x](refnd.md) ![](javascript:x)\n";

#[test]
fn every_format_says_the_same() {
    let knowledge = Knowledge::of(&[(SOURCE_PATH, FAULTY)]);
    let json = |format: &str| -> serde_json::Value {
        let report = knowledge.check(&format!("check --format {format}"), 1, &[]);
        serde_json::from_str(&report).expect("it is JSON")
    };
    let sarif = json("sarif");
    let results = sarif["runs"][0]["results"].as_array().expect("a list");
    let link = results.iter().find(|result| result["ruleId"] == "broken-link").expect("it is found");
    let region = &link["locations"][0]["physicalLocation"]["region"];
    assert_eq!(region["startLine"], 5);
    let replaced = &link["fixes"][0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(replaced["insertedContent"]["text"], "refund.md");
    let rules = sarif["runs"][0]["tool"]["driver"]["rules"].as_array().expect("a list");
    let index = usize::try_from(link["ruleIndex"].as_u64().expect("a number")).expect("a small one");
    assert_eq!(rules[index]["id"], "broken-link");
    let gitlab = json("gitlab");
    assert_eq!(gitlab.as_array().map(Vec::len), Some(results.len()));
    assert!(gitlab[1]["fingerprint"] == results[1]["partialFingerprints"]["block/v1"]);
    let rdjson = json("rdjson");
    let suggested = rdjson["diagnostics"]
        .as_array()
        .into_iter()
        .flatten()
        .find(|found| found["suggestions"][0]["text"] == "refund.md");
    assert!(suggested.is_some(), "{rdjson}");
    knowledge.check(
        "check --format narrated",
        1,
        &[
            "Error in content/en/pages/refund.md, line 5, column 5.",
            "It says: refnd.md.",
            "The rule is broken-link.",
        ],
    );
    knowledge.check("check --statistics", 1, &["rule", "missing-alt-text", "findings  files  fixes"]);
}

#[test]
fn the_gate_is_as_strict_as_asked_for() {
    let knowledge = Knowledge::translated();
    knowledge.check("check --fail-on error", 0, &["2 warnings"]);
    knowledge.check("check --max-warnings 2", 0, &["2 warnings"]);
    knowledge.check("check --max-warnings 1", 1, &["2 warnings"]);
    knowledge.write(SOURCE_PATH, FAULTY);
    knowledge.check("check --max-warnings 100", 1, &["broken-link"]);
}

#[test]
fn known_findings_are_left_out_until_they_are_gone() {
    let knowledge = Knowledge::of(&[(SOURCE_PATH, FAULTY)]);
    knowledge.check("check --baseline known.jsonl", 2, &["cannot read `known.jsonl`"]);
    knowledge.check(
        "check --baseline known.jsonl --write-baseline",
        0,
        &["wrote 5 findings to `known.jsonl`"],
    );
    knowledge.check("check --baseline known.jsonl", 0, &["5 findings known", "nothing found"]);
    knowledge.write(SOURCE_PATH, &FAULTY.replace("[x]", "New.\n\n[y](more.md)\n\n[x]"));
    knowledge.check(
        "check --baseline known.jsonl",
        1,
        &["there is no `en/pages/more.md`", "1 error in 1 file"],
    );
    knowledge.write(SOURCE_PATH, &FAULTY.replace("![](javascript:x)", ""));
    knowledge.check("check --baseline known.jsonl", 1, &["are found no more: `--prune-baseline`"]);
    knowledge.check("check --baseline known.jsonl --prune-baseline", 1, &["out of `known.jsonl`"]);
    let shrunk = knowledge.check("check --baseline known.jsonl", 1, &[]);
    assert!(!shrunk.contains("prune"), "{shrunk}");
    std::fs::write(knowledge.0.path().join("known.jsonl"), "{}\n").expect("it can be written");
    knowledge.check(
        "check --baseline known.jsonl",
        2,
        &["`known.jsonl`, line 1, is not a line of a baseline"],
    );
}

#[test]
fn a_part_is_checked_within_the_whole() {
    let knowledge = Knowledge::translated();
    knowledge.write("en/pages/other.md", FAULTY);
    let folder = knowledge.0.path();
    let git = |arguments: &str| {
        let status = Command::new("git").current_dir(folder).args(arguments.split_whitespace()).output();
        assert!(status.expect("git can be run").status.success(), "git {arguments}");
    };
    git("init --quiet");
    git("add .");
    git("-c user.name=x -c user.email=x@example.com commit --quiet --message x");
    knowledge.check("check --changed-since HEAD", 0, &["0 files checked"]);
    knowledge.edit(SOURCE_PATH, "24 times", "48 times");
    let report = knowledge.check("check --changed-since HEAD", 1, &["stale-translation", "3 files checked"]);
    assert!(!report.contains("--> content/en/pages/other.md"), "{report}");
    knowledge.check(
        "check --changed-since nowhere",
        2,
        &["cannot find out what has changed since `nowhere`"],
    );
    knowledge.edit(SOURCE_PATH, "48 times", "24 times");
    knowledge
        .write("en/pages/other.md", "+++\ntitle = \"Other\"\n+++\n\nSee [the refund](refund.md#first).\n");
    knowledge.write("kb.toml", &format!("popular = [\"refund\"]\n{}", knowledge.read("kb.toml")));
    git("add .");
    git("-c user.name=x -c user.email=x@example.com commit --quiet --message y");
    knowledge.write("en/pages/refunds.md", &knowledge.read(SOURCE_PATH).replace("Refund", "Refunds"));
    std::fs::remove_file(folder.join("content").join(SOURCE_PATH)).expect("the file is there");
    git("add ."); // for git it is a renaming now
    let parts = ["content/en/pages/other.md:5:18", "there is no `en/pages/refund.md`", "orphan-translation"];
    knowledge.check("check --changed-since HEAD", 1, &parts);
    knowledge.write("en/pages/other.md", FAULTY);
    std::fs::write(folder.join("list"), "content/en/pages/other.md\nREADME.md\n").expect("it can be written");
    knowledge.check("check --changed-list list", 1, &["broken-link", "of 1 file checked"]);
    knowledge.check("check --changed-list list --baseline known.jsonl --write-baseline", 0, &["wrote "]);
    std::fs::write(folder.join("list"), "content/glossary.toml\n").expect("it can be written");
    knowledge.write("glossary.toml", "[terms.occasion]\nen = \"occasions\"\nnot.en = \"times\"\n");
    let report = knowledge.check(
        "check --changed-list list --baseline known.jsonl",
        1,
        &["warning[glossary-mismatch]", "the glossary"],
    );
    assert!(!report.contains("are found no more"), "{report}");
}

#[test]
fn a_file_can_come_from_standard_input() {
    let knowledge = Knowledge::translated();
    let check_in = |folder: &str, arguments: &str, code: i32, expected: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kb-lint"));
        command.current_dir(knowledge.0.path().join(folder)).args(arguments.split_whitespace());
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut process = command.spawn().expect("the program can be run");
        let mut stdin = process.stdin.take().expect("it was asked for");
        let _ = stdin.write_all(FAULTY.as_bytes()); // it may have ended with a complaint
        drop(stdin);
        let output = process.wait_with_output().expect("it ends");
        let text = format!("{}{}", string(&output.stdout), string(&output.stderr));
        assert_eq!(output.status.code(), Some(code), "{text}");
        assert!(text.contains(expected), "kb-lint {arguments}: no {expected:?} in\n{text}");
    };
    let check = |arguments: &str, code: i32, expected: &str| check_in("", arguments, code, expected);
    check_in("content", "check - --stdin-path en/pages/new.md", 1, "en/pages/new.md:5:5");
    check_in("content/en/pages", "check - --stdin-path new.md", 1, "en/pages/new.md:5:5");
    check("check - --stdin-path content/en/pages/new.md", 1, "content/en/pages/new.md:5:5");
    check("check content --stdin-path en/pages/refund.md", 1, "there is no `en/pages/refnd.md`");
    check("check -", 2, "say with `--stdin-path` which file it is");
    check("check - --stdin-path elsewhere/x.md", 2, "there is no `kb.toml` in a folder above");
    assert_eq!(knowledge.read(SOURCE_PATH), SOURCE);
}

#[test]
fn accepting_changes_one_line() {
    let knowledge = Knowledge::translated();
    knowledge.check(
        &format!("translations accept content/{INDONESIAN} {CHINESE}"),
        0,
        &["made from today's"],
    );
    let stamped = knowledge.read(INDONESIAN);
    let kept: Vec<&str> = stamped.lines().filter(|line| !line.starts_with("from = ")).collect();
    assert_eq!(kept, TRANSLATION.lines().collect::<Vec<_>>());
    assert_eq!(knowledge.bases(), 1, "one copy serves both");
    knowledge.edit(SOURCE_PATH, "24 times", "48 times");
    knowledge.check("check", 1, &["Wait [-24-]{+48+} times"]);
    knowledge.check("translations", 0, &["stale 1 of 4", "later"]);
    knowledge.edit(INDONESIAN, "24 kali", "48 kali");
    knowledge.edit(CHINESE, "24 kali", "48 kali");
    knowledge.check(&format!("translations accept {INDONESIAN}"), 0, &["made from today's"]);
    assert_eq!(knowledge.bases(), 2, "the older text is still named");
    knowledge.check(&format!("translations accept {CHINESE}"), 0, &["removed, since no translation"]);
    assert_eq!(knowledge.bases(), 1);
    knowledge.check("check", 0, &[]);
}

#[test]
fn what_is_no_translation_is_refused() {
    let knowledge = Knowledge::translated();
    knowledge.write("id/pages/gone.md", TRANSLATION);
    let check = |arguments: &str, why: &str| {
        knowledge.check(&format!("translations accept {arguments}"), 2, &[why]);
    };
    check(SOURCE_PATH, "this is a source");
    check("id/pages/gone.md", "its source is gone");
    check("kb.toml", "this is no translation");
    check("id/nowhere.md", "there is no file");
    check(&format!("--minor {INDONESIAN}"), "this is a translation");
    check(&format!("--minor {SOURCE_PATH}"), "there is no edit to accept");
    check("", "required");
    assert_eq!(knowledge.bases(), 0, "nothing was written");
}

#[test]
fn minor_edits_leave_older_drift_visible() {
    let knowledge = Knowledge::translated();
    knowledge.check("translations accept --all", 0, &[]);
    knowledge.edit(SOURCE_PATH, "Ask the shop.", "Ask the shop first.");
    knowledge.edit(CHINESE, "Tanyakan ke toko.", "Tanyakan ke toko dulu.");
    knowledge.check(&format!("translations accept {CHINESE}"), 0, &[]);
    knowledge.edit(SOURCE_PATH, "plaese", "please");
    knowledge.check(
        &format!("translations accept --minor {SOURCE_PATH}"),
        0,
        &["1 older change stays to be translated", "it is current"],
    );
    knowledge.check("check", 1, &["Ask the shop{+ first+}.", "1 warning in 1 file"]);
    knowledge.edit(SOURCE_PATH, "Ask the shop first.\n", "Ask the shop first.\n\nNew paragraph.\n");
    knowledge.check(
        &format!("translations accept --minor {SOURCE_PATH}"),
        0,
        &["left alone: the edit adds, removes or moves blocks", "it is current"],
    );
}

#[test]
fn hollow_stamps_are_refused() {
    let knowledge = Knowledge::translated();
    knowledge.check("translations accept --all", 0, &[]);
    knowledge.edit(SOURCE_PATH, "24 times", "48 times");
    let accept = format!("translations accept {INDONESIAN}");
    knowledge.check(&accept, 2, &["1 block not touched since the last time", "Tunggu 24 kali.", "--reason"]);
    knowledge.edit(INDONESIAN, "24 kali", "48 kali");
    knowledge.check(&accept, 0, &["made from today's"]);
    knowledge.edit(SOURCE_PATH, "Ask the shop.\n", "Ask the shop.\n\nNew paragraph.\n");
    knowledge.check(&accept, 2, &["nothing here for the source’s new `New paragraph.`"]);
    knowledge.edit(INDONESIAN, "Tanyakan ke toko.\n", "Tanyakan ke toko.\n\nAlinea baru.\n");
    knowledge.check(&accept, 0, &["made from today's"]);
    let (one, two) =
        ("Ask the shop.\n\nNew paragraph.\n", "Call the shop.\n\nNew paragraph.\n\nAnd one more.\n");
    knowledge.edit(SOURCE_PATH, one, two);
    knowledge.edit(INDONESIAN, "Tanyakan ke toko.", "Telepon toko.");
    knowledge.check(
        &accept,
        2,
        &["1 block not touched", "nothing here for the source’s new `And one more.`"],
    );
    knowledge.edit(SOURCE_PATH, two, one);
    knowledge.edit(INDONESIAN, "Telepon toko.", "Tanyakan ke toko.");
    knowledge.edit(SOURCE_PATH, "\n\nNew paragraph.", "");
    knowledge.check(&accept, 2, &["still here though the source has dropped it: `New paragraph.`"]);
    knowledge.edit(INDONESIAN, "\n\nAlinea baru.", "");
    let reasoned = Command::new(env!("CARGO_BIN_EXE_kb-lint"))
        .current_dir(knowledge.0.path())
        .args(["translations", "accept", CHINESE, "--reason", "said otherwise"])
        .output()
        .expect("the program can be run");
    assert!(reasoned.status.success(), "{}", string(&reasoned.stderr));
    assert!(knowledge.read(".from/pages/refund/zh-Hans.blocks").starts_with("# reason: said otherwise\n"));
    std::fs::remove_file(knowledge.0.path().join("content").join(CHINESE)).expect("the file is there");
    knowledge.check(&accept, 0, &[]);
    assert!(!knowledge.0.path().join("content/.from/pages/refund/zh-Hans.blocks").exists());
    assert!(knowledge.0.path().join("content/.from/pages/refund/id.blocks").exists());
}

#[test]
fn sections_are_accepted_alone() {
    let more = "\n## Then {#then}\n\nCall us.\n";
    let knowledge = Knowledge::of(&[
        (SOURCE_PATH, &format!("{SOURCE}{more}")),
        (INDONESIAN, &format!("{TRANSLATION}\n## Lalu {{#then}}\n\nTelepon kami.\n")),
    ]);
    knowledge.check("translations accept --all", 0, &[]);
    knowledge.edit(SOURCE_PATH, "24 times", "48 times");
    knowledge.edit(SOURCE_PATH, "Call us.", "Write to us.");
    let accept = format!("translations accept {INDONESIAN} --section");
    knowledge.check(&format!("{accept} nowhere"), 2, &["no section `nowhere`"]);
    knowledge.check(
        &format!("{accept} first"),
        2,
        &["1 block not touched since the last time", "Tunggu 24 kali."],
    );
    knowledge.edit(INDONESIAN, "24 kali", "48 kali");
    knowledge.check(&format!("{accept} first"), 0, &["left to be done: 1 change"]);
    let report = knowledge.check("check", 1, &["[-Call-]{+Write to+} us."]);
    assert!(!report.contains("48 times]"), "{report}");
    knowledge.edit(INDONESIAN, "Telepon kami.", "Tulis kepada kami.");
    knowledge.check(&format!("{accept} then"), 0, &["left to be done: 0 changes"]);
    assert_eq!(knowledge.bases(), 1);
}

#[test]
fn changed_blocks_are_shown_side_by_side() {
    let knowledge = Knowledge::translated();
    knowledge.check("translations accept --all", 0, &[]);
    knowledge.edit(SOURCE_PATH, "24 times", "48 times");
    let parts = ["was:         Wait 24 times", "Wait [-24-]{+48+} times", "translation: Tunggu 24 kali."];
    let shown = knowledge.check("translations --diff --locale id", 0, &parts);
    assert!(!shown.contains("zh-Hans"), "{shown}");
    let report = knowledge.check("translations --format json", 0, &[]);
    let report: serde_json::Value = serde_json::from_str(&report).expect("it is JSON");
    assert_eq!(report["things"][0]["states"]["id"], "stale");
    assert_eq!(report["stale"][0]["blocks"][0]["translation"], "Tunggu 24 kali.");
}
