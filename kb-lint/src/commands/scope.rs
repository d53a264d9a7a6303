//! Which findings count: those of a file from standard input, or of what has changed.

use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail};
use kb_lint::{Finding, Findings};
use kb_model::catalog::Thing;
use kb_model::reading::Place;
use kb_model::{Catalog, ChangeSet, Diagnostic, FilePath, Severity, Span, settings};

use super::files;
use crate::cli::{Check, Scope};

/// What counts; nothing, if all does.
pub(super) struct Counted(Option<Part>);

/// A part of a knowledge base.
struct Part {
    /// The files whose findings count: those that have changed, and the translations of sources that have.
    files: BTreeSet<FilePath>,
    /// What has changed. Errors elsewhere count if they point at it, and so does whatever points at a changed word of the
    /// glossary or a changed record.
    changed: BTreeSet<FilePath>,
}

impl Counted {
    /// Finds out what counts. The text from standard input takes its place in the knowledge base.
    pub(super) fn of(options: &Check, content: &Path, catalog: &mut Catalog) -> Result<Self> {
        let Scope { stdin_path, changed_since, changed_list } = &options.scope;
        if let Some(path) = stdin_path {
            let name = files::resolve_new(content, path)?;
            let mut bytes = Vec::new();
            std::io::stdin().read_to_end(&mut bytes).context("cannot read standard input")?;
            catalog.apply(ChangeSet::write(name.as_str(), bytes));
            return Ok(Self(Some(Part { files: BTreeSet::from([name]), changed: BTreeSet::new() })));
        }
        let changed = match (changed_since, changed_list) {
            (Some(revision), _) => changed_since_revision(content, revision)?,
            (None, Some(list)) => listed(content, list)?,
            (None, None) => return Ok(Self(None)),
        };
        Ok(Self(Some(Part { files: with_translations(catalog, &changed), changed })))
    }

    /// Tells whether a finding counts.
    pub(super) fn has(&self, catalog: &Catalog, finding: &Finding) -> bool {
        self.0.as_ref().is_none_or(|part| {
            part.files.contains(&finding.diagnostic.path) || part.is_cause(catalog, &finding.diagnostic)
        })
    }

    /// Counts every file.
    pub(super) fn everything() -> Self {
        Self(None)
    }

    /// Returns how many files count: those of the knowledge base, and whatever else something was found in.
    pub(super) fn count(&self, catalog: &Catalog, findings: &Findings) -> usize {
        let is_document = |path: &&FilePath| matches!(catalog.place(path), Some(Place::Document(..)));
        let counts = |path: &&FilePath| self.0.as_ref().is_none_or(|part| part.files.contains(*path));
        let found = findings.all().iter().map(|finding| &finding.diagnostic.path);
        catalog.paths().filter(is_document).filter(counts).chain(found).collect::<BTreeSet<_>>().len()
    }

    /// Tells whether it is only a part that counts.
    pub(super) fn is_part(&self) -> bool {
        self.0.is_some()
    }
}

impl Part {
    /// Tells whether a problem in a file that is as it was comes of what has changed: a link to what was renamed, a name that
    /// stands for nothing any more, a title that another file has now too, a word that the glossary rules out now.
    fn is_cause(&self, catalog: &Catalog, found: &Diagnostic) -> bool {
        let changed = found.related.iter().filter(|place| self.changed.contains(&place.path));
        let mut changed = changed.map(|place| catalog.place(&place.path));
        if found.severity != Severity::Error {
            return changed.any(|place| !matches!(place, Some(Place::Document(..))));
        }
        changed.next().is_some() || self.is_linked(catalog, found) || self.is_named(catalog, found)
    }

