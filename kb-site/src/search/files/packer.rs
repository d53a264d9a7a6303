//! Packing: numbers and texts in few signs that JSON can hold.
//!
//! Everything becomes bits, and a bit takes the less room the more it was to be expected: by how often either followed in
//! the same place, after the same letter and after the same two letters (adaptive arithmetic coding: Witten, Neal, Cleary:
//! Arithmetic Coding for Data Compression, 1987). `unpacked` in `theme/assets/search.js` counts the same while it unpacks,
//! so nothing has to be known beforehand. All numbers are whole, so that both always agree.

use std::iter::once;

/// What a number or a text is: one sort is no guide to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// How many there are of something.
    Count,
    /// How much a term says at all.
    Rarity,
    /// How far it is to the next entry that speaks of a term.
    Step,
    /// How an entry speaks of a term.
    Speech,
    /// With how many letters of another a text begins.
    Kept,
    /// How far it is in the alphabet from a letter of the word before.
    Next,
    /// Words that follow each other in the alphabet.
    Word,
    /// All other texts.
    Text,
}

/// What was packed, as one number below 1: its digits, each of five bits, and how much of it is still open.
pub(super) struct Packer {
    /// The digits that are settled, but for what is carried. The first stands before the point.
    digits: Vec<u8>,
    /// What follows the digits, in parts of which [`ONE`] make one of the last.
    low: u32,
    /// How many parts more it may be.
    range: u32,
    /// How often each bit followed, by a digest of the place.
    seen: Box<[[u8; 2]; 1 << PLACE]>,
}

/// How many bits a digit has.
const DIGIT: u32 = 5;

/// How many parts a digit has. There are never fewer open, so that they can be shared out well.
const ONE: u32 = 1 << (5 * DIGIT);

/// How many bits a digest of a place has. Places that share one disturb each other a little.
const PLACE: u32 = 17;

/// How often a bit is counted, before the counts of both are halved: what was packed of late counts more.
const MOST_SEEN: u8 = 60;

/// How much more it tells what followed after one letter more, and where the same always followed.
const WEIGHT: u32 = 3;

/// How many bits of a step, after the first, are likelier to be one or the other.
const GUIDED: u32 = 2;

impl Packer {
    pub(super) fn new() -> Self {
        let seen = vec![[0; 2]; 1 << PLACE].try_into().expect("it has as many places");
        Self { digits: Vec::new(), low: 0, range: ONE, seen }
    }

    /// Packs a number of which something is known that makes some numbers likelier.
    pub(super) fn number(&mut self, sort: Sort, known: u32, number: u32) {
        let guided = if sort == Sort::Step { GUIDED } else { u32::BITS };
        self.guided([context(sort, known)], guided, number);
    }

    /// Packs how many there are of something.
    pub(super) fn count(&mut self, count: usize) {
        self.number(Sort::Count, 0, u32::try_from(count).expect("a part has fewer of everything"));
    }

    /// Packs a text that may begin like another.
    pub(super) fn text(&mut self, sort: Sort, before: &str, text: &str) {
        let kept = before.encode_utf16().zip(text.encode_utf16()).take_while(|(a, b)| a == b).count();
        self.number(Sort::Kept, sort as u32, u32::try_from(kept).expect("a text is shorter than that"));
        let mut last = [0, 0];
        for (at, letter) in text.encode_utf16().chain(once(0)).enumerate() {
            if at == kept && sort == Sort::Word {
                let above = before.encode_utf16().nth(kept).unwrap_or(0);
                let next = letter.wrapping_sub(above + 1); // less than nothing, where UTF-16 has another order
                self.number(Sort::Next, above.min(127).into(), next.into());
            } else if at >= kept {
                let [a, b] = last.map(u32::from);
                let contexts = [context(sort, 0), context(sort, b), mixed(a, b)];
                self.guided(contexts, u32::BITS, letter.into());
            }
            last = [last[1], letter];
        }
    }

