//! Finds narrow punctuation beside characters of full width.

use std::collections::BTreeSet;

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
    Narrow(Vec<Mark>),
    /// A space before a sign of full width.
    Space(usize),
}

/// A narrow sign.
struct Mark {
    at: usize,
    narrow: char,
    wide: char,
}

impl Mark {
    /// Returns where it stands in the file.
    fn span(&self, prose: &Prose) -> Span {
        prose.span(self.at..self.at + self.narrow.len_utf8())
    }

    /// Tells whether it is written there as it is read.
    fn is_literal(&self, document: &Document, prose: &Prose) -> bool {
        let span = self.span(prose);
        let is_escaped = document.text[..span.start].ends_with('\\');
        span.slice(&document.text) == self.narrow.encode_utf8(&mut [0; 4]) && !is_escaped
    }

    /// Returns what is replaced: with a sign of full width go the spaces outside, for it brings its own.
    fn replaced(&self, document: &Document, prose: &Prose) -> Span {
        let (before, after) = (&prose.text[..self.at], &prose.text[self.at + self.narrow.len_utf8()..]);
        let place = match self.narrow {
            _ if !is_han(self.wide) => return self.span(prose),
            '(' => before.trim_end_matches(' ').len()..self.at + 1,
            _ => self.at..prose.text.len() - after.trim_start_matches(' ').len(),
        };
        let whole = prose.span(place.clone());
        if whole.slice(&document.text) == &prose.text[place] { whole } else { self.span(prose) }
    }
}

fn report(document: &Document, prose: &Prose, fault: &Fault, found: &mut Found) {
    match fault {
        Fault::Narrow(signs) => report_signs(document, prose, signs, found),
        Fault::Space(at) => report_space(document, prose.span(*at..at + 1), found),
    }
}

/// Reports signs that are mended together or not at all: half of a pair would no longer be known as one.
fn report_signs(document: &Document, prose: &Prose, signs: &[Mark], found: &mut Found) {
    let spans: Vec<Span> = signs.iter().map(|sign| sign.span(prose)).collect();
    let path = &document.path;
    let each = |of: fn(&Mark) -> char| {
        signs.iter().map(|sign| format!("`{}`", of(sign))).collect::<Vec<_>>().join(" and ")
    };
    let (narrow, wide) = (each(|sign| sign.narrow), each(|sign| sign.wide));
    let message = match signs {
        [_] => format!("{narrow} is half as wide as the characters beside it"),
        _ => format!("{narrow} are half as wide as the characters beside them"),
    };
    let edit = |sign: &Mark| {
        let span = sign.replaced(document, prose);
        Edit { path: path.clone(), span, text: sign.wide.into() }
    };
    let edits: Vec<Edit> = signs.iter().map(edit).collect();
    let takes_space = edits.iter().zip(&spans).any(|(edit, span)| edit.span != *span);
    let title = format!("write {wide}{}", if takes_space { ", and no space outside" } else { "" });
    let mut noted = found.at(path, spans[0], message);
    for other in &spans[1..] {
        noted.related(path, *other, "and here");
    }
    if signs.iter().all(|sign| sign.is_literal(document, prose)) {
        noted.fix(Fix { title, safety: Safety::Safe, edits });
    } else {
        noted.help(title);
    }
}

fn report_space(document: &Document, span: Span, found: &mut Found) {
    if span.slice(&document.text) != " " {
        return; // it is written otherwise, such as a line break
    }
    let path = &document.path;
    let fix = Fix::replace("take the space away", Safety::Safe, path, span, "");
    found.at(path, span, "a sign of full width needs no space before it").fix(fix);
}

/// Tells whether a file may have a fault. Front matter is full of straight quotation marks; those in its texts are escaped, or
/// the text stands between others.
fn is_suspect(document: &Document) -> bool {
    let (text, body) = (&document.text, document.body.span.slice(&document.text));
    let head = &text[..document.body.span.start];
    let has_mark = || {
        memchr::memchr_iter(b'"', body.as_bytes())
            .any(|at| follows_han(body, at) || body[at + 1..].starts_with(is_han))
    };
    let has_brackets = || brackets(text).into_iter().any(|pair| brackets_han(text, pair));
    let has_quotes = || head.contains(['\\', '\'']) || head.contains("\"\"\"");
    signs(text).next().is_some()
        || spaces(text).next().is_some()
        || has_mark()
        || has_brackets()
        || has_quotes()
}

/// Returns the faults of a text, in no order.
fn faults(text: &str, language: &Language) -> Vec<Fault> {
    let sign =
        |at: usize, sign: char| Some(Mark { at, narrow: sign, wide: *language.punctuation.get(&sign)? });
    let pairs = brackets(text);
    let eyes = eyes(text, &pairs);
    let signs = signs(text).filter(|(at, _)| !eyes.contains(at));
    let signs = signs.filter_map(|(at, c)| Some(vec![sign(at, c)?]));
    let brackets = pairs.into_iter().filter(|pair| brackets_han(text, *pair) && !is_formula(text, *pair));
    let brackets = brackets.filter_map(|(open, close)| Some(vec![sign(open, '(')?, sign(close, ')')?]));
    let quotes = language.quotes.map(|quotes| straight(text, quotes)).unwrap_or_default();
    let narrow = signs.chain(brackets).chain(quotes).map(Fault::Narrow);
    narrow.chain(spaces(text).map(Fault::Space)).collect()
}