    /// Tells whether an error lies in a link to what has changed.
    fn is_linked(&self, catalog: &Catalog, error: &Diagnostic) -> bool {
        let Some(Place::Document(kind, id, locale)) = catalog.place(&error.path) else { return false };
        let documents = catalog.thing(*kind, id).into_iter().flat_map(Thing::documents);
        let Some(document) = documents.into_iter().find(|document| document.locale == *locale) else {
            return false;
        };
        let links = document.body.links.iter().map(|link| (&link.destination, link.span));
        let images = document.body.images.iter().map(|image| (&image.destination, image.destination_span));
        let mut places = links.chain(images);
        let holds = |span: Span| span.start <= error.span.start && error.span.end <= span.end;
        places.any(|(link, span)| {
            let path = link.split_once('#').map_or(link.as_str(), |(path, _)| path);
            holds(span) && error.path.join(path).is_some_and(|target| self.files.contains(&target))
        })
    }

    /// Tells whether an error is the name of what has changed, as front matter and settings have names.
    fn is_named(&self, catalog: &Catalog, error: &Diagnostic) -> bool {
        let text = catalog.text(&error.path).unwrap_or_default();
        let name = text.get(error.span.range()).unwrap_or_default().trim_matches(['"', '\'']);
        !name.is_empty() && self.changed.iter().any(|path| is_named(path, name))
    }
}

/// Tells whether a file is called by a name: `payments/refund` is `en/articles/payments/refund.md`.
fn is_named(path: &FilePath, name: &str) -> bool {
    let id = path.as_str().strip_suffix(".md").and_then(|path| path.splitn(3, '/').nth(2));
    id == Some(name)
}

/// Returns the content folder: the one that is named, or the one above the file of `--stdin-path`.
pub(super) fn content(options: &Check) -> Result<PathBuf> {
    if options.content.as_os_str() != "-" {
        return Ok(options.content.clone());
    }
    let Some(path) = &options.scope.stdin_path else {
        bail!("`-` reads a text from standard input: say with `--stdin-path` which file it is");
    };
    let whole = std::path::absolute(path)?;
    let mut above = path.ancestors().skip(1).chain(whole.ancestors().skip(1)); // as it is named, where it can be
    let content = above.find(|folder| folder.join(settings::FILE).is_file());
    let named = |folder: &Path| if folder == Path::new("") { ".".into() } else { folder.to_path_buf() };
    content.map(named).with_context(|| {
        format!(
            "there is no `kb.toml` in a folder above `{}`: name the content folder in place of `-`",
            path.display()
        )
    })
}

/// Asks git which files below the content folder differ from a revision, or are new to it. Of a file that was renamed both names
/// count: others still link to the old one.
fn changed_since_revision(content: &Path, revision: &str) -> Result<BTreeSet<FilePath>> {
    if revision.starts_with('-') {
        bail!("`{revision}` is no revision");
    }
    let known =
        git(content, &["diff", "--name-only", "--no-renames", "--relative", "-z", revision, "--", "."])
            .with_context(|| format!("cannot find out what has changed since `{revision}`"))?;
    let new = git(content, &["ls-files", "--others", "--exclude-standard", "-z", "--", "."])?;
    Ok(known.split('\0').chain(new.split('\0')).filter(|name| !name.is_empty()).map(FilePath::new).collect())
}

fn git(folder: &Path, arguments: &[&str]) -> Result<String> {
    let output =
        Command::new("git").current_dir(folder).args(arguments).output().context("git cannot be run")?;
    if !output.status.success() {
        bail!("git says: {}", String::from_utf8_lossy(&output.stderr).trim());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn listed(content: &Path, list: &Path) -> Result<BTreeSet<FilePath>> {
    let text = files::read(list)?;
    let names = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let resolved = names.map(|name| files::resolve_new(content, Path::new(name)));
    Ok(resolved.filter_map(Result::ok).collect()) // what lies elsewhere is not content
}

/// Adds the translations of what has changed in the source, or is gone from it: they may be stale by that, or orphans.
fn with_translations(catalog: &Catalog, changed: &BTreeSet<FilePath>) -> BTreeSet<FilePath> {
    let mut all = changed.clone();
    for path in changed {
        let Place::Document(kind, id, locale) = Place::of(path, catalog.settings()) else { continue };
        if catalog.settings().is_source(&locale) {
            let thing = catalog.thing(kind, &id);
            all.extend(thing.into_iter().flat_map(Thing::documents).map(|document| document.path.clone()));
        }
    }
    all
}
