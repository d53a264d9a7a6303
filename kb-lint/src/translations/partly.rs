//! Recording that some sections of a translation say what today's source says.
//!
//! The new base is the old one with just those sections taken from today's source, so that the rest stays to be done.

use kb_model::front_matter::Role;
use kb_model::reading::{Reading, base_path};
use kb_model::translation::{BlockChange, Drift, State, drift};
use kb_model::{Catalog, Document, FilePath, Span};

use super::accept::{hollow, pair};
use super::stamp::stamped;
use super::{Acceptance, ledger};
use crate::report::human::counted;

/// Stamps some sections of a translation as made from today's source. Where that cannot be done, nothing is: the reasons
/// are returned. A block that nobody has touched though its source has changed needs a reason to be accepted.
pub fn accept_sections(
    catalog: &Catalog,
    path: &FilePath,
    sections: &[String],
    reason: Option<&str>,
) -> Result<Acceptance, Vec<String>> {
    let refused = |why: String| vec![format!("{path}: {why}")];
    let (source, translation) = pair(catalog, path).map_err(refused)?;
    let document = &*translation.document;
    let is_known = matches!(&translation.state, State::Stale(drift) if matches!(**drift, Drift::Known(_)));
    if !is_known {
        return Err(refused("it is not known which of its sections are stale".into()));
    }
    let is_meant = |change: &BlockChange| sections.iter().any(|section| **section == *change.section);
    if let Some(why) = hollow(catalog, translation, is_meant).filter(|_| reason.is_none()) {
        return Err(refused(why));
    }
    let from = document.record().and_then(|record| record.from.as_deref()).unwrap_or_default();
    let base = catalog.base(source.kind, &source.id, from);
    let mut base = base.ok_or_else(|| refused(format!("there is no stored text {from}")))?.as_ref().clone();
    for section in sections {
        let text = replaced(&base, source, section).map_err(refused)?;
        base = read(&text, source).ok_or_else(|| refused("its base cannot be put together".into()))?;
    }
    let (version, left) = (base.version(), counted(drift(&base, source).len(), "change"));
    let mut acceptance = Acceptance::default();
    acceptance.write(path.clone(), &stamped(document, &version));
    acceptance.write(ledger::path(document), &ledger::written(document, reason));
    acceptance.keep(catalog, &base);
    acceptance.note(path, format!("{} accepted ({version}), left to be done: {left}", sections.join(", ")));
    Ok(acceptance.tidied(catalog))
}

/// Returns the base with one section, or one field, as the source has it today.
fn replaced(base: &Document, source: &Document, name: &str) -> Result<String, String> {
    let mut text = base.text.to_string();
    let (old, new) = match (base.fields.span(name), source.fields.span(name)) {
        (Some(old), Some(new)) => (Some(old), Some(new)),
        _ => (section(base, name), section(source, name)),
    };
    match (old, new) {
        (Some(old), new) => {
            text.replace_range(old.range(), new.map_or("", |new| new.slice(&source.text)));
        }
        (None, Some(new)) => {
            let at = place(base, source, name);
            text.insert_str(at, &format!("\n{}\n", new.slice(&source.text)));
        }
        (None, None) => return Err(format!("the source has no section `{name}`")),
    }
    Ok(text)
}

/// Returns where a section stands, from its heading to the next.
fn section(document: &Document, name: &str) -> Option<Span> {
    let outline = &document.body.outline;
    let index = outline.iter().position(|heading| &*heading.id == name)?;
    let end = outline.get(index + 1).map_or(document.text.len(), |next| next.span.start);
    Some(Span { start: outline[index].span.start, end })
}

/// Returns where a new section belongs in the base: before the section that follows it in the source.
fn place(base: &Document, source: &Document, name: &str) -> usize {
    let after = source.body.outline.iter().skip_while(|heading| &*heading.id != name).skip(1);
    let next = after.into_iter().find_map(|heading| base.heading(&heading.id));
    next.map_or(base.text.len(), |heading| heading.span.start)
}

fn read(text: &str, source: &Document) -> Option<Document> {
    let path = base_path(source.kind, &source.id, "new");
    let reading =
        Reading::document(&path, text.as_bytes(), source.kind, &source.id, &source.locale, Role::Source);
    reading.document.map(|document| document.as_ref().clone())
}
