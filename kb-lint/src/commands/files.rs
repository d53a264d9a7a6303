//! The content folder on disk: opening it, finding files in it as people name them, and writing to it.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, anyhow, bail};
use kb_model::diagnostic::nearest;
use kb_model::{Catalog, FilePath, settings};

/// Loads the knowledge base in a folder; where there is none, says what to type instead.
pub(super) fn load(content: &Path) -> Result<Catalog> {
    if !content.is_dir() {
        return Err(no_folder(content));
    }
    let catalog = Catalog::load(content)?;
    if catalog.has_file(&FilePath::new(settings::FILE)) {
        return Ok(catalog);
    }
    let below = content.join("content");
    if below.join(settings::FILE).is_file() {
        bail!("there is no `kb.toml` in `{}`, but in `{}`: check that", content.display(), below.display());
    }
    bail!(
        "there is no `kb.toml` in `{}`: it stands at the top of a knowledge base; `kb-site init DIR` makes a new one",
        content.display()
    )
}

fn no_folder(content: &Path) -> anyhow::Error {
    let name = content.display();
    if content.is_file() {
        return anyhow!(
            "`{name}` is a file: name the folder with `kb.toml`, and the whole knowledge base is checked"
        );
    }
    let commands = ["check", "completions", "explain", "help", "manual", "rules", "translations"];
    if let Some(near) = nearest(&name.to_string(), commands) {
        return anyhow!("there is no folder and no command `{name}`: did you mean `kb-lint {near}`?");
    }
    if Path::new(settings::FILE).is_file() {
        return anyhow!(
            "there is no folder `{name}`, but this folder is a knowledge base: `kb-lint check .`"
        );
    }
    anyhow!(
        "there is no folder `{name}`: name the folder with `kb.toml`, as in `kb-lint check path/to/content`"
    )
}

/// Returns a path as the content folder knows it: given from the current folder, or from the content folder.
pub(super) fn resolve(content: &Path, given: &Path) -> Result<FilePath> {
    let root =
        content.canonicalize().with_context(|| format!("there is no folder `{}`", content.display()))?;
    let candidates = [given.to_owned(), content.join(given)];
    let inside =
        |path: &PathBuf| FilePath::below(&root, &path.canonicalize().ok().filter(|path| path.is_file())?);
    candidates
        .iter()
        .find_map(inside)
        .ok_or_else(|| anyhow!("there is no file `{}`, here or in `{}`", given.display(), content.display()))
}

/// Returns a path as the content folder knows it, whether there is a file or not.
pub(super) fn resolve_new(content: &Path, given: &Path) -> Result<FilePath> {
    let root =
        content.canonicalize().with_context(|| format!("there is no folder `{}`", content.display()))?;
    let whole = std::path::absolute(given)?;
    let folder = whole.parent().and_then(|folder| folder.canonicalize().ok());
    let real =
        folder.zip(whole.file_name()).map_or_else(|| whole.clone(), |(folder, name)| folder.join(name));
    let inside = FilePath::below(&root, &real);
    let from_root = FilePath::below(&root, &root.join(given)).filter(|_| given.is_relative());
    inside.or(from_root).with_context(|| format!("`{}` is not in `{}`", given.display(), content.display()))
}

/// Reads a file that is not content.
pub(super) fn read(path: &Path) -> Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("cannot read `{}`", path.display()))
}

/// Writes a file that is not content.
pub(super) fn write_text(path: &Path, text: &str) -> Result<()> {
    std::fs::write(path, text).with_context(|| format!("cannot write `{}`", path.display()))
}

/// Makes a folder, with those above it.
pub(super) fn make_folder(path: &Path) -> Result<()> {
    std::fs::create_dir_all(path).with_context(|| format!("cannot make `{}`", path.display()))
}

/// Adds to a file that is not content.
pub(super) fn append(path: &Path, text: &str) -> Result<()> {
    let file = std::fs::File::options().create(true).append(true).open(path);
    let written = file.and_then(|mut file| file.write_all(text.as_bytes()));
    written.with_context(|| format!("cannot write `{}`", path.display()))
}

/// Writes one file whole: a reader sees the old text or the new one.
pub(super) fn write(content: &Path, path: &FilePath, text: &str) -> Result<()> {
    let target = content.join(path.as_str());
    let target = target.canonicalize().unwrap_or(target); // a link inside the folder stays a link
    let beside = target.with_added_extension("tmp");
    let written = (|| {
        if let Some(folder) = target.parent() {
            std::fs::create_dir_all(folder)?;
        }
        std::fs::write(&beside, text)?;
        if let Ok(old) = target.metadata() {
            std::fs::set_permissions(&beside, old.permissions())?;
        }
        std::fs::rename(&beside, &target)
    })();
    written.with_context(|| format!("cannot write `{}`", target.display()))
}

/// Removes one file, and the folders that are empty then.
pub(super) fn remove(content: &Path, path: &FilePath) -> Result<()> {
    let target = content.join(path.as_str());
    std::fs::remove_file(&target).with_context(|| format!("cannot remove `{}`", target.display()))?;
    let folders = target.ancestors().skip(1).take_while(|folder| *folder != content);
    for folder in folders {
        if std::fs::remove_dir(folder).is_err() {
            break; // it is not empty
        }
    }
    Ok(())
}
