//! Finds addresses that two pages would share.

use std::collections::HashMap;
use std::sync::Arc;

use kb_model::settings::{Fallback, LocaleSettings};
use kb_model::{Catalog, Document, Id, Kind, Locale, Span};

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};
use crate::url::GENERATED;

/// See `duplicate_slug.md`, which is also this rule's test.
pub(super) struct DuplicateSlug;

impl Rule for DuplicateSlug {
    fn about(&self) -> About {
        About::error("duplicate-slug", include_str!("duplicate_slug.md")).compares().stops_build()
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for locale in &subject.settings().locales {
            let mut claims = Claims { locale, taken: HashMap::new() };
            let has_page = |document: &&Arc<Document>| {
                locale.fallback == Fallback::Source || document.locale == locale.tag
            };
            for kind in WITH_PAGES {
                for thing in subject.catalog.of_kind(kind) {
                    if let Some(shown) = thing.shown(&locale.tag).filter(has_page) {
                        claims.folder(kind, shown, found);
                        claims.page(&address(subject.catalog, &locale.tag, shown), shown, found);
                    }
                }
            }
            for kind in WITH_PAGES {
                let shown = subject.catalog.of_kind(kind).filter_map(|thing| thing.shown(&locale.tag));
                for shown in shown.filter(has_page) {
                    claims.aliases(shown, found);
                }
            }
        }
    }
}

/// The kinds of things that have pages.
const WITH_PAGES: [Kind; 6] =
    [Kind::Page, Kind::Category, Kind::Article, Kind::Channel, Kind::Checklist, Kind::Troubleshooter];

/// The kinds whose things have a folder of their own below each locale.
const WITH_FOLDER: [Kind; 3] = [Kind::Channel, Kind::Checklist, Kind::Troubleshooter];

/// The addresses below one locale that are taken, each with who took it and where.
struct Claims<'c> {
    locale: &'c LocaleSettings,
    taken: HashMap<String, Claim<'c>>,
}

#[derive(Clone, Copy)]
struct Claim<'c> {
    document: &'c Document,
    span: Span,
    is_alias: bool,
}

impl Claim<'_> {
    /// Tells whether the page says its slug, and so can give way.
    fn has_slug(&self) -> bool {
        self.document.fields.get("slug").is_some()
    }
}

impl<'c> Claims<'c> {
    fn page(&mut self, address: &str, document: &'c Document, found: &mut Found) {
        let slug = document.fields.span("slug").unwrap_or(document.fences.open);
        let Some(other) = self.claim(address, Claim { document, span: slug, is_alias: false }) else {
            return;
        };
        let own = Claim { document, span: slug, is_alias: false };
        let (blamed, other) = if own.has_slug() || !other.has_slug() { (own, other) } else { (other, own) };
        let label =
            if other.has_slug() { "the other one" } else { "the other one has it from its file's name" };
        found
            .at(
                &blamed.document.path,
                blamed.span,
                format!("two pages would have the address `{}/{address}/`", self.locale.path),
            )
            .related(&other.document.path, other.span, label)
            .help("give one of them another `slug`");
    }

    /// Reports a category that would lie where the help center has the things of a kind, or a page of itself.
    fn folder(&self, kind: Kind, document: &'c Document, found: &mut Found) {
        let slug = document.slug();
        let has_folder = WITH_FOLDER.iter().any(|kind| kind.folder() == slug);
        let is_taken = has_folder || GENERATED.contains(&slug);
        if kind == Kind::Category && is_taken && document.locale == self.locale.tag {
            let span = document.fields.span("slug").unwrap_or(document.fences.open);
            let address = format!("{}/{slug}/", self.locale.path);
            let who = if has_folder {
                format!("where the {slug} are")
            } else {
                "a page of the help center itself".into()
            };
            found
                .at(&document.path, span, format!("the address `{address}` is {who}"))
                .help("give the category another `slug`");
        }
    }

    fn aliases(&mut self, document: &'c Document, found: &mut Found) {
        for alias in document.aliases() {
            let address = alias.text.trim_matches('/');
            let claim = Claim { document, span: alias.span, is_alias: true };
            let Some(other) = self.claim(address, claim) else { continue };
            let (path, span) = (&document.path, alias.span);
            if other.document.path == *path && !other.is_alias {
                found.at(path, span, "this alias is the page's own address").help("delete it");
                continue;
            }
            let what = if other.is_alias { "an alias" } else { "the address" };
            found
                .at(
                    path,
                    span,
                    format!("this alias is {what} of another page, below `{}/`", self.locale.path),
                )
                .related(&other.document.path, other.span, "that page")
                .help("delete it: an old address can lead to one page only");
        }
    }

    /// Takes an address, or returns who has taken it. A clash that two source texts have in every locale is reported
    /// in the source locale alone.
    fn claim(&mut self, address: &str, claim: Claim<'c>) -> Option<Claim<'c>> {
        let Some(other) = self.taken.get(address).copied() else {
            self.taken.insert(address.to_owned(), claim);
            return None;
        };
        let is_own = |claim: &Claim<'_>| claim.document.locale == self.locale.tag;
        (is_own(&claim) || is_own(&other)).then_some(other)
    }
}

/// Returns where a page lies below its locale: the slug of its category, or the folder of its kind, and its own.
fn address(catalog: &Catalog, locale: &Locale, document: &Document) -> String {
    if WITH_FOLDER.contains(&document.kind) {
        return format!("{}/{}", document.kind.folder(), document.slug());
    }
    let Some(category) = document.id.parent() else {
        return document.slug().to_owned();
    };
    format!("{}/{}", category_slug(catalog, locale, &category), document.slug())
}

fn category_slug(catalog: &Catalog, locale: &Locale, category: &Id) -> String {
    let shown = catalog.thing(Kind::Category, category).and_then(|thing| thing.shown(locale));
    shown.map_or_else(|| category.as_str().to_owned(), |shown| shown.slug().to_owned())
}
