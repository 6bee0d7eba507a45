//! MinHash signatures: estimate the similarity of two texts from a few numbers stored for each.
//!
//! A text is the set of its shingles (three consecutive words; in scripts without spaces, three
//! characters) and its numbers. Numbers count several times: they distinguish today's report on
//! prices or casualties from yesterday's, which may differ in nothing else. The hashes of the set
//! are distributed over slots, and the signature keeps some bits of the smallest hash of each slot
//! (one-permutation hashing; an empty slot borrows from another). The share of equal slots
//! estimates the Jaccard similarity of two sets.

/// The number of values in a packed signature.
pub const VALUES: usize = 20;
/// The number of bands per value.
pub const BANDS_PER_VALUE: usize = 2;

/// The number of words in a shingle.
const SHINGLE: usize = 3;
/// How many set elements a number counts as.
const NUMBER_ELEMENTS: u64 = 8;
/// The number of slots per value.
const SLOTS_PER_VALUE: usize = 6;
const SLOTS: usize = VALUES * SLOTS_PER_VALUE;
/// The bits of a hash that a slot keeps.
const SLOT_BITS: u32 = 10;
const SLOT_MASK: u64 = (1 << SLOT_BITS) - 1;
/// The bits of a value that hold its slots.
const SLOTS_BITS: u32 = SLOT_BITS * SLOTS_PER_VALUE as u32;
/// The bits of the element count stored above the slots in each of the first [`COUNT_VALUES`]
/// values.
const COUNT_BITS: u32 = u64::BITS - SLOTS_BITS;
const COUNT_VALUES: u32 = u32::BITS / COUNT_BITS;
/// How many random slots an empty slot tries to borrow from.
const TRIES: u64 = 16;

/// The slots of each band of a value. Two texts are compared only if all slots of some band are
/// equal.
const BANDS: [[u32; 3]; BANDS_PER_VALUE] = [[0, 1, 2], [3, 4, 5]];

/// Near duplicates share at least this fraction of the smaller set, if they are long.
const SHARED_OF_LONG: f64 = 0.77;
/// For short texts the fraction is higher by this constant divided by the size of the smaller
/// set...
const MORE_IF_SHORT: f64 = 12.0;
/// ... up to this fraction. Even shorter texts must be identical.
const SHARED_OF_SHORT: f64 = 0.97;
/// The lowest Jaccard similarity of near duplicates. Below it, one text is a small part of the
/// other.
const LEAST_SIMILARITY: f64 = 0.28;
/// Texts about one story share at least this fraction of the smaller set.
const LEAST_RELATED: f64 = 0.5;

/// The hash of a word, from which signatures are computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WordKey {
    hash: u64,
    is_number: bool,
}

impl WordKey {
    /// Returns the key of a folded word; the same on every machine.
    pub fn of(folded: &str) -> WordKey {
        WordKey {
            hash: rapidhash::v3::rapidhash_v3(folded.as_bytes()),
            is_number: folded.starts_with(|c: char| c.is_ascii_digit()),
        }
    }
}

/// A MinHash signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Signature([u64; VALUES]);

impl Signature {
    /// Computes the signature of texts, each given as the keys of its words in order. Shingles do
    /// not cross texts. `None` if there are no words.
    pub fn of(texts: &[&[WordKey]]) -> Option<Signature> {
        let mut hashes = elements(texts);
        hashes.sort_unstable();
        hashes.dedup();
        let mut slots = [None; SLOTS];
        for &hash in &hashes {
            let slot = ((u128::from(hash) * SLOTS as u128) >> u64::BITS) as usize;
            // Hashes are sorted, so the first in a slot is the smallest.
            slots[slot].get_or_insert(hash & SLOT_MASK);
        }
        let mut values = [0; VALUES];
        for (i, value) in values.iter_mut().enumerate() {
            for n in 0..SLOTS_PER_VALUE {
                let slot = filled(&slots, i * SLOTS_PER_VALUE + n)?;
                *value |= slot << (SLOT_BITS * n as u32);
            }
        }
        let count = u32::try_from(hashes.len()).unwrap_or(u32::MAX);
        for i in 0..COUNT_VALUES {
            let bits = u64::from(count >> (i * COUNT_BITS)) & ((1 << COUNT_BITS) - 1);
            values[i as usize] |= bits << SLOTS_BITS;
        }
        Some(Signature(values))
    }

    /// Returns the signature as numbers.
    pub fn pack(self) -> [u64; VALUES] {
        self.0
    }

    /// Undoes [`Signature::pack`].
    pub fn unpack(values: [u64; VALUES]) -> Signature {
        Signature(values)
    }

