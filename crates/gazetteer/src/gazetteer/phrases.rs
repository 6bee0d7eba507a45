//! Counts lowercase occurrences of phrases in a text, which distinguish words from names.

use std::collections::HashMap;

use rapidhash::fast::RandomState;

use reportage_text::analysis::words::Words;

/// Phrases to count.
pub struct Phrases<'a> {
    /// For each first word, the other words of the phrases and their numbers.
    by_first: HashMap<&'a str, Vec<(Vec<&'a str>, usize)>, RandomState>,
}

impl<'a> Phrases<'a> {
    /// Takes folded phrases, with single spaces between words; they are numbered in order.
    pub fn new(phrases: impl Iterator<Item = &'a str>) -> Phrases<'a> {
        let mut by_first: HashMap<&str, Vec<(Vec<&str>, usize)>, RandomState> = HashMap::default();
        for (number, phrase) in phrases.enumerate() {
            let mut words = phrase.split(' ');
            let first = words.next().unwrap_or_default();
            let alike = by_first.entry(first).or_default();
            alike.push((words.collect(), number));
        }
        Phrases { by_first }
    }

    /// Adds the number of lowercase occurrences in `text` to `counts`, which has one item per
    /// phrase. A text without capitals is skipped, because it is not evidence.
    pub fn count_small(&self, text: &str, words: &Words, counts: &mut [u64]) {
        if !text.contains(char::is_uppercase) {
            return;
        }
        for i in 0..words.len() {
            let Some(alike) = self.by_first.get(words.folded(i)) else {
                continue;
            };
            for (rest, number) in alike {
                let last = i + rest.len();
                if last >= words.len()
                    || !(i + 1..)
                        .zip(rest)
                        .all(|(i, word)| words.folded(i) == *word)
                {
                    continue;
                }
                let written = &text[words.span(i).start..words.span(last).end];
                if !written.contains(char::is_uppercase) {
                    counts[*number] += 1;
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_lowercase_phrases_count() {
        let phrases = Phrases::new(["member states", "assembly", "ravine seche"].into_iter());
        let text = "The Member States and the member states met in assembly; Ravine Sèche, Member states. An assembly";
        let mut counts = [0; 3];
        phrases.count_small(text, &Words::of(text), &mut counts);
        assert_eq!(counts, [1, 2, 0]);
        let text = "the member states met in ravine sèche";
        phrases.count_small(text, &Words::of(text), &mut counts);
        assert_eq!(counts, [1, 2, 0]);
    }
}
