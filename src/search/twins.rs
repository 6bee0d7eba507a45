//! Twins: leaves that ask for the same word. However often a query says a word, it counts once.

use super::leaf::{Leaf, Slot, What};

/// For each leaf, those before it that ask for the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Twins {
    before: Vec<Vec<usize>>,
}

impl Twins {
    /// Finds the twins among `leaves`.
    pub fn of(leaves: &[Leaf]) -> Twins {
        let before = |i: usize| {
            (0..i)
                .filter(|&j| are_twins(&leaves[j], &leaves[i]))
                .collect()
        };
        Twins {
            before: (0..leaves.len()).map(before).collect(),
        }
    }

    /// Returns the twins of a leaf that come before it. Where one of them counts, the leaf does not.
    pub fn before(&self, leaf: usize) -> &[usize] {
        &self.before[leaf]
    }
}

/// Two words are twins if a term is common to them: `tumour` and `tumours` share their stem.
fn are_twins(a: &Leaf, b: &Leaf) -> bool {
    if a.place != b.place || !a.shows || !b.shows {
        return false;
    }
    match (&a.what, &b.what) {
        (What::Word(Slot::Terms(x)), What::Word(Slot::Terms(y))) => {
            x.iter().any(|term| y.contains(term))
        }
        (x, y) => x == y,
    }
}
