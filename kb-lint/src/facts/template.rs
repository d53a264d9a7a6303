//! Templates: how a language writes a sort of fact, as data.
//!
//! `{range} {unit}` finds "3 to 5 days" where the language has the words `unit = ["day", "days"]`. What stands in brackets
//! may be missing, and `{…}` is a list of words, which may be templates themselves, or one of these:
//!
//! - `{n}` is a number, in digits or in the language's words for `number`.
//! - `{range}` is a number, or two with a dash or one of the words for `to` between them.
//! - `{clock}` is a time of the day in digits: `09:30`, `9.30`; `{year}` is a year in digits.
//! - `{phone}` is a telephone number in full, `{short}` a short one, as it stands behind a word such as "call".
//! - `{name}` is a name: one to three words with capitals, or up to six Han characters.
//! - `{list bank}` is two or more of the words for `bank`, with commas or one of the words for `and` between them; all but
//!   one may be of the words for `bank or not`, if there are some.
//! - `{gap}` is up to 24 characters of one clause.

use std::collections::{BTreeMap, BTreeSet};

use regex::Regex;

use crate::conventions::phrases::SPACE;

/// Words by the name of their list.
pub(crate) type Words = BTreeMap<String, Vec<String>>;

/// What stands between the ends of a range in any language.
const DASHES: &str = "-|–|—|~|～";
/// How deep lists may lie in lists: one that lies in itself ends there.
const DEEPEST: usize = 4;
/// What no text has.
const NOTHING: &str = r"[^\s\S]";
/// What `{…}` may be besides a list.
const MADE: [&str; 8] = ["n", "range", "clock", "year", "phone", "short", "name", "gap"];

/// What stands before the name of a list of which there are two or more.
const LIST: &str = "list ";

/// Telephone numbers in full: with a country's code, with an area's code in brackets, with the 0 that begins a number
/// within a country (ITU-T E.123), a service's that begins with `1500` or the like, in three groups, or as a code between
/// `*` and `#`.
const PHONE: &str = concat!(
    r"\+[0-9０-９]{1,3}(?:[ .()\-–]{0,2}[0-9０-９]{2,4}){2,5}",
    r"|\([0-9０-９]{2,5}\)[ \-–]?[0-9０-９]{3,4}(?:[ \-–]?[0-9０-９]{3,4}){0,2}",
    r"|[0０][0-9０-９]{2,3}(?:[ .\-–－]?[0-9０-９]{3,4}){2,3}",
    r"|1[3-9]00[ \-–][0-9]{3,6}",
    r"|(?:[0-9０-９]{1,4}[\-–])?[0-9０-９]{3,4}[\-–][0-9０-９]{3,4}[\-–][0-9０-９]{3,4}",
    r"|\*[0-9]{2,}(?:\*[0-9]+)*#",
);
const SHORT: &str = r"[0-9]{3,6}(?:[\-– ][0-9]{2,4}){0,3}";
const SHORT_WIDE: &str = r"[０-９]{3,6}(?:[\-–－][０-９]{2,4}){0,3}";
const CLOCK: &str = r"[0-9]{1,2}[:.：][0-9]{2}";
const CLOCK_WIDE: &str = r"[０-９]{1,2}[：．][０-９]{2}";
const NAME: &str = r"(?:[A-Z][A-Za-z0-9’'&\-]*(?: [A-Z][A-Za-z0-9’'&\-]*){0,2}|[㐀-鿿]{1,6})";
const GAP: &str = "[^.,;!?。，；！？]{0,24}";
/// A number in digits, with marks between thousands and before a fraction.
const DIGITS: &str =
    r"(?:[0-9]{1,3}(?:[.,’'\u{a0}\u{202f}][0-9]{3})+(?:[.,][0-9]{1,2})?|[0-9]+(?:[.,][0-9]+)?)";
/// Whatever a number in digits may be, and more: a pattern that is made soon.
const LIKE_DIGITS: &str = r"[0-9０-９](?:[.,．，’'\u{a0}\u{202f}]?[0-9０-９])*";
const DIGITS_WIDE: &str = r"[０-９]+(?:[．，][０-９]+)*";

