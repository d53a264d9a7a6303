//! What to do about a lost address: the line that brings it back, in the file of what is found there now.

use kb_model::article::Status;
use kb_model::catalog::Thing;
use kb_model::reading::Place;
use kb_model::settings::Fallback;
use kb_model::{Catalog, Diagnostic, Document, FilePath, Id, Kind, Locale, Settings, Span};

use super::{FILE, LOST};
use crate::route::{self, Route};

/// What a lost address costs.
const WHY: &str = "bookmarks, search engines, answers of support agents and printed pages still lead there";

/// What took the place of what was found at an address.
#[derive(Debug)]
pub(super) struct Heir<'c> {
    document: &'c Document,
    /// What to write among its aliases.
    alias: String,
}

impl<'c> Heir<'c> {
    /// Finds who should answer for an address: the thing that had it, or the one of that name that lies elsewhere now.
    pub(super) fn of(catalog: &'c Catalog, route: &Route, file: &FilePath) -> Option<Self> {
        let Place::Document(kind, id, locale) = Place::of(file, catalog.settings()) else { return None };
        let thing = successor(catalog, kind, &id)?;
        let document = thing.shown(&locale).filter(|words| is_here(catalog.settings(), words, &locale))?;
        let alias = route::alias(catalog.settings(), route)?;
        Some(Self { document, alias })
    }

    /// Returns the finding. The line that it advises brings back all that this file has lost.
    pub(super) fn finding(&self, route: &Route, line: Span, all: &[Option<Heir<'c>>]) -> Diagnostic {
        let own = self.document.aliases().iter().map(|alias| alias.text.trim_matches('/'));
        let lost = all.iter().flatten().filter(|heir| heir.document.path == self.document.path);
        let mut aliases: Vec<&str> = Vec::new();
        for alias in own.chain(lost.map(|heir| heir.alias.as_str())) {
            if !aliases.contains(&alias) {
                aliases.push(alias);
            }
        }
        let fields = &self.document.fields;
        let place = fields.span("aliases").or_else(|| fields.span("slug"));
        let fault = Diagnostic::error(
            LOST,
            &self.document.path,
            place.unwrap_or(self.document.fences.open),
            message(route),
        );
        fault
            .related(&FilePath::new(FILE), line, "published here")
            .help(format!("write `aliases = [\"{}\"]` into its front matter", aliases.join("\", \"")))
            .help(WHY)
    }
}

/// Returns the finding of an address that nothing in the knowledge base answers for.
pub(super) fn without_heir(settings: &Settings, route: &Route, line: Span) -> Diagnostic {
    let fault = Diagnostic::error(LOST, &FilePath::new(FILE), line, message(route));
    let fault = match route::alias(settings, route) {
        Some(alias) => fault.help(format!(
            "write `aliases = [\"{alias}\"]` into the file that took its place, or archive it with `replaced_by`"
        )),
        None => fault,
    };
    fault.help("take the line out if nobody should find anything there any more").help(WHY)
}

fn message(route: &Route) -> String {
    format!("`{route}` was published, and leads nowhere by now")
}

fn successor<'c>(catalog: &'c Catalog, kind: Kind, id: &Id) -> Option<&'c Thing> {
    if kind == Kind::Page {
        return None; // its address is the locale's, and no alias of a file
    }
    let is_there = |thing: &&Thing| match thing.status() {
        Some(Status::Published) => true,
        Some(Status::Archived { replaced_by }) => replaced_by.is_some(),
        Some(Status::Draft) | None => false,
    };
    if let Some(same) = catalog.thing(kind, id) {
        return Some(same).filter(is_there);
    }
    let mut alike = catalog.of_kind(kind).filter(|thing| thing.id.name() == id.name()).filter(is_there);
    alike.next().filter(|_| alike.next().is_none())
}

/// Tells whether a locale has a page for these words.
fn is_here(settings: &Settings, words: &Document, locale: &Locale) -> bool {
    words.locale == *locale
        || settings.locale(locale).is_some_and(|settings| settings.fallback == Fallback::Source)
}
