//! Fixes: the edits of findings, made.
//!
//! Pure: it says which files change and how, and a command writes them. Edits are made in rounds, each over what the last
//! one left, until nothing can be mended any more; so fixing twice is the same as fixing once.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use kb_model::change::Blob;
use kb_model::diagnostic::{Edit, Fix, Safety};
use kb_model::{Catalog, Change, ChangeSet, FilePath, Severity, Span};

use crate::findings::Finding;

/// How many rounds are made at most after which there is as much to mend as before: fixes that undo each other must end
/// somewhere.
const ROUNDS: usize = 100;

/// What fixes have done to a knowledge base.
#[derive(Debug)]
pub struct Fixed {
    /// The files to write.
    pub changes: ChangeSet,
    /// How many fixes were made.
    pub count: usize,
    /// The knowledge base as it is then.
    pub catalog: Catalog,
}

/// Makes the fixes that are as safe as asked for, in a knowledge base as it stands on a day.
///
/// Files in which they would make more errors than they mend are left alone, unless what is mended elsewhere helps.
pub fn fix(catalog: &Catalog, today: Date, safety: Safety) -> Fixed {
    let mut fixed = Fixed { changes: ChangeSet::default(), count: 0, catalog: catalog.clone() };
    let mut findings = crate::fixable(catalog, today);
    let mut refused: BTreeSet<FilePath> = BTreeSet::new();
    let (mut rounds, mut has_helped) = (0, false);
    while rounds < ROUNDS {
        let (changes, count) = round(&fixed.catalog, &findings, safety, &refused);
        if count == 0 && has_helped && !refused.is_empty() {
            refused.clear(); // as if somebody fixed again
            has_helped = false;
            continue;
        }
        if count == 0 {
            break;
        }
        let mut after = fixed.catalog.clone();
        after.apply(ChangeSet(changes.clone()));
        let found = crate::fixable(&after, today);
        let (errors_before, errors_after) = (errors(&findings), errors(&found));
        let count_in =
            |counts: &BTreeMap<_, _>, change: &Change| counts.get(&change.path).copied().unwrap_or_default();
        let is_worse = |change: &&Change| {
            let (before, after) = (count_in(&errors_before, change), count_in(&errors_after, change));
            after.0 > before.0 || after.1 > before.1
        };
        let worse: Vec<FilePath> =
            changes.iter().filter(is_worse).map(|change| change.path.clone()).collect();
        if worse.is_empty() {
            rounds += usize::from(problems(&found) >= problems(&findings)); // a flood may take any number that help
            (fixed.catalog, findings) = (after, found);
            fixed.count += count;
            has_helped = true;
        }
        rounds += usize::from(!worse.is_empty());
        refused.extend(worse);
    }
    fixed.changes = difference(catalog, &fixed.catalog);
    fixed
}

/// Makes the fixes that do not touch each other, and returns the files that they change.
fn round(
    catalog: &Catalog,
    findings: &[Finding],
    safety: Safety,
    refused: &BTreeSet<FilePath>,
) -> (Vec<Change>, usize) {
    let mut files: BTreeMap<&FilePath, Edits<'_>> = BTreeMap::new();
    let mut count = 0;
    for fix in findings.iter().filter_map(|finding| finding.diagnostic.fix.as_ref()) {
        let is_refused = fix.edits.iter().any(|edit| refused.contains(&edit.path));
        let is_sound = fix.edits.iter().all(|edit| lies_in(catalog, edit)) && !fix.edits.is_empty();
        if fix.safety <= safety && is_sound && !is_refused && is_free(&files, fix) {
            count += 1;
            for edit in &fix.edits {
                files.entry(&edit.path).or_default().insert(edit.span, edit);
            }
        }
    }
    let changed = files.into_iter().filter_map(|(path, edits)| {
        let text = edited(&catalog.text(path)?, &edits);
        Some(Change { path: path.clone(), content: Some(Blob::bytes(text.into_bytes())) })
    });
    (changed.collect(), count)
}

/// The edits of one file, by place: none touches another.
type Edits<'f> = BTreeMap<Span, &'f Edit>;

/// Counts the errors of each file that has some: those that stop a build, and all.
fn errors(findings: &[Finding]) -> BTreeMap<FilePath, (usize, usize)> {
    let mut counts: BTreeMap<FilePath, (usize, usize)> = BTreeMap::new();
    for finding in findings.iter().filter(|finding| finding.diagnostic.severity == Severity::Error) {
        let (stopping, all) = counts.entry(finding.diagnostic.path.clone()).or_default();
        let count = finding.diagnostic.count;
        *stopping += if finding.stops_build { count } else { 0 };
        *all += count;
    }
    counts
}

/// Counts the problems, told one by one or not.
fn problems(findings: &[Finding]) -> usize {
    findings.iter().map(|finding| finding.diagnostic.count).sum()
}

/// Tells whether what an edit would replace is there.
fn lies_in(catalog: &Catalog, edit: &Edit) -> bool {
    catalog.text(&edit.path).is_some_and(|text| text.get(edit.span.range()).is_some())
}

/// Tells whether nothing has been changed yet where a fix would.
fn is_free(files: &BTreeMap<&FilePath, Edits<'_>>, fix: &Fix) -> bool {
    let before = |edits: &Edits<'_>, place: Span| {
        edits.range(..=Span { start: place.end, end: usize::MAX }).next_back().map(|(span, _)| span.end)
    };
    let is_touched = |edit: &Edit| {
        files.get(&edit.path).and_then(|edits| before(edits, edit.span)) >= Some(edit.span.start)
    };
    !fix.edits.iter().any(is_touched)
}

/// Returns a text with edits that do not overlap.
fn edited(text: &str, edits: &Edits<'_>) -> String {
    let (mut result, mut at) = (String::with_capacity(text.len()), 0);
    for edit in edits.values() {
        result.push_str(text.get(at..edit.span.start).unwrap_or_default());
        result.push_str(&edit.text);
        at = edit.span.end;
    }
    result + text.get(at..).unwrap_or_default()
}

/// Returns the files of a knowledge base that are not what they were.
fn difference(before: &Catalog, after: &Catalog) -> ChangeSet {
    let changed = after.paths().filter(|path| before.text(path) != after.text(path));
    let change = |path: &FilePath| {
        let text = after.text(path)?;
        Some(Change { path: path.clone(), content: Some(Blob::bytes(text.as_bytes())) })
    };
    ChangeSet(changed.filter_map(change).collect())
}