/// Returns a pattern for any of some templates; none if there are none, or none that can be made.
pub(crate) fn any_of<'t>(templates: impl IntoIterator<Item = &'t String>, words: &Words) -> Option<Regex> {
    let maker = Maker { words, is_sign: false, depth: 0 };
    Regex::new(&joined(templates.into_iter().map(|template| maker.pattern(template, Edges::BOTH)))?).ok()
}

/// Returns a pattern, as it is written, for a part of whatever some templates stand for: one that is made and found soon. It
/// asks for no edges of words, and for no template that has another one within it.
pub(crate) fn sign<'t>(templates: impl IntoIterator<Item = &'t String>, words: &Words) -> Option<String> {
    let maker = Maker { words, is_sign: true, depth: 0 };
    let last_part = |template: &'t String| template.rsplit("{gap}").next();
    let signs: BTreeSet<&str> = templates.into_iter().filter_map(last_part).collect();
    let has_another = |sign: &str| needed(sign).any(|list| list != sign && signs.contains(list));
    let least = signs.iter().filter(|sign| !has_another(sign));
    joined(least.map(|sign| maker.pattern(sign, Edges::OPEN)))
}

/// Returns the lists that a template cannot do without, in their brackets.
fn needed(template: &str) -> impl Iterator<Item = &str> {
    let outer = template.split('[').enumerate().map(|(index, part)| match part.rsplit_once(']') {
        Some((_, after)) => after,
        None if index == 0 => part,
        None => "", // what may be missing lies in what may be missing
    });
    outer.flat_map(|part| part.split_inclusive('}').filter_map(|part| part.find('{').map(|at| &part[at..])))
}

fn joined(patterns: impl Iterator<Item = String>) -> Option<String> {
    let patterns: Vec<String> = patterns.collect();
    (!patterns.is_empty()).then(|| patterns.join("|"))
}

/// Returns the lists that templates name, but nobody has written.
pub(crate) fn unknown<'t>(templates: impl Iterator<Item = &'t String>, words: &Words) -> Vec<&'t str> {
    let names = templates.flat_map(|template| {
        parts(template).into_iter().filter_map(|part| match part {
            Part::List(name) => Some(name.strip_prefix(LIST).unwrap_or(name)),
            _ => None,
        })
    });
    names.filter(|name| !MADE.contains(name) && !words.contains_key(*name)).collect()
}

/// A part of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part<'t> {
    Text(&'t str),
    Space,
    List(&'t str),
    /// Begins what may be missing.
    Open,
    Close,
}

fn parts(template: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = template;
    while let Some(first) = rest.chars().next() {
        let (part, length) = match first {
            ' ' => (Part::Space, 1),
            '[' => (Part::Open, 1),
            ']' => (Part::Close, 1),
            '{' => {
                let end = rest.find('}').unwrap_or(rest.len());
                (Part::List(&rest[1..end]), (end + 1).min(rest.len()))
            }
            _ => {
                let end = rest.find([' ', '[', ']', '{']).unwrap_or(rest.len());
                (Part::Text(&rest[..end]), end)
            }
        };
        parts.push(part);
        rest = &rest[length..];
    }
    parts
}

/// At which ends a pattern must not stand within an ASCII word.
#[derive(Clone, Copy)]
struct Edges {
    before: bool,
    after: bool,
    /// Whether something else may stand before it, so that the end of a number is enough.
    is_open: bool,
}

impl Edges {
    const BOTH: Self = Self { before: true, after: true, is_open: false };
    const NONE: Self = Self { before: false, after: false, is_open: false };
    const OPEN: Self = Self { is_open: true, ..Self::NONE };

    /// Returns a pattern between edges.
    fn around(self, pattern: &str) -> String {
        let edge = |is_edge| if is_edge { r"(?-u:\b)" } else { "" };
        format!("{}(?:{pattern}){}", edge(self.before), edge(self.after))
    }
}

/// Makes patterns of templates.
#[derive(Clone, Copy)]
struct Maker<'w> {
    words: &'w Words,
    /// Whether a part is enough that tells where to look: whatever looks like a number, names and lists by their signs.
    is_sign: bool,
    depth: usize,
}

