//! Numbers, as any locale may write them: `1,000.50`, `1.000,50` and `１０００.５０` are the same.
//!
//! A written number may be read in more than one way: `1.000` is a thousand or one, `10.30` may be a time. Two are the same
//! if they share a reading, so that no sound translation is called wrong.

use std::sync::LazyLock;

use regex::Regex;

/// What is the greatest number that is often written as a word: "twelve", *dua belas*, 十二.
const IN_WORDS: f64 = 12.0;

/// Words of greater numbers and of halves: “half an hour” may be 30 minutes, and 九成 90 percent.
static GREAT_WORD: LazyLock<Regex> = LazyLock::new(|| {
    let english = r"thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|half|halves|quarters?|noon|midnight";
    let indonesian = "setengah|separuh|seperempat|belas|puluh|ratus|seratus|ribu|seribu";
    Regex::new(&format!(
        r"(?i)\b(?:{english}|{indonesian})\b|十|[一二两三四五六七八九几数][百千成刻]|半[个小天年月]|[点时]半"
    ))
    .expect("the pattern is well-formed")
});

/// A number, and what stands around it: an ordinal or a part of the day before it, a unit behind it.
static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    let before = r"(?<before>\bke-|第|下午|晚上|pukul )?\s*";
    let after = r"\s*(?<after>个月|月|万|亿|ribu\b|juta\b|miliar\b|thousand\b|million\b|billion\b|k\b|[ap]\.?m\b|st\b|nd\b|rd\b|th\b)?";
    let number = r"(?<number>[0-9]+(?:[.,:' \u{a0}\u{202f}][0-9]+)*)";
    Regex::new(&format!("(?i){before}{number}{after}")).expect("the pattern is well-formed")
});

/// A number in a text.
#[derive(Debug, Clone)]
pub(crate) struct Number {
    /// As it is written, with half-width digits.
    pub(crate) written: String,
    /// What it may mean.
    readings: Vec<String>,
    /// Whether another language may say it without a number: an ordinal, or the Chinese name of a month.
    is_word: bool,
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.readings.iter().any(|reading| other.readings.contains(reading))
    }
}

impl Number {
    /// Tells whether the number is so small that it may stand in words in the other text.
    fn may_be_a_word(&self, other: &str) -> bool {
        let is_small = |reading: &String| reading.parse::<f64>().is_ok_and(|value| value <= IN_WORDS);
        self.readings.iter().any(is_small) || GREAT_WORD.is_match(other)
    }
}

/// Tells whether two texts may hold other numbers: not if their digits are the same, however they are grouped. A cheap look
/// at bytes, for most blocks need no other.
pub(crate) fn may_differ(source: &str, own: &str) -> bool {
    has_full_width(source) || has_full_width(own) || !digits(source).eq(digits(own))
}

/// Tells whether a text has full-width digits: U+FF10 to U+FF19, in UTF-8 `EF BC 90` to `EF BC 99`.
pub(crate) fn has_full_width(text: &str) -> bool {
    let is_digit = |bytes: Option<&[u8]>| matches!(bytes, Some([0xBC, 0x90..=0x99]));
    memchr::memchr_iter(0xEF, text.as_bytes()).any(|at| is_digit(text.as_bytes().get(at + 1..at + 3)))
}

/// Returns the digits of a text, with a space between those that do not stand side by side.
fn digits(text: &str) -> impl Iterator<Item = u8> {
    let mut is_inside = false;
    text.bytes().filter_map(move |byte| {
        let was_inside = std::mem::replace(&mut is_inside, byte.is_ascii_digit());
        if is_inside { Some(byte) } else { was_inside.then_some(b' ') }
    })
}

