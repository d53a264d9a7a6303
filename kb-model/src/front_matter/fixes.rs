//! Fixes of front matter. Each touches whole lines or one token, so that comments and the order of fields stay.

use jiff::civil::Date;

use crate::diagnostic::{Edit, Fix, Safety};
use crate::kind::Shape;
use crate::{FilePath, Span};

/// Writes a known name in the place of an unknown one.
pub(super) fn rename(path: &FilePath, key: Span, near: &str) -> Fix {
    Fix::replace(format!("write `{near}`"), Safety::Unsafe, path, key, near)
}

/// Writes a value that the field can have in the place of one that it cannot.
pub(super) fn choose(path: &FilePath, value: Span, near: &str) -> Fix {
    Fix::replace(format!("write `\"{near}\"`"), Safety::Unsafe, path, value, format!("\"{near}\""))
}

/// Takes the quotes from a value, if what stands between them is one of the shape that is wanted.
pub(super) fn unquote(path: &FilePath, text: &str, value: Span, shape: Shape) -> Option<Fix> {
    let bare = value.slice(text).trim_matches(['"', '\'']);
    let is_value = match shape {
        Shape::Date => bare.parse::<Date>().is_ok(),
        Shape::Integer => bare.parse::<i64>().is_ok_and(|number| number.to_string() == bare),
        Shape::Boolean => matches!(bare, "true" | "false"),
        _ => false,
    };
    is_value.then(|| Fix::replace("take the quotes away", Safety::Safe, path, value, bare))
}

/// Takes away what stands before the front matter and is not to be seen.
pub(super) fn take_away(path: &FilePath, before: Span) -> Fix {
    Fix::replace("take it away", Safety::Safe, path, before, "")
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_values_of_the_shape_lose_their_quotes() {
        let check = |text: &str, shape: Shape, bare: Option<&str>| {
            let value = Span { start: 0, end: text.len() };
            let fix = unquote(&FilePath::new("x.md"), text, value, shape);
            assert_eq!(fix.as_ref().map(|fix| fix.edits[0].text.as_str()), bare, "{text}");
        };
        check("\"2026-11-30\"", Shape::Date, Some("2026-11-30"));
        check("\"2026-11-31\"", Shape::Date, None);
        check("'20'", Shape::Integer, Some("20"));
        check("\"020\"", Shape::Integer, None);
        check("\"false\"", Shape::Boolean, Some("false"));
        check("\"no\"", Shape::Boolean, None);
    }
}
