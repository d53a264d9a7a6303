//! `kb-site new`: a file with the fields that it must have, or a draft of a translation.

use std::fs::File;
use std::io::{ErrorKind, Write as _};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use clap::ValueEnum as _;
use jiff::Zoned;
use kb_model::diagnostic::nearest;
use kb_model::id::Slug;
use kb_model::reading::{Place, document_path};
use kb_model::settings::LocaleSettings;
use kb_model::{Catalog, Document, Id, Kind, Locale};

use super::{CLEAN, FINDINGS, Folders, Loaded};
use crate::cli::{Input, New, NewKind};
use crate::start::{Skeleton, interface_strings, locale_settings, translation};

/// Adds what was asked for.
pub fn run(options: &New) -> Result<ExitCode> {
    let loaded = Folders::find(&options.input())?.read()?.join();
    if !loaded.catalog.has_settings() {
        loaded.report(&loaded.catalog.diagnostics().cloned().collect::<Vec<_>>());
        return Ok(ExitCode::from(FINDINGS));
    }
    match options.kind.content() {
        None => add_locale(options, &loaded)?,
        Some(kind) => match &options.locale {
            Some(tag) if *tag != source_tag(&loaded.catalog) => add_translation(options, kind, tag, &loaded)?,
            _ => add_source(options, kind, &loaded)?,
        },
    }
    Ok(ExitCode::from(CLEAN))
}

fn add_source(options: &New, kind: Kind, loaded: &Loaded) -> Result<()> {
    let catalog = &loaded.catalog;
    let id = check_id(kind, options, catalog)?;
    let article_type = options.article_type.to_possible_value().expect("no type is hidden");
    let skeleton = Skeleton {
        kind,
        article_type: article_type.get_name(),
        title: options.title.as_deref(),
        today: options.today.unwrap_or_else(|| Zoned::now().date()),
    };
    let path = document_path(kind, &id, &Locale::new(source_tag(catalog)));
    let shown = loaded.folders.named.join(path.as_str());
    write(&shown, skeleton.text(catalog).as_bytes())?;
    anstream::println!("{}", shown.display());
    if kind == Kind::Article {
        anstream::println!(
            "a draft, which `kb-site serve --drafts` shows; write what stands where it says TODO, and then delete `status = \"draft\"`"
        );
    } else {
        anstream::println!("write what stands where it says TODO; `kb-lint check` names what is left");
    }
    Ok(())
}

fn add_translation(options: &New, kind: Kind, tag: &str, loaded: &Loaded) -> Result<()> {
    let catalog = &loaded.catalog;
    let locale = find_locale(catalog, tag)?;
    let id = Id::new(&options.id);
    let source = find_source(kind, &id, catalog)?;
    let path = document_path(kind, &id, &locale.tag);
    let shown = loaded.folders.named.join(path.as_str());
    let text = translation(source).with_context(|| {
        format!("the front matter of `{}` is faulty: `kb-lint check` says where", source.path)
    })?;
    write(&shown, text.as_bytes())?;
    anstream::println!("{}", shown.display());
    anstream::println!(
        "a draft with the words of `{}`: write them in {}, then set `method = \"human\"` and run\n  kb-lint translations accept {path}",
        source.path,
        locale.name,
    );
    Ok(())
}

/// Adds the words of the interface where the theme does not have them, and says what `kb.toml` needs.
fn add_locale(options: &New, loaded: &Loaded) -> Result<()> {
    let locale = Locale::checked(&options.id).map_err(anyhow::Error::msg)?;
    let is_declared = loaded.catalog.settings().locale(&locale).is_some();
    let is_spoken = loaded.files.text(&format!("i18n/{locale}.toml")).is_some();
    if is_declared && is_spoken {
        bail!(
            "`{locale}` is in `kb.toml` already: `kb-site new KIND ID --locale {locale}` adds a translation"
        );
    }
    let strings = interface_strings(&locale).filter(|_| !is_spoken);
    if let Some((strings, theme)) = strings.zip(loaded.folders.theme.as_ref()) {
        let path = theme.join("i18n").join(format!("{locale}.toml"));
        write(&path, strings.as_bytes())?;
        anstream::println!("{}\ntranslate the words of the interface in it", path.display());
    }
    if is_declared {
        return Ok(());
    }
    let settings = loaded.folders.named.join(kb_model::settings::FILE);
    anstream::println!(
        "add to `{}` the lines below, and a name in `{locale}` wherever other languages have one: `kb-lint check` says where\n\n{}",
        settings.display(),
        locale_settings(&locale)
    );
    Ok(())
}

