//! A filter of the words with which names that start with a lowercase letter start, so that the great
//! mass of words, which start none, costs one hash each.

use rapidhash::v3::rapidhash_v3;

use super::bytes::Bytes;

/// Bits for each word: one word in about seventy passes that should not, and finds no name then.
const BITS_PER_WORD: usize = 16;

/// Builds the filter's bits of the folded `words`.
pub(super) fn build<'a>(words: impl ExactSizeIterator<Item = &'a str>) -> Vec<u8> {
    let bytes = (words.len() * BITS_PER_WORD).next_power_of_two().max(64) / 8;
    let mut bits = vec![0; bytes];
    for word in words {
        for (byte, bit) in places(word, bytes) {
            bits[byte] |= bit;
        }
    }
    bits
}

/// A filter, opened.
#[derive(Debug, Clone)]
pub(super) struct SmallWords(Bytes);

impl SmallWords {
    /// Opens what [`build`] built; `None` if it is not of its length.
    pub fn open(bits: Bytes) -> Option<SmallWords> {
        let len = bits.as_ref().len();
        (len.is_power_of_two()).then_some(SmallWords(bits))
    }

    /// Returns the filter as one text is read with it.
    pub fn reader(&self) -> SmallWordsReader<'_> {
        SmallWordsReader(self.0.as_ref())
    }
}

/// A filter's bits, at hand.
#[derive(Debug, Clone, Copy)]
pub(super) struct SmallWordsReader<'a>(&'a [u8]);

impl SmallWordsReader<'_> {
    /// Returns `false` for words that were surely not put in.
    pub fn may_contain(self, word: &str) -> bool {
        let bits = self.0;
        let [(byte, bit), (other_byte, other_bit)] = places(word, bits.len());
        let is_set = |byte: usize, bit: u8| bits.get(byte).is_some_and(|bits| bits & bit != 0);
        is_set(byte, bit) && is_set(other_byte, other_bit)
    }
}

/// Returns the two bits of a word in a filter of `bytes`, a power of two.
fn places(word: &str, bytes: usize) -> [(usize, u8); 2] {
    let hash = rapidhash_v3(word.as_bytes());
    let place = |hash: u64| {
        let bit = hash as usize & bytes.saturating_mul(8).saturating_sub(1);
        (bit / 8, 1 << (bit % 8))
    };
    [place(hash), place(hash >> 32)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_put_in_passes_and_few_others_do() {
        let words: Vec<String> = (0..1000).map(|i| format!("word{i}")).collect();
        let bits = build(words.iter().map(String::as_str));
        let filter = SmallWords::open(Bytes::new(bits)).unwrap();
        assert!(words.iter().all(|word| filter.reader().may_contain(word)));
        let others = (0..1000).filter(|i| filter.reader().may_contain(&format!("other{i}")));
        assert!(others.count() < 50);
    }

    #[test]
    fn an_empty_filter_passes_nothing() {
        let filter = SmallWords::open(Bytes::new(build([].into_iter()))).unwrap();
        assert!(!filter.reader().may_contain("haiti"));
    }
}
