//! Finds translations whose source has changed since they were made.

use kb_model::block::{Block, BlockKind};
use kb_model::catalog::Translation;
use kb_model::diagnostic::{Edit, Fix, Safety};
use kb_model::reading::base_path;
use kb_model::translation::{BlockChange, Change, Drift, State, counterpart, word_diff};
use kb_model::{Document, Span};

use super::translation_table;
use crate::findings::Found;
use crate::parity::{Swap, swap};
use crate::rule::{About, Rule, Subject};

/// How many blocks a finding shows; the rest is counted.
const SHOWN: usize = 8;
/// How much of a changed block a finding shows, in characters.
const EXCERPT: usize = 240;

/// See `stale_translation.md`, which is also this rule's test.
pub(super) struct StaleTranslation;

impl Rule for StaleTranslation {
    fn about(&self) -> About {
        About::warning("stale-translation", include_str!("stale_translation.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for (thing, translation) in subject.translations() {
            let (Some(source), State::Stale(drift)) = (&thing.source, &translation.state) else { continue };
            match &**drift {
                Drift::Unrecorded => unrecorded(&translation.document, source, found),
                Drift::Lost { from } => lost(&translation.document, source, from, found),
                Drift::Known(changes) => known(subject, (source, translation), changes, found),
            }
        }
    }
}

fn unrecorded(document: &Document, source: &Document, found: &mut Found) {
    found
        .at(
            &document.path,
            translation_table(document, "translation"),
            "nobody has recorded what this was translated from",
        )
        .help(format!("compare it with `{}`, and then {}", source.path, accept(document)));
}

fn lost(document: &Document, source: &Document, from: &str, found: &mut Found) {
    let path = base_path(document.kind, &document.id, from);
    found
        .at(
            &document.path,
            translation_table(document, "from"),
            "the text that this was translated from is gone",
        )
        .label(format!("there is no `{path}`"))
        .help("restore that file from the history of the folder, and only what changed has to be translated")
        .help(format!("or compare the whole text with `{}`, and then {}", source.path, accept(document)));
}

fn known(
    subject: &Subject<'_>,
    (source, translation): (&Document, &Translation),
    changes: &[BlockChange],
    found: &mut Found,
) {
    let document = &translation.document;
    let places = own_places(subject, document, changes);
    let fix = swapping(document, &places);
    let mut own = places.into_iter().map(|(block, change)| (block.span, beside(change))).take(SHOWN);
    let first = own.next();
    let span = first.map_or_else(|| translation_table(document, "from"), |(span, _)| span);
    let mut noted = found.at(&document.path, span, headline(subject, source, changes.len()));
    if let Some((_, label)) = first {
        noted.label(label);
    }
    if let Some(fix) = fix {
        noted.fix(fix);
    }
    for (span, label) in own {
        noted.related(&document.path, span, label);
    }
    for (change, now) in changes.iter().filter_map(|change| Some((change, change.now()?))).take(SHOWN) {
        noted.related(&source.path, now.span, in_source(change));
    }
    for change in changes.iter().take(SHOWN) {
        noted.help(format!("{}: {}", place(change), difference(change)));
    }
    if changes.len() > SHOWN {
        noted.help(format!("and {} more blocks", changes.len() - SHOWN));
    }
    noted.help(format!("update the translation, and then {}", accept(document)));
}

fn headline(subject: &Subject<'_>, source: &Document, count: usize) -> String {
    let language = subject.locale_name(&source.locale);
    let blocks = if count == 1 { "block has" } else { "blocks have" };
    format!("{count} {blocks} changed in {language} since this was translated, of {}", source.blocks().len())
}

/// Returns the blocks of the translation whose source has changed, as far as they are known.
fn own_places<'c>(
    subject: &Subject<'_>,
    document: &Document,
    changes: &'c [BlockChange],
) -> Vec<(Block, &'c BlockChange)> {
    let from = document.record().and_then(|record| record.from.as_deref()).unwrap_or_default();
    let Some(base) = subject.catalog.base(document.kind, &document.id, from) else {
        return Vec::new();
    };
    let (base, blocks) = (base.blocks(), document.blocks());
    let place = |change: &'c BlockChange| {
        let block = counterpart(&base, change.was()?.index, &blocks)?;
        Some((block.clone(), change))
    };
    changes.iter().filter_map(place).collect()
}

