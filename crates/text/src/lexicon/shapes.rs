//! A fast pre-check that rejects most words that are not in a set.

/// The first bytes and lengths of the words in a set. Most words of a text match none of them and
/// need no look-up.
#[derive(Debug, Clone)]
pub struct WordShapes {
    /// For each first byte, a bit set of lengths.
    lengths: [u32; 256],
}

impl Default for WordShapes {
    fn default() -> WordShapes {
        WordShapes { lengths: [0; 256] }
    }
}

impl WordShapes {
    /// Adds a word to the set.
    pub fn add(&mut self, word: &str) {
        if let Some(&first) = word.as_bytes().first() {
            self.lengths[usize::from(first)] |= length_bit(word);
        }
    }

    /// Returns whether the set may contain a word; `false` for the empty word.
    #[inline]
    pub fn may_have(&self, word: &str) -> bool {
        let first = word.as_bytes().first();
        first.is_some_and(|&first| self.lengths[usize::from(first)] & length_bit(word) != 0)
    }
}

/// Returns the bit for the length of a word in bytes; all long words share the last bit.
fn length_bit(word: &str) -> u32 {
    1 << word.len().min(31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_the_set_may_be_in_it_and_one_of_another_shape_is_not() {
        let mut shapes = WordShapes::default();
        let long = "x".repeat(100);
        for word in ["village", "é", &long] {
            shapes.add(word);
        }
        for word in ["village", "é", &long, "vicious"] {
            assert!(shapes.may_have(word), "{word}");
        }
        for word in ["", "villages", "xx", "a"] {
            assert!(!shapes.may_have(word), "{word}");
        }
    }
}