impl Maker<'_> {
    fn pattern(self, template: &str, edges: Edges) -> String {
        let parts = parts(template);
        let last = parts.len().saturating_sub(1);
        let is_word = |part: &Part<'_>| matches!(part, Part::Text(_) | Part::List(_));
        let (first_word, last_word) =
            (parts.iter().position(is_word).unwrap_or(0), parts.iter().rposition(is_word).unwrap_or(last));
        let mut pattern = String::new();
        for (at, part) in parts.iter().enumerate() {
            let is_after_letter = at > 0
                && matches!(parts[at - 1], Part::Text(text) if text.ends_with(|c: char| c.is_ascii_alphabetic()));
            let own = Edges {
                before: edges.before && at == first_word,
                after: edges.after && at == last_word,
                is_open: edges.is_open && at == first_word,
            };
            match part {
                Part::Text(text) => pattern += &literal(text, own),
                Part::List(name) => pattern += &self.list(name, own),
                Part::Space => {
                    pattern += if self.is_sign { SPACE } else { "[ \u{a0}]" };
                    pattern += if is_after_letter { "+" } else { "*" };
                }
                Part::Open => pattern += "(?:",
                Part::Close => pattern += ")?",
            }
        }
        format!("(?:{pattern})")
    }

    fn list(self, name: &str, edges: Edges) -> String {
        match name {
            "n" => self.number(edges),
            "range" if edges.is_open => self.number(edges), // its last number is enough
            "range" => {
                let (from, to) = (Edges { after: false, ..edges }, Edges { before: false, ..edges });
                let between = self.any("to", Edges::NONE);
                let to = format!(r"[ \x{{a0}}]*(?:{DASHES}|{between})[ \x{{a0}}]*{}", self.number(to));
                format!("(?:{}(?:{to})?)", self.number(from))
            }
            "clock" => self.digits(CLOCK, CLOCK_WIDE, edges),
            "phone" => self.digits(NOTHING, PHONE, edges),
            "short" => self.digits(SHORT, SHORT_WIDE, edges),
            "year" => self.digits("(?:19|20)[0-9]{2}", NOTHING, edges),
            "name" if self.is_sign => String::new(),
            "name" => NAME.to_owned(),
            "gap" => GAP.to_owned(),
            _ => match name.strip_prefix(LIST) {
                Some(name) => self.two_or_more(name),
                None => self.any(name, edges),
            },
        }
    }

    fn two_or_more(self, name: &str) -> String {
        let (item, and) = (self.any(name, Edges::BOTH), self.any("and", Edges::BOTH));
        let comma = format!("(?: *(?:[,、;；/&] *(?:{and} *)?|{and} *))");
        if self.is_sign {
            return self.sign_of_list(name, &comma);
        }
        let other = format!("(?:{item}|{})", self.any(&format!("{name} or not"), Edges::BOTH));
        format!("(?:(?:{other}{comma})+{item}(?:{comma}{other})*|{item}(?:{comma}{other})+)")
    }

    /// Returns a pattern for one of a list: up to where its name begins, or with what stands behind it.
    fn sign_of_list(self, name: &str, comma: &str) -> String {
        let sign = |word: &String| {
            let end = if word.ends_with("{name}") { "[A-Z㐀-鿿]" } else { comma };
            self.pattern(word, Edges::BOTH) + end
        };
        let signs: Vec<String> = self.words.get(name).into_iter().flatten().map(sign).collect();
        format!("(?:{})", signs.join("|"))
    }

    /// Returns a pattern for a number in digits or in words, of which several may stand in a row.
    fn number(self, edges: Edges) -> String {
        let word = self.any("number", Edges::BOTH);
        if edges.is_open {
            return format!(r"(?:[0-9０-９]|{word}[ \-]?)"); // the last one of several
        }
        let digits =
            if self.is_sign { LIKE_DIGITS.to_owned() } else { self.digits(DIGITS, DIGITS_WIDE, edges) };
        format!(r"(?:{digits}|(?:{word}[ \-]?)+)")
    }

    /// Returns a pattern for digits of half or of full width; the latter are not of ASCII words.
    fn digits(self, half: &str, full: &str, edges: Edges) -> String {
        format!("(?:{}|{full})", if self.is_sign { half.to_owned() } else { edges.around(half) })
    }

    fn any(self, name: &str, edges: Edges) -> String {
        let Some(words) = self.words.get(name).filter(|_| self.depth < DEEPEST) else {
            return NOTHING.to_owned();
        };
        let mut words: Vec<&str> =
            words.iter().map(|word| word.trim()).filter(|word| !word.is_empty()).collect();
        words.sort_by_key(|word| std::cmp::Reverse(word.len())); // the longest that fits is meant
        let deeper = Self { depth: self.depth + 1, ..self };
        let patterns: Vec<String> = words.into_iter().map(|word| deeper.pattern(word, edges)).collect();
        if patterns.is_empty() { NOTHING.to_owned() } else { format!("(?:{})", patterns.join("|")) }
    }
}