    /// Returns the digits of what was packed. Those that are nothing, at the end, are left out.
    pub(super) fn finish(mut self) -> String {
        // Of all numbers that are still open, the one with the fewest digits.
        let end = self.low + self.range - 1;
        let short = [6 * DIGIT, 5 * DIGIT]
            .map(|bits| end >> bits << bits)
            .into_iter()
            .find(|short| *short >= self.low);
        self.add(short.expect("as much is open as a digit") - self.low);
        self.shift();
        let zeros = self.digits.iter().rev().take_while(|digit| **digit == 0).count();
        let digits = &self.digits[1..(self.digits.len() - zeros).max(1)];
        // The 32 signs from `0` on, none of which means anything in JSON; the last five bits of each are the digit.
        digits.iter().map(|digit| char::from(b'0' + (digit + 16) % 32)).collect()
    }

    /// Packs a number: how many bits follow its first, these as far as the contexts guide, and the rest.
    fn guided<const N: usize>(&mut self, contexts: [u32; N], guided: u32, number: u32) {
        let length = (number + 1).ilog2();
        let rest = length.saturating_sub(guided);
        let node = self.bits(contexts, 1, [5, length]);
        let node = self.bits(contexts, node, [length - rest, (number + 1) >> rest]);
        self.bits([], node, [rest, number + 1]);
    }

    /// Packs the last so many bits of a number, and returns the place to which they lead from another.
    fn bits<const N: usize>(&mut self, contexts: [u32; N], from: u32, [count, number]: [u32; 2]) -> u32 {
        let bits = (0..count).rev().map(|at| number >> at & 1);
        bits.fold(from, |node, bit| {
            self.bit(contexts, node, bit);
            node << 1 | bit
        })
    }

    fn bit<const N: usize>(&mut self, contexts: [u32; N], node: u32, bit: u32) {
        let places = contexts.map(|context| (mixed(context, node) >> (u32::BITS - PLACE)) as usize);
        let [mut zeros, mut ones, mut weight] = [1, 1, 1];
        for place in places {
            let [zero, one] = self.seen[place].map(u32::from);
            let own = if zero > 0 && one > 0 { weight } else { weight * WEIGHT };
            zeros += own * zero;
            ones += own * one;
            weight *= WEIGHT;
        }
        self.share(zeros, ones, bit);
        for place in places {
            let counts = &mut self.seen[place];
            counts[bit as usize] += 1;
            if counts[bit as usize] > MOST_SEEN {
                *counts = counts.map(|count| count / 2);
            }
        }
    }

    /// Leaves open what a bit gets, when both get as much as they were seen.
    fn share(&mut self, zeros: u32, ones: u32, bit: u32) {
        let split = self.range / (zeros + ones) * zeros;
        if bit == 0 {
            self.range = split;
        } else {
            self.add(split);
            self.range -= split;
        }
        while self.range < ONE {
            self.range <<= DIGIT;
            self.shift();
        }
    }

    /// Adds some parts, and carries.
    fn add(&mut self, parts: u32) {
        self.low += parts;
        if self.low >= ONE << DIGIT {
            self.low -= ONE << DIGIT;
            let full = self.digits.iter().rev().take_while(|digit| **digit == 31).count();
            let carried = self.digits.len() - full - 1; // what is below 1 has room in its first digit
            self.digits[carried] += 1;
            self.digits[carried + 1..].fill(0);
        }
    }

    /// Settles a digit.
    fn shift(&mut self) {
        self.digits.push(u8::try_from(self.low / ONE).expect("it is a digit"));
        self.low = (self.low % ONE) << DIGIT;
    }
}

/// Returns the context of what is of a sort, and of which something is known.
fn context(sort: Sort, known: u32) -> u32 {
    sort as u32 + 16 * known
}

fn mixed(a: u32, b: u32) -> u32 {
    const MIXER: u32 = 0x9e37_79b1;
    a.wrapping_mul(MIXER).wrapping_add(b).wrapping_mul(MIXER)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_to_be_expected_takes_little_room() {
        let packed = |pack: fn(&mut Packer)| {
            let mut packer = Packer::new();
            pack(&mut packer);
            packer.finish()
        };
        assert_eq!(packed(|_| {}), "");
        assert_eq!(packed(|packer| packer.count(0)), "");
        let thrice = packed(|packer| (0..3).for_each(|_| packer.text(Sort::Text, "", "退款没有到账")));
        let often = packed(|packer| (0..1000).for_each(|_| packer.text(Sort::Text, "", "退款没有到账")));
        assert!(often.len() < 20 * thrice.len(), "{thrice} {often}");
    }
}
