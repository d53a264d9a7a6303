//! Embeds the repository's theme and the files that a knowledge base starts with, so that a user needs nothing beside the binary.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let own = env::var("CARGO_MANIFEST_DIR").expect("cargo sets it"); // when it runs: a checkout may share the target folder
    embed(&Path::new(&own).join("../theme"), "theme.rs")?;
    embed(&Path::new(&own).join("starter"), "starter.rs")
}

/// Writes a list of a folder's files, by their names in it.
fn embed(folder: &Path, list_name: &str) -> io::Result<()> {
    let root = folder.canonicalize()?;
    let mut files = Vec::new();
    collect(&root, &mut files)?;
    files.sort();
    let mut list = String::from("&[\n");
    for file in files {
        let name = file.strip_prefix(&root).expect("collected below the root");
        let name = name.to_str().expect("embedded files have Unicode names").replace('\\', "/");
        writeln!(list, "    ({name:?}, include_bytes!({:?})),", file.display().to_string())
            .expect("a String takes all");
    }
    list.push(']');
    fs::write(Path::new(&env::var("OUT_DIR").expect("cargo sets it")).join(list_name), list)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            println!("cargo::rerun-if-changed={}", path.display());
            files.push(path);
        }
    }
    Ok(())
}
