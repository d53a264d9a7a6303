//! Tokens: what a block says in every language alike: code, placeholders.
//!
//! They are read from a block's normal form, in which code stands between backticks and a link is `[words](destination)`.

use std::sync::LazyLock;

use regex::Regex;

/// Code between backticks.
static CODE: LazyLock<Regex> = LazyLock::new(|| pattern("`([^`]+)`"));
/// What a program fills in: `{{ name }}`, `{name}`, `%s`, `%1$d`.
static PLACEHOLDER: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"\{\{[^{}]*\}\}|\{[A-Za-z_][\w.\-]*\}|%(?:\d+\$)?[sd@]\b"));
/// What a reader fills in: `[your name]`, in Chinese also `【姓名】`; but no link, footnote or callout.
static BRACKET: LazyLock<Regex> = LazyLock::new(|| pattern(r"!?\[[^\[\]!^][^\[\]]*\](\()?|【[^【】]+】"));
/// What is no prose: code, where links lead, placeholders, addresses. A scheme has an end, or every address would be
/// looked for as far as the next space.
static OPAQUE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"`[^`]*`|\]\([^()\s]*\)|\{[^{}]*\}|%\d+\$[sd]|[A-Za-z][A-Za-z0-9+.\-]{0,19}://[\w\-./?&=%#~:@+]*|[\w.\-]+@[\w.\-]+|<[^<>]*>",
    )
});

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the pattern is well-formed")
}

/// Returns the pieces of inline code.
pub(crate) fn codes(text: &str) -> Vec<String> {
    if !text.contains('`') {
        return Vec::new();
    }
    CODE.captures_iter(text).map(|code| code[1].to_owned()).collect()
}

/// Returns what a program fills in, without white space inside.
pub(crate) fn placeholders(text: &str) -> Vec<String> {
    if !text.contains('{') && !text.contains('%') {
        return Vec::new();
    }
    let outside_code = CODE.replace_all(text, " ");
    let found = PLACEHOLDER.find_iter(&outside_code).filter(|found| {
        !found.as_str().starts_with('%') || !outside_code[..found.start()].ends_with(|c: char| c.is_numeric())
    });
    found.map(|found| found.as_str().split_whitespace().collect()).collect()
}

/// Counts what readers fill in.
pub(crate) fn brackets(text: &str) -> usize {
    if !text.contains('[') && !text.contains('【') {
        return 0;
    }
    let outside_code = CODE.replace_all(text, " ");
    BRACKET.captures_iter(&outside_code).filter(|found| found.get(1).is_none()).count()
}

/// Counts what may begin something to fill in. A cheap look, for most blocks need no other.
pub(crate) fn openings(text: &str) -> usize {
    text.bytes().filter(|&byte| byte == b'[').count() + text.matches('【').count()
}

/// Returns the words of a text alone.
pub(crate) fn plain(text: &str) -> String {
    OPAQUE.replace_all(text, " ").into_owned()
}

/// Returns what the first list has more of than the second. What both begin with is soon told.
pub(crate) fn surplus<T: PartialEq + Clone>(list: &[T], other: &[T]) -> Vec<T> {
    let same = list.iter().zip(other).take_while(|(a, b)| a == b).count();
    let mut other: Vec<&T> = other[same..].iter().collect();
    let is_more = |item: &&T| match other.iter().position(|candidate| candidate == item) {
        Some(at) => {
            other.swap_remove(at);
            false
        }
        None => true,
    };
    list[same..].iter().filter(is_more).cloned().collect()
}
