//! Synonyms in the index: rows of terms that stand for other rows.

use kb_model::Synonyms;
use kb_model::terms::{each_term, folded};

use super::super::lexicon::Word;
use super::Index;

impl Index {
    /// Puts other synonyms in the place of those that there are.
    pub(in super::super) fn replace_synonyms(&mut self, synonyms: &Synonyms) {
        for word in std::mem::take(&mut self.synonym_words) {
            self.release(word);
        }
        self.synonyms.clear();
        for entry in &synonyms.entries {
            let words = self.needed_row(&entry.words);
            for meaning in &entry.meanings {
                let meaning = self.needed_row(meaning);
                let rows = self.synonyms.entry(words.clone()).or_default();
                if meaning != words && !meaning.is_empty() && !rows.contains(&meaning) {
                    rows.push(meaning);
                }
            }
        }
        self.synonyms.retain(|words, rows| !words.is_empty() && !rows.is_empty());
    }

    fn needed_row(&mut self, text: &str) -> Vec<Word> {
        let words = self.words_of(text);
        for word in &words {
            if self.synonym_words.insert(*word) {
                self.need(*word);
            }
        }
        words.into_iter().map(|word| self.lexicon.term(word)).collect()
    }

    /// Returns the terms of a text, in order.
    pub(super) fn row(&mut self, text: &str) -> Vec<Word> {
        self.words_of(text).into_iter().map(|word| self.lexicon.term(word)).collect()
    }

    fn words_of(&mut self, text: &str) -> Vec<Word> {
        let mut words = Vec::new();
        each_term(&folded(text), |term| words.push(self.lexicon.number(term)));
        words
    }
}
