//! The lines of a text that a report shows, cut to what can be read.

use std::ops::Range;

use kb_model::Span;
use kb_model::span::Position;

/// A line longer than this many bytes is cut around what it is shown for.
const LONG: usize = 2_000;
/// How many bytes of a long line are kept on either side.
const MARGIN: usize = 400;
/// How many lines an excerpt may have; places further apart are shown by the first alone.
const LINES: usize = 2_000;

/// Some lines of a text.
pub(super) struct Excerpt {
    /// The number of the first line.
    pub(super) first_line: usize,
    /// The lines.
    pub(super) text: String,
    /// The places asked for, in the lines; a place that reaches over several lines ends with its first.
    pub(super) places: Vec<Range<usize>>,
}

impl Excerpt {
    /// Takes the lines with these places, which are at least one.
    pub(super) fn of(text: &str, spans: &[Span]) -> Self {
        let spans: Vec<Range<usize>> = spans.iter().map(|span| first_line_of(text, *span)).collect();
        let start = spans.iter().map(|span| line_start(text, span.start)).min().unwrap_or_default();
        let end = spans.iter().map(|span| line_end(text, span.start)).max().unwrap_or_default();
        let mut excerpt = Self {
            first_line: Position::of(text, start).line,
            text: String::new(),
            places: vec![0..0; spans.len()],
        };
        let mut at = start;
        for line in text[start..end].split('\n').take(LINES) {
            excerpt.line(line, at, &spans);
            at += line.len() + 1;
        }
        excerpt
    }

    fn line(&mut self, line: &str, at: usize, spans: &[Range<usize>]) {
        let here: Vec<usize> =
            (0..spans.len()).filter(|&index| (at..=at + line.len()).contains(&spans[index].start)).collect();
        let line = line.trim_end_matches('\r');
        let focus = here.first().map_or(0, |&index| spans[index].start - at).min(line.len());
        let kept = window(line, focus);
        for index in here {
            let within =
                |offset: usize| self.text.len() + (offset - at).clamp(kept.start, kept.end) - kept.start;
            self.places[index] = within(spans[index].start)..within(spans[index].end.max(spans[index].start));
        }
        self.text.push_str(&line[kept]);
        self.text.push('\n');
    }
}

/// Returns the part of a line that is shown.
fn window(line: &str, focus: usize) -> Range<usize> {
    if line.len() <= LONG {
        return 0..line.len();
    }
    floor(line, focus.saturating_sub(MARGIN))..floor(line, (focus + LONG - MARGIN).min(line.len()))
}

fn first_line_of(text: &str, span: Span) -> Range<usize> {
    let start = floor(text, span.start.min(text.len()));
    let end = floor(text, span.end.min(text.len())).max(start);
    start..end.min(line_end(text, start))
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |newline| at + newline)
}

fn floor(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|&at| text.is_char_boundary(at)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, span: (usize, usize), line: usize, shown: &str, marked: &str) {
        let excerpt = Excerpt::of(text, &[Span { start: span.0, end: span.1 }]);
        assert_eq!((excerpt.first_line, excerpt.text.trim_end()), (line, shown), "{text:?}");
        assert_eq!(&excerpt.text[excerpt.places[0].clone()], marked, "{text:?}");
    }

    #[test]
    fn the_lines_of_a_place_are_taken() {
        check("one\ntwo\nthree", (4, 7), 2, "two", "two");
        check("one\ntwo\nthree", (5, 12), 2, "two", "wo");
        check("a\r\nb\r\n", (0, 2), 1, "a", "a");
        check("", (0, 0), 1, "", "");
        check("a\n", (2, 2), 2, "", "");
        check("付款\n", (1, 3), 1, "付款", "付");
    }

    #[test]
    fn long_lines_are_cut() {
        let text = "长".repeat(1_000_000);
        let excerpt = Excerpt::of(&text, &[Span { start: 1_500_000, end: 3_000_000 }]);
        assert!(excerpt.text.len() <= LONG + 4);
        assert!(excerpt.places[0].end <= excerpt.text.len());
    }
}
