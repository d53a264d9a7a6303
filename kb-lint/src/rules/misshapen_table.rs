//! Finds tables whose rows do not fit their header, and lines that were meant as a table.

use kb_model::block::BlockKind;
use kb_model::{Document, Span};

use crate::findings::Found;
use crate::report::human::counted;
use crate::rule::{About, Rule, Subject};

/// See `misshapen_table.md`, which is also this rule's test.
pub(super) struct MisshapenTable;

impl Rule for MisshapenTable {
    fn about(&self) -> About {
        About::error("misshapen-table", include_str!("misshapen_table.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            let mut header: Option<Header> = None;
            for block in &document.body.layout {
                header = match block.kind {
                    BlockKind::Row => Some(row(document, header, block.span, found)),
                    _ => None,
                };
                if block.kind == BlockKind::Paragraph {
                    lines(document, block.span, found);
                }
            }
        }
    }
}

/// The first row of a table, and where the last one of it that was read ends.
#[derive(Clone, Copy)]
struct Header {
    span: Span,
    cells: usize,
    end: usize,
}

/// Holds a row against the header of its table; the first row is the header. An empty line is between two tables.
fn row(document: &Document, header: Option<Header>, span: Span, found: &mut Found) -> Header {
    let own = cells(span.slice(&document.text));
    let between = |header: &Header| Span { start: header.end, end: span.start }.slice(&document.text);
    let Some(header) = header.filter(|header| !has_empty_line(between(header))) else {
        return Header { span, cells: own, end: span.end };
    };
    if own != header.cells {
        let message = format!("this row has {}, but the header has {}", counted(own, "cell"), header.cells);
        let help = if own > header.cells {
            "readers do not see what stands in excess: add a column to the header, or write `\\|` for a sign"
        } else {
            "write an empty cell where there is nothing to say: `| |`"
        };
        found.at(&document.path, span, message).related(&document.path, header.span, "the header").help(help);
    }
    Header { end: span.end, ..header }
}

/// Tells whether one of the lines between two rows is empty; the first and the last of them are the rows' own ends.
fn has_empty_line(between: &str) -> bool {
    let mut lines = between.split('\n').skip(1).peekable();
    std::iter::from_fn(|| lines.next().filter(|_| lines.peek().is_some())).any(|line| line.trim().is_empty())
}

/// Returns how many cells a row is written with; its outer bars may be left out.
fn cells(row: &str) -> usize {
    let row = row.trim();
    let inner = row.strip_prefix('|').unwrap_or(row);
    let inner = inner.strip_suffix('|').filter(|inner| !inner.ends_with('\\')).unwrap_or(inner);
    let bars = inner.match_indices('|').filter(|(at, _)| !inner[..*at].ends_with('\\'));
    bars.count() + 1
}

/// Reports a paragraph whose lines all stand between bars: it lacks the line below the header.
fn lines(document: &Document, span: Span, found: &mut Found) {
    let text = span.slice(&document.text);
    let is_row = |line: &str| line.len() > 2 && line.starts_with('|') && line.trim_end().ends_with('|');
    if text.starts_with('|') && text.lines().count() > 1 && text.lines().all(is_row) {
        let first = text.lines().next().unwrap_or_default();
        let rule = "| --- ".repeat(cells(first));
        found
            .at(&document.path, span, "this is no table: readers see the bars")
            .help(format!("write `{rule}|` below the first line, with as many columns"));
    }
}
