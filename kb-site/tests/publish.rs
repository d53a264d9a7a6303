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
    assert_eq!(neighbours(&out), [".dist.kb-lock", "dist"], "no stage is left");
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
fn what_a_killed_build_has_left_is_cleared() {
    let temp = folder();
    let out = temp.path().join("dist");
    publish(&[output("/", "old")], &out).expect("it is written");
    fs::create_dir(temp.path().join(".dist.kb-stage")).expect("it can be made");
    fs::write(temp.path().join(".dist.kb-stage/half"), "x").expect("it can be written");
    publish(&[output("/", "new")], &out).expect("it is written");
    assert_eq!(fs::read_to_string(out.join("index.html")).expect("it is there"), "new");
    assert_eq!(neighbours(&out), [".dist.kb-lock", "dist"]);
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
