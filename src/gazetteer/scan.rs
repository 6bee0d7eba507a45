//! Finds names in text: at each word the longest that is written as it was declared.

use super::annotations::Annotations;
use super::tagger::Context;
use fst::raw::{CompiledAddr, Fst, Output};

use super::NameKind;
use super::blob::Gazetteer;
use super::entry::{Entry, Separators};
use super::token_view::TokenView;
use super::world::{World, WorldName};
use crate::analysis::vocabulary::{Numbers, PerWord};

/// The longest word within a name that may be written small (`Port-au-Prince`, `Cañon del Oro`), in bytes.
const LONGEST_SMALL_WORD: usize = 4;

/// A stretch of words that is a name.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    pub first: usize,
    /// Inclusive.
    pub last: usize,
    /// Whose name it may be, by the way it is written. Empty only if `world` or `definer` is not.
    pub entries: Vec<Entry>,
    /// The name, if places of the world have it.
    pub world: Option<WorldName>,
    /// The first word of the name that gives this one its meaning, if one does: of the name in full that
    /// introduced this acronym, say.
    pub definer: Option<usize>,
}

/// Adds to `found` names that other words of the text give their meaning: the first word of each, its last, and
/// the first of the name that does, in order. What was found in the same words goes; of two names that
/// are added in the same words, the first stays.
pub(super) fn put_in(found: Vec<Found>, added: Vec<(usize, usize, usize)>) -> Vec<Found> {
    let mut out: Vec<Found> = Vec::with_capacity(found.len() + added.len());
    let mut rest = found.into_iter().peekable();
    for (first, last, definer) in added {
        if out.last().is_some_and(|name| name.last >= first) {
            continue;
        }
        while let Some(name) = rest.next_if(|name| name.last < first) {
            out.push(name);
        }
        while rest.next_if(|name| name.first <= last).is_some() {}
        out.push(Found {
            first,
            last,
            entries: Vec::new(),
            world: None,
            definer: Some(definer),
        });
    }
    out.extend(rest);
    out
}

/// A state of an automaton, and what the way there adds to the value.
#[derive(Debug, Clone, Copy)]
struct State {
    node: CompiledAddr,
    value: Output,
}

/// What there is behind a word in an automaton.
#[derive(Debug, Clone, Copy)]
struct Behind {
    /// The value of the name that ends with the word, if one does.
    end: Option<u64>,
    /// Where names go on with another word, if some do.
    on: Option<State>,
}

/// What there is behind the first word of names: of the tables, and of the world.
struct Starts {
    table: Option<Start>,
    world: Option<Start>,
}

/// What there is behind the first word of names of one automaton.
struct Start {
    behind: Behind,
    /// Which bytes second words begin with, as a bit each: most words that follow are none, and the
    /// automaton need not be asked.
    seconds: [u64; 4],
}

/// What was found out about words as the first of names.
#[derive(Default)]
pub(super) struct Firsts {
    /// Whether a name may start with it in small letters, as with few words.
    small: PerWord<bool>,
    /// `None` if no name starts with it.
    starts: PerWord<Option<Box<Starts>>>,
}

/// Where a name ends in the automaton.
struct End {
    last: usize,
    value: u64,
    separators: Separators,
}

/// Finds the names in a text.
pub(super) fn find_names(
    view: TokenView<'_>,
    context: &mut Context<'_>,
    annotations: &mut Annotations,
) {
    let firsts = &mut context.memory.firsts;
    annotations.replace_names(|_| scan(context.gazetteer, view, context.numbers, firsts));
}

/// Returns the names in a text, none overlapping another, in order; `numbers` are those of its words, and
/// `firsts` keeps what is found out about them.
pub(super) fn scan(
    gazetteer: &Gazetteer,
    view: TokenView<'_>,
    numbers: &Numbers,
    firsts: &mut Firsts,
) -> Vec<Found> {
    let Some(names) = gazetteer.names() else {
        return Vec::new();
    };
    let small_words = gazetteer.small_words.reader();
    let world = gazetteer.world().and_then(World::keys);
    let (mut ends, mut world_ends) = (Vec::new(), Vec::new());
    let mut found = Vec::new();
    let Firsts { small, starts } = firsts;
    let mut i = 0;
    while i < view.len() {
        let word = view.folded(i);
        let mut in_small = || *small.get(numbers, i, || small_words.may_contain(word));
        let find = || Starts::with(&names, world.as_ref(), word).map(Box::new);
        if (!view.is_lowercase(i) || in_small())
            && let Some(starts) = starts.get(numbers, i, find)
        {
            walk(&names, starts.table.as_ref(), view, i, &mut ends);
            world_ends.clear();
            if let Some(world) = &world
                && view.is_capitalised(i)
            {
                walk(world, starts.world.as_ref(), view, i, &mut world_ends);
            }
            if let Some(name) = longest(gazetteer, view, i, &ends, &world_ends) {
                i = name.last + 1;
                found.push(name);
                continue;
            }
        }
        i += 1;
    }
    found
}

