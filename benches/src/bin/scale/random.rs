//! Pseudorandom numbers: SplitMix64 (Steele, Lea, Flood, *Fast Splittable Pseudorandom Number Generators*, 2014).

/// A generator; the same seed gives the same numbers.
pub struct Random(u64);

impl Random {
    /// Returns the generator of item `n` of a series: items can be generated in any order.
    pub fn of(series: u64, n: u64) -> Random {
        Random(Random(series).next() ^ Random(n).next())
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number below `end`, which is at least 1.
    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }

    /// Returns a number from 0 to below 1.
    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// Returns a number below `end`, with a Zipf distribution: small numbers are far more frequent.
    pub fn rank(&mut self, end: usize) -> usize {
        let rank = (end as f64).powf(self.share()) - 1.0;
        (rank as usize).min(end - 1)
    }

    /// Returns an item of a list that is not empty.
    pub fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}
