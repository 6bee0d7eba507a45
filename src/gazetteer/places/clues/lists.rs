//! Which lists of telling words a word stands in: English, French, Spanish, folded.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::gazetteer::calendar;

mod bodies;
mod people;
mod places;
mod works;

/// A list of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::gazetteer) enum List {
    Articles,
    In,
    From,
    Of,
    And,
    Directions,
    Kinds,
    Based,
    Generic,
    Titles,
    Offices,
    Speech,
    Suffixes,
    People,
    Bodies,
    Firms,
    Groups,
    Streets,
    Calendar,
    Agreements,
    Instruments,
    Ships,
    Nobles,
}

const WORDS: &[(List, &[&str])] = &[
    (List::Articles, places::ARTICLES),
    (List::In, places::IN),
    (List::From, places::FROM),
    (List::Of, places::OF),
    (List::And, places::AND),
    (List::Directions, places::DIRECTIONS),
    (List::Kinds, places::KINDS),
    (List::Based, places::BASED),
    (List::Generic, places::DIRECTIONS),
    (List::Generic, places::KINDS),
    (List::Generic, places::FURTHER_GENERIC),
    (List::Titles, people::TITLES),
    (List::Offices, people::OFFICES),
    (List::Speech, people::SPEECH),
    (List::Suffixes, people::SUFFIXES),
    (List::People, people::PEOPLE),
    (List::Bodies, bodies::BODIES),
    (List::Firms, bodies::FIRMS),
    (List::Groups, bodies::GROUPS),
    (List::Streets, bodies::STREETS),
    (List::Agreements, works::AGREEMENTS),
    (List::Instruments, works::INSTRUMENTS),
    (List::Ships, works::SHIPS),
    (List::Nobles, works::NOBLES),
    (List::Calendar, calendar::MONTHS_AND_DAYS),
    (List::Calendar, calendar::SHORT),
];

/// The lists that each word stands in, so that a word is looked up once for all of them.
static LISTS: LazyLock<HashMap<&str, Lists, rapidhash::fast::RandomState>> = LazyLock::new(|| {
    let mut lists: HashMap<&str, Lists, _> = HashMap::default();
    for &(list, words) in WORDS {
        for &word in words {
            lists.entry(word).or_default().0 |= list.bit();
        }
    }
    lists
});

/// A set of lists.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::gazetteer) struct Lists(u32);

impl Lists {
    /// Returns the lists that a folded word stands in.
    pub fn of(word: &str) -> Lists {
        LISTS.get(word).copied().unwrap_or_default()
    }

    /// Returns whether `list` is one of them.
    pub fn has(self, list: List) -> bool {
        self.0 & list.bit() != 0
    }
}

impl List {
    fn bit(self) -> u32 {
        1 << self as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::fold::fold;

    #[test]
    fn words_are_listed_folded() {
        for (list, words) in WORDS {
            for word in *words {
                assert_eq!(fold(word), *word, "{list:?}");
            }
        }
    }

    #[test]
    fn a_word_stands_in_all_its_lists_and_in_no_other() {
        for (list, words) in WORDS {
            assert!(words.iter().all(|word| Lists::of(word).has(*list)));
        }
        let port = Lists::of("port");
        assert!(port.has(List::Kinds) && port.has(List::Generic) && !port.has(List::Titles));
        assert_eq!(Lists::of("kenscoff"), Lists::default());
    }
}
