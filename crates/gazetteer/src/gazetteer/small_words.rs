//! The set of first words of names that start with a lowercase letter. Each distinct word of the
//! texts is looked up once.

use fst::Set;

use super::bytes::Bytes;

/// Builds the set of the sorted, folded `words`.
pub(super) fn build<'a>(words: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let set = Set::from_iter(words).expect("words are sorted, and memory takes what is written");
    set.into_fst().into_inner()
}

/// The opened set.
#[derive(Debug, Clone)]
pub(super) struct SmallWords(Bytes);

impl SmallWords {
    /// Opens the output of [`build`]; `None` if the format is wrong.
    pub fn open(set: Bytes) -> Option<SmallWords> {
        Set::new(set.as_ref()).ok()?;
        Some(SmallWords(set))
    }

    /// Returns whether the set contains a folded word.
    pub fn contains(&self, word: &str) -> bool {
        // The set was valid when opened; if its bytes have changed since, it contains nothing.
        Set::new(self.0.as_ref()).is_ok_and(|set| set.contains(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_set_contains_exactly_its_words() {
        let words: Vec<String> = (100..1000).map(|i| format!("word{i}")).collect();
        let set = SmallWords::open(Bytes::new(build(words.iter().map(String::as_str)))).unwrap();
        assert!(words.iter().all(|word| set.contains(word)));
        assert!(!set.contains("word") && !set.contains("word1000") && !set.contains(""));
        assert!(SmallWords::open(Bytes::new(*b"no set")).is_none());
    }

    #[test]
    fn an_empty_set_has_no_word() {
        let set = SmallWords::open(Bytes::new(build([].into_iter()))).unwrap();
        assert!(!set.contains("haiti"));
    }
}
