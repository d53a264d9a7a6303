//! Strings of TOML: where in the file each piece of their words stands.

use std::ops::Range;

/// Returns the pieces of a string's words, each with its place in what is written: a run that stands there letter by letter, or
/// one escape. Nothing if the words are not those of the string.
pub(crate) fn pieces<'w>(written: &str, words: &'w str) -> Option<Vec<(&'w str, Range<usize>)>> {
    let (mut at, end) = inner(written)?;
    let (mut rest, mut pieces) = (words, Vec::new());
    while at < end {
        let left = &written[at..end];
        let run = left.find('\\').filter(|_| written.starts_with('"')).unwrap_or(left.len());
        let length = if run > 0 { run } else { escape(left) };
        let place = at..at + length;
        let literal = written.get(place.clone())?;
        at = place.end;
        let piece = match rest.chars().next() {
            _ if run > 0 => rest.get(..run).filter(|piece| *piece == literal)?,
            _ if is_joint(literal) => continue,
            first => &rest[..first?.len_utf8()],
        };
        pieces.push((piece, place));
        rest = &rest[piece.len()..];
    }
    rest.is_empty().then_some(pieces)
}

/// Returns what stands between the quotes; the end of a line right behind three of them does not belong to it.
fn inner(written: &str) -> Option<(usize, usize)> {
    let is_long = written.len() >= 6 && (written.starts_with("\"\"\"") || written.starts_with("'''"));
    let quotes = if is_long { 3 } else { 1 };
    let end = written.len().checked_sub(quotes)?;
    let text = written.get(quotes..end)?;
    let line_end = ["\r\n", "\n"].into_iter().find(|line_end| is_long && text.starts_with(line_end));
    Some((quotes + line_end.map_or(0, str::len), end))
}

/// Returns how long the escape is with which a text begins.
fn escape(left: &str) -> usize {
    match left.as_bytes().get(1) {
        Some(b'u') => "\\uXXXX".len(),
        Some(b'U') => "\\UXXXXXXXX".len(),
        Some(b'x') => "\\xXX".len(),
        Some(next) if next.is_ascii_whitespace() => {
            left.len() - left[1..].trim_start_matches([' ', '\t', '\r', '\n']).len()
        }
        _ => 2,
    }
}

/// Tells whether an escape is the end of a line that the next one goes on with.
fn is_joint(escape: &str) -> bool {
    escape.strip_prefix('\\').is_some_and(|space| space.starts_with([' ', '\t', '\r', '\n']))
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn escapes_are_told_from_letters() {
        let check = |written: &str, expected: &[(&str, &str)]| {
            let table: toml::Table = format!("a = {written}").parse().expect("it is TOML");
            let words = table["a"].as_str().expect("it is a string");
            let found = pieces(written, words).expect("the words are those of the string");
            let found: Vec<(&str, &str)> =
                found.into_iter().map(|(piece, place)| (piece, &written[place])).collect();
            assert_eq!(found, expected, "{written}");
        };
        check("\"点账单\"", &[("点账单", "点账单")]);
        check(r#""点\"账单\"""#, &[("点", "点"), ("\"", "\\\""), ("账单", "账单"), ("\"", "\\\"")]);
        check(r#""\u70b9\U0001F600""#, &[("点", "\\u70b9"), ("😀", "\\U0001F600")]);
        check(r"'点\n'", &[(r"点\n", r"点\n")]);
        check("\"\"\"\n点\"账单\"\n\"\"\"", &[("点\"账单\"\n", "点\"账单\"\n")]);
        check("\"\"\"点\"账单\"\"\"\"", &[("点\"账单\"", "点\"账单\"")]);
        check("\"\"\"点 \\\n  账单\"\"\"", &[("点 ", "点 "), ("账单", "账单")]);
        check("'''\r\n点\r\n账单'''", &[("点\r\n账单", "点\r\n账单")]);
        check("\"\"", &[]);
        assert_eq!(pieces("\"账\"", "账单"), None);
    }
}