    /// Returns whether two texts are near duplicates: one contains nearly all of the other and is
    /// not many times as long.
    pub fn is_near_duplicate_of(&self, other: &Signature) -> bool {
        let (similarity, shared, least) = self.compared(other);
        let wanted = (SHARED_OF_LONG + MORE_IF_SHORT / least).min(SHARED_OF_SHORT);
        similarity >= LEAST_SIMILARITY && shared >= wanted
    }

    /// Returns whether two texts may be about one story: one contains at least half of the other.
    pub fn is_related_to(&self, other: &Signature) -> bool {
        let (_, shared, _) = self.compared(other);
        shared >= LEAST_RELATED
    }

    /// Returns the Jaccard similarity, the fraction of the smaller set that is in the other, and
    /// the size of the smaller set.
    fn compared(&self, other: &Signature) -> (f64, f64, f64) {
        let equal: u32 = self
            .0
            .iter()
            .zip(&other.0)
            .map(|(a, b)| equal(*a, *b))
            .sum();
        let similarity = f64::from(equal) / SLOTS as f64;
        let (a, b) = (f64::from(self.count()), f64::from(other.count()));
        let least = a.min(b);
        let shared = similarity / (1.0 + similarity) * (a + b) / least;
        (similarity, shared, least)
    }

    /// Returns the size of the set.
    fn count(&self) -> u32 {
        let bits = |i: u32| ((self.0[i as usize] >> SLOTS_BITS) as u32) << (i * COUNT_BITS);
        (0..COUNT_VALUES).map(bits).sum()
    }
}

/// Returns the bits of a band of a packed value.
pub fn band(value: u64, band: usize) -> u32 {
    let [a, b, c] = BANDS[band].map(|slot| (value >> (slot * SLOT_BITS) & SLOT_MASK) as u32);
    (a << SLOT_BITS | b) << SLOT_BITS | c
}

/// Returns how many slots of two values are equal.
fn equal(a: u64, b: u64) -> u32 {
    /// The lowest bit of each slot.
    const ONES: u64 = {
        let (mut ones, mut i) = (0, 0);
        while i < SLOTS_PER_VALUE {
            ones |= 1 << (SLOT_BITS * i as u32);
            i += 1;
        }
        ones
    };
    const HIGHEST: u64 = ONES << (SLOT_BITS - 1);
    const OTHERS: u64 = ONES * (SLOT_MASK >> 1);
    let differ = a ^ b;
    // The addition carries into the highest bit of a slot if any lower bit is set.
    let unequal = (((differ & OTHERS) + OTHERS) | differ) & HIGHEST;
    SLOTS_PER_VALUE as u32 - unequal.count_ones()
}

/// Returns the hashes of the set, with duplicates.
fn elements(texts: &[&[WordKey]]) -> Vec<u64> {
    let words: usize = texts.iter().map(|text| text.len()).sum();
    let mut hashes = Vec::with_capacity(words + words / 2);
    for text in texts {
        match text.len() {
            0 => {}
            1..SHINGLE => hashes.push(shingle(text)),
            _ => hashes.extend(text.windows(SHINGLE).map(shingle)),
        }
        for word in text.iter().filter(|word| word.is_number) {
            hashes.extend((1..=NUMBER_ELEMENTS).map(|n| mixed(word.hash, n)));
        }
    }
    hashes
}

fn shingle(words: &[WordKey]) -> u64 {
    let add = |hash, word: &WordKey| mixed(hash, word.hash);
    words.iter().fold(0, add)
}

/// Returns the hash of a slot. An empty slot borrows from another one; which one depends only on
/// which slots are empty. `None` if all are empty.
fn filled(slots: &[Option<u64>; SLOTS], slot: usize) -> Option<u64> {
    let at_random = (1..=TRIES).map(|n| mixed(slot as u64, n) as usize % SLOTS);
    let in_order = (slot..SLOTS).chain(0..slot);
    let mut candidates = std::iter::once(slot).chain(at_random).chain(in_order);
    candidates.find_map(|slot| slots[slot])
}

