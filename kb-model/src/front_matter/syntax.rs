//! Front matter that is not TOML: where, and what was probably meant.
//!
//! The parser says what it expected, in its own words; a writer is told what to write.

use super::INVALID;
use crate::{Diagnostic, FilePath, Span};

/// What the parser says of a key that is written a second time.
const TWICE: &str = "duplicate key";

/// For how many keys it is sought where they are written first: each search goes over the file, and a report shows no more.
const SOUGHT: usize = 50;

/// What the parser says, and what helps.
const HELPS: [(&str, &str); 6] = [
    ("string values must be quoted", "put text in quotes: `title = \"…\"`"),
    ("invalid basic string", "end the text with the quotes that it begins with, on the same line"),
    ("invalid literal string", "end the text with the quotes that it begins with, on the same line"),
    ("array", "part the values of a list with commas, and end it with `]`: `[\"…\", \"…\"]`"),
    ("unexpected content", "write one field to a line; text with quotes in it stands between `'…'`"),
    ("key", "write a name, `=` and a value: `title = \"…\"`"),
];

/// Returns the first syntax error of each line: later ones on the same line follow from it.
pub(super) fn faults(path: &FilePath, text: &str, toml: Span, errors: &[toml::de::Error]) -> Vec<Diagnostic> {
    let place = |error: &toml::de::Error| {
        error.span().map_or(Span::at(toml.start), |range| Span::of(&range, toml.start))
    };
    let mut errors: Vec<(Span, &str)> = errors.iter().map(|error| (place(error), error.message())).collect();
    errors.sort();
    errors.dedup_by(|(span, _), (before, _)| {
        text.get(before.start..span.start).is_some_and(|between| !between.contains('\n'))
    });
    let with_reason = |(index, (span, message)): (usize, (Span, &str))| {
        let message = message.lines().next().unwrap_or_default();
        let first = (message == TWICE && index < SOUGHT).then(|| first(text, toml, span)).flatten();
        first.map_or_else(|| fault(path, span, message), |first| twice(path, text, first, span))
    };
    errors.into_iter().enumerate().map(with_reason).collect()
}

fn twice(path: &FilePath, text: &str, first: Span, again: Span) -> Diagnostic {
    let message = format!("`{}` is written twice", again.slice(text));
    let found = Diagnostic::error(INVALID, path, again, message).label("again here");
    found.related(path, first, "first here").help("delete one of the two")
}

fn fault(path: &FilePath, span: Span, message: &str) -> Diagnostic {
    let found =
        Diagnostic::error(INVALID, path, span, format!("the front matter is not valid TOML: {message}"));
    match HELPS.iter().find(|(said, _)| message.contains(said)) {
        Some((_, help)) => found.help(*help),
        None => {
            found.help("write one field to a line: `title = \"…\"`, `order = 10`, `updated = 2026-11-30`")
        }
    }
}

/// Returns where a key, or the name of a table, is written first.
fn first(text: &str, toml: Span, again: Span) -> Option<Span> {
    let key = again.slice(text);
    let mut start = toml.start;
    for line in text.get(toml.start..again.start)?.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t', '[']).len();
        let after = line[indent..].strip_prefix(key).map(str::trim_start);
        if after.is_some_and(|after| after.starts_with(['=', ']', '.'])) {
            return Some(Span { start: start + indent, end: start + indent + key.len() });
        }
        start += line.len();
    }
    None
}
