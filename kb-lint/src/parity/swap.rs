//! Swaps: edits of a source that change one number, address, piece of code or placeholder, and nothing else.
//!
//! Such an edit needs no translator: the translation holds the same token, and can be given the new one.

use std::ops::Range;

/// One token in the place of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Swap {
    /// What the token is, with its article: `a number`.
    pub(crate) kind: &'static str,
    pub(crate) was: String,
    pub(crate) now: String,
    /// What stands around it in Markdown.
    fences: (&'static str, &'static str),
}

/// Returns the swap that makes one text of another, both in normal form, if it is one.
pub(crate) fn swap(was: &str, now: &str) -> Option<Swap> {
    let start = shared(was.chars(), now.chars());
    let end = shared(was[start..].chars().rev(), now[start..].chars().rev());
    let (old, new) = (start..was.len() - end, start..now.len() - end);
    if old.is_empty() && new.is_empty() {
        return None;
    }
    let inside = |kind, fences| {
        let (was, now) = (fenced(was, &old, fences)?, fenced(now, &new, fences)?);
        Some(Swap { kind, was, now, fences })
    };
    let is_code = was[..start].matches('`').count() % 2 == 1;
    let code = || is_code.then(|| inside("a piece of code", ("`", "`"))).flatten();
    let token = || {
        let (was, now) = (token(was, &old)?, token(now, &new)?);
        let kind = kind(was).filter(|same| kind(now) == Some(same))?;
        Some(Swap { kind, was: was.to_owned(), now: now.to_owned(), fences: ("", "") })
    };
    code().or_else(|| inside("an address", ("](", ")"))).or_else(token)
}

impl Swap {
    /// Returns where the old token stands in some Markdown, if it stands there once.
    pub(crate) fn place(&self, written: &str) -> Option<Range<usize>> {
        let (before, after) = self.fences;
        let fenced = format!("{before}{}{after}", self.was);
        let at = |at: usize| at + before.len()..at + before.len() + self.was.len();
        let is_whole = |place: &Range<usize>| {
            let joins = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | ',' | ':' | '-' | '/');
            let (left, right) = (&written[..place.start], written[place.end..].strip_suffix(['.', ',']));
            let right = right.unwrap_or(&written[place.end..]);
            let mut next = right.chars();
            let is_end = match next.next() {
                Some('.' | ',' | ':') => !next.next().is_some_and(|c| c.is_ascii_digit()),
                c => !c.is_some_and(joins),
            };
            !before.is_empty() || (!left.ends_with(joins) && is_end)
        };
        let mut places = written.match_indices(&fenced).map(|(start, _)| at(start));
        let place = places.next().filter(|_| places.next().is_none())?;
        is_whole(&place).then_some(place)
    }
}

/// Returns how many bytes two texts share at their beginning.
fn shared(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> usize {
    a.zip(b).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum()
}

/// Returns what stands between the fences around a range, if the range lies between them.
fn fenced(text: &str, range: &Range<usize>, (open, close): (&str, &str)) -> Option<String> {
    let start = text[..range.start].rfind(open)? + open.len();
    let end = range.end + text[range.end..].find(close)?;
    let inner = &text[start..end];
    (!inner.contains(close) && !inner.contains(' ')).then(|| inner.to_owned())
}

/// Returns the token around a range: what is written without a space, less the marks around it.
fn token<'t>(text: &'t str, range: &Range<usize>) -> Option<&'t str> {
    let is_part =
        |c: char| c.is_ascii_graphic() && !matches!(c, '"' | '\'' | '(' | ')' | '*' | '~' | '[' | ']');
    let start = text[..range.start]
        .rfind(|c| !is_part(c))
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    let end = range.end + text[range.end..].find(|c| !is_part(c)).unwrap_or(text.len() - range.end);
    let token = text[start..end].trim_end_matches(['.', ',', ':', ';', '!', '?']);
    (!token.is_empty() && token.chars().all(is_part)).then_some(token)
}

fn kind(token: &str) -> Option<&'static str> {
    let is_number = token.starts_with(|c: char| c.is_ascii_digit())
        && token.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ':'));
    let is_placeholder = (token.starts_with('{') && token.ends_with('}')) || token.starts_with('%');
    match token {
        _ if is_number => Some("a number"),
        _ if is_placeholder => Some("a placeholder"),
        _ if token.contains("://") || token.contains('@') => Some("an address"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::swap;

    fn check(was: &str, now: &str, expected: Option<(&str, &str, &str)>) {
        let found = swap(was, now);
        let found = found.as_ref().map(|swap| (swap.kind, swap.was.as_str(), swap.now.as_str()));
        assert_eq!(found, expected, "{was} > {now}");
    }

    #[test]
    fn swaps_are_told_from_other_edits() {
        check("Wait 24 hours.", "Wait 48 hours.", Some(("a number", "24", "48")));
        check("Wait 24.", "Wait 25.", Some(("a number", "24", "25")));
        check("Type `ON` now", "Type `OFF` now", Some(("a piece of code", "ON", "OFF")));
        check("[a](b.md) c", "[a](d.md) c", Some(("an address", "b.md", "d.md")));
        check("to a@example.com", "to b@example.com", Some(("an address", "a@example.com", "b@example.com")));
        check("Hi {name}!", "Hi {first}!", Some(("a placeholder", "{name}", "{first}")));
        check("Wait 24 hours", "Wait 48 days", None);
        check("Ask the shop", "Ask the bank", None);
        check("等24小时", "等48小时", Some(("a number", "24", "48")));
    }

    #[test]
    fn old_tokens_are_found_where_they_stand_once() {
        let swap = swap("Wait 24 hours.", "Wait 48 hours.").expect("only a number differs");
        assert_eq!(swap.place("Tunggu 24 jam."), Some(7..9));
        assert_eq!(swap.place("请等24小时。"), Some(6..8));
        assert_eq!(swap.place("Tunggu 24."), Some(7..9));
        for text in ["Tunggu 24 atau 24 jam", "Tunggu 124 jam", "Tunggu 24.000 jam", "Tunggu lama"] {
            assert_eq!(swap.place(text), None, "{text}");
        }
    }
}