/// Takes an id for a thing that is not there yet, where one may be.
fn check_id(kind: Kind, options: &New, catalog: &Catalog) -> Result<Id> {
    let id = Id::new(&options.id);
    let path = document_path(kind, &id, &Locale::new(source_tag(catalog)));
    if let Place::Stray(why) = Place::of(&path, catalog.settings()) {
        let parts: Vec<String> = options
            .id
            .trim_end_matches(".md")
            .split('/')
            .map(|part| Slug::from_text(part).as_str().to_owned())
            .collect();
        let better = parts.join("/");
        if better != options.id {
            bail!("`{id}` cannot be an id: {why}; write `{better}`");
        }
        let category = known(catalog, Kind::Category).next().unwrap_or("category");
        bail!(match kind {
            Kind::Article => format!(
                "`{id}` lacks the category that it belongs to: write it before, as in `{category}/{id}`"
            ),
            kind => format!("`{id}` cannot be the id of a {}: {why}", kind.name()),
        });
    }
    let Some(category) = id.parent().filter(|_| kind == Kind::Article) else { return Ok(id) };
    let known: Vec<&str> = known(catalog, Kind::Category).collect();
    if known.contains(&category.as_str()) {
        return Ok(id);
    }
    match nearest(category.as_str(), known.iter().copied()) {
        Some(near) => bail!("there is no category `{category}`: did you mean `{near}/{}`?", id.name()),
        None => bail!(
            "there is no category `{category}`: there is {}; `kb-site new category {category}` adds it",
            quoted(&known)
        ),
    }
}

fn find_source<'c>(kind: Kind, id: &Id, catalog: &'c Catalog) -> Result<&'c Document> {
    if let Some(source) = catalog.thing(kind, id).and_then(|thing| thing.source.as_ref()) {
        return Ok(source);
    }
    match nearest(id.as_str(), known(catalog, kind)) {
        Some(near) => bail!("there is no {} `{id}` to translate: did you mean `{near}`?", kind.name()),
        None => bail!(
            "there is no {} `{id}` to translate: `kb-site new {} {id}` adds the source first",
            kind.name(),
            kind.name()
        ),
    }
}

fn find_locale<'c>(catalog: &'c Catalog, tag: &str) -> Result<&'c LocaleSettings> {
    let settings = catalog.settings();
    if let Some(locale) = settings.locale(&Locale::new(tag)) {
        return Ok(locale);
    }
    let known: Vec<&str> = settings.locales.iter().map(|locale| locale.tag.as_str()).collect();
    bail!(
        "there is no locale `{tag}` in `kb.toml`: there is {}; `kb-site new locale {tag}` adds one",
        quoted(&known)
    )
}

/// Writes a file that is not there yet, with the folders above it.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot make `{}`", folder.display()))?;
    }
    match File::create_new(path).and_then(|mut file| file.write_all(bytes)) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => {
            bail!("`{}` is there already, and is left as it is", path.display())
        }
        written => written.with_context(|| format!("cannot write `{}`", path.display())),
    }
}

fn source_tag(catalog: &Catalog) -> String {
    catalog.settings().source_locale.as_ref().map(ToString::to_string).unwrap_or_default()
}

fn quoted(names: &[&str]) -> String {
    if names.is_empty() {
        return "none yet".into();
    }
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn known(catalog: &Catalog, kind: Kind) -> impl Iterator<Item = &str> {
    catalog.of_kind(kind).filter(|thing| thing.source.is_some()).map(|thing| thing.id.as_str())
}

impl New {
    /// Returns what is added to, as the other commands name it.
    fn input(&self) -> Input {
        Input {
            content: self.content.clone(),
            theme: None,
            drafts: false,
            today: self.today,
            pseudo_locales: false,
        }
    }
}

impl NewKind {
    /// Returns the kind of content, if it is one.
    fn content(self) -> Option<Kind> {
        Some(match self {
            NewKind::Article => Kind::Article,
            NewKind::Category => Kind::Category,
            NewKind::Channel => Kind::Channel,
            NewKind::Checklist => Kind::Checklist,
            NewKind::Troubleshooter => Kind::Troubleshooter,
            NewKind::Page => Kind::Page,
            NewKind::Locale => return None,
        })
    }
}
