//! Caches of the tagger: reports of one folder mention the same names over and over.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use rapidhash::fast::RandomState;

use super::places::{Candidate, Filed, PublisherLocation, Source};
use super::scan::Firsts;

/// The size at which each cache is cleared; all caches together take some megabytes.
const MOST: usize = 1 << 14;

/// Cached look-ups in one gazetteer. They affect only the speed.
#[derive(Default)]
pub(super) struct Memory {
    /// Which words start names.
    pub firsts: Firsts,
    /// The candidates of a name, by its bearers; `None` if it has none.
    pub places: Cached<[u8], Option<Arc<[Candidate]>>>,
    /// Where places are filed.
    pub filed: Cached<Source, Option<Arc<Filed>>>,
    /// Publisher locations, by metadata.
    pub publishers: Cached<str, Arc<PublisherLocation>>,
    /// Table entities by id.
    pub entities: Cached<str, Option<u32>>,
}

/// A cache of one kind of look-up.
pub(super) struct Cached<Q: ToOwned + ?Sized, A> {
    answers: HashMap<Q::Owned, A, RandomState>,
}

impl<Q: ToOwned + ?Sized, A> Default for Cached<Q, A> {
    fn default() -> Cached<Q, A> {
        Cached {
            answers: HashMap::default(),
        }
    }
}

impl<Q, A> Cached<Q, A>
where
    Q: ToOwned<Owned: Hash + Eq> + Hash + Eq + ?Sized,
    A: Clone,
{
    /// Returns the answer to `question`, computed by `find` if it is not cached.
    pub fn get(&mut self, question: &Q, find: impl FnOnce() -> A) -> A {
        if let Some(answer) = self.answers.get(question) {
            return answer.clone();
        }
        if self.answers.len() >= MOST {
            self.answers.clear();
        }
        let answer = find();
        self.answers.insert(question.to_owned(), answer.clone());
        answer
    }

    /// Returns the answer to `question` if it is cached.
    pub fn known(&self, question: &Q) -> Option<A> {
        self.answers.get(question).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cached_answers_are_not_looked_up_again_until_the_cache_is_cleared() {
        let mut lengths: Cached<str, usize> = Cached::default();
        assert_eq!(lengths.get("haiti", || 5), 5);
        assert_eq!(lengths.get("haiti", || unreachable!("remembered")), 5);
        for i in 0..MOST {
            assert_eq!(lengths.get(&i.to_string(), || i), i);
        }
        assert!(lengths.answers.len() <= MOST);
        assert_eq!(lengths.get("haiti", || 6), 6);
    }
}
