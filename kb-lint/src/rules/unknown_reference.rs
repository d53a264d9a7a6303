//! Finds names that stand for nothing: ids of things, items of checklists, names that `kb.toml` declares, rules.

use std::collections::BTreeSet;

use kb_model::diagnostic::{Fix, Safety, nearest};
use kb_model::front_matter::{Fields, Value};
use kb_model::reading::COMPOSER;
use kb_model::{Catalog, Document, FilePath, Id, Kind, Settings, Span};

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};
use crate::rules;

/// See `unknown_reference.md`, which is also this rule's test.
pub(super) struct UnknownReference;

impl Rule for UnknownReference {
    fn about(&self) -> About {
        About::error("unknown-reference", include_str!("unknown_reference.md")).compares()
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        let known = Known::of(subject.catalog);
        for document in subject.documents() {
            known.fields(document, found);
        }
        known.settings(subject, found);
    }
}

/// What a name may stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    Thing(Kind),
    Item,
    Opening,
    Owner,
    Audience,
    Party,
}

/// The fields that name something, of whatever kind of file.
const FIELDS: [(&str, Target); 13] = [
    ("related", Target::Thing(Kind::Article)),
    ("lead", Target::Thing(Kind::Article)),
    ("replaced_by", Target::Thing(Kind::Article)),
    ("channels", Target::Thing(Kind::Channel)),
    ("checklists", Target::Thing(Kind::Checklist)),
    ("troubleshooters", Target::Thing(Kind::Troubleshooter)),
    ("category", Target::Thing(Kind::Category)),
    ("article", Target::Thing(Kind::Article)),
    ("needs", Target::Item),
    ("matter", Target::Opening),
    ("owner", Target::Owner),
    ("audience", Target::Audience),
    ("party", Target::Party),
];

/// Everything that a name can stand for.
struct Known<'c> {
    catalog: &'c Catalog,
    items: BTreeSet<&'c str>,
    openings: BTreeSet<&'c str>,
}

impl<'c> Known<'c> {
    fn of(catalog: &'c Catalog) -> Self {
        let checklists = catalog.of_kind(Kind::Checklist).filter_map(|thing| thing.source.as_ref());
        let items =
            checklists.flat_map(|source| source.fields.texts("items")).map(|item| &*item.text).collect();
        let composer = catalog.thing(Kind::Page, &Id::new(COMPOSER)).and_then(|page| page.source.as_ref());
        let phrases = composer.into_iter().flat_map(|source| source.fields.words("phrases"));
        let openings = phrases.filter_map(|(name, _)| name.text.strip_prefix("opening.")).collect();
        Self { catalog, items, openings }
    }

    fn fields(&self, document: &Document, found: &mut Found) {
        let nodes = document.fields.named("nodes").iter().map(|(_, node)| node);
        for fields in std::iter::once(&document.fields).chain(nodes) {
            for (field, target) in FIELDS {
                for (name, span) in texts(fields, field) {
                    self.look_up(&document.path, (name, span), target, found);
                }
            }
        }
        for section in document.fields.texts("critical") {
            own_section(document, &section.text, section.span, found);
        }
        for (item, place) in document.fields.named("item") {
            own_item(document, &item.text, item.span, found);
            if let Some((name, span)) = texts(place, "where").next() {
                self.look_up(&document.path, (name, span), Target::Thing(Kind::Article), found);
            }
        }
        if let Some(record) = document.fields.table("translation") {
            for name in texts(record, "reviewed_by") {
                self.look_up(&document.path, name, Target::Owner, found);
            }
        }
    }

    /// Looks up the names in `kb.toml`, whose places are found in its text.
    fn settings(&self, subject: &Subject<'_>, found: &mut Found) {
        let path = FilePath::new(kb_model::settings::FILE);
        let text = self.catalog.text(&path).unwrap_or_default();
        let after = text.find("popular").unwrap_or_default();
        for id in &subject.settings().popular {
            let quoted = format!("\"{id}\"");
            let start = text[after..].find(&quoted).map_or(0, |at| after + at);
            let span = Span { start, end: start + quoted.len() };
            self.look_up(&path, (id.as_str(), span), Target::Thing(Kind::Article), found);
        }
        for (name, _, span) in &subject.settings().levels {
            if rules::named(name).is_none() {
                let start = text[..span.start].rfind(name.as_str()).unwrap_or(span.start);
                let mut noted = found.at(
                    &path,
                    Span { start, end: start + name.len() },
                    format!("there is no rule `{name}`"),
                );
                match nearest(name, rules::names()) {
                    Some(near) => noted.label(format!("did you mean `{near}`?")),
                    None => noted.help("`kb-lint rules` lists the names"),
                };
            }
        }
    }

