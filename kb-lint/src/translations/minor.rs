//! Recording that the last edit of a source changes no meaning.
//!
//! Each translation is re-based over just the blocks of that edit, so that nobody translates a comma, and what had
//! changed before stays to be done.

use std::collections::BTreeMap;
use std::sync::Arc;

use kb_model::block::Block;
use kb_model::front_matter::Role;
use kb_model::reading::{Place, Reading, base_path};
use kb_model::translation::{BlockChange, Change, Piece, State, drift};
use kb_model::{Catalog, Document, FilePath};

use super::Acceptance;
use super::accept::has_errors;
use super::stamp::stamped;

/// Re-bases the translations of some sources over the last edit of each. Where one of the paths is no source, nothing
/// is done: the reasons are returned.
pub fn accept_minor(catalog: &Catalog, paths: &[FilePath]) -> Result<Acceptance, Vec<String>> {
    let mut acceptance = Acceptance::default();
    let mut refusals = Vec::new();
    for path in paths {
        match edit_of(catalog, path) {
            Ok(edit) => edit.carry(&mut acceptance),
            Err(why) => refusals.push(format!("{path}: {why}")),
        }
    }
    if refusals.is_empty() { Ok(acceptance.tidied(catalog)) } else { Err(refusals) }
}

/// The last edit of a source: what separates the nearest stored text from today's.
struct Edit<'c> {
    catalog: &'c Catalog,
    source: &'c Document,
    reference: Arc<Document>,
    changes: Vec<BlockChange>,
}

fn edit_of<'c>(catalog: &'c Catalog, path: &FilePath) -> Result<Edit<'c>, String> {
    let Some(Place::Document(kind, id, locale)) = catalog.place(path) else {
        return Err("this is no source".into());
    };
    if !catalog.settings().is_source(locale) {
        return Err("this is a translation: `--minor` takes the source that was edited".into());
    }
    let source =
        catalog.thing(*kind, id).and_then(|thing| thing.source.as_deref()).ok_or("it cannot be read")?;
    let versions =
        catalog.bases().filter(|(of, base, ..)| of == kind && *base == id).map(|(_, _, version, _)| version);
    let bases = versions.filter_map(|version| catalog.base(*kind, id, version));
    let edits = bases.map(|base| (drift(&base, source), base)).filter(|(changes, _)| !changes.is_empty());
    let (changes, reference) = edits
        .min_by_key(|(changes, _)| changes.len())
        .ok_or("no stored text differs from it, so there is no edit to accept")?;
    Ok(Edit { catalog, source, reference, changes })
}

impl Edit<'_> {
    /// Carries the edit into what each translation was made from.
    fn carry(&self, acceptance: &mut Acceptance) {
        let thing = self.catalog.thing(self.source.kind, &self.source.id);
        let translations = thing.into_iter().flat_map(|thing| thing.translations.values());
        for translation in translations {
            let path = &translation.document.path;
            match self.rebased(&translation.document, &translation.state) {
                Ok(base) => {
                    let version = base.version();
                    acceptance.write(path.clone(), &stamped(&translation.document, &version));
                    acceptance.keep(self.catalog, &base);
                    let left = drift(&base, self.source).len();
                    acceptance.note(path, done(&version, left));
                }
                Err(why) => acceptance.note(path, format!("left alone: {why}")),
            }
        }
    }

    /// Returns the text that a translation was made from, with the edit in it, or why that cannot be had.
    fn rebased(&self, translation: &Document, state: &State) -> Result<Document, String> {
        if *state == State::Draft {
            return Err("it is a draft".into());
        }
        if has_errors(self.catalog, &translation.path) {
            return Err("its front matter cannot be read: mend that first (`kb-lint check`)".into());
        }
        let from = translation.record().and_then(|record| record.from.as_deref());
        let from = from.ok_or("nobody has recorded what it was made from")?;
        if from == self.source.version() {
            return Err("it was made from today's text already".into());
        }
        if from == self.reference.version() {
            return Ok(self.source.clone());
        }
        let base = self.catalog.base(self.source.kind, &self.source.id, from);
        self.spliced(&*base.ok_or("the text that it was made from is gone")?)
    }

    /// Returns an older text with the edited blocks replaced.
    fn spliced(&self, base: &Document) -> Result<Document, String> {
        let (reference, blocks) = (self.reference.blocks(), base.blocks());
        let mut pieces = BTreeMap::new();
        for block in &self.changes {
            let Change::Edited { was, now } = &block.change else {
                return Err(
                    "the edit adds, removes or moves blocks, which only a translator can follow".into()
                );
            };
            let place = same_block(&reference, was, &blocks)
                .ok_or_else(|| format!("in `{}` it was made from yet another text", block.section))?;
            pieces.insert(place, now.span.slice(&self.source.text));
        }
        let mut text = base.text.to_string();
        for (index, piece) in pieces.into_iter().rev() {
            text.replace_range(blocks[index].span.range(), piece);
        }
        self.read(&text).ok_or_else(|| "its text cannot be put together".into())
    }

    /// Reads a text as a version of the source. Its path names no version yet: the text itself decides that.
    fn read(&self, text: &str) -> Option<Document> {
        let Document { kind, id, locale, .. } = self.source;
        let path = base_path(*kind, id, "new");
        let reading = Reading::document(&path, text.as_bytes(), *kind, id, locale, Role::Source);
        reading.document.map(Arc::unwrap_or_clone)
    }
}

/// Returns the number of the block in `base` that has the same text, in the same section, as a block of `reference`.
fn same_block(reference: &[Block], was: &Piece, base: &[Block]) -> Option<usize> {
    let block = &reference[was.index];
    let is_same = |other: &Block| other.digest == block.digest && other.section == block.section;
    let ordinal = reference[..was.index].iter().filter(|other| is_same(other)).count();
    let mut same = (0..base.len()).filter(|&index| is_same(&base[index]));
    same.nth(ordinal)
}

fn done(version: &str, left: usize) -> String {
    match left {
        0 => format!("the edit is accepted, and it is current ({version})"),
        1 => format!("the edit is accepted; 1 older change stays to be translated ({version})"),
        _ => format!("the edit is accepted; {left} older changes stay to be translated ({version})"),
    }
}
