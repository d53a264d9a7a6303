//! Finds sections that links to a translation cannot reach.

use kb_model::block::BlockKind;
use kb_model::diagnostic::{Edit, Fix, Safety};
use kb_model::markdown::{Heading, IdOrigin};
use kb_model::translation::{Change, Drift, State};
use kb_model::{Document, Span};

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `missing_heading_id_in_translation.md`, which is also this rule's test.
pub(super) struct MissingHeadingId;

impl Rule for MissingHeadingId {
    fn about(&self) -> About {
        About::error(
            "missing-heading-id-in-translation",
            include_str!("missing_heading_id_in_translation.md"),
        )
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for (thing, translation) in
            subject.translations().filter(|(_, translation)| translation.state.is_shown())
        {
            let Some(source) = &thing.source else { continue };
            let document = &translation.document;
            let lacking = source.body.outline.iter().enumerate().filter(|(_, heading)| {
                document.heading(&heading.id).is_none() && !is_new(&translation.state, &heading.id)
            });
            for (index, heading) in lacking {
                report(source, document, (index, heading), found);
            }
        }
    }
}

fn report(source: &Document, document: &Document, (index, heading): (usize, &Heading), found: &mut Found) {
    let id = &heading.id;
    let own = counterpart(source, document, index);
    let (span, label) = match own {
        Some(own) => (own.span, format!("end this heading with `{{#{id}}}`")),
        None => (document.fences.open, format!("no heading here ends with `{{#{id}}}`")),
    };
    let message = format!("the source has a section `#{id}`, but this translation does not");
    let mut noted = found.at(&document.path, span, message);
    noted.label(label);
    noted.related(&source.path, heading.span, "the source's section");
    noted.help("links to the section lead to the top of the page in this language");
    if let Some(fix) = own.and_then(|own| renaming(document, own, id)) {
        noted.fix(fix);
    }
}

/// Returns a fix that gives a heading another id, and corrects the links of its own page.
fn renaming(document: &Document, heading: &Heading, id: &str) -> Option<Fix> {
    let line = heading.span.slice(&document.text);
    let is_plain = line.starts_with('#') && !line.contains(['\n', '\r']) && !line.ends_with('#');
    let written = format!("{{#{}}}", heading.id);
    let before = match heading.origin {
        IdOrigin::Written => line.strip_suffix(&written)?,
        IdOrigin::Made => line,
    };
    let rest = Span { start: heading.span.start + before.trim_end().len(), end: heading.span.end };
    let edit = |span, text| Edit { path: document.path.clone(), span, text };
    let old = format!("#{}", heading.id);
    let links = document.body.links.iter().filter(|link| link.span.slice(&document.text) == old);
    let mut edits = vec![edit(rest, format!(" {{#{id}}}"))];
    edits.extend(links.map(|link| edit(link.span, format!("#{id}"))));
    is_plain.then(|| Fix { title: format!("give the heading the id `{id}`"), safety: Safety::Safe, edits })
}

/// Returns the heading in the same place, where both texts have as many headings.
fn counterpart<'d>(source: &Document, document: &'d Document, index: usize) -> Option<&'d Heading> {
    let (theirs, own) = (&source.body.outline, &document.body.outline);
    let heading = own.get(index).filter(|_| theirs.len() == own.len())?;
    source.heading(&heading.id).is_none().then_some(heading)
}

/// Tells whether a section came after the translation was made: then the translation is stale, and that is reported.
fn is_new(state: &State, id: &str) -> bool {
    let State::Stale(drift) = state else { return false };
    let Drift::Known(changes) = &**drift else { return false };
    let is_heading = |kind, section: &str| kind == BlockKind::Heading && section == id;
    changes.iter().any(|block| {
        is_heading(block.kind, &block.section) && !matches!(block.change, Change::Removed { .. })
    })
}
