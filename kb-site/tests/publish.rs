//! Publishing to a real folder: nothing is lost, nothing is written twice, and nothing that is not ours is touched.

use std::fs;
use std::path::Path;

use kb_site::output::Output;
use kb_site::publish::{Error, Published, Target};
use kb_site::route::Route;

fn output(route: &str, text: &str) -> Output {
    Output::new(Route::new(route), text.as_bytes())
}

/// Publishes outputs that are there already.
fn publish(outputs: &[Output], out: &Path) -> Result<Published, Error> {
    let target = Target::take(out)?;
    let routes: Vec<&Route> = outputs.iter().map(|output| &output.route).collect();
    let find = |route: &Route| outputs.iter().find(|output| output.route == *route).cloned().ok_or(());
    Ok(kb_site::publish::publish(&target, &routes, find)?.expect("nothing is at fault").0)
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// The names of everything beside the output folder.
fn neighbours(out: &Path) -> Vec<String> {
    let entries = fs::read_dir(out.parent().expect("it has a parent")).expect("it can be listed");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn files_are_written_kept_and_removed() {
    let temp = folder();
    let out = temp.path().join("dist");
    let first = publish(&[output("/", "a"), output("/en/", "b")], &out).expect("it is written");
    assert_eq!((first.written, first.kept, first.removed), (2, 0, 0));
    let second = publish(&[output("/", "a"), output("/en/", "c")], &out).expect("it is written");
    assert_eq!((second.written, second.kept, second.removed), (1, 1, 0));
    let third = publish(&[output("/", "a")], &out).expect("it is written");
    assert_eq!((third.written, third.kept, third.removed), (0, 1, 1));
    assert!(!out.join("en").exists());
    assert_eq!(fs::read_to_string(out.join("index.html")).expect("it is there"), "a");
    assert_eq!(
        neighbours(&out),
        [".dist.kb-lock", ".dist.kb-stage", "dist"],
        "the last site waits on the stage"
    );
}

/// The files below a folder, but for the manifest, with what they hold.
fn files(folder: &Path) -> Vec<(String, String)> {
    let entries = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter().filter_map(Result::ok);
    let files =
        entries.filter(|entry| entry.file_type().is_file() && !entry.path().ends_with(".kb-site.json"));
    let read = |entry: walkdir::DirEntry| {
        let name = entry.path().strip_prefix(folder).expect("it lies below").display().to_string();
        (name, fs::read_to_string(entry.path()).expect("it can be read"))
    };
    files.map(read).collect()
}

#[test]
fn a_site_is_put_together_from_the_last_one_but_one() {
    let temp = folder();
    let (out, stage) = (temp.path().join("dist"), temp.path().join(".dist.kb-stage"));
    let sites: [&[(&str, &str)]; 7] = [
        &[("a", "1"), ("b/c", "1"), ("d", "1")],
        &[("a", "2"), ("b/c", "1"), ("d", "1")],
        &[("a", "1"), ("b/c", "1")],
        &[("a", "3"), ("b", "now a file"), ("d", "1")],
        &[("a", "3"), ("b", "now a file"), ("d", "1")],
        &[("a", "3"), ("b/c", "1"), ("d", "2")],
        &[("a", "1"), ("b/c", "1"), ("d", "1")],
    ];
    for site in sites {
        let outputs: Vec<Output> =
            site.iter().map(|(route, text)| output(&format!("/{route}"), text)).collect();
        let before = files(&out);
        let done = publish(&outputs, &out).expect("it is written");
        let expected: Vec<_> =
            site.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect();
        assert_eq!(files(&out), expected);
        if done.written + done.removed > 0 {
            assert_eq!(files(&stage), before, "what was there before is untouched");
        }
    }
}

#[test]
fn a_stage_that_nobody_vouches_for_is_cleared() {
    let temp = folder();
    let (out, stage) = (temp.path().join("dist"), temp.path().join(".dist.kb-stage"));
    publish(&[output("/a", "1")], &out).expect("it is written");
    publish(&[output("/a", "2")], &out).expect("it is written");
    fs::remove_file(stage.join(".kb-site.json")).expect("it is there"); // as a build that is killed leaves it
    fs::write(stage.join("half"), "x").expect("it can be written");
    publish(&[output("/a", "3")], &out).expect("it is written");
    assert_eq!(files(&out), [("a".to_owned(), "3".to_owned())]);
}

#[cfg(unix)]
#[test]
fn unchanged_files_are_the_same_files() {
    use std::os::unix::fs::MetadataExt as _;
    let temp = folder();
    let out = temp.path().join("dist");
    let inode = || fs::metadata(out.join("index.html")).expect("it is there").ino();
    publish(&[output("/", "a")], &out).expect("it is written");
    let before = inode();
    publish(&[output("/", "a"), output("/en/", "b")], &out).expect("it is written");
    assert_eq!(inode(), before);
}

#[cfg(unix)]
#[test]
fn a_linked_folder_stays_a_link() {
    let temp = folder();
    let (link, target) = (temp.path().join("dist"), temp.path().join("www"));
    fs::create_dir(&target).expect("it can be made");
    std::os::unix::fs::symlink(&target, &link).expect("it can be made");
    publish(&[output("/", "a")], &link).expect("it is written");
    assert!(link.is_symlink());
    assert_eq!(fs::read_to_string(target.join("index.html")).expect("it is there"), "a");
}

#[test]
fn foreign_files_are_never_touched() {
    let temp = folder();
    let out = temp.path().join("dist");
    fs::create_dir(&out).expect("it can be made");
    fs::write(out.join("thesis.txt"), "years of work").expect("it can be written");
    let refused = publish(&[output("/", "a")], &out);
    assert!(
        matches!(&refused, Err(Error::Foreign { count: 1, example, .. }) if example == "thesis.txt"),
        "{refused:?}"
    );
    assert_eq!(fs::read_to_string(out.join("thesis.txt")).expect("it is there"), "years of work");
    assert!(!out.join("index.html").exists());
}

#[test]
fn a_torn_list_of_files_is_told() {
    let temp = folder();
    let out = temp.path().join("dist");
    publish(&[output("/", "a")], &out).expect("it is written");
    fs::write(out.join(".kb-site.json"), "{").expect("it can be written");
    let error = publish(&[output("/", "b")], &out).expect_err("nobody knows what is ours");
    assert!(matches!(error, Error::Torn(_)), "{error}");
    assert_eq!(fs::read_to_string(out.join("index.html")).expect("it is there"), "a");
}

#[test]
fn what_a_killed_build_has_left_is_cleared() {
    let temp = folder();
    let out = temp.path().join("dist");
    publish(&[output("/", "old")], &out).expect("it is written");
    fs::create_dir(temp.path().join(".dist.kb-stage")).expect("it can be made");
    fs::write(temp.path().join(".dist.kb-stage/half"), "x").expect("it can be written");
    publish(&[output("/", "new")], &out).expect("it is written");
    assert_eq!(fs::read_to_string(out.join("index.html")).expect("it is there"), "new");
    assert!(!temp.path().join(".dist.kb-stage/half").exists());
}

#[test]
fn a_damaged_file_is_written_again() {
    let temp = folder();
    let out = temp.path().join("dist");
    publish(&[output("/", "whole")], &out).expect("it is written");
    fs::write(out.join("index.html"), "wh").expect("it can be written");
    let done = publish(&[output("/", "whole")], &out).expect("it is written");
    assert_eq!(done.written, 1);
    assert_eq!(fs::read_to_string(out.join("index.html")).expect("it is there"), "whole");
}

/// Whoever writes to a file of the site, whether in the folder or on the stage, does so after its manifest.
#[test]
fn a_file_of_the_same_length_is_written_again_too() {
    let temp = folder();
    let out = temp.path().join("dist");
    let site = [output("/", "whole"), output("/en/", "b")];
    publish(&site, &out).expect("it is written");
    for place in ["dist", ".dist.kb-stage"] {
        publish(&[output("/", "whole"), output("/en/", "c")], &out).expect("it is written");
        let path = temp.path().join(place).join("index.html");
        fs::remove_file(&path).expect("it is there"); // it may be a link to the other place's
        fs::write(&path, "wrong").expect("it can be written");
        let file = fs::File::options().append(true).open(&path).expect("it is there");
        let later = std::time::SystemTime::now() + std::time::Duration::from_secs(1);
        file.set_modified(later).expect("it can be set"); // a clock ticks slower than a test runs
        publish(&site, &out).expect("it is written");
        assert_eq!(fs::read_to_string(out.join("index.html")).expect("it is there"), "whole", "{place}");
    }
}

/// What a process that is killed may leave beside the folder: whatever it is, the next build is right, and no file of the
/// old site that stays has been written into.
#[test]
fn whatever_is_left_behind_the_next_build_is_right() {
    type Leave = fn(&Path);
    let left: [(&str, Leave); 4] = [
        ("a torn manifest on the stage", |beside| {
            let path = beside.join(".dist.kb-stage/.kb-site.json");
            let text = fs::read_to_string(&path).expect("it is there");
            fs::write(path, &text[..text.len() / 2]).expect("it can be written");
        }),
        ("a journal, which knows more than the stage's manifest", |beside| {
            fs::write(beside.join(".dist.kb-journal"), "x\n").expect("it can be written");
            fs::write(beside.join(".dist.kb-stage/x"), "put there by a watch").expect("it can be written");
        }),
        ("an old site that was put aside", |beside| {
            fs::rename(beside.join("dist"), beside.join(".dist.kb-stage.old")).expect("it is there");
        }),
        ("an old site aside, and the new one in its place", |beside| {
            fs::create_dir(beside.join(".dist.kb-stage.old")).expect("it can be made");
            fs::write(beside.join(".dist.kb-stage.old/a"), "older").expect("it can be written");
        }),
    ];
    for (what, leave) in left {
        let temp = folder();
        let out = temp.path().join("dist");
        let site = |text: &str| [output("/a", text), output("/kept", "the same")];
        publish(&site("1"), &out).expect("it is written");
        publish(&site("2"), &out).expect("it is written");
        leave(temp.path());
        let done = publish(&site("3"), &out).expect("it is written");
        assert_eq!((done.written, done.kept), (1, 1), "{what}");
        let expected =
            [("a", "3"), ("kept", "the same")].map(|(name, text)| (name.to_owned(), text.to_owned()));
        assert_eq!(files(&out), expected, "{what}");
        assert!(!temp.path().join(".dist.kb-stage.old").exists(), "{what}");
    }
}
