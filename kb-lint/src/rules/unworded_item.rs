//! Finds items of a checklist without words.

use kb_model::catalog::Translation;
use kb_model::checklist::label;
use kb_model::diagnostic::nearest;
use kb_model::translation::{Drift, State};
use kb_model::{Document, Kind};

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `unworded_item.md`, which is also this rule's test.
pub(super) struct UnwordedItem;

impl Rule for UnwordedItem {
    fn about(&self) -> About {
        About::error("unworded-item", include_str!("unworded_item.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for thing in subject.things().filter(|thing| thing.kind == Kind::Checklist) {
            let Some(source) = &thing.source else { continue };
            let items: Vec<&str> = source.fields.texts("items").iter().map(|item| &*item.text).collect();
            judge(source, (&items, &items), found);
            for translation in thing.translations.values().filter(|made| made.state.is_shown()) {
                let known: Vec<&str> =
                    items.iter().copied().filter(|item| !is_new(translation, item)).collect();
                judge(&translation.document, (&known, &items), found);
            }
        }
    }
}

/// Looks for the words of some items of a checklist, and for words of items that it has not.
fn judge(document: &Document, (known, items): (&[&str], &[&str]), found: &mut Found) {
    let place = document.fields.get("labels").map_or(document.fences.open, |field| field.key);
    for item in known.iter().filter(|item| label(&document.fields, item).is_none()) {
        found
            .at(&document.path, place, format!("the item `{item}` has no words, so readers do not see it"))
            .help(format!("write `label = \"…\"` below `[labels.{item}]`"));
    }
    for (name, _) in document.fields.named("labels") {
        if !items.contains(&&*name.text) {
            report(document, (&name.text, name.span), items, found);
        }
    }
}

fn report(document: &Document, (name, span): (&str, kb_model::Span), items: &[&str], found: &mut Found) {
    let mut noted = found.at(&document.path, span, format!("this checklist has no item `{name}`"));
    if let Some(near) = nearest(name, items.iter().copied()) {
        noted.label(format!("did you mean `{near}`?"));
    }
    noted.help(format!("its items: {}", items.join(", ")));
}

/// Tells whether an item came after a translation was made: then it is stale, and that is reported.
fn is_new(translation: &Translation, item: &str) -> bool {
    let State::Stale(drift) = &translation.state else { return false };
    match &**drift {
        Drift::Known(changes) => {
            changes.iter().any(|change| *change.section == *format!("labels.{item}.label"))
        }
        Drift::Unrecorded | Drift::Lost { .. } => false,
    }
}
