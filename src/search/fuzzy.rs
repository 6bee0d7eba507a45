//! Fuzzy words: a Levenshtein automaton that walks a term dictionary.

use std::sync::LazyLock;

use levenshtein_automata::{DFA, Distance, LevenshteinAutomatonBuilder, SINK_STATE};
use tantivy_fst::Automaton;

use crate::index::fields::EXACT_MARK;

/// Builders of automata for one edit and for two; a transposition counts as one edit.
static BUILDERS: LazyLock<[LevenshteinAutomatonBuilder; 2]> =
    LazyLock::new(|| [1, 2].map(|edits| LevenshteinAutomatonBuilder::new(edits, true)));

/// Accepts the terms of words, as written, within an edit distance of `word`: letters inserted, deleted, replaced, or
/// swapped with their neighbour. Each letter is edited at most once.
pub struct Fuzzy {
    words: DFA,
    edits: u8,
    /// The required prefix of the word, in UTF-8.
    start: Vec<u8>,
}

impl Fuzzy {
    /// Creates the automaton of a folded word for 1 or 2 edits.
    pub fn of(word: &str, edits: u8) -> Fuzzy {
        debug_assert!((1..=2).contains(&edits));
        let edits = edits.clamp(1, 2);
        Fuzzy {
            words: BUILDERS[usize::from(edits) - 1].build_dfa(word),
            edits,
            start: Vec::new(),
        }
    }

    /// Creates the automaton of a folded word that requires its first letter and so walks a fraction of the dictionary.
    pub fn with_first_letter(word: &str, edits: u8) -> Fuzzy {
        let first = word.chars().next().map_or(0, char::len_utf8);
        Fuzzy {
            start: word.as_bytes()[..first].to_vec(),
            ..Fuzzy::of(word, edits)
        }
    }
}

/// The state of reading a term.
#[derive(Debug, Clone, Copy)]
pub enum State {
    /// Before the prefix that marks terms of words as written.
    Start,
    /// Within the word, with this many bytes of the prefix read.
    Word(usize, u32),
    /// No term can match.
    Nowhere,
}

impl Automaton for Fuzzy {
    type State = State;

    fn start(&self) -> State {
        State::Start
    }

    fn is_match(&self, state: &State) -> bool {
        match state {
            State::Word(_, state) => match self.words.distance(*state) {
                Distance::Exact(distance) => distance <= self.edits,
                Distance::AtLeast(_) => false,
            },
            State::Start | State::Nowhere => false,
        }
    }

    fn can_match(&self, state: &State) -> bool {
        match state {
            State::Start => true,
            State::Word(_, state) => *state != SINK_STATE,
            State::Nowhere => false,
        }
    }

    fn accept(&self, state: &State, byte: u8) -> State {
        match state {
            State::Start if byte == EXACT_MARK as u8 => State::Word(0, self.words.initial_state()),
            State::Start | State::Nowhere => State::Nowhere,
            State::Word(read, state) => match self.start.get(*read) {
                Some(first) if *first != byte => State::Nowhere,
                Some(_) => State::Word(read + 1, self.words.transition(*state, byte)),
                None => State::Word(*read, self.words.transition(*state, byte)),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn accepts(word: &str, edits: u8, term: &str) -> bool {
        accepted(&Fuzzy::of(word, edits), term)
    }

    fn accepted(fuzzy: &Fuzzy, term: &str) -> bool {
        let step = |state, byte: &u8| fuzzy.accept(&state, *byte);
        let state = term.as_bytes().iter().fold(fuzzy.start(), step);
        fuzzy.is_match(&state)
    }

    #[test]
    fn an_insertion_deletion_replacement_or_swap_is_one_edit() {
        for term in [
            "=cherizer",
            "=cheriziers",
            "=cherisier",
            "=chreizier",
            "=cherizier",
        ] {
            assert!(accepts("cherizier", 1, term), "{term}");
        }
        assert!(!accepts("cherizier", 1, "=cherisie") && accepts("cherizier", 2, "=cherisie"));
        assert!(accepts("атака", 1, "=атаки") && accepts("北京", 1, "=北"));
    }

    #[test]
    fn the_first_letter_can_be_required() {
        let fuzzy = Fuzzy::with_first_letter("état", 2);
        assert!(accepted(&fuzzy, "=été") && accepted(&fuzzy, "=états"));
        assert!(!accepted(&fuzzy, "=etat") && !accepted(&fuzzy, "=étatiste"));
    }

    #[test]
    fn stems_are_not_accepted_as_words() {
        assert!(!accepts("cherizier", 2, "cherizier"));
    }
}