/// Returns a fix that writes the new numbers, addresses, code and placeholders in the place of the old, where nothing else
/// in a block has changed. The rest stays to be done, and so does accepting it.
fn swapping(document: &Document, places: &[(Block, &BlockChange)]) -> Option<Fix> {
    let edits = places.iter().filter_map(|(block, change)| {
        let swap = swapped(change)?;
        let place = swap.place(block.span.slice(&document.text))?;
        let span = Span { start: block.span.start + place.start, end: block.span.start + place.end };
        Some((block.span, Edit { path: document.path.clone(), span, text: swap.now }))
    });
    let mut edits: Vec<(Span, Edit)> = edits.collect();
    edits.dedup_by_key(|(block, _)| *block);
    let edits: Vec<Edit> = edits.into_iter().map(|(_, edit)| edit).collect();
    let title = edits.iter().map(|edit| format!("write `{}`", edit.text)).collect::<Vec<_>>().join(", ");
    (!edits.is_empty()).then_some(Fix { title, safety: Safety::Safe, edits })
}

fn swapped(change: &BlockChange) -> Option<Swap> {
    match &change.change {
        Change::Edited { was, now } => swap(&was.text, &now.text),
        _ => None,
    }
}

fn accept(document: &Document) -> String {
    format!("run `kb-lint translations accept {}`", document.path)
}

fn beside(change: &BlockChange) -> &'static str {
    match change.change {
        Change::Edited { .. } | Change::Added { .. } => "made from the old text",
        Change::Removed { .. } => "its source is gone",
        Change::Moved { .. } => "its source stands elsewhere",
    }
}

fn in_source(change: &BlockChange) -> &'static str {
    match change.change {
        Change::Added { .. } => "new",
        Change::Moved { .. } => "moved here",
        Change::Edited { .. } | Change::Removed { .. } => "changed",
    }
}

/// Names a block as people would: by its section and what it is.
fn place(change: &BlockChange) -> String {
    match (change.kind, &*change.section) {
        (BlockKind::Field, field) => format!("`{field}`"),
        (kind, "") => format!("introduction, {}", kind.name()),
        (BlockKind::Heading, section) => format!("heading `#{section}`"),
        (kind, section) => format!("section `#{section}`, {}", kind.name()),
    }
}

fn difference(change: &BlockChange) -> String {
    match &change.change {
        Change::Edited { was, now } => {
            let marked = excerpt(&word_diff(&was.text, &now.text));
            match swapped(change) {
                Some(Swap { kind, was, now, .. }) => format!("{marked} (only {kind} changed: {was} → {now})"),
                None => marked,
            }
        }
        Change::Added { now } => excerpt(&format!("{{+{}+}}", now.text)),
        Change::Removed { was } => excerpt(&format!("[-{}-]", was.text)),
        Change::Moved { now, .. } => format!("moved: {}", excerpt(&now.text)),
    }
}

/// Cuts a long text to what lies around its first mark.
fn excerpt(text: &str) -> String {
    if text.chars().count() <= EXCERPT {
        return text.to_owned();
    }
    let mark = text.find("[-").into_iter().chain(text.find("{+")).min().unwrap_or_default();
    let before = text[..mark].chars().count().saturating_sub(EXCERPT / 4);
    let middle: String = text.chars().skip(before).take(EXCERPT).collect();
    let start = if before == 0 { "" } else { "…" };
    format!("{start}{middle}…")
}
