//! Signs: what stands in a text that a rule about its language looks for. One pass over the text tells that for all such
//! rules; only the few texts that show a sign are looked at closely.

use std::sync::OnceLock;

use regex::RegexSet;

use crate::rule::Subject;

/// What a rule looks for before it looks closely.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    /// A fact that may change without notice, or a part of one that is enough to tell.
    Fact,
    /// A thing that may be named by its looks.
    Thing,
    /// What writers leave where words are still to come.
    Placeholder,
    /// A way to speak to the reader.
    Register,
    /// The name of a secret.
    Secret,
    /// The name of a protection, or of what takes one away.
    Risk,
    /// The name of what does not come back.
    Loss,
    /// A promise.
    Promise,
    /// A word with a better one.
    Term,
    /// A character of another way to write the language.
    Variant,
}

/// The signs of a language, to be looked for together.
#[derive(Debug)]
pub(crate) struct Signs {
    signs: Vec<Sign>,
    /// A pattern for each of them; nothing if they are too much to be looked for together.
    patterns: Option<RegexSet>,
}

/// The signs that stand in one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Present(u16);

impl Signs {
    /// Takes the patterns of the signs that a language has; a sign may have more than one.
    pub(crate) fn of(patterns: Vec<(Sign, String)>) -> Self {
        let (signs, patterns): (Vec<Sign>, Vec<String>) = patterns.into_iter().unzip();
        Self { signs, patterns: RegexSet::new(patterns).ok() }
    }

    /// Returns the signs that stand in a text; where they cannot be looked for, any may.
    pub(crate) fn present(&self, text: &str) -> Present {
        let Some(patterns) = &self.patterns else { return Present(u16::MAX) };
        let found = patterns.matches(text);
        found.iter().fold(Present::default(), |present, at| present.with(self.signs[at]))
    }
}

impl Present {
    /// Tells whether a sign is among them.
    pub(crate) fn has(self, sign: Sign) -> bool {
        self.0 & 1 << sign as u16 != 0
    }

    fn with(self, sign: Sign) -> Self {
        Self(self.0 | 1 << sign as u16)
    }
}

/// The signs in the files of some things, looked for when the first rule asks.
#[derive(Debug, Default)]
pub(crate) struct Glances(OnceLock<Vec<Present>>);

impl Glances {
    /// Returns the signs in each file of a subject, in the order of its files.
    pub(crate) fn of(&self, subject: &Subject<'_>) -> &[Present] {
        self.0.get_or_init(|| {
            let glances = subject.documents().map(|document| {
                let language = subject.conventions.get(&document.locale);
                language.map_or_else(Present::default, |language| language.signs().present(&document.text))
            });
            glances.collect()
        })
    }
}

#[cfg(test)]
mod tests {
    use kb_model::Locale;

    use super::Sign;

    #[test]
    fn a_sign_may_be_broken() {
        let check = |locale: &str, text: &str, sign: Sign, expected: bool| {
            let language =
                crate::conventions::shipped(&Locale::new(locale)).expect("it comes with the linter");
            assert_eq!(language.signs().present(text).has(sign), expected, "{text:?}");
        };
        check("en", "> Reply with your verification\n> code.", Sign::Secret, true);
        check("en", "Reply with your **verification** code.", Sign::Secret, true);
        check("en", "Reply with your verification. Code", Sign::Secret, false);
        check("en", "It takes three\ndays.", Sign::Fact, true);
        check("en", "It takes three [days](days.md).", Sign::Fact, true);
        check("zh-Hans", "请並看", Sign::Variant, true);
        check("zh-Hans", "请并看", Sign::Variant, false);
        check("id", "Ini kode\n  verifikasi.", Sign::Secret, true);
        check("id", "Dana kembali dalam *tiga*\nhari.", Sign::Fact, true);
    }
}
