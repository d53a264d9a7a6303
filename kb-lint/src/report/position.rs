//! Lines and columns of many places in one text, counted once from top to bottom.

use kb_model::Span;
use kb_model::span::Position;

/// Counts lines and columns. Places that come in order cost one pass over the text together.
pub(super) struct Positions<'t> {
    text: &'t str,
    offset: usize,
    position: Position,
}

impl<'t> Positions<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        Self { text, offset: 0, position: START }
    }

    /// Returns the first and the last position of a span.
    pub(super) fn span(&mut self, span: Span) -> (Position, Position) {
        let start = self.at(span.start);
        let kept = (self.offset, self.position);
        let end = self.at(span.end);
        (self.offset, self.position) = kept; // the next span may begin before this one ends
        (start, end)
    }

    fn at(&mut self, offset: usize) -> Position {
        let offset = floor(self.text, offset);
        if offset < self.offset {
            (self.offset, self.position) = (0, START);
        }
        for c in self.text[self.offset..offset].chars() {
            match c {
                '\n' => self.position = Position { line: self.position.line + 1, column: 1 },
                _ => self.position.column += 1,
            }
        }
        self.offset = offset;
        self.position
    }
}

const START: Position = Position { line: 1, column: 1 };

fn floor(text: &str, offset: usize) -> usize {
    let offset = offset.min(text.len());
    (0..=offset).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_agree_with_the_model() {
        let text = "one\n打开 e\u{301}\r\n\nlast";
        let mut positions = Positions::of(text);
        for start in [0, 2, 5, 9, 3, 14, 99] {
            let span = Span { start, end: start + 3 };
            let expected = (Position::of(text, start), Position::of(text, start + 3));
            assert_eq!(positions.span(span), expected, "{start}");
        }
    }
}