/// Returns a pattern for words as they are; one in lower case may begin with a capital.
fn literal(text: &str, edges: Edges) -> String {
    let is_ascii = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    let edges = Edges {
        before: edges.before && is_ascii(text.chars().next()),
        after: edges.after && is_ascii(text.chars().next_back()),
        ..edges
    };
    let is_small = !text.chars().any(char::is_uppercase);
    match text.chars().next().filter(|first| is_small && first.is_lowercase()) {
        Some(first) => {
            let rest = &text[first.len_utf8()..];
            edges.around(&format!("[{first}{}]{}", first.to_uppercase(), regex::escape(rest)))
        }
        None => edges.around(&regex::escape(text)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(templates: &[&str], text: &str, expected: &[&str]) {
        let words = [
            ("number", vec!["two", "three", "两", "三"]),
            ("to", vec!["to", "到"]),
            ("unit", vec!["day", "days", "天"]),
            ("and", vec!["and"]),
            ("bank", vec!["Bank {name}", "{name}银行"]),
            ("day", vec!["Mon", "Fri"]),
            ("time", vec!["{clock}", "{n} am"]),
            ("itself", vec!["{itself}"]),
        ];
        let words: Words =
            words.map(|(name, list)| (name.to_owned(), list.into_iter().map(str::to_owned).collect())).into();
        let templates: Vec<String> = templates.iter().map(|&text| text.to_owned()).collect();
        let found = any_of(&templates, &words).expect("the templates are sound");
        let found: Vec<&str> = found.find_iter(text).map(|found| found.as_str()).collect();
        assert_eq!(found, expected, "{templates:?} in {text}");
    }

    #[test]
    fn templates_find_what_they_say() {
        check(
            &["{range} {unit}"],
            "wait 3 to 5 days, two days or ２天",
            &["3 to 5 days", "two days", "２天"],
        );
        check(&["{range} {unit}"], "三到两天 3daylight E3 days", &["三到两天"]);
        check(&["[{day}, ]{time}–{time}"], "Mon, 09.00–5 am", &["Mon, 09.00–5 am"]);
        check(&["{phone}"], "ring +62 21 555 0142 or 0812-5550-0123", &["+62 21 555 0142", "0812-5550-0123"]);
        check(
            &["{list bank}"],
            "Bank Contoh, Bank Melati, and Bank Dua are banks",
            &["Bank Contoh, Bank Melati, and Bank Dua"],
        );
        check(&["{list bank}"], "your bank or Bank Contoh. 示例银行、茉莉银行", &["示例银行、茉莉银行"]);
        check(&["{itself}", "{nobody}", "half an hour"], "Half an hour, halfan hour", &["Half an hour"]);
    }
}
