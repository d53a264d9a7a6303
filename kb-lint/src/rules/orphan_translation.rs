//! Finds translations whose source is gone, and where it may have gone.

use std::collections::{BTreeMap, BTreeSet};

use kb_model::catalog::{Catalog, Thing};
use kb_model::reading::document_path;
use kb_model::translation::State;
use kb_model::{Document, Kind};

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `orphan_translation.md`, which is also this rule's test.
pub(super) struct OrphanTranslation;

impl Rule for OrphanTranslation {
    fn about(&self) -> About {
        About::warning("orphan-translation", include_str!("orphan_translation.md")).compares()
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        let translations = subject.catalog.things().flat_map(|thing| thing.translations.values());
        let orphans: Vec<_> = translations.filter(|translation| translation.state == State::Orphan).collect();
        if orphans.is_empty() {
            return;
        }
        let sources = Traits::of(subject.catalog);
        for document in orphans.into_iter().map(|translation| &*translation.document) {
            report(subject, document, sources.most_alike(subject.catalog, document), found);
        }
    }
}

fn report(subject: &Subject<'_>, document: &Document, place: Option<&Document>, found: &mut Found) {
    let span = document.fields.span("title").unwrap_or(document.fences.open);
    let source = subject.settings().source_locale.as_ref();
    let gone = source
        .map(|locale| document_path(document.kind, &document.id, locale).to_string())
        .unwrap_or_default();
    let mut noted = found.at(
        &document.path,
        span,
        format!("the source of this translation is gone: there is no `{gone}`"),
    );
    match place {
        Some(source) => {
            let path = document_path(source.kind, &source.id, &document.locale);
            noted
                .related(
                    &source.path,
                    source.fields.span("title").unwrap_or_default(),
                    "likely its new place",
                )
                .help(format!("if so, move this file to `{path}`"))
        }
        None => noted.help("readers do not see it: delete it, or restore the source"),
    };
}

/// What source texts are known by: the digests of their blocks, and the ids of their headings.
struct Traits<'c>(BTreeMap<(Kind, Trait), Vec<&'c Document>>);

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Trait {
    Block(kb_model::Digest),
    Heading(std::sync::Arc<str>),
}

impl<'c> Traits<'c> {
    fn of(catalog: &'c Catalog) -> Self {
        let mut traits: BTreeMap<_, Vec<&Document>> = BTreeMap::new();
        for source in catalog.things().filter_map(|thing: &Thing| thing.source.as_ref()) {
            for mark in blocks(source).into_iter().chain(headings(source)) {
                traits.entry((source.kind, mark)).or_default().push(source);
            }
        }
        Self(traits)
    }

    /// Returns the source without a translation in the same locale that shares most with what the orphan was made
    /// from; where that is not known, that shares most sections with the orphan itself.
    fn most_alike(&self, catalog: &Catalog, orphan: &Document) -> Option<&'c Document> {
        let from = orphan.record().and_then(|record| record.from.as_deref());
        let base = from.and_then(|from| catalog.base(orphan.kind, &orphan.id, from));
        let marks = base.map_or_else(|| headings(orphan), |base| blocks(&base));
        let least = marks.len().div_ceil(3).max(1);
        let mut shared: BTreeMap<&kb_model::Id, (usize, &'c Document)> = BTreeMap::new();
        for mark in marks {
            for source in self.0.get(&(orphan.kind, mark)).into_iter().flatten() {
                shared.entry(&source.id).or_insert((0, source)).0 += 1;
            }
        }
        let is_free =
            |source: &Document| !catalog.has_file(&document_path(source.kind, &source.id, &orphan.locale));
        let candidates = shared.into_values().filter(|(count, source)| *count >= least && is_free(source));
        candidates.max_by_key(|(count, _)| *count).map(|(_, source)| source)
    }
}

fn blocks(document: &Document) -> BTreeSet<Trait> {
    document.blocks().iter().map(|block| Trait::Block(block.digest)).collect()
}

fn headings(document: &Document) -> BTreeSet<Trait> {
    document.body.outline.iter().map(|heading| Trait::Heading(heading.id.clone())).collect()
}
