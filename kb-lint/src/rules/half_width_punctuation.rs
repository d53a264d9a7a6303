//! Finds narrow punctuation beside characters of full width.

use kb_model::diagnostic::{Edit, Fix, Safety};
use kb_model::markdown::{Prose, is_han};
use kb_model::{Document, Span};

use crate::conventions::Language;
use crate::findings::Found;
use crate::rule::{About, Rule, Subject};
use crate::rules::is_written_for_readers;

/// See `half_width_punctuation.md`, which is also this rule's test.
pub(super) struct HalfWidthPunctuation;

impl Rule for HalfWidthPunctuation {
    fn about(&self) -> About {
        About::warning("half-width-punctuation", include_str!("half_width_punctuation.md"))
    }

    fn check(&self, subject: &Subject<'_>, found: &mut Found) {
        for document in subject.documents() {
            let Some(language) = subject.conventions.get(&document.locale) else { continue };
            if language.punctuation.is_empty() || !is_suspect(document) {
                continue;
            }
            for prose in document.prose().iter().filter(|prose| is_written_for_readers(prose)) {
                for fault in faults(&prose.text, language) {
                    report(document, prose, &fault, found);
                }
            }
        }
    }
}

/// What is mended at once: a sign, or both of a pair, or a space.
enum Fault {
    /// Narrow signs, and what is written in their place.
    Narrow(Vec<Sign>),
    /// A space before a sign of full width.
    Space(usize),
}

/// A narrow sign.
struct Sign {
    at: usize,
    sign: char,
    wide: char,
}

impl Sign {
    /// Returns where it stands in the file, if it is written there as it is read.
    fn span(&self, document: &Document, prose: &Prose) -> Option<Span> {
        let span = prose.span(self.at..self.at + self.sign.len_utf8());
        let is_escaped = document.text[..span.start].ends_with('\\');
        (span.slice(&document.text) == self.sign.encode_utf8(&mut [0; 4]) && !is_escaped).then_some(span)
    }
}

fn report(document: &Document, prose: &Prose, fault: &Fault, found: &mut Found) {
    match fault {
        Fault::Narrow(signs) => report_signs(document, prose, signs, found),
        Fault::Space(at) => report_space(document, prose.span(*at..at + 1), found),
    }
}

/// Reports signs that are mended together or not at all: half of a pair would no longer be known as one.
fn report_signs(document: &Document, prose: &Prose, signs: &[Sign], found: &mut Found) {
    let spans: Option<Vec<Span>> = signs.iter().map(|sign| sign.span(document, prose)).collect();
    let Some(spans) = spans else { return }; // they are written otherwise
    let path = &document.path;
    let each = |of: fn(&Sign) -> char| {
        signs.iter().map(|sign| format!("`{}`", of(sign))).collect::<Vec<_>>().join(" and ")
    };
    let (narrow, wide) = (each(|sign| sign.sign), each(|sign| sign.wide));
    let message = match signs {
        [_] => format!("{narrow} is half as wide as the characters beside it"),
        _ => format!("{narrow} are half as wide as the characters beside them"),
    };
    let edit =
        |(sign, span): (&Sign, &Span)| Edit { path: path.clone(), span: *span, text: sign.wide.into() };
    let edits = signs.iter().zip(&spans).map(edit).collect();
    let mut noted = found.at(path, spans[0], message);
    for other in &spans[1..] {
        noted.related(path, *other, "and here");
    }
    noted.fix(Fix { title: format!("write {wide}"), safety: Safety::Safe, edits });
}

fn report_space(document: &Document, span: Span, found: &mut Found) {
    if span.slice(&document.text) != " " {
        return; // it is written otherwise, such as a line break
    }
    let path = &document.path;
    let fix = Fix::replace("take the space away", Safety::Safe, path, span, "");
    found.at(path, span, "a sign of full width needs no space before it").fix(fix);
}

/// Tells whether a file may have a fault. Front matter is full of straight quotation marks, and its texts seldom have any.
fn is_suspect(document: &Document) -> bool {
    let (text, body) = (&document.text, document.body.span.slice(&document.text));
    let has_mark = || {
        memchr::memchr_iter(b'"', body.as_bytes())
            .any(|at| follows_han(body, at) || body[at + 1..].starts_with(is_han))
    };
    let has_brackets = || brackets(text).into_iter().any(|pair| brackets_han(text, pair));
    signs(text).next().is_some() || spaces(text).next().is_some() || has_mark() || has_brackets()
}

/// Returns the faults of a text, in no order.
fn faults(text: &str, language: &Language) -> Vec<Fault> {
    let sign = |at: usize, sign: char| Some(Sign { at, sign, wide: *language.punctuation.get(&sign)? });
    let signs = signs(text).filter_map(|(at, c)| Some(vec![sign(at, c)?]));
    let brackets = brackets(text).into_iter().filter(|pair| brackets_han(text, *pair));
    let brackets = brackets.filter_map(|(open, close)| Some(vec![sign(open, '(')?, sign(close, ')')?]));
    let quotes = language.quotes.map(|quotes| straight(text, quotes)).unwrap_or_default();
    let narrow = signs.chain(brackets).chain(quotes).map(Fault::Narrow);
    narrow.chain(spaces(text).map(Fault::Space)).collect()
}

