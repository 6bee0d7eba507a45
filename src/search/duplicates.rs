//! Duplicate clauses, which match the same word. A word counts once, however often a query repeats it.

use std::collections::{BTreeMap, HashMap};

use super::clause::{Clause, Scope, TextFields};

/// For each clause, its duplicates before it.
#[derive(Debug, Clone, PartialEq)]
pub struct Duplicates {
    before: Vec<Vec<Duplicate>>,
}

/// A clause that matches the same as a later one.
#[derive(Debug, Clone, PartialEq)]
pub struct Duplicate {
    /// Its index.
    pub clause: usize,
    /// The languages of the texts in which it is a duplicate: two words may share a stem in one language only.
    pub scope: Scope,
}

impl Duplicates {
    /// Finds the duplicates among `clauses`.
    pub fn of(clauses: &[Clause]) -> Duplicates {
        let mut words: HashMap<(TextFields, &str), Vec<(usize, &Scope)>> = HashMap::new();
        let mut others: Vec<usize> = Vec::new();
        let mut before = Vec::with_capacity(clauses.len());
        for (i, clause) in clauses.iter().enumerate() {
            let mut duplicates: BTreeMap<usize, Scope> = BTreeMap::new();
            match (clause.kind.terms_of_word(), &clause.kind) {
                _ if !clause.shows => {}
                // Two words are duplicates if they have a common term: `tumour` and `tumours` share
                // their stem.
                (Some(terms), _) => {
                    for term in terms {
                        let same = words.entry((clause.text_fields, &term.term)).or_default();
                        for &(duplicate, scope) in same.iter() {
                            let Some(shared) = scope.intersection(&term.scope) else {
                                continue;
                            };
                            let all = match duplicates.remove(&duplicate) {
                                Some(known) => known.union(shared),
                                None => shared,
                            };
                            duplicates.insert(duplicate, all);
                        }
                        same.push((i, &term.scope));
                    }
                }
                (None, kind) => {
                    let same = |j: &usize| {
                        clauses[*j].text_fields == clause.text_fields && clauses[*j].kind == *kind
                    };
                    let same = others.iter().copied().filter(same);
                    duplicates.extend(same.map(|duplicate| (duplicate, Scope::Everywhere)));
                    others.push(i);
                }
            }
            let duplicate = |(clause, scope)| Duplicate { clause, scope };
            before.push(duplicates.into_iter().map(duplicate).collect());
        }
        Duplicates { before }
    }

    /// Returns the duplicates before a clause. Where one of them counts, the clause does not score.
    pub fn before(&self, clause: usize) -> &[Duplicate] {
        &self.before[clause]
    }
}
