//! Fixes of front matter. Each touches whole lines or one token, so that comments and the order of fields stay.

use jiff::civil::Date;

use crate::diagnostic::{Edit, Fix, Safety};
use crate::{FilePath, Span};

/// Writes a known name in the place of an unknown one.
pub(super) fn rename(path: &FilePath, key: Span, near: &str) -> Fix {
    Fix::replace(format!("write `{near}`"), Safety::Unsafe, path, key, near)
}

/// Writes a value that the field can have in the place of one that it cannot.
pub(super) fn choose(path: &FilePath, value: Span, near: &str) -> Fix {
    Fix::replace(format!("write `\"{near}\"`"), Safety::Unsafe, path, value, format!("\"{near}\""))
}

/// Takes the quotes from a date, if it is one.
pub(super) fn unquote_date(path: &FilePath, text: &str, value: Span) -> Option<Fix> {
    let bare = value.slice(text).trim_matches(['"', '\'']);
    bare.parse::<Date>().ok()?;
    Some(Fix::replace("take the quotes away", Safety::Safe, path, value, bare))
}

/// Deletes a field that stands on lines of its own.
pub(super) fn delete(path: &FilePath, text: &str, key: Span, value: Span) -> Option<Fix> {
    let lines = own_lines(text, key, value)?;
    Some(Fix::replace("delete it", Safety::Safe, path, lines, ""))
}

/// Moves a field that stands on lines of its own above the header of the table that swallowed it.
pub(super) fn lift(path: &FilePath, text: &str, key: Span, value: Span, header: Span) -> Option<Fix> {
    let lines = own_lines(text, key, value)?;
    let header_line = Span::at(line_start(text, header.start));
    let (moved, name) = (lines.slice(text), key.slice(text));
    let is_name = |line: &str| line.strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with('='));
    if text[..header_line.start].lines().any(is_name) {
        return None; // it is there already
    }
    let edit = |span, text: &str| Edit { path: path.clone(), span, text: text.to_owned() };
    let edits = vec![edit(header_line, moved), edit(lines, "")];
    (header_line.start < lines.start && moved.ends_with('\n')).then(|| Fix {
        title: "move it above the table".into(),
        safety: Safety::Unsafe,
        edits,
    })
}

/// Returns the lines of a field, if nothing else but a comment stands on them.
fn own_lines(text: &str, key: Span, value: Span) -> Option<Span> {
    let start = line_start(text, key.start);
    let end = text[value.end..].find('\n').map_or(text.len(), |at| value.end + at + 1);
    let (before, after) = (text[start..key.start].trim(), text[value.end..end].trim());
    (before.is_empty() && (after.is_empty() || after.starts_with('#'))).then_some(Span { start, end })
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}
