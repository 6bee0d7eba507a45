//! Which values are shown: the most frequent ones.

use super::buckets::Buckets;

/// Returns the `top` buckets by their counts, the most frequent first, equals by value; and how many others have any.
/// Buckets without a count are none.
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
