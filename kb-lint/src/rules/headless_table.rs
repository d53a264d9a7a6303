//! Finds tables whose header is empty.

use kb_model::block::BlockKind;

use crate::findings::Found;
use crate::rule::{About, Rule, Subject};

/// See `headless_table.md`, which is also this rule's test.
pub(super) struct HeadlessTable;

impl Rule for HeadlessTable {
    fn about(&self) -> About {
        About::warning("headless-table", include_str!("headless_table.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            let rows = document.body.layout.iter().filter(|block| block.kind == BlockKind::Row);
            for row in rows.filter(|row| is_empty(row.span.slice(&document.text))) {
                if is_header(&document.text[row.span.end..]) {
                    found
                        .at(&document.path, row.span, "the header of this table is empty")
                        .label("screen readers name a cell by its header")
                        .help("say what stands in each column, or make a list of it");
                }
            }
        }
    }
}

/// Tells whether a row has cells without words alone.
fn is_empty(row: &str) -> bool {
    row.contains('|') && row.chars().all(|c| c == '|' || c.is_whitespace())
}

/// Tells whether the line that separates a header from the rows comes next.
fn is_header(after: &str) -> bool {
    let line = after.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    line.contains('-') && line.chars().all(|c| matches!(c, '|' | '-' | ':' | '>') || c.is_whitespace())
}