/// Collects the ends of all names that start with word `first`, shortest first; `start` is what
/// there is behind it.
fn walk(
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
    /// Looks a folded word up; `None` if no name starts with it.
    fn with(names: &Fst<&[u8]>, world: Option<&Fst<&[u8]>>, word: &str) -> Option<Starts> {
        let table = Start::with(names, word);
        let world = world.and_then(|world| Start::with(world, word));
        (table.is_some() || world.is_some()).then_some(Starts { table, world })
    }
}

impl Start {
    /// Looks a folded word up; `None` if no name starts with it.
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

    /// Returns whether a name may go on with a folded word.
    fn may_go_on(&self, word: &str) -> bool {
        let first = word.bytes().next();
        first.is_some_and(|byte| self.seconds[usize::from(byte / 64)] >> (byte % 64) & 1 == 1)
    }
}

/// Returns what there is behind a folded word; `None` if no name goes on with it.
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

/// Returns where `byte` leads to; `None` if no name goes on so.
fn step(names: &Fst<&[u8]>, from: State, byte: u8) -> Option<State> {
    let node = names.node(from.node);
    let transition = node.transition(node.find_input(byte)?);
    Some(State {
        node: transition.addr,
        value: from.value.cat(transition.out),
    })
}

/// Returns the longest of the names that end at `ends` and are written as one of its entries asks, or
/// that end at `world_ends` and are written as places are.
fn longest(
    gazetteer: &Gazetteer,
    view: TokenView<'_>,
    first: usize,
    mut ends: &[End],
    mut world_ends: &[End],
) -> Option<Found> {
    loop {
        let of_table = ends.last().map(|end| end.last);
        let of_world = world_ends.last().map(|end| end.last);
        let last = of_table.max(of_world)?;
        let mut found = Found {
            first,
            last,
            entries: Vec::new(),
            world: None,
            definer: None,
        };
        if of_table == Some(last)
            && let Some((end, shorter)) = ends.split_last()
        {
            ends = shorter;
            let starts_with_name = !ends.is_empty();
            let writing = Writing::of(view, first, end, starts_with_name);
            let entries = gazetteer.entries(end.value);
            found.entries = entries.filter(|entry| writing.suits(entry)).collect();
        }
        if of_world == Some(last)
            && let Some((end, shorter)) = world_ends.split_last()
        {
            world_ends = shorter;
            if written_as_place(view, first, end) {
                found.world = gazetteer.world_name(end.value);
            }
        }
        if !found.entries.is_empty() || found.world.is_some() {
            return Some(found);
        }
    }
}

/// Returns whether a name of the world is written with capitals: each word but the small ones within.
fn written_as_place(view: TokenView<'_>, first: usize, end: &End) -> bool {
    let small = |i: usize| i < end.last && view.span(i).len() <= LONGEST_SMALL_WORD;
    let letters = view.written_of(first, end.last).chars();
    end.separators.within(Separators::default())
        && letters.filter(|c| c.is_alphabetic()).count() > 1
        && (first..=end.last).all(|i| !view.is_lowercase(i) || (i > first && small(i)))
}

/// How a name is written in the text.
struct Writing {
    separators: Separators,
    starts_small: bool,
    /// How many letters are capitals.
    capitals: usize,
    has_capital_word: bool,
    /// Its only capital may be owed to the start of a sentence.
    sentence_case: bool,
}

impl Writing {
    fn of(view: TokenView<'_>, first: usize, end: &End, starts_with_name: bool) -> Writing {
        let written = view.written_of(first, end.last);
        let mut later = first + 1..=end.last;
        let starts_capital_word = view.is_capitalised(first);
        let later_capital = later.any(|i| view.is_capitalised(i));
        Writing {
            separators: end.separators,
            starts_small: view.is_lowercase(first),
            capitals: written.chars().filter(|c| c.is_uppercase()).count(),
            has_capital_word: starts_capital_word || later_capital,
            sentence_case: !later_capital && !starts_with_name && view.starts_sentence(first),
        }
    }

    fn suits(&self, entry: &Entry) -> bool {
        if !self.separators.within(entry.separators) {
            return false;
        }
        match entry.kind {
            NameKind::Acronym => self.capitals >= usize::from(entry.capitals),
            NameKind::Name
            | NameKind::Demonym
            | NameKind::Nickname
            | NameKind::Defined
            | NameKind::Composed => {
                entry.any_case
                    || (self.has_capital_word
                        && (entry.small_start || !self.starts_small)
                        && !(entry.late_capitals && self.sentence_case))
            }
        }
    }
}
