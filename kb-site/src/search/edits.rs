//! Typing mistakes: how many edits make one word of another.

/// Returns how many edits a word of some length may need: short words are too much alike.
pub(super) fn allowed(letters: usize) -> usize {
    match letters {
        0..=3 => 0,
        4..=7 => 1,
        _ => 2,
    }
}

/// Returns how many letters must be added, removed, replaced or swapped with their neighbour to make one word of another;
/// nothing if it is more than `most` (optimal string alignment distance).
pub(super) fn between(a: &[char], b: &[char], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut two_above: Vec<usize> = Vec::new();
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.iter().enumerate() {
        let mut row = vec![i + 1];
        for (j, to) in b.iter().enumerate() {
            let replaced = above[j] + usize::from(from != to);
            let mut least = replaced.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && *from == b[j - 1] && a[i - 1] == *to {
                least = least.min(two_above[j - 1] + 1);
            }
            row.push(least);
        }
        if row.iter().all(|edits| *edits > most) {
            return None;
        }
        two_above = std::mem::replace(&mut above, row);
    }
    above.last().copied().filter(|edits| *edits <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn swapped_letters_are_one_edit() {
        let check = |a: &str, b: &str, most: usize, expected: Option<usize>| {
            let letters = |word: &str| word.chars().collect::<Vec<char>>();
            assert_eq!(between(&letters(a), &letters(b), most), expected, "{a} {b}");
        };
        check("refund", "refund", 1, Some(0));
        check("refnud", "refund", 1, Some(1));
        check("efund", "refund", 1, Some(1));
        check("xefund", "refund", 1, Some(1));
        check("transcation", "transaction", 2, Some(1));
        check("rfnd", "refund", 1, None);
        check("card", "bank", 1, None);
    }
}
