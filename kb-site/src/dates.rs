//! Dates, spelled out in a reader's language.

use std::str::FromStr;

use icu_calendar::{Date as IcuDate, Gregorian};
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::YMD;
use icu_locale::Locale as IcuLocale;
use jiff::civil::Date;
use kb_model::Locale;
use serde::Serialize;

/// A date for machines and for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DateView {
    /// As ISO 8601 writes it.
    pub iso: String,
    /// As the locale writes it in full: "10 November 2026", "2026年11月10日".
    pub text: String,
}

/// Spells out dates in one locale, by the data of Unicode CLDR. To make one costs more than many dates.
#[derive(Debug)]
pub struct Calendar(Option<FixedCalendarDateTimeFormatter<Gregorian, YMD>>);

impl Calendar {
    /// Makes the calendar of a locale.
    pub fn of(locale: &Locale) -> Self {
        let icu = IcuLocale::from_str(regional(locale.as_str())).ok();
        Self(icu.and_then(|icu| FixedCalendarDateTimeFormatter::try_new(icu.into(), YMD::long()).ok()))
    }

    /// Spells out a date; where the locale has no words for it, as machines read it.
    pub fn date(&self, date: Date) -> DateView {
        let iso = date.to_string();
        let text = self.long(date).unwrap_or_else(|| iso.clone());
        DateView { iso, text }
    }

    fn long(&self, date: Date) -> Option<String> {
        let month = u8::try_from(date.month()).ok()?;
        let day = u8::try_from(date.day()).ok()?;
        let date = IcuDate::try_new_gregorian(i32::from(date.year()), month, day).ok()?;
        Some(self.0.as_ref()?.format(&date).to_string())
    }
}

/// Plain `en` is American in CLDR, with the month first; everywhere else English readers expect the day first.
fn regional(tag: &str) -> &str {
    if tag == "en" { "en-GB" } else { tag }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_spelled_out() {
        let check = |tag: &str, text: &str| {
            assert_eq!(Calendar::of(&Locale::new(tag)).date(jiff::civil::date(2026, 11, 2)).text, text);
        };
        check("en", "2 November 2026");
        check("id", "2 November 2026");
        check("zh-Hans", "2026年11月2日");
    }
}
