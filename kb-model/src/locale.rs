//! Languages of the knowledge base.

use std::fmt;
use std::str::FromStr;

use compact_str::CompactString;
use icu_locale::{LanguageIdentifier, LocaleCanonicalizer, LocaleDirectionality, LocaleExpander};

/// A locale by its BCP 47 tag, as `kb.toml` declares it: `en`, `id`, `zh-Hans`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Locale(CompactString);

/// The direction in which a script runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// From left to right.
    Ltr,
    /// From right to left.
    Rtl,
}

/// How a script counts: titles in Han are shorter in characters and longer in words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// Written with spaces between words: Latin, Cyrillic, Arabic and most others.
    Spaced,
    /// Chinese, Japanese and Korean Han characters.
    Han,
}

impl Locale {
    /// Takes a tag as it stands, without checking it.
    pub fn new(tag: impl AsRef<str>) -> Self {
        Self(tag.as_ref().into())
    }

    /// Takes a tag if it is a well-formed BCP 47 language identifier in canonical form; otherwise says what is wrong.
    pub fn checked(tag: &str) -> Result<Self, String> {
        let parsed =
            icu_locale::Locale::from_str(tag).map_err(|_| format!("`{tag}` is not a BCP 47 language tag"))?;
        let mut canonical = parsed.clone();
        LocaleCanonicalizer::new_common().canonicalize(&mut canonical);
        if canonical.to_string() == tag {
            Ok(Self::new(tag))
        } else {
            Err(format!("`{tag}` is written `{canonical}`"))
        }
    }

    /// Returns the tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the direction of the locale's likely script.
    pub fn direction(&self) -> Direction {
        let Ok(id) = LanguageIdentifier::from_str(&self.0) else {
            return Direction::Ltr;
        };
        if LocaleDirectionality::new_common().is_right_to_left(&id) { Direction::Rtl } else { Direction::Ltr }
    }

    /// Returns how the locale's likely script counts.
    pub fn script(&self) -> Script {
        let Ok(mut id) = LanguageIdentifier::from_str(&self.0) else {
            return Script::Spaced;
        };
        LocaleExpander::new_common().maximize(&mut id);
        match id.script.as_ref().map(icu_locale::subtags::Script::as_str) {
            Some("Hans" | "Hant" | "Hani" | "Jpan" | "Kore") => Script::Han,
            _ => Script::Spaced,
        }
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", &*self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_checked() {
        let check = |tag: &str, expected: Result<(), &str>| {
            assert_eq!(Locale::checked(tag).map(|_| ()), expected.map_err(str::to_owned));
        };
        check("en", Ok(()));
        check("zh-Hans", Ok(()));
        check("zh_Hans!", Err("`zh_Hans!` is not a BCP 47 language tag"));
        check("in", Err("`in` is written `id`"));
        check("ZH-hans", Err("`ZH-hans` is written `zh-Hans`"));
    }

    #[test]
    fn scripts_are_inferred() {
        assert_eq!(Locale::new("ar").direction(), Direction::Rtl);
        assert_eq!(Locale::new("id").direction(), Direction::Ltr);
        assert_eq!(Locale::new("zh").script(), Script::Han);
        assert_eq!(Locale::new("en").script(), Script::Spaced);
    }
}
