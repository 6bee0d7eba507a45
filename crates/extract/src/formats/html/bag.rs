//! Word counts of a text, used to measure how much of one text is in another.

use std::collections::{HashMap, HashSet};

/// A multiset of lowercase words. In scripts without spaces each character is a word.
#[derive(Debug, Default)]
pub(super) struct Bag {
    counts: HashMap<String, usize>,
    size: usize,
}

impl Bag {
    pub fn of(texts: &[String]) -> Bag {
        let mut bag = Bag::default();
        for text in texts {
            bag.add(text);
        }
        bag
    }

    fn add(&mut self, text: &str) {
        let mut word = String::new();
        for c in text.chars() {
            if c.is_alphanumeric() && !is_unspaced(c) {
                word.extend(c.to_lowercase());
                continue;
            }
            self.count(std::mem::take(&mut word));
            if is_unspaced(c) {
                self.count(c.to_string());
            }
        }
        self.count(word);
    }

    fn count(&mut self, word: String) {
        if !word.is_empty() {
            *self.counts.entry(word).or_default() += 1;
            self.size += 1;
        }
    }

    /// Returns the number of its words.
    pub fn size(&self) -> usize {
        self.size
    }

    /// Returns the share of its words that are also in `other`, counting repetitions; 1 if it is
    /// empty.
    pub fn share_in(&self, other: &Bag) -> f64 {
        if self.size == 0 {
            return 1.0;
        }
        let mut both = 0;
        for (word, count) in &self.counts {
            both += other.counts.get(word).map_or(0, |there| *there.min(count));
        }
        both as f64 / self.size as f64
    }
}

/// Texts in which others are searched for, ignoring white space.
pub(super) struct Haystack {
    bare: String,
    /// Each text without white space; most searches match one exactly.
    texts: HashSet<String>,
    /// How many bytes may still be searched.
    budget: usize,
}

/// Beyond this, only exact matches of whole texts are found: a hostile page may cause many
/// unsuccessful searches.
const MOST_SEARCHED: usize = 256 << 20; // bytes

impl Haystack {
    pub fn of(texts: &[String]) -> Haystack {
        let texts: Vec<String> = texts.iter().map(|text| bare(text)).collect();
        Haystack {
            bare: texts.concat(),
            texts: texts.into_iter().collect(),
            budget: MOST_SEARCHED,
        }
    }

    /// Returns whether a text is contained in these.
    pub fn has(&mut self, text: &str) -> bool {
        let text = bare(text);
        if self.texts.contains(&text) {
            return true;
        }
        if self.budget < self.bare.len() {
            return false;
        }
        self.budget -= self.bare.len();
        memchr::memmem::find(self.bare.as_bytes(), text.as_bytes()).is_some()
    }
}

fn bare(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Returns the share of `texts`, by length, that is contained in `others`; 1 if there are none.
pub(super) fn share_found(texts: &[String], others: &[String]) -> f64 {
    let mut within = Haystack::of(others);
    let (mut found, mut all) = (0, 0);
    for text in texts {
        let length = bare(text).len();
        all += length;
        found += if within.has(text) { length } else { 0 };
    }
    if all == 0 {
        1.0
    } else {
        found as f64 / all as f64
    }
}

/// Returns whether a character belongs to a script without spaces between words.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_counts_each_word_as_often_as_both_have_it() {
        let bag = |text: &str| Bag::of(&[text.to_owned()]);
        assert_eq!(bag("a, A b").share_in(&bag("a b c d")), 2.0 / 3.0);
        assert_eq!(bag("市长 x").size(), 3);
        assert_eq!(bag("市长").share_in(&bag("市民")), 0.5);
        assert_eq!(bag("").share_in(&bag("")), 1.0);
    }

    #[test]
    fn a_share_found_is_of_whole_texts() {
        let texts = |texts: &[&str]| texts.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>();
        assert_eq!(
            share_found(&texts(&["a b", "cd e"]), &texts(&["x", "a", "b c"])),
            0.4
        );
    }
}
