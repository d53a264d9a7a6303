//! Weights: how much a word says about an entry, and how much a word says at all, as small whole numbers.
//!
//! They are those of BM25F (Robertson, Zaragoza: The Probabilistic Relevance Framework, 2009) in two halves, so that the
//! browser multiplies where others take logarithms: the impact of a word in one text depends on that text alone, and the
//! rarity of a word on nothing but the number of texts that have it. So one edit changes few numbers.

use super::entries::Field;

/// How much more often a word must stand somewhere to say twice as much (`k1`). More than the usual 1.2, since a word in
/// a title already counts several times.
const SATURATION: f64 = 3.0;

/// The greatest impact. With twice as many steps the files are a fifth larger, and answers no better.
pub(super) const MOST_IMPACT: u8 = 7;

/// The greatest rarity, in quarters of a bit. A word of one text among ten thousand tells no more than one of ten.
const MOST_RARITY: u32 = 40;

impl Field {
    pub(super) const ALL: [Self; 5] = [Self::Title, Self::Hints, Self::Summary, Self::Headings, Self::Body];

    /// Returns how much a word counts here.
    fn weight(self) -> f64 {
        match self {
            Self::Title => 6.0,
            Self::Hints => 4.0,
            Self::Summary => 2.5,
            Self::Headings => 2.0,
            Self::Body => 1.0,
        }
    }

    /// Returns how much less a word counts in a long text (`b`): hints are many because there are many, not because they
    /// say little.
    fn dilution(self) -> f64 {
        match self {
            Self::Title | Self::Headings | Self::Summary => 0.4,
            Self::Hints => 0.3,
            Self::Body => 0.75,
        }
    }

    /// Returns how many words there usually are: what the shipped content has, rounded. A true average would change every
    /// impact with every edit.
    fn usual_length(self) -> f64 {
        match self {
            Self::Title => 8.0,
            Self::Hints => 200.0,
            Self::Summary => 24.0,
            Self::Headings => 20.0,
            Self::Body => 250.0,
        }
    }
}

/// How often something stands in each field of a text.
pub(super) type Counts = [u32; 5];

/// Returns how much a word says about a text, from 0 to [`MOST_IMPACT`]: `counts` of the word, `lengths` of the fields in
/// words, and how much of any word counts there.
pub(super) fn impact(counts: Counts, lengths: Counts, standing: f64) -> u8 {
    let part = |field: Field| {
        let long = f64::from(lengths[field as usize]) / field.usual_length();
        let diluted = 1.0 - field.dilution() + field.dilution() * long;
        field.weight() * f64::from(counts[field as usize]) / diluted
    };
    let frequency: f64 = Field::ALL.into_iter().map(part).sum();
    let share = frequency / (SATURATION + frequency) * standing;
    let is_reached = |step: &u8| f64::from(*step) - 0.5 <= share * f64::from(MOST_IMPACT);
    (1..=MOST_IMPACT).rev().find(is_reached).unwrap_or(0)
}

/// Returns how much a word says at all that this many of so many texts have: a quarter of a bit is one.
pub(super) fn rarity(holders: usize, texts: usize) -> u32 {
    let is_reached = |step: &u32| {
        // 2^(step / 4) - 1 <= texts / holders
        let bound = (f64::from(*step) / 4.0).exp2() - 1.0;
        bound * many(holders) <= many(texts)
    };
    (1..=MOST_RARITY).take_while(is_reached).last().unwrap_or(0)
}

fn many(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_weigh_more_the_rarer_and_the_higher_they_stand() {
        let lengths = [8, 0, 24, 20, 250];
        let once = |field: Field| {
            let mut counts = [0; 5];
            counts[field as usize] = 1;
            impact(counts, lengths, 1.0)
        };
        assert!(once(Field::Title) > once(Field::Summary) && once(Field::Summary) > once(Field::Body));
        assert!(once(Field::Body) > 0);
        assert_eq!(impact([9; 5], [9; 5], 1.0), MOST_IMPACT);
        assert!(rarity(1, 60) > rarity(10, 60) && rarity(10, 60) > rarity(60, 60));
        assert_eq!((rarity(1, 1), rarity(1, 1_000_000)), (4, MOST_RARITY));
    }
}
