//! Word numbers across texts, so that facts about a word (its stem, the names that start with it)
//! are cached and retrieved without hashing its letters again.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::atomic::{AtomicU64, Ordering};

use super::words::Words;

/// The numbers are reset at this many words, which bounds memory on endless vocabularies.
const MOST: usize = 200_000;
/// The longest word that is compared as two integers, in bytes; nearly all words are shorter.
const SHORT: usize = 15;
/// The initial number of slots for short words, a power of two.
const FIRST_SLOTS: usize = 256;

/// Identifies one set of numbers between resets of a vocabulary; never reused.
static GENERATIONS: AtomicU64 = AtomicU64::new(1);

/// Assigns numbers to words, from 0 on in order of first occurrence.
pub struct Vocabulary {
    generation: u64,
    len: usize,
    /// Random seeds, so that nobody can choose words that all collide.
    seeds: [u64; 2],
    /// Open-addressing table of the short words; at least half of the slots are vacant.
    slots: Vec<Slot>,
    short: usize,
    long: HashMap<Box<str>, u32, rapidhash::fast::RandomState>,
}

/// A slot for a short word.
#[derive(Debug, Clone, Copy, Default)]
struct Slot {
    /// All zero if it is vacant.
    key: Key,
    number: u32,
}

/// A word of up to [`SHORT`] bytes, padded with zeros; the last byte is its length, never zero.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Key([u64; 2]);

/// The numbers of the words of one text.
pub struct Numbers {
    generation: u64,
    of: Vec<u32>,
}

impl Default for Vocabulary {
    fn default() -> Vocabulary {
        let random = RandomState::new();
        Vocabulary {
            generation: next_generation(),
            len: 0,
            seeds: [random.hash_one(0), random.hash_one(1)],
            slots: vec![Slot::default(); FIRST_SLOTS],
            short: 0,
            long: HashMap::default(),
        }
    }
}

fn next_generation() -> u64 {
    GENERATIONS.fetch_add(1, Ordering::Relaxed)
}

impl Vocabulary {
    /// Returns the numbers of the words of a text. Known words keep their numbers, unless the
    /// vocabulary is full and is reset.
    pub fn number(&mut self, words: &Words) -> Numbers {
        if self.len >= MOST {
            self.forget();
        }
        let text = words.all_folded();
        let mut of = Vec::with_capacity(words.len());
        for i in 0..words.len() {
            let range = words.folded_range(i);
            of.push(match Key::of(text.as_bytes(), range.clone()) {
                Some(key) => self.number_of_short(key),
                None => self.number_of_long(&text[range]),
            });
        }
        Numbers {
            generation: self.generation,
            of,
        }
    }

    fn forget(&mut self) {
        self.generation = next_generation();
        self.len = 0;
        self.slots.fill(Slot::default());
        self.short = 0;
        self.long.clear();
    }

    fn number_of_short(&mut self, key: Key) -> u32 {
        let mut at = self.first_slot(key);
        loop {
            let slot = self.slots[at];
            if slot.key == key {
                return slot.number;
            }
            if slot.key == Key::default() {
                break;
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        let number = self.next();
        self.slots[at] = Slot { key, number };
        self.short += 1;
        if self.short * 2 > self.slots.len() {
            self.double();
        }
        number
    }

    fn number_of_long(&mut self, word: &str) -> u32 {
        if let Some(number) = self.long.get(word) {
            return *number;
        }
        let number = self.next();
        self.long.insert(word.into(), number);
        number
    }

    fn next(&mut self) -> u32 {
        let number = u32::try_from(self.len).expect("a text of 4 GiB has fewer words");
        self.len += 1;
        number
    }

    /// Returns the slot where probing for a key starts.
    fn first_slot(&self, key: Key) -> usize {
        let Key([low, high]) = key;
        let product = u128::from(low ^ self.seeds[0]) * u128::from(high ^ self.seeds[1]);
        (product as u64 ^ (product >> 64) as u64) as usize & (self.slots.len() - 1)
    }

    fn double(&mut self) {
        let doubled = vec![Slot::default(); self.slots.len() * 2];
        for slot in std::mem::replace(&mut self.slots, doubled) {
            if slot.key == Key::default() {
                continue;
            }
            let mut at = self.first_slot(slot.key);
            while self.slots[at].key != Key::default() {
                at = (at + 1) & (self.slots.len() - 1);
            }
            self.slots[at] = slot;
        }
    }
}

impl Key {
    /// Returns the key of the word at `range` of `text`; `None` if it is too long.
    fn of(text: &[u8], range: std::ops::Range<usize>) -> Option<Key> {
        let len = range.len();
        if len > SHORT {
            return None;
        }
        // Reads bytes beyond the word and masks them, which is cheaper than copying.
        let bytes: [u8; 16] = match text[range.start..].first_chunk() {
            Some(bytes) => *bytes,
            None => {
                let mut bytes = [0; 16];
                bytes[..len].copy_from_slice(&text[range]);
                bytes
            }
        };
        let mask = (1u128 << (8 * len)) - 1;
        let key = u128::from_le_bytes(bytes) & mask | (len as u128) << 120;
        Some(Key([key as u64, (key >> 64) as u64]))
    }
}

impl Numbers {
    /// Returns the number of words.
    pub fn len(&self) -> usize {
        self.of.len()
    }

    /// Returns whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.of.is_empty()
    }
}

/// Cached values by word number.
pub struct PerWord<T> {
    /// The generation of the numbers; numbers of other generations stand for other words.
    generation: u64,
    known: Vec<Option<T>>,
}

impl<T> Default for PerWord<T> {
    fn default() -> PerWord<T> {
        PerWord {
            generation: 0,
            known: Vec::new(),
        }
    }
}

impl<T> PerWord<T> {
    /// Returns the cached value of word `i` of a text; `None` if there is none.
    #[inline]
    pub fn known(&self, numbers: &Numbers, i: usize) -> Option<&T> {
        if self.generation != numbers.generation {
            return None;
        }
        self.known.get(numbers.of[i] as usize)?.as_ref()
    }

