//! Finds slots of the composer's phrases that nothing fills, and items that no phrase says.

use std::collections::BTreeSet;

use kb_model::catalog::Thing;
use kb_model::document::Details;
use kb_model::reading::COMPOSER;
use kb_model::{Catalog, Document, Id, Kind};

use crate::findings::Found;
use crate::parity::placeholders;
use crate::rule::{About, Rule, Subject};

/// See `unfilled_slot.md`, which is also this rule's test.
pub(super) struct UnfilledSlot;

impl Rule for UnfilledSlot {
    fn about(&self) -> About {
        About::error("unfilled-slot", include_str!("unfilled_slot.md")).compares()
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        let page = subject.catalog.thing(Kind::Page, &Id::new(COMPOSER));
        let Some(phrases) = page.and_then(|page| page.source.as_ref()) else { return };
        let checklists: Vec<&Document> = composers(subject.catalog).collect();
        for other in checklists.iter().skip(1) {
            let field = other.fields.get("composer").map_or(other.fences.open, |field| field.key);
            found
                .at(&other.path, field, "the composer asks for the items of another checklist already")
                .related(&checklists[0].path, checklists[0].fences.open, "the first by name counts")
                .help("delete `composer = true` here or there");
        }
        if let Some(checklist) = checklists.first() {
            slots(phrases, checklist, found);
            items(phrases, checklist, found);
        }
    }
}

/// Returns the checklists whose items the composer asks for.
fn composers(catalog: &Catalog) -> impl Iterator<Item = &Document> {
    let sources = catalog.of_kind(Kind::Checklist).filter_map(|thing: &Thing| thing.source.as_deref());
    sources.filter(|source| matches!(&source.details, Details::Checklist(checklist) if checklist.is_composer))
}

fn slots(phrases: &Document, checklist: &Document, found: &mut Found) {
    let items: BTreeSet<String> =
        checklist.fields.texts("items").iter().map(|item| format!("{{{}}}", item.text)).collect();
    for (_, text) in phrases.fields.words("phrases") {
        for slot in placeholders(&text.text).iter().filter(|slot| !items.contains(*slot)) {
            found
                .at(&phrases.path, text.span, format!("nothing fills the slot `{slot}`"))
                .label("it would stand in the message as it is")
                .help(format!("name an item of `{}`: {}", checklist.path, listed(&items)));
        }
    }
}

fn items(phrases: &Document, checklist: &Document, found: &mut Found) {
    let is_named = |name: &str| phrases.fields.words("phrases").iter().any(|(known, _)| *known.text == *name);
    let is_choice = |item: &str| {
        phrases.fields.words("phrases").iter().any(|(name, _)| name.text.split('.').next() == Some(item))
    };
    for item in checklist.fields.texts("items") {
        let name = &item.text;
        if !is_named(&format!("line.{name}")) && !is_choice(name) {
            found
                .at(&checklist.path, item.span, format!("no phrase says `{name}`"))
                .label("the composer asks for it, but the message would lack it")
                .help(format!(
                    "write `{name} = \"…{{{name}}}\"` below `[phrases.line]` of `{}`",
                    phrases.path
                ));
        }
    }
}

fn listed(items: &BTreeSet<String>) -> String {
    items.iter().cloned().collect::<Vec<_>>().join(", ")
}
