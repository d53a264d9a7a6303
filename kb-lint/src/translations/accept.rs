//! Recording that translations are made from today's source.

use kb_model::catalog::Translation;
use kb_model::reading::Place;
use kb_model::translation::{BlockChange, State};
use kb_model::{Catalog, Document, FilePath, Severity};

use super::stamp::stamped;
use super::{Acceptance, ledger};
use crate::report::human::counted;

/// Stamps translations as made from today's source. Where one of the paths cannot be accepted, none is: the reasons are
/// returned. A block that nobody has touched though its source has changed needs a reason to be accepted.
pub fn accept(
    catalog: &Catalog,
    paths: &[FilePath],
    reason: Option<&str>,
) -> Result<Acceptance, Vec<String>> {
    let mut acceptance = Acceptance::default();
    let mut refusals = Vec::new();
    for path in paths {
        match pair(catalog, path) {
            Ok((source, translation)) => {
                match hollow(catalog, translation, |_| true).filter(|_| reason.is_none()) {
                    Some(why) => refusals.push(format!("{path}: {why}")),
                    None => stamp((catalog, source), &translation.document, reason, &mut acceptance),
                }
            }
            Err(why) => refusals.push(format!("{path}: {why}")),
        }
    }
    if refusals.is_empty() { Ok(acceptance.tidied(catalog)) } else { Err(refusals) }
}

/// Returns the files of every stale translation.
pub fn stale(catalog: &Catalog) -> Vec<FilePath> {
    let translations = catalog.things().flat_map(|thing| thing.translations.values());
    let stale = translations.filter(|translation| matches!(translation.state, State::Stale(_)));
    let sound = stale.filter(|translation| !has_errors(catalog, &translation.document.path));
    sound.map(|translation| translation.document.path.clone()).collect()
}

/// Returns why a stamp would be hollow, if it would: with it, these changes would count as translated.
pub(super) fn hollow(
    catalog: &Catalog,
    translation: &Translation,
    is_meant: impl Fn(&BlockChange) -> bool,
) -> Option<String> {
    let unfollowed = ledger::unfollowed(catalog, &translation.document, &translation.state, is_meant);
    let first = unfollowed.first()?;
    let blocks = counted(unfollowed.len(), "block");
    Some(format!(
        "{blocks} not touched since the last time, though the source has changed: {first}; translate the change, or say with `--reason` why nothing has to be"
    ))
}

fn stamp(
    (catalog, source): (&Catalog, &Document),
    document: &Document,
    reason: Option<&str>,
    acceptance: &mut Acceptance,
) {
    let (path, ledger) = (ledger::path(document), ledger::written(document, reason));
    let version = source.version();
    let from = document.record().and_then(|record| record.from.as_deref());
    if from == Some(&*version) {
        acceptance.note(&document.path, format!("was made from today's `{}` already", source.path));
    } else {
        acceptance.write(document.path.clone(), &stamped(document, &version));
        acceptance.note(&document.path, format!("made from today's `{}` ({version})", source.path));
    }
    if catalog.text(&path).as_deref() != Some(&*ledger) {
        acceptance.write(path, &ledger);
    }
    acceptance.keep(catalog, source);
}

/// Returns the source and the translation at a path, or why there are none to be accepted.
pub(super) fn pair<'c>(
    catalog: &'c Catalog,
    path: &FilePath,
) -> Result<(&'c Document, &'c Translation), String> {
    let Some(Place::Document(kind, id, locale)) = catalog.place(path) else {
        return Err("this is no translation".into());
    };
    if catalog.settings().is_source(locale) {
        return Err(
            "this is a source: name its translations, or add `--minor` if its edit changes no meaning".into(),
        );
    }
    if has_errors(catalog, path) {
        return Err("its front matter cannot be read: mend that first (`kb-lint check`)".into());
    }
    let thing = catalog.thing(*kind, id).ok_or("it cannot be read")?;
    let translation = thing.translations.get(locale).ok_or("it cannot be read")?;
    match (&translation.state, &thing.source) {
        (State::Draft, _) => Err("it is a draft: set `method` to how it was made first".into()),
        (State::Orphan, _) => Err("its source is gone (`kb-lint explain orphan-translation`)".into()),
        (_, None) => Err("its source cannot be read: mend that first (`kb-lint check`)".into()),
        (_, Some(source)) => Ok((&**source, translation)),
    }
}

/// Tells whether reading a file has found errors: stamping could then make it worse.
pub(super) fn has_errors(catalog: &Catalog, path: &FilePath) -> bool {
    catalog.diagnostics().any(|found| {
        found.path == *path
            && found.severity == Severity::Error
            && found.rule == kb_model::front_matter::INVALID
    })
}
