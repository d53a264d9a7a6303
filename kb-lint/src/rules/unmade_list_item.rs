//! Finds lines that were meant to be items of a list, but lack the space behind their marker.

use kb_model::block::{BlockKind, BlockSpan};
use kb_model::diagnostic::{Fix, Safety};
use kb_model::markdown::is_han;
use kb_model::{Document, Span};

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `unmade_list_item.md`, which is also this rule's test.
pub(super) struct UnmadeListItem;

impl Rule for UnmadeListItem {
    fn about(&self) -> About {
        About::warning("unmade-list-item", include_str!("unmade_list_item.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            let body = document.body.span.slice(&document.text);
            if body.lines().any(|line| unmade(inner(line)).is_some()) {
                judge(document, found);
            }
        }
    }
}

/// A marker at the beginning of a line.
#[derive(Clone, Copy)]
struct Marker<'t> {
    /// As it is written: `1.`, `2)`, `-`.
    text: &'t str,
    /// Where it ends in the file.
    end: usize,
    claim: Claim,
}

/// How sure it is that a line was meant to be an item.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Claim {
    /// It is one.
    Made,
    /// It can be nothing else.
    Sure,
    /// It is one among others: alone it may be a flag, or a name.
    Likely,
}

impl Marker<'_> {
    /// Tells whether an item with another marker may stand beside it.
    fn joins(&self, other: &Self) -> bool {
        self.text.chars().next_back() == other.text.chars().next_back()
    }
}

fn judge(document: &Document, found: &mut Found) {
    let lines = lines(document);
    let at = |index: Option<usize>| index.and_then(|index| lines.get(index).copied().flatten());
    for (index, marker) in lines.iter().enumerate().filter_map(|(index, line)| Some((index, (*line)?))) {
        let beside = [at(index.checked_sub(1)), at(Some(index + 1))];
        let has_company = || beside.iter().flatten().any(|other| marker.joins(other));
        if marker.claim == Claim::Sure || marker.claim == Claim::Likely && has_company() {
            let span = Span { start: marker.end - marker.text.len(), end: marker.end };
            let space =
                Fix::replace("write the space", Safety::Safe, &document.path, Span::at(span.end), " ");
            let message = format!("`{}` without a space behind it begins no item of a list", marker.text);
            found.at(&document.path, span, message).label("readers see no list").fix(space);
        }
    }
}

/// Returns every line of what is no heading, table or code, with the marker that it begins with, if an item could begin there.
fn lines(document: &Document) -> Vec<Option<Marker<'_>>> {
    let mut lines = Vec::new();
    for block in &document.body.layout {
        match block.kind {
            _ if block.span.slice(&document.text).starts_with('<') => lines.push(None), // it is HTML
            BlockKind::Paragraph | BlockKind::Item | BlockKind::Callout => add(document, block, &mut lines),
            _ => lines.push(None),
        }
    }
    lines
}

/// Adds the lines of a block. An item begins where a block does, and within one beside another, or as the first of a list
/// (`CommonMark` 0.31.2, section 5.3). A number behind a bracket that is open closes it.
fn add<'d>(document: &'d Document, block: &BlockSpan, lines: &mut Vec<Option<Marker<'d>>>) {
    let text = &document.text;
    let mut at = text[..block.span.start].rfind('\n').map_or(0, |newline| newline + 1);
    let (mut column, mut depth) = (usize::MAX, 0);
    for line in text[at..block.span.end].split_inclusive('\n') {
        let words = inner(line);
        let indent = line.len() - words.len();
        let is_beside = |marker: &Marker<'_>| indent < column || matches!(marker.text, "-" | "1." | "1)");
        let marker = made(words).or_else(|| unmade(words));
        let marker = marker.filter(|marker| depth == 0 && is_beside(marker));
        column = marker.map_or(0, |marker| indent + marker.end + 1);
        let rest = &words[marker.map_or(0, |marker| marker.end)..];
        depth = (depth + rest.matches('(').count()).saturating_sub(rest.matches(')').count());
        lines.push(marker.map(|marker| Marker { end: at + indent + marker.end, ..marker }));
        at += line.len();
    }
}

/// Returns a line without what it is indented by, and without the marks of a quotation.
fn inner(line: &str) -> &str {
    line.trim_start_matches([' ', '\t', '>'])
}

/// Returns the marker of a line that is an item.
fn made(line: &str) -> Option<Marker<'_>> {
    let text = marker(line).filter(|text| line[text.len()..].starts_with([' ', '\t']))?;
    Some(Marker { text, end: text.len(), claim: Claim::Made })
}

/// Returns the marker of a line that would be an item with a space behind it.
fn unmade(line: &str) -> Option<Marker<'_>> {
    let text = marker(line)?;
    let words = &line[text.len()..];
    let letters = words.strip_prefix("**").unwrap_or(words);
    let first = letters.chars().next().filter(|c| c.is_alphabetic())?;
    let has_word = letters.chars().take_while(|c| c.is_alphabetic()).nth(1).is_some();
    let is_phrase = has_word && words.trim_end().contains(' ');
    let is_name = letters.chars().take_while(|c| c.is_alphabetic()).all(char::is_uppercase) && !is_han(first); // 1.FC Köln
    let claim = match text.chars().next_back()? {
        '-' if is_han(first) || first.is_uppercase() && is_phrase => Claim::Likely,
        '.' if is_han(first) || first.is_uppercase() && is_phrase && !is_name => Claim::Sure,
        '.' if first.is_uppercase() && has_word || is_phrase => Claim::Likely,
        ')' if is_han(first) || first.is_uppercase() && has_word => Claim::Sure,
        ')' if has_word => Claim::Likely,
        _ => return None,
    };
    Some(Marker { text, end: text.len(), claim })
}

/// Returns the marker that a line begins with: a hyphen, or a number of no more than two digits, for years are longer.
fn marker(line: &str) -> Option<&str> {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let sign = line[digits..].chars().next()?;
    let is_marker = if digits == 0 { sign == '-' } else { digits <= 2 && matches!(sign, '.' | ')') };
    is_marker.then(|| &line[..=digits])
}