    fn look_up(&self, path: &FilePath, (name, span): (&str, Span), target: Target, found: &mut Found) {
        let settings = self.catalog.settings();
        if self.has(target, name) {
            return;
        }
        let mut noted = found.at(path, span, format!("there is no {} `{name}`", target.name()));
        let names = self.names(target, settings);
        if let Some(near) = nearest(name, names.iter().copied()) {
            noted.label(format!("did you mean `{near}`?"));
            let quoted =
                self.catalog.text(path).is_some_and(|text| span.slice(&text) == format!("\"{name}\""));
            let fix = || {
                Fix::replace(format!("write `\"{near}\"`"), Safety::Unsafe, path, span, format!("\"{near}\""))
            };
            noted.fix_if_any(quoted.then(fix));
        }
        match target {
            Target::Thing(kind) => {
                noted.help(format!("{} are named by their files below `{}/`", kind.folder(), kind.folder()))
            }
            Target::Opening => noted.help("`[phrases.opening]` of `pages/composer.md` holds them"),
            Target::Item => noted.help("items are declared in the `items` of checklists"),
            Target::Owner | Target::Audience | Target::Party if names.is_empty() => {
                noted.help("`kb.toml` declares none")
            }
            Target::Owner | Target::Audience | Target::Party => {
                noted.help(format!("`kb.toml` declares: {}", names.join(", ")))
            }
        };
    }

    fn has(&self, target: Target, name: &str) -> bool {
        let settings = self.catalog.settings();
        match target {
            Target::Thing(kind) => {
                self.catalog.thing(kind, &Id::new(name)).is_some_and(|thing| thing.source.is_some())
            }
            Target::Item => self.items.contains(name),
            Target::Opening => self.openings.contains(name),
            Target::Owner => settings.owners.get(name).is_some(),
            Target::Audience => settings.audiences.get(name).is_some(),
            Target::Party => settings.parties.get(name).is_some(),
        }
    }

    fn names(&self, target: Target, settings: &'c Settings) -> Vec<&'c str> {
        match target {
            Target::Thing(kind) => self
                .catalog
                .of_kind(kind)
                .filter(|thing| thing.source.is_some())
                .map(|thing| thing.id.as_str())
                .collect(),
            Target::Item => self.items.iter().copied().collect(),
            Target::Opening => self.openings.iter().copied().collect(),
            Target::Owner => settings.owners.names().collect(),
            Target::Audience => settings.audiences.names().collect(),
            Target::Party => settings.parties.names().collect(),
        }
    }
}

impl Target {
    fn name(self) -> &'static str {
        match self {
            Target::Thing(kind) => kind.name(),
            Target::Item => "checklist item",
            Target::Opening => "first sentence of a message",
            Target::Owner => "owner",
            Target::Audience => "audience",
            Target::Party => "party",
        }
    }
}

/// Returns the text or texts of a field.
fn texts<'f>(fields: &'f Fields, name: &str) -> impl Iterator<Item = (&'f str, Span)> {
    let field = fields.get(name);
    let one = field.and_then(|field| match &field.value {
        Value::Text(text) => Some((&**text, field.span)),
        _ => None,
    });
    one.into_iter().chain(fields.texts(name).iter().map(|item| (&*item.text, item.span)))
}

/// Looks up an item that a checklist says something of among its own.
fn own_item(document: &Document, name: &str, span: Span, found: &mut Found) {
    let own = || document.fields.texts("items").iter().map(|item| &*item.text);
    if !own().any(|item| item == name) {
        let mut noted = found.at(&document.path, span, format!("this checklist has no item `{name}`"));
        if let Some(near) = nearest(name, own()) {
            noted.label(format!("did you mean `{near}`?"));
        }
        noted.help(format!("its items: {}", own().collect::<Vec<_>>().join(", ")));
    }
}

/// Looks up a section that an article says something of among its own.
fn own_section(document: &Document, id: &str, span: Span, found: &mut Found) {
    if document.heading(id).is_none() {
        let ids = || document.body.outline.iter().map(|heading| &*heading.id);
        let mut noted = found.at(&document.path, span, format!("this article has no section `#{id}`"));
        if let Some(near) = nearest(id, ids()) {
            noted.label(format!("did you mean `{near}`?"));
        }
        noted.help("sections are named by the ids of their headings: `## Do this first {#first}`");
    }
}
