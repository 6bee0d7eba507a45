//! Twins: leaves that ask for the same word. However often a query says a word, it counts once.

use std::collections::HashMap;

use super::leaf::{Leaf, Place, Slot, What};

/// For each leaf, those before it that ask for the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Twins {
    before: Vec<Vec<usize>>,
}

impl Twins {
    /// Finds the twins among `leaves`.
    pub fn of(leaves: &[Leaf]) -> Twins {
        let mut words: HashMap<(Place, &str), Vec<usize>> = HashMap::new();
        let mut others: Vec<usize> = Vec::new();
        let mut before = Vec::with_capacity(leaves.len());
        for (i, leaf) in leaves.iter().enumerate() {
            let mut twins = Vec::new();
            match &leaf.what {
                _ if !leaf.shows => {}
                // Two words are twins if a term is common to them: `tumour` and `tumours` share
                // their stem.
                What::Word(Slot::Terms(terms)) => {
                    for term in terms {
                        let same = words.entry((leaf.place, term)).or_default();
                        twins.extend_from_slice(same);
                        same.push(i);
                    }
                    twins.sort_unstable();
                    twins.dedup();
                }
                what => {
                    let same =
                        |j: &usize| leaves[*j].place == leaf.place && leaves[*j].what == *what;
                    twins.extend(others.iter().copied().filter(same));
                    others.push(i);
                }
            }
            before.push(twins);
        }
        Twins { before }
    }

    /// Returns the twins of a leaf that come before it. Where one of them counts, the leaf does not.
    pub fn before(&self, leaf: usize) -> &[usize] {
        &self.before[leaf]
    }
}