/// Returns the numbers of a text.
fn numbers(text: &str) -> Vec<Number> {
    let text = half_width(text);
    let found = NUMBER.captures_iter(&text).map(|found| {
        let part = |name| found.name(name).map_or("", |part| part.as_str()).to_lowercase();
        let (before, after) = (part("before"), part("after"));
        let is_word = matches!(&*before, "ke-" | "第") || matches!(&*after, "st" | "nd" | "rd" | "th" | "月");
        split(&found["number"], &before, &after)
            .into_iter()
            .map(|number| Number { is_word, ..number })
            .collect()
    });
    found.collect::<Vec<Vec<Number>>>().concat()
}

/// Returns the numbers that only the one text has, and those that only the other has. Small ones that may be words in the
/// other text count only if both have some left.
pub(crate) fn unmatched(source: &str, own: &str) -> (Vec<Number>, Vec<Number>) {
    let (theirs, ours) = (numbers(source), numbers(own));
    let (mut missing, mut added) = (super::surplus(&theirs, &ours), super::surplus(&ours, &theirs));
    missing.retain(|number| !number.is_word);
    added.retain(|number| !number.is_word);
    if missing.is_empty() || added.is_empty() {
        missing.retain(|number| !number.may_be_a_word(own));
        added.retain(|number| !number.may_be_a_word(source));
    }
    (missing, added)
}

/// Returns one number, or, where spaces do not group thousands, several.
fn split(number: &str, before: &str, after: &str) -> Vec<Number> {
    let is_space = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}');
    let groups: Vec<&str> = number.split(is_space).collect();
    let is_grouped = groups.len() > 1
        && (1..=3).contains(&groups[0].len())
        && groups[1..].iter().all(|group| group.len() >= 3 && group[..3].bytes().all(|b| b.is_ascii_digit()));
    let is_grouped = is_grouped && groups[1..groups.len() - 1].iter().all(|group| group.len() == 3);
    if is_grouped {
        let joined = groups.concat();
        let mut readings = readings(&joined, before, after);
        readings.push(groups.join(" "));
        return vec![Number { written: number.to_owned(), readings, is_word: false }];
    }
    let last = groups.len() - 1;
    let one = |(at, group): (usize, &&str)| Number {
        written: (*group).to_owned(),
        readings: readings(group, before, if at == last { after } else { "" }),
        is_word: false,
    };
    groups.iter().enumerate().map(one).collect()
}

fn readings(number: &str, before: &str, after: &str) -> Vec<String> {
    let mut readings = plain_readings(number);
    let is_later = matches!(before, "下午" | "晚上") || after.starts_with('p');
    if let Some((hour, minute)) = time(number) {
        let minute = if minute == 0 { String::new() } else { format!(":{minute:02}") };
        readings.push(format!("{hour}{minute}"));
        if is_later && hour < 12 {
            readings.push(format!("{}{minute}", hour + 12));
        }
    }
    let factor = match after {
        "k" | "ribu" | "thousand" => 1e3,
        "万" => 1e4,
        "juta" | "million" => 1e6,
        "亿" => 1e8,
        "miliar" | "billion" => 1e9,
        _ => return readings,
    };
    let times = |reading: &String| reading.parse::<f64>().ok().map(|value| (value * factor).to_string());
    let greater: Vec<String> = readings.iter().filter_map(times).collect();
    readings.extend(greater);
    readings
}

/// Returns hour and minute, where a number may be a time: `9`, `9:30`, `09.30`.
fn time(number: &str) -> Option<(u32, u32)> {
    let (hour, minute) = number.split_once([':', '.']).unwrap_or((number, "00"));
    let (hour, minute) = (hour.parse().ok().filter(|_| minute.len() == 2)?, minute.parse().ok()?);
    (hour < 25 && minute < 60).then_some((hour, minute))
}