/// Returns straight quotation marks around Han text, or in it.
fn straight(text: &str, (open, close): (char, char)) -> Vec<Vec<Sign>> {
    let pairs = quotations(text).into_iter().filter(|(start, end)| {
        text[start + 1..].starts_with(is_han) || follows_han(text, *end) || follows_han(text, *start)
    });
    let mark = |at, wide| Sign { at, sign: '"', wide };
    pairs.map(|(start, end)| vec![mark(start, open), mark(end, close)]).collect()
}

/// Returns the pairs of straight quotation marks; none if one has no partner, for then each may be anything. A mark behind a
/// digit begins no quotation: it stands for inches.
fn quotations(text: &str) -> Vec<(usize, usize)> {
    let (mut pairs, mut open) = (Vec::new(), None);
    for at in memchr::memchr_iter(b'"', text.as_bytes()) {
        match open.take() {
            Some(start) => pairs.push((start, at)),
            None if text[..at].ends_with(|c: char| c.is_ascii_digit()) => {}
            None => open = Some(at),
        }
    }
    if open.is_none() { pairs } else { Vec::new() }
}

/// Returns spaces between words and a sign of full width.
fn spaces(text: &str) -> impl Iterator<Item = usize> {
    let places = memchr::memchr_iter(b' ', text.as_bytes());
    places.filter(|at| {
        let before = text[..*at].chars().next_back();
        before.is_some_and(|c| !c.is_whitespace()) && text[at + 1..].starts_with(WIDE)
    })
}

/// Signs of full width that stand right behind a word.
const WIDE: [char; 9] = ['。', '，', '、', '；', '：', '？', '！', '）', '》'];

/// Returns the narrow signs that follow a Han character, brackets aside.
fn signs(text: &str) -> impl Iterator<Item = (usize, char)> {
    let signs = text.char_indices().filter(|(_, c)| matches!(c, ',' | ';' | ':' | '?' | '!'));
    signs.filter(|(at, _)| follows_han(text, *at))
}

/// Returns the pairs of narrow brackets, the inner before the outer.
fn brackets(text: &str) -> Vec<(usize, usize)> {
    let mut open = Vec::new();
    let pair = |at| match text.as_bytes()[at] {
        b'(' => {
            open.push(at);
            None
        }
        _ => open.pop().map(|start| (start, at)),
    };
    memchr::memchr2_iter(b'(', b')', text.as_bytes()).filter_map(pair).collect()
}

/// Tells whether a pair of brackets stands in Han text: before it, or at its edges within.
fn brackets_han(text: &str, (open, close): (usize, usize)) -> bool {
    follows_han(text, open) || text[open + 1..].starts_with(is_han) || follows_han(text, close)
}

fn follows_han(text: &str, at: usize) -> bool {
    text[..at].chars().next_back().is_some_and(is_han)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::date;
    use kb_model::change::Blob;
    use kb_model::{Catalog, FilePath};

    use super::*;

    /// Makes the safe fixes of a Chinese page.
    fn mended(page: &str) -> String {
        let path = FilePath::new("zh-Hans/pages/home.md");
        let text = |text: &str| Blob::bytes(text.as_bytes());
        let files = [
            (FilePath::new("kb.toml"), text(include_str!("../../tests/kb.toml"))),
            (FilePath::new("en/pages/home.md"), text("+++\ntitle = \"T\"\n+++\n\nText.\n")),
            (path.clone(), text(page)),
        ];
        let fixed = crate::fix::fix(&Catalog::of(BTreeMap::from(files)), date(2026, 11, 22), Safety::Safe);
        let again = crate::fix::fix(&fixed.catalog, date(2026, 11, 22), Safety::Safe);
        assert!(again.changes.is_empty(), "{page:?}: fixing twice differs from fixing once");
        fixed.catalog.text(&path).expect("the page is there").to_string()
    }

    fn check(body: &str, expected: &str) {
        let page = |body: &str| format!("+++\ntitle = \"标题\"\n+++\n\n{body}\n");
        assert_eq!(mended(&page(body)), page(expected));
    }

    #[test]
    fn pairs_are_mended_whole() {
        check("提示:\"登录失败\"。", "提示：“登录失败”。");
        check("提示:\"登录失败\",请重试", "提示：“登录失败”,请重试");
        check("付款,(账户)里", "付款，（账户）里");
        check("付款(见(账户)里)", "付款（见（账户）里）");
        check("付款(账户", "付款(账户");
        check(r"付款\(账户\)里", r"付款\(账户\)里");
    }

    #[test]
    fn inches_are_no_quotation() {
        let keep = |body: &str| check(body, body);
        keep("6\"的平板和 7\"的手机");
        keep("他说\"买 6\" 的平板\"");
        check("6\"的平板显示\"错误\"", "6\"的平板显示“错误”");
        check("显示\"错误\"的 7\" 平板", "显示“错误”的 7\" 平板");
        check("显示\"错误 404\"和\"错误 500\"", "显示“错误 404”和“错误 500”");
    }
}
