//! Sets of reports or passages of one segment, as sorted lists.

/// Returns what is in both.
pub fn intersect<T: Copy + Ord>(a: &[T], b: &[T]) -> Vec<T> {
    let (small, large) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut out = Vec::with_capacity(small.len());
    if large.len() / 16 > small.len() {
        let mut rest = large;
        for &item in small {
            let at = rest.partition_point(|&other| other < item);
            rest = &rest[at..];
            if rest.first() == Some(&item) {
                out.push(item);
            }
        }
        return out;
    }
    let (mut i, mut j) = (0, 0);
    while i < small.len() && j < large.len() {
        let (x, y) = (small[i], large[j]);
        if x == y {
            out.push(x);
        }
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    out
}

/// Returns what is in either.
pub fn unite<T: Copy + Ord>(a: &[T], b: &[T]) -> Vec<T> {
    let mut out = Vec::with_capacity(a.len() + b.len());
    let (mut i, mut j) = (0, 0);
    while i < a.len() && j < b.len() {
        let (x, y) = (a[i], b[j]);
        out.push(x.min(y));
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    out.extend_from_slice(&a[i..]);
    out.extend_from_slice(&b[j..]);
    out
}

/// Returns what is in `a` and not in `b`.
pub fn subtract<T: Copy + Ord>(a: &[T], b: &[T]) -> Vec<T> {
    let mut out = Vec::with_capacity(a.len());
    let mut j = 0;
    for &item in a {
        while j < b.len() && b[j] < item {
            j += 1;
        }
        if b.get(j) != Some(&item) {
            out.push(item);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    proptest::proptest! {
        #[test]
        fn sorted_lists_behave_as_sets(
            a in proptest::collection::btree_set(0u32..200, 0..60),
            b in proptest::collection::btree_set(0u32..200, 0..4),
        ) {
            let (x, y): (Vec<_>, Vec<_>) = (a.iter().copied().collect(), b.iter().copied().collect());
            let set = |docs: Vec<u32>| docs.into_iter().collect::<BTreeSet<u32>>();
            proptest::prop_assert_eq!(set(intersect(&x, &y)), &a & &b);
            proptest::prop_assert_eq!(set(unite(&x, &y)), &a | &b);
            proptest::prop_assert_eq!(set(subtract(&x, &y)), &a - &b);
            proptest::prop_assert!(unite(&x, &y).is_sorted());
        }
    }
}
