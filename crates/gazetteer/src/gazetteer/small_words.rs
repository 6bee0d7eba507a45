//! The words with which names that start with a lowercase letter start, as a set. Each distinct word of the texts is
//! looked up once.

use fst::Set;

use super::bytes::Bytes;

/// Builds the set of the folded `words`, which are sorted.
pub(super) fn build<'a>(words: impl Iterator<Item = &'a str>) -> Vec<u8> {
    let set = Set::from_iter(words).expect("words are sorted, and memory takes what is written");
    set.into_fst().into_inner()
}

/// The set, opened.
#[derive(Debug, Clone)]
pub(super) struct SmallWords(Bytes);

impl SmallWords {
    /// Opens what [`build`] built; `None` if it is not so written.
    pub fn open(set: Bytes) -> Option<SmallWords> {
        Set::new(set.as_ref()).ok()?;
        Some(SmallWords(set))
    }

    /// Returns whether a folded word was put in.
    pub fn contains(&self, word: &str) -> bool {
        // It was opened before; bytes that have changed since hold no word.
        Set::new(self.0.as_ref()).is_ok_and(|set| set.contains(word))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_put_in_is_there_and_no_other() {
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
