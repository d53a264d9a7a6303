//! Terms: how a text is cut into what search compares.
//!
//! Letters are folded first: full width, capitals and accents do not count. Words are cut at what is neither letter nor
//! digit; scripts that are written without spaces are cut into pairs of neighbours, so that no dictionary is needed and
//! a text and a query can never be cut differently. `theme/assets/search.js` does the same in the browser; the tables in
//! `kb-site/tests/search` hold both to it.

use std::ops::RangeInclusive;

use snowball_stemmers_rs::{Algorithm, Stemmer};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::Locale;

/// The scripts that are written without spaces between words: Han, kana, Thai, Lao, Burmese, Khmer.
const UNSPACED: &[RangeInclusive<char>] = &[
    '\u{e00}'..='\u{eff}',
    '\u{1000}'..='\u{109f}',
    '\u{1780}'..='\u{17ff}',
    '\u{2e80}'..='\u{2fdf}',
    '\u{3005}'..='\u{3007}',
    '\u{3040}'..='\u{30ff}',
    '\u{3400}'..='\u{4dbf}',
    '\u{4e00}'..='\u{9fff}',
    '\u{f900}'..='\u{faff}',
    '\u{20000}'..='\u{323af}',
];

/// The accents of alphabets (Unicode block Combining Diacritical Marks). The vowel signs of other scripts are letters to
/// their readers, and stay.
const ACCENTS: RangeInclusive<char> = '\u{300}'..='\u{36f}';

/// Tells whether a character belongs to a script that is written without spaces.
pub fn is_unspaced(c: char) -> bool {
    is_han(c) || c >= '\u{e00}' && UNSPACED.iter().any(|range| range.contains(&c))
}

/// Tells whether a character is one of the Han characters that most texts in Chinese and Japanese have no other than.
fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// Returns a text without what search does not compare: width, capitals, accents, and apostrophes in words.
pub fn folded(text: &str) -> String {
    if text.chars().all(is_plain) {
        let mut folded = text.replace(['\'', '’'], "");
        folded.make_ascii_lowercase();
        return folded;
    }
    let plain = text.nfkd().filter(|c| !ACCENTS.contains(c) && !matches!(c, '\'' | '’' | 'ʼ'));
    plain.nfc().collect::<String>().to_lowercase()
}

/// Tells whether a character is its own normal form, apart from ASCII capitals: most texts have no other.
fn is_plain(c: char) -> bool {
    c.is_ascii() || is_han(c) || matches!(c, '‘'..='”' | '—' | '、'..='】')
}

/// Cuts a text into terms, in order: words, and pairs of neighbours where words are not spaced. A character of such a
/// script that stands alone is a term of its own.
pub fn terms(text: &str) -> Vec<String> {
    let mut terms = Vec::new();
    each_term(&folded(text), |term| terms.push(term.to_owned()));
    terms
}

/// Shows each term of a folded text, in order.
pub fn each_term<'t>(folded: &'t str, mut take: impl FnMut(&'t str)) {
    let mut rest = folded;
    while let Some(start) = rest.find(is_part) {
        rest = &rest[start..];
        let is_run_unspaced = rest.starts_with(is_unspaced);
        let is_end = |c: char| !is_part(c) || is_unspaced(c) != is_run_unspaced;
        let (run, after) = rest.split_at(rest.find(is_end).unwrap_or(rest.len()));
        if is_run_unspaced {
            each_pair(run, &mut take);
        } else {
            take(run);
        }
        rest = after;
    }
}

/// Tells whether a character belongs to a word.
fn is_part(c: char) -> bool {
    if c.is_ascii() {
        c.is_ascii_alphanumeric()
    } else {
        is_han(c) || c.is_alphanumeric() || is_combining_mark(c)
    }
}

fn each_pair<'t>(run: &'t str, take: &mut impl FnMut(&'t str)) {
    let ends = run.char_indices().map(|(at, c)| (at, at + c.len_utf8()));
    if ends.clone().nth(1).is_none() {
        return take(run);
    }
    for ((start, _), (_, end)) in ends.clone().zip(ends.skip(1)) {
        take(&run[start..end]);
    }
}

/// Returns every single character of the scripts without spaces, in order: what somebody has typed who has only begun.
pub fn singles(text: &str) -> Vec<String> {
    folded(text).chars().filter(|c| is_unspaced(*c)).map(String::from).collect()
}

/// Finds the stems of words in one language. Where the language is not known to Snowball (snowballstem.org), a word is
/// its own stem.
pub struct Stems(Option<Stemmer>);

impl Stems {
    /// Returns what stems the words of a locale.
    pub fn of(locale: &Locale) -> Self {
        let language = locale.as_str().split('-').next().unwrap_or_default();
        let algorithm = LANGUAGES.iter().find(|(tag, _)| *tag == language).map(|(_, algorithm)| *algorithm);
        Self(algorithm.map(Stemmer::create))
    }

    /// Returns the stem of a term.
    pub fn stem(&self, term: &str) -> String {
        self.0.as_ref().map_or_else(|| term.to_owned(), |stemmer| stemmer.stem(term).into_owned())
    }
}

impl std::fmt::Debug for Stems {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Stems({})", if self.0.is_some() { "Snowball" } else { "none" })
    }
}

/// The languages that Snowball has stems for, by their tags. Those in which it cuts letters that `folded` has changed
/// already are left out.
const LANGUAGES: &[(&str, Algorithm)] = &[
    ("da", Algorithm::Danish),
    ("de", Algorithm::German),
    ("en", Algorithm::English),
    ("es", Algorithm::Spanish),
    ("fr", Algorithm::French),
    ("id", Algorithm::Indonesian),
    ("it", Algorithm::Italian),
    ("nl", Algorithm::Dutch),
    ("no", Algorithm::Norwegian),
    ("pt", Algorithm::Portuguese),
    ("ru", Algorithm::Russian),
    ("sv", Algorithm::Swedish),
    ("tr", Algorithm::Turkish),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_join_the_forms_of_a_word() {
        let check = |locale: &str, forms: &[&str]| {
            let stems = Stems::of(&Locale::new(locale));
            let stemmed: Vec<String> = forms.iter().map(|form| stems.stem(form)).collect();
            assert!(stemmed.windows(2).all(|pair| pair[0] == pair[1]), "{stemmed:?}");
        };
        check("en", &["refund", "refunds", "refunded", "refunding"]);
        check("id", &["bayar", "membayar", "dibayar", "bayarkan", "bayarnya"]);
        check("zh-Hans", &["退款"]);
    }

    #[test]
    fn plain_texts_are_folded_as_all_others() {
        let check = |text: &str, expected: &[&str]| {
            assert_eq!(terms(text), expected, "{text}");
            let slow: Vec<String> = terms(&format!("{text} é")).into_iter().collect();
            assert_eq!(slow.split_last().map(|(_, rest)| rest), Some(&terms(text)[..]), "{text}");
        };
        check("Don’t “PAY” twice—wait", &["dont", "pay", "twice", "wait"]);
        check("付款失败、【退款】", &["付款", "款失", "失败", "退款"]);
        check("付 refund款x", &["付", "refund", "款", "x"]);
        check("Ａ１ is wide", &["a1", "is", "wide"]);
        check("", &[]);
    }
}