/// Returns what a number means by its marks: the last of two kinds, or a lone one, may begin the fraction.
fn plain_readings(number: &str) -> Vec<String> {
    let marks: Vec<char> = number.chars().filter(|c| !c.is_ascii_digit()).collect();
    let whole = || tidy(&number.replace(['.', ',', '\''], ""), "");
    let fraction = || {
        let (whole, fraction) = number.rsplit_once(['.', ',']).unwrap_or((number, ""));
        tidy(&whole.replace(['.', ',', '\''], ""), fraction)
    };
    let after_last = number.rsplit(['.', ',', '\'']).next().unwrap_or_default();
    match marks.as_slice() {
        [] => vec![tidy(number, "")],
        _ if marks.contains(&':') => vec![number.to_owned()],
        [_] if after_last.len() == 3 => vec![whole(), fraction()],
        [_] => vec![fraction()],
        [first, .., last] if first != last => vec![fraction()],
        _ if after_last.len() == 3 => vec![whole()],
        _ => vec![number.to_owned()],
    }
}

/// Returns a number without zeros that say nothing.
fn tidy(whole: &str, fraction: &str) -> String {
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    match fraction.trim_end_matches('0') {
        "" => whole.to_owned(),
        fraction => format!("{whole}.{fraction}"),
    }
}

fn is_full_width(c: char) -> bool {
    ('０'..='９').contains(&c)
}

/// Returns a text with half-width digits, and half-width marks between them.
fn half_width(text: &str) -> String {
    let narrow = |c: char| u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c);
    let mut narrowed = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        let is_between = narrowed.ends_with(|c: char| c.is_ascii_digit())
            && characters.peek().is_some_and(|&next| is_full_width(next));
        let is_mark = matches!(c, '．' | '，' | '：') && is_between;
        narrowed.push(if is_full_width(c) || is_mark { narrow(c) } else { c });
    }
    narrowed
}

#[cfg(test)]
mod tests {
    use super::unmatched;

    fn check(source: &str, own: &str, expected: (&[&str], &[&str])) {
        let (missing, added) = unmatched(source, own);
        let written = |numbers: Vec<super::Number>| -> Vec<String> {
            numbers.into_iter().map(|number| number.written).collect()
        };
        let (missing, added) = (written(missing), written(added));
        assert_eq!((&*missing, &*added), (&*owned(expected.0), &*owned(expected.1)), "{source} | {own}");
    }

    fn owned(texts: &[&str]) -> Vec<String> {
        texts.iter().map(|&text| text.to_owned()).collect()
    }

    #[test]
    fn locales_write_the_same_number_otherwise() {
        let same = |source: &str, own: &str| check(source, own, (&[], &[]));
        same("pay 1,000.50", "bayar 1.000,50");
        same("pay 1,000.50", "支付１０００.５０");
        same("pay 1,000", "bayar 1.000");
        same("pay 10,000", "支付 1万");
        same("pay 2 million", "bayar 2 juta");
        same("pay 1 000 000", "bayar 1.000.000");
        same("at 5 pm", "pukul 17.00");
        same("from 9:30 am", "上午 9:30 起");
        same("at 5 pm", "下午5点");
        same("on 3 April 2099", "2099年4月3日");
        same("two hours", "2 小时");
        same("wait 2 hours", "等两个小时");
        same("the 21st time", "kali ke-21");
        same("call 555 0100 now", "hubungi 555 0100");
        same("wait half an hour", "tunggu 30 menit");
        same("twenty-five articles", "25 artikel");
        same("90 percent of cases", "九成情况");
        same("at 5:30", "五点半");
        check("wait 24 hours until it is done", "请等待，直到完成", (&["24"], &[]));
        same("due on the 16th", "截止日为 16 日");
    }

    #[test]
    fn other_numbers_are_other() {
        check("wait 24 hours", "tunggu 48 jam", (&["24"], &["48"]));
        check("wait 24 hours", "请稍候", (&["24"], &[]));
        check("in 3 steps", "dalam 5 langkah", (&["3"], &["5"]));
        check("pay 1,000.50", "bayar 1.000,60", (&["1,000.50"], &["1.000,60"]));
    }
}