    /// Returns the cached value of word `i` of a text; computes it with `find` if there is none.
    #[inline]
    pub fn get(&mut self, numbers: &Numbers, i: usize, find: impl FnOnce() -> T) -> &T {
        let number = numbers.of[i] as usize;
        if self.generation != numbers.generation {
            self.known.clear();
            self.generation = numbers.generation;
        }
        if number >= self.known.len() {
            self.known.resize_with(number + 1, || None);
        }
        self.known[number].get_or_insert_with(find)
    }

    /// Forgets everything.
    pub fn clear(&mut self) {
        self.known.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(vocabulary: &mut Vocabulary, text: &str) -> Vec<u32> {
        vocabulary.number(&Words::of(text)).of
    }

    #[test]
    fn a_word_has_the_number_it_had_and_no_other_has_it() {
        let mut vocabulary = Vocabulary::default();
        let text = "Police said the police; said, THE; internationalisation, internationalisations";
        assert_eq!(
            numbers(&mut vocabulary, text),
            [0, 1, 2, 0, 1, 2, 3, 4],
            "folded, whatever their length"
        );
        assert_eq!(numbers(&mut vocabulary, "the internationalisation"), [2, 3]);
        // Words that differ only in their last byte, by one byte, or in length.
        let alike = "a aa aaa aaaaaaa aaaaaaaa aaaaaaaaa aaaaaaaaaaaaaaa aaaaaaaaaaaaaaaa \
                     aaaaaaaaaaaaaab baaaaaaaaaaaaaa";
        let got = numbers(&mut vocabulary, alike);
        assert_eq!(got, (5..15).collect::<Vec<u32>>());
        assert_eq!(numbers(&mut vocabulary, alike), got);
    }

    #[test]
    fn numbers_hold_while_the_places_double() {
        let mut vocabulary = Vocabulary::default();
        let text: Vec<String> = (0..10 * FIRST_SLOTS).map(|i| format!("w{i}")).collect();
        let text = text.join(" ");
        let got = numbers(&mut vocabulary, &text);
        assert_eq!(got, (0..10 * FIRST_SLOTS as u32).collect::<Vec<u32>>());
        assert_eq!(numbers(&mut vocabulary, &text), got);
    }

    #[test]
    fn cached_values_are_dropped_with_the_word_numbers() {
        let mut vocabulary = Vocabulary::default();
        let mut lengths = PerWord::default();
        let words = Words::of("police said");
        let before = vocabulary.number(&words);
        for i in [0, 1, 0] {
            let length = lengths.get(&before, i, || words.folded(i).len());
            assert_eq!(*length, words.folded(i).len());
        }
        assert_eq!(*lengths.get(&before, 0, || unreachable!("known")), 6);
        let endless: Vec<String> = (0..MOST).map(|i| format!("w{i}")).collect();
        vocabulary.number(&Words::of(&endless.join(" ")));
        let words = Words::of("said");
        let after = vocabulary.number(&words);
        assert_eq!(after.of, [0], "numbers start anew");
        assert_eq!(*lengths.get(&after, 0, || 4), 4);
        assert_eq!(
            *lengths.get(&before, 0, || 6),
            6,
            "older numbers count still"
        );
    }
}
