//! What was looked up while a text was tagged, kept for the next: reports of one folder name the same
//! things over and over.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::Arc;

use rapidhash::fast::RandomState;

use super::places::{Candidate, Filed, PublisherLocation, Source};
use super::scan::Firsts;

/// How many answers to one kind of question are kept before all of them are forgotten: some
/// megabytes for all kinds.
const MOST: usize = 1 << 14;

/// What was looked up in one gazetteer. Nothing depends on what is remembered but the time it takes.
#[derive(Default)]
pub(super) struct Memory {
    /// Which words start names.
    pub firsts: Firsts,
    /// Which places a name may stand for, by those that have it; `None` if it stands for none.
    pub places: Cached<[u8], Option<Arc<[Candidate]>>>,
    /// Where places are filed.
    pub filed: Cached<Source, Option<Arc<Filed>>>,
    /// Where publishers are, by what metadata gives of them.
    pub publishers: Cached<str, Arc<PublisherLocation>>,
    /// Which entity of the tables has an id.
    pub entities: Cached<str, Option<u32>>,
}

/// Answers to one kind of question.
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
    /// Returns the answer to `question`, which `find` finds if it is not cached.
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

    /// Returns the answer to `question` if it is remembered.
    pub fn known(&self, question: &Q) -> Option<A> {
        self.answers.get(question).cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_remembered_is_not_looked_up_again_until_too_much_is() {
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
