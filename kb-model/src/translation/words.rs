//! What changed between two texts, word by word.

use similar::{Algorithm, DiffOp, capture_diff_slices, diff_ratio};

use crate::markdown::is_han;

/// Returns the second text with marks where it differs from the first: `Wait [-24-]{+48+} hours.`
pub fn word_diff(was: &str, now: &str) -> String {
    let (was, now) = (words(was), words(now));
    let mut marked = String::new();
    for op in capture_diff_slices(Algorithm::Myers, &was, &now) {
        let (old, new) = (was[op.old_range()].concat(), now[op.new_range()].concat());
        if matches!(op, DiffOp::Equal { .. }) {
            marked.push_str(&new);
            continue;
        }
        if !old.is_empty() {
            marked.extend(["[-", &old, "-]"]);
        }
        if !new.is_empty() {
            marked.extend(["{+", &new, "+}"]);
        }
    }
    marked
}

/// Returns how much two texts share, from 0 to 1.
pub(super) fn similarity(was: &str, now: &str) -> f32 {
    let (was, now) = (words(was), words(now));
    let ops = capture_diff_slices(Algorithm::Myers, &was, &now);
    diff_ratio(&ops, was.len(), now.len())
}

/// Cuts a text into words, runs of white space, single marks and single Han characters.
fn words(text: &str) -> Vec<&str> {
    #[derive(PartialEq)]
    enum Class {
        Word,
        Space,
        Alone,
    }
    let class = |c: char| match c {
        c if is_han(c) => Class::Alone,
        c if c.is_whitespace() => Class::Space,
        c if c.is_alphanumeric() || c == '\'' || c == '’' => Class::Word,
        _ => Class::Alone,
    };
    let mut cuts: Vec<usize> = vec![0];
    let mut before: Option<Class> = None;
    for (at, c) in text.char_indices() {
        let here = class(c);
        if before.as_ref().is_some_and(|before| *before != here || here == Class::Alone) {
            cuts.push(at);
        }
        before = Some(here);
    }
    cuts.push(text.len());
    cuts.windows(2).map(|cut| &text[cut[0]..cut[1]]).filter(|word| !word.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::word_diff;

    #[test]
    fn words_are_marked() {
        let check = |was: &str, now: &str, marked: &str| assert_eq!(word_diff(was, now), marked);
        check("Wait 24 hours.", "Wait 48 hours.", "Wait [-24-]{+48+} hours.");
        check("Call us", "Call us now", "Call us{+ now+}");
        check("请联系银行", "请联系商家", "请联系[-银行-]{+商家+}");
        check("same", "same", "same");
    }
}
