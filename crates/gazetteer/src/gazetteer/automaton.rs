//! Walks the automata of names to find the ends of the names that start at a token of a text.

use fst::raw::{CompiledAddr, Fst, Output};

use super::entry::Separators;
use super::token_view::TokenView;

/// A state of an automaton, and the output accumulated on the way to it.
#[derive(Debug, Clone, Copy)]
struct State {
    node: CompiledAddr,
    value: Output,
}

/// What follows a word in an automaton.
#[derive(Debug, Clone, Copy)]
struct Behind {
    /// The value of the name that ends with the word, if any.
    end: Option<u64>,
    /// The state from which longer names continue, if any.
    on: Option<State>,
}

/// What follows the first word of names, in the tables and in the world.
pub(super) struct Starts {
    pub table: Option<Start>,
    pub world: Option<Start>,
}

/// What follows the first word of names in one automaton.
pub(super) struct Start {
    behind: Behind,
    /// A bit for each possible first byte of the second word. It rules out most following words
    /// without a look-up.
    seconds: [u64; 4],
}

/// The end of a name.
pub(super) struct End {
    pub last: usize,
    pub value: u64,
    pub separators: Separators,
}

/// Collects the ends of all names that start with word `first`, shortest first; `start` is what
/// follows that word.
pub(super) fn walk(
    names: &Fst<&[u8]>,
    start: Option<&Start>,
    view: TokenView<'_>,
    first: usize,
    ends: &mut Vec<End>,
) {
    ends.clear();
    let Some(start) = start else {
        return;
    };
    let mut behind = start.behind;
    let mut separators = Separators::default();
    let mut last = first;
    loop {
        if let Some(value) = behind.end {
            ends.push(End {
                last,
                value,
                separators,
            });
        }
        let Some(on) = behind.on else {
            return;
        };
        let before = last;
        last += 1;
        if last >= view.len() || (last == first + 1 && !start.may_go_on(view.folded(last))) {
            return;
        }
        let Some(special) = view.separators(before) else {
            return;
        };
        let Some(next) = behind_word(names, on, view.folded(last)) else {
            return;
        };
        separators = separators.with(special);
        behind = next;
    }
}

impl Starts {
    /// Looks up a folded word; `None` if no name starts with it.
    pub fn with(names: &Fst<&[u8]>, world: Option<&Fst<&[u8]>>, word: &str) -> Option<Starts> {
        let table = Start::with(names, word);
        let world = world.and_then(|world| Start::with(world, word));
        (table.is_some() || world.is_some()).then_some(Starts { table, world })
    }
}

impl Start {
    /// Looks up a folded word; `None` if no name starts with it.
    fn with(names: &Fst<&[u8]>, word: &str) -> Option<Start> {
        let root = State {
            node: names.root().addr(),
            value: Output::zero(),
        };
        let behind = behind_word(names, root, word)?;
        let mut seconds = [0; 4];
        if let Some(on) = behind.on {
            for transition in names.node(on.node).transitions() {
                seconds[usize::from(transition.inp / 64)] |= 1u64 << (transition.inp % 64);
            }
        }
        Some(Start { behind, seconds })
    }

    /// Returns whether a name may continue with this folded word.
    fn may_go_on(&self, word: &str) -> bool {
        let first = word.bytes().next();
        first.is_some_and(|byte| self.seconds[usize::from(byte / 64)] >> (byte % 64) & 1 == 1)
    }
}

/// Returns what follows a folded word; `None` if no name continues with it.
fn behind_word(names: &Fst<&[u8]>, from: State, word: &str) -> Option<Behind> {
    let mut bytes = word.bytes();
    let state = bytes.try_fold(from, |state, byte| step(names, state, byte))?;
    let node = names.node(state.node);
    let end = state.value.cat(node.final_output()).value();
    Some(Behind {
        end: node.is_final().then_some(end),
        on: step(names, state, b' '),
    })
}

/// Follows the transition for `byte`; `None` if there is none.
fn step(names: &Fst<&[u8]>, from: State, byte: u8) -> Option<State> {
    let node = names.node(from.node);
    let transition = node.transition(node.find_input(byte)?);
    Some(State {
        node: transition.addr,
        value: from.value.cat(transition.out),
    })
}
