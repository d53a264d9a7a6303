//! Where the front matter begins and ends.

use super::{INVALID, fixes};
use crate::{Diagnostic, FilePath, Span};

/// The parts of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fences {
    /// The opening `+++`, where fields that are missing are reported.
    pub open: Span,
    /// The TOML between the fences.
    pub toml: Span,
    /// Everything after the closing fence.
    pub body: Span,
}

const FENCE: &str = "+++";
const BOM: char = '\u{feff}';

/// Finds the two fences. Without them there are no parts; the diagnostics say why.
pub fn split(path: &FilePath, text: &str) -> (Option<Fences>, Vec<Diagnostic>) {
    let start = if text.starts_with(BOM) { BOM.len_utf8() } else { 0 };
    let mut found = encoding(path, text, start);
    let opening = line_at(text, start);
    if opening.slice(text).trim_end() != FENCE {
        found.push(no_opening(path, text, opening));
        return (None, found);
    }
    let toml_start = next_line(text, opening);
    let Some(closing) = lines(text, toml_start).find(|line| line.slice(text).trim_end() == FENCE) else {
        let open = Span { start: opening.start, end: opening.start + FENCE.len() };
        found.push(
            Diagnostic::error(INVALID, path, open, "the front matter is never closed")
                .label("opened here")
                .help("add a line `+++` after the last field"),
        );
        return (None, found);
    };
    let fences = Fences {
        open: Span { start: opening.start, end: opening.start + FENCE.len() },
        toml: Span { start: toml_start, end: closing.start },
        body: Span { start: next_line(text, closing), end: text.len() },
    };
    (Some(fences), found)
}

/// Reports a byte order mark, and line ends of another system.
fn encoding(path: &FilePath, text: &str, start: usize) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    if start > 0 {
        let mark = Span { start: 0, end: start };
        let fault = Diagnostic::warning(INVALID, path, mark, "the file begins with a byte order mark");
        found.push(fault.help("save it as UTF-8 without BOM").fix(fixes::take_away(path, mark)));
    }
    if let Some(at) = text.find('\r').filter(|at| text[*at..].starts_with("\r\n")) {
        found.push(
            Diagnostic::warning(INVALID, path, Span { start: at, end: at + 1 }, "the lines end in CR LF")
                .help("save the file with LF line ends; in git, `* text=auto eol=lf` in `.gitattributes` does it for all"),
        );
    }
    found
}

fn no_opening(path: &FilePath, text: &str, first: Span) -> Diagnostic {
    let line = first.slice(text).trim_end();
    let span = Span { start: first.start, end: first.start + line.len() };
    if line == "---" {
        return Diagnostic::error(
            INVALID,
            path,
            span,
            "front matter is written in TOML, between `+++` lines",
        )
        .label("`---` opens YAML, which is not read")
        .help("write `+++` in place of both `---`, and `key = \"value\"` in place of `key: value`");
    }
    let written = text[first.start..].trim_start();
    if line.is_empty() && written.starts_with(FENCE) {
        let blank = Span { start: first.start, end: text.len() - written.len() };
        return Diagnostic::error(INVALID, path, span, "the front matter must begin on the first line")
            .help("delete the blank lines above `+++`")
            .fix(fixes::take_away(path, blank));
    }
    Diagnostic::error(INVALID, path, span, "this file has no front matter")
        .label("expected `+++` here")
        .help("begin the file with `+++`, a line `title = \"…\"`, and `+++`")
}

/// Returns the line that begins at a byte, with its line end.
fn line_at(text: &str, start: usize) -> Span {
    let end = text[start..].find('\n').map_or(text.len(), |at| start + at + 1);
    Span { start, end }
}

fn next_line(text: &str, line: Span) -> usize {
    line.end.min(text.len())
}

fn lines(text: &str, start: usize) -> impl Iterator<Item = Span> {
    let mut at = start;
    std::iter::from_fn(move || {
        (at < text.len()).then(|| {
            let line = line_at(text, at);
            at = line.end;
            line
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, parts: Option<(&str, &str)>, messages: &[&str]) {
        let (fences, found) = split(&FilePath::new("x.md"), text);
        assert_eq!(fences.map(|f| (f.toml.slice(text), f.body.slice(text))), parts, "{text:?}");
        assert_eq!(found.iter().map(|d| d.message.as_str()).collect::<Vec<_>>(), messages, "{text:?}");
    }

    #[test]
    fn parts_are_found() {
        check("+++\na = 1\n+++\nbody\n", Some(("a = 1\n", "body\n")), &[]);
        check("+++\n+++", Some(("", "")), &[]);
        check("+++ \na = 1\n+++  \n", Some(("a = 1\n", "")), &[]);
        check("\u{feff}+++\n+++\n", Some(("", "")), &["the file begins with a byte order mark"]);
        check("+++\r\na = 1\r\n+++\r\nb", Some(("a = 1\r\n", "b")), &["the lines end in CR LF"]);
    }

    #[test]
    fn missing_fences_are_reported() {
        check("", None, &["this file has no front matter"]);
        check("# Title\n", None, &["this file has no front matter"]);
        check("---\ntitle: x\n---\n", None, &["front matter is written in TOML, between `+++` lines"]);
        check("\n\n+++\n+++\n", None, &["the front matter must begin on the first line"]);
        check("+++\na = 1\n", None, &["the front matter is never closed"]);
    }
}
