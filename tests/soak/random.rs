//! Reproducible pseudorandom numbers.

/// A generator (splitmix64).
pub struct Random(u64);

impl Random {
    /// Creates a generator from the seed of this test and the number of a stream.
    pub fn new(stream: u64) -> Random {
        Random(setting("REPORTAGE_SOAK_SEED", 1) ^ (stream << 32))
    }

    /// Returns a number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Returns a number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    /// Returns one of these.
    pub fn one_of<'a, T: ?Sized>(&mut self, of: &[&'a T]) -> &'a T {
        of[self.below(of.len())]
    }
}

/// Returns the number of repetitions of a test.
pub fn count(otherwise: u64) -> u64 {
    setting("REPORTAGE_SOAK_COUNT", otherwise)
}

fn setting(name: &str, otherwise: u64) -> u64 {
    std::env::var(name)
        .ok()
        .and_then(|value| value.parse().ok())
        .unwrap_or(otherwise)
}
