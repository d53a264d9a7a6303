//! Beginnings and endings of words, by language, as data.
//!
//! The index knows the stem of every word that it holds. A query may hold another form of such a word; these tables take
//! it apart, and the index says whether what is left is a word. So the browser needs no stemmer, and careless forms that
//! no stemmer knows ("keblokir", "ngirim") are found too.

use kb_model::Locale;
use serde::Serialize;

/// What may be cut off a word, each with what is written in its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub(super) struct Affixes {
    beginnings: &'static [(&'static str, &'static str)],
    endings: &'static [(&'static str, &'static str)],
}

/// The shortest that may be left of a word, in letters.
const SHORTEST: usize = 3;

const ENGLISH: Affixes = Affixes {
    beginnings: &[("re", ""), ("un", "")],
    endings: &[
        ("s", ""),
        ("es", ""),
        ("ies", "y"),
        ("ies", ""),
        ("d", ""),
        ("ed", ""),
        ("ied", "y"),
        ("ied", ""),
        ("ing", ""),
        ("ing", "e"),
        ("er", ""),
        ("ment", ""),
        ("ation", "e"),
        ("ion", ""),
        ("ly", ""),
        ("y", ""),
        ("e", ""),
    ],
};

/// Formal beginnings, in which a nasal may stand for the first letter, and those of everyday speech.
const INDONESIAN: Affixes = Affixes {
    beginnings: &[
        ("me", ""),
        ("mem", ""),
        ("mem", "p"),
        ("men", ""),
        ("men", "t"),
        ("meng", ""),
        ("meng", "k"),
        ("menge", ""),
        ("meny", "s"),
        ("di", ""),
        ("ke", ""),
        ("ter", ""),
        ("ber", ""),
        ("be", ""),
        ("pe", ""),
        ("pem", ""),
        ("pem", "p"),
        ("pen", ""),
        ("pen", "t"),
        ("peng", ""),
        ("peng", "k"),
        ("peny", "s"),
        ("se", ""),
        ("ng", ""),
        ("ng", "k"),
        ("nge", ""),
        ("ny", "s"),
        ("n", "t"),
        ("m", "p"),
    ],
    endings: &[
        ("kan", ""),
        ("an", ""),
        ("i", ""),
        ("in", ""),
        ("nya", ""),
        ("kannya", ""),
        ("annya", ""),
        ("innya", ""),
        ("ku", ""),
        ("mu", ""),
        ("lah", ""),
        ("kah", ""),
    ],
};

impl Affixes {
    /// Returns those of a locale's language; none where they are not known.
    pub(super) fn of(locale: &Locale) -> Self {
        match locale.as_str().split('-').next() {
            Some("en") => ENGLISH,
            Some("id" | "ms") => INDONESIAN,
            _ => Self::default(),
        }
    }

    /// Returns what may be left of a word, each possibility once, the one with the least cut off first.
    pub(super) fn cut(self, word: &str) -> Vec<String> {
        let mut left: Vec<String> = Vec::new();
        let whole = [("", "")];
        for (beginning, start) in whole.iter().chain(self.beginnings) {
            let Some(rest) = word.strip_prefix(beginning) else { continue };
            for (ending, end) in whole.iter().chain(self.endings) {
                let Some(middle) = rest.strip_suffix(ending) else { continue };
                let cut = [start, middle, end].concat();
                if cut.chars().count() >= SHORTEST && cut != word && !left.contains(&cut) {
                    left.push(cut);
                }
            }
        }
        left
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn careless_forms_are_taken_apart() {
        let check = |locale: &str, word: &str, expected: &str| {
            let cut = Affixes::of(&Locale::new(locale)).cut(word);
            assert!(cut.iter().any(|left| left == expected), "{word}: {cut:?}");
        };
        check("id", "keblokir", "blokir");
        check("id", "ngirim", "kirim");
        check("id", "bayarin", "bayar");
        check("en", "verifies", "verify");
        check("en", "blocking", "block");
    }
}
