//! Line numbers of byte offsets in a source that is read from start to end.

/// Counts lines forward.
pub(crate) struct LineCounter<'a> {
    source: &'a [u8],
    at: usize,
    line: u32,
}

impl<'a> LineCounter<'a> {
    /// Starts at the first byte of `source`, which is on line `first`.
    pub fn new(source: &'a [u8], first: u32) -> LineCounter<'a> {
        LineCounter {
            source,
            at: 0,
            line: first,
        }
    }

    /// Returns the line of byte `at`, which must not be before that of the previous call.
    pub fn at(&mut self, at: usize) -> u32 {
        debug_assert!(at >= self.at);
        let passed = self.source.get(self.at..at).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', passed).count() as u32;
        self.at = at;
        self.line
    }
}
