//! Selects the most frequent values.

use super::buckets::Buckets;

/// Returns the `top` most frequent buckets, ties by value, and the number of the other buckets. Buckets with a count of
/// 0 are ignored.
pub fn most_frequent(buckets: &Buckets, counts: &[u64], top: Option<usize>) -> (Vec<u32>, usize) {
    let all = (0..counts.len() as u32).filter(|&bucket| counts[bucket as usize] > 0);
    let mut all: Vec<u32> = all.collect();
    all.sort_by(|&a, &b| {
        let by_count = counts[b as usize].cmp(&counts[a as usize]);
        by_count.then_with(|| buckets.key(a).cmp(buckets.key(b)))
    });
    let shown = top.unwrap_or(usize::MAX).min(all.len());
    let more = all.len() - shown;
    all.truncate(shown);
    (all, more)
}
