//! Where something stands in a file: a range of bytes.
//!
//! Lines and columns are computed only where a report is printed.

use std::ops::Range;

/// A range of bytes in one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Span {
    /// Returns the span of a range, moved by `offset` bytes.
    pub fn of(range: &Range<usize>, offset: usize) -> Self {
        Self { start: range.start + offset, end: range.end + offset }
    }

    /// Returns the empty span at a byte.
    pub fn at(offset: usize) -> Self {
        Self { start: offset, end: offset }
    }

    /// Returns the span as a range.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Returns the text that the span covers, and nothing if it does not lie in `text`.
    pub fn slice(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or_default()
    }
}

/// A place in a text as people count: both numbers start at one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column, in characters (Unicode scalar values).
    pub column: usize,
}

impl Position {
    /// Returns the position of a byte of `text`; a byte past the end is the end.
    pub fn of(text: &str, offset: usize) -> Self {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &text[..offset];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Self {
            line: before.bytes().filter(|&b| b == b'\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let check = |text: &str, offset, line, column| {
            assert_eq!(Position::of(text, offset), Position { line, column }, "{text:?} at {offset}");
        };
        check("", 0, 1, 1);
        check("a\nb", 2, 2, 1);
        check("打开\n设置x", 13, 2, 3);
        check("打", 1, 1, 1);
        check("ab", 99, 1, 3);
    }
}