/// Mixes two numbers by two folded 128-bit multiplications.
#[inline]
fn mixed(a: u64, b: u64) -> u64 {
    let a = a ^ 0x2d35_8dcc_aa6c_78a5;
    let b = b ^ 0x8bb8_4b93_962e_acc9;
    let product = u128::from(a) * u128::from(b.rotate_left(32) ^ 0x4b33_a62e_d433_d4a3);
    let folded = product as u64 ^ (product >> u64::BITS) as u64;
    let product = u128::from(folded ^ 0x4d5a_2da5_1de1_aa47) * u128::from(b ^ a.rotate_left(17));
    product as u64 ^ (product >> u64::BITS) as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::words::Words;

    fn keys(text: &str) -> Vec<WordKey> {
        let words = Words::of(text);
        (0..words.len())
            .map(|i| WordKey::of(words.folded(i)))
            .collect()
    }

    fn signature(text: &str) -> Signature {
        Signature::of(&[&keys(text)]).unwrap()
    }

    /// A text of this many different words.
    fn story(words: std::ops::Range<usize>) -> String {
        let words = words.map(|n| format!("w{n}x"));
        words.collect::<Vec<_>>().join(" ")
    }

    fn alike(a: &str, b: &str) -> bool {
        let (a, b) = (signature(a), signature(b));
        assert_eq!(a.is_near_duplicate_of(&b), b.is_near_duplicate_of(&a));
        a.is_near_duplicate_of(&b)
    }

    #[test]
    fn a_text_is_a_near_duplicate_of_itself_cut_and_corrected_and_not_of_another() {
        let whole = story(0..300);
        assert!(alike(&whole, &whole));
        assert!(alike(&whole, &story(0..150)));
        assert!(alike(&whole, &format!("By A Reporter {whole}")));
        assert!(alike(&whole, &whole.replace("w77x", "corrected")));
        assert!(!alike(&whole, &story(1000..1300)));
        assert!(!alike(&whole, &story(200..500)));
    }

    #[test]
    fn a_small_part_of_a_long_text_is_not_a_near_duplicate_of_it() {
        assert!(!alike(&story(0..1000), &story(0..200)));
    }

    #[test]
    fn reports_that_differ_in_their_numbers_are_not_near_duplicates() {
        let report = |deaths: &str, injured: &str| {
            format!(
                "{} killed {deaths} and injured {injured} people",
                story(0..40)
            )
        };
        assert!(!alike(&report("12", "340"), &report("15", "410")));
        assert!(alike(
            &report("12", "340"),
            &format!("Update {}", report("12", "340"))
        ));
    }

    #[test]
    fn very_short_texts_are_near_duplicates_only_if_they_are_the_same() {
        assert!(alike("See attachment", "See attachment"));
        assert!(!alike("See attachment", "See attachments"));
        assert!(!alike("Situation report five", "Situation report six"));
        assert!(!alike("one", "two"));
    }

    #[test]
    fn characters_are_shingled_where_words_are_not_separated() {
        let text = "海地国家警察星期二在太子港逮捕了十二名帮派成员，并缴获了大量武器和弹药。当局说，这次行动是根据居民的举报展开的，没有人员伤亡。市长在广播中感谢居民，并要求商店和学校从下周一起照常开门。港口办公室表示，被关闭了四天的道路已经重新开放，运送粮食和药品的卡车可以通行。";
        let edited = text.replace("星期二", "周二");
        assert!(alike(text, &edited));
        assert!(!alike(
            text,
            "世界卫生组织说，该国南部省份的霍乱疫情正在蔓延，过去一周报告了三百多例新病例，当地医院缺乏药品和清洁用水，急需国际援助。"
        ));
    }

    #[test]
    fn texts_without_words_have_no_signature() {
        assert_eq!(Signature::of(&[&[], &[]]), None);
    }

    #[test]
    fn near_duplicates_have_a_band_in_common() {
        let (a, b) = (signature(&story(0..300)), signature(&story(0..150)));
        let values = a.pack().into_iter().zip(b.pack());
        let common =
            values.flat_map(|(a, b)| (0..BANDS_PER_VALUE).map(move |n| band(a, n) == band(b, n)));
        assert!(common.filter(|&is_common| is_common).count() > 0);
    }

    #[test]
    fn slots_and_counts_stay_apart() {
        let of = signature(&story(0..300));
        assert_eq!(of.count(), 298);
        assert_eq!(of.compared(&of).0, 1.0);
        assert_eq!(equal(0, u64::MAX), 0);
        assert_eq!(equal(0, SLOT_MASK), SLOTS_PER_VALUE as u32 - 1);
        assert_eq!(equal(0, 1 << SLOTS_BITS), SLOTS_PER_VALUE as u32);
    }

    proptest::proptest! {
        #[test]
        fn every_slot_is_estimated_from_a_hash(n in 1usize..200, from in 0usize..10_000) {
            let of = signature(&story(from..from + n));
            let estimate = of.compared(&signature(&story(from..from + n))).0;
            proptest::prop_assert_eq!(estimate, 1.0);
            proptest::prop_assert_eq!(of.count() as usize, n.saturating_sub(2).max(1));
        }
    }
}
