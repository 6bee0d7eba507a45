//! Twins: leaves that ask for the same word. However often a query says a word, it counts once.

use std::collections::{BTreeMap, HashMap};

use super::leaf::{Leaf, Place, Scope};

/// For each leaf, those before it that ask for the same.
#[derive(Debug, Clone, PartialEq)]
pub struct Twins {
    before: Vec<Vec<Twin>>,
}

/// A leaf that asks for the same as another.
#[derive(Debug, Clone, PartialEq)]
pub struct Twin {
    /// Its index.
    pub leaf: usize,
    /// The languages of the texts in which it does: two words may share a stem in one language alone.
    pub scope: Scope,
}

impl Twins {
    /// Finds the twins among `leaves`.
    pub fn of(leaves: &[Leaf]) -> Twins {
        let mut words: HashMap<(Place, &str), Vec<(usize, &Scope)>> = HashMap::new();
        let mut others: Vec<usize> = Vec::new();
        let mut before = Vec::with_capacity(leaves.len());
        for (i, leaf) in leaves.iter().enumerate() {
            let mut twins: BTreeMap<usize, Scope> = BTreeMap::new();
            match (leaf.what.terms_of_word(), &leaf.what) {
                _ if !leaf.shows => {}
                // Two words are twins if a term is common to them: `tumour` and `tumours` share
                // their stem.
                (Some(terms), _) => {
                    for term in terms {
                        let same = words.entry((leaf.place, &term.term)).or_default();
                        for &(twin, scope) in same.iter() {
                            let Some(shared) = scope.intersection(&term.scope) else {
                                continue;
                            };
                            let all = match twins.remove(&twin) {
                                Some(known) => known.union(shared),
                                None => shared,
                            };
                            twins.insert(twin, all);
                        }
                        same.push((i, &term.scope));
                    }
                }
                (None, what) => {
                    let same =
                        |j: &usize| leaves[*j].place == leaf.place && leaves[*j].what == *what;
                    let same = others.iter().copied().filter(same);
                    twins.extend(same.map(|twin| (twin, Scope::Everywhere)));
                    others.push(i);
                }
            }
            let twin = |(leaf, scope)| Twin { leaf, scope };
            before.push(twins.into_iter().map(twin).collect());
        }
        Twins { before }
    }

    /// Returns the twins of a leaf that come before it. Where one of them counts, the leaf does not.
    pub fn before(&self, leaf: usize) -> &[Twin] {
        &self.before[leaf]
    }
}
