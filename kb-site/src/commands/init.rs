//! `kb-site init`: a new knowledge base.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use jiff::Zoned;
use kb_lint::report::human::counted;
use kb_model::{Locale, settings};

use super::{CLEAN, new};
use crate::cli::Init;
use crate::start::knowledge_base;

/// Writes the files, unless something could be lost.
pub fn run(options: &Init) -> Result<ExitCode> {
    let mut locales: Vec<Locale> = Vec::new();
    for tag in &options.locales {
        let locale = Locale::checked(tag).map_err(anyhow::Error::msg)?;
        if locales.contains(&locale) {
            bail!("`--locale {locale}` is there twice");
        }
        locales.push(locale);
    }
    check_empty(&options.dir)?;
    let today = options.today.unwrap_or_else(|| Zoned::now().date());
    let files = knowledge_base(&locales, today);
    for (name, bytes) in &files {
        new::write(&options.dir.join(name), bytes)?;
    }
    let dir = options.dir.display();
    let written = counted(files.len(), "file");
    anstream::println!(
        "{dir}: {written}, in {}",
        locales.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    );
    for name in files.keys().filter(|name| name.starts_with("theme/")) {
        anstream::println!("the words of the interface in `{dir}/{name}` are still to be translated");
    }
    anstream::println!(
        "next:\n  cd {dir}\n  kb-site serve                            # see it at http://127.0.0.1:4040/\n  kb-lint check                            # what is wrong, and how to mend it\n  kb-site new article start/ID             # write an article; `kb-site new --help` says what else there is"
    );
    Ok(ExitCode::from(CLEAN))
}

/// Refuses a folder that holds anything but hidden files, such as those of version control.
fn check_empty(dir: &Path) -> Result<()> {
    if dir.join("content").join(settings::FILE).exists() || dir.join(settings::FILE).exists() {
        bail!("there is a knowledge base in `{}` already: `kb-site new` adds files to it", dir.display());
    }
    if !dir.exists() {
        return Ok(());
    }
    let entries = dir.read_dir().with_context(|| format!("cannot read `{}`", dir.display()))?;
    let is_plain = |name: &std::ffi::OsString| !name.to_string_lossy().starts_with('.');
    let mut names = entries.filter_map(Result::ok).map(|entry| entry.file_name()).filter(is_plain);
    match names.next() {
        Some(name) => bail!(
            "`{}` is not empty, it holds `{}`: name a folder that is empty or not there yet",
            dir.display(),
            name.to_string_lossy()
        ),
        None => Ok(()),
    }
}