/// Returns straight quotation marks around Han text, or in it.
fn straight(text: &str, (open, close): (char, char)) -> Vec<Vec<Mark>> {
    let pairs = quotations(text).into_iter().filter(|(start, end)| {
        text[start + 1..].starts_with(is_han) || follows_han(text, *end) || follows_han(text, *start)
    });
    let mark = |at, wide| Mark { at, narrow: '"', wide };
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

/// Returns the narrow signs that belong to Han text, brackets aside: they follow it, or part it from what is before.
fn signs(text: &str) -> impl Iterator<Item = (usize, char)> {
    let signs = text.char_indices().filter(|(_, c)| matches!(c, ',' | ';' | ':' | '?' | '!'));
    let is_letter = |c: char| is_han(c) && c.is_alphabetic();
    signs.filter(move |(at, sign)| {
        follows_han(text, *at) || matches!(sign, ',' | ';') && text[at + 1..].starts_with(is_letter)
    })
}

/// Returns the signs that are the eyes of a face, such as `:-)`. Without a nose, a bracket that has a partner is no mouth.
fn eyes(text: &str, pairs: &[(usize, usize)]) -> BTreeSet<usize> {
    let brackets: BTreeSet<usize> = pairs.iter().flat_map(|(open, close)| [*open, *close]).collect();
    let is_face = |at: &usize| {
        let below = &text[at + 1..];
        let is_mouth = |c: char| "()DPp/|*".contains(c);
        below.strip_prefix('-').is_some_and(|mouth| mouth.starts_with(is_mouth))
            || below.starts_with(['(', ')']) && !brackets.contains(&(at + 1))
    };
    memchr::memchr2_iter(b':', b';', text.as_bytes()).filter(is_face).collect()
}

/// Returns the pairs of narrow brackets, the inner before the outer; a mouth below a nose is none.
fn brackets(text: &str) -> Vec<(usize, usize)> {
    let mut open = Vec::new();
    let pair = |at| match text.as_bytes()[at] {
        b'(' => {
            open.push(at);
            None
        }
        _ => open.pop().map(|start| (start, at)),
    };
    let is_mouth = |at: &usize| text[..*at].ends_with(":-") || text[..*at].ends_with(";-");
    let brackets = memchr::memchr2_iter(b'(', b')', text.as_bytes()).filter(|at| !is_mouth(at));
    brackets.filter_map(pair).collect()
}

/// Tells whether a pair of brackets stands in Han text: before it, or at its edges within.
fn brackets_han(text: &str, (open, close): (usize, usize)) -> bool {
    follows_han(text, open) || text[open + 1..].starts_with(is_han) || follows_han(text, close)
}

/// How many bytes a formula may have. Without a bound, a text of brackets in brackets would be read again for each pair.
const LONGEST: usize = 100;

/// Tells whether brackets hold nothing but numbers and single letters, joined by signs of which one at least does not stand
/// in dates and choices too, or joins the brackets themselves.
fn is_formula(text: &str, (open, close): (usize, usize)) -> bool {
    const JOINTS: [char; 7] = ['+', '*', '=', '<', '>', '×', '÷'];
    let inner = &text[open + 1..close];
    if inner.len() > LONGEST {
        return false;
    }
    let operands: Vec<&str> = inner.split(JOINTS).flat_map(|part| part.split(['-', '/'])).collect();
    let is_operand = |operand: &&str| {
        let operand = operand.trim_matches([' ', '(', ')']);
        operand.len() == 1 && operand.starts_with(|c: char| c.is_ascii_alphabetic())
            || operand.parse::<f64>().is_ok()
    };
    let is_joined =
        inner.contains(JOINTS) || text[..open].ends_with(JOINTS) || text[close + 1..].starts_with(JOINTS);
    operands.len() > 1 && is_joined && operands.iter().all(is_operand)
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
        check("提示:\"登录失败\",请重试", "提示：“登录失败”，请重试");
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

    #[test]
    fn faces_and_formulas_are_kept() {
        let keep = |body: &str| check(body, body);
        keep("表情:-)");
        keep("开心:) 难过:( 眨眼;-)");
        keep("按公式(a+b)×c计算");
        keep("面积为(x-1)*2");
        check("按公式(a+b)×c,等于", "按公式(a+b)×c，等于");
        check("注意:(1)打开", "注意：（1）打开");
        check("更新(2026-01-01)", "更新（2026-01-01）");
        check("复制(Ctrl+C)", "复制（Ctrl+C）");
    }

    #[test]
    fn a_wide_sign_takes_the_space_outside() {
        check("个, 1,000", "个，1,000");
        check("账单 (历史) 里", "账单（历史）里");
        check("**账单** (历史)", "**账单**（历史）");
        check(
            "| 账单 (历史) | b |\n| --- | --- |\n| 一, 二 | d |",
            "| 账单（历史） | b |\n| --- | --- |\n| 一，二 | d |",
        );
        check("账单,\n再点", "账单，\n再点");
        check("**账单:** 请", "**账单：** 请");
        check("## 账单(A) {#a}\n\n请", "## 账单（A） {#a}\n\n请");
        check("显示 \"错误\" 时", "显示 “错误” 时");
    }

    #[test]
    fn texts_of_front_matter_are_mended_where_they_are_written_as_they_are_read() {
        let check = |summary: &str, expected: &str| {
            let page = |summary: &str| format!("+++\ntitle = \"标题\"\nsummary = {summary}\n+++\n\n请。\n");
            assert_eq!(mended(&page(summary)), page(expected));
        };
        check(r#""点\"账单\",下载""#, r#""点\"账单\"，下载""#);
        check(r#"'点"账单",下载'"#, r"'点“账单”，下载'");
        check("\"\"\"\n点\"账单\",下载\n\"\"\"", "\"\"\"\n点“账单”，下载\n\"\"\"");
        check(r#""\u70b9\u51fb,下载""#, r#""\u70b9\u51fb，下载""#);
    }
}
