//! The sound of names in Latin letters. Double Metaphone (Philips 2000) decides whether two names sound alike; an
//! automaton over coarse classes of consonants preselects the terms to compare.

use std::collections::BTreeSet;

use rphonetic::DoubleMetaphone;
use tantivy_fst::Automaton;

use crate::index::fields::EXACT_MARK;

/// The base cost of a word that sounds like another, in edits; [`COST_OF_EDIT`] is added.
pub const COST: f64 = 0.6;
/// The cost of each edit between words that sound alike, in edits.
pub const COST_OF_EDIT: f64 = 0.4;

/// The minimum number of consonant classes by which a name can be distinguished.
const FEWEST: usize = 2;

/// The sound of a name. As an automaton, accepts the terms, as written, that have the same consonant classes, or one
/// more or fewer at the end.
pub struct Sound {
    classes: Vec<Class>,
    codes: BTreeSet<String>,
}

impl Sound {
    /// Returns the sound of a folded word; `None` if it has other than Latin letters, or too few consonants.
    pub fn of(word: &str) -> Option<Sound> {
        if !word.bytes().all(|b| b.is_ascii_lowercase()) {
            return None;
        }
        let mut classes = Vec::new();
        let mut reading = Reading::default();
        for byte in word.bytes() {
            classes.extend(reading.read(byte).into_iter().flatten());
        }
        classes.extend(reading.end());
        (classes.len() >= FEWEST).then(|| Sound {
            classes,
            codes: codes(word),
        })
    }

    /// Returns whether a folded word sounds alike.
    pub fn is_like(&self, word: &str) -> bool {
        let is_latin = word.bytes().all(|b| b.is_ascii_lowercase());
        is_latin && !self.codes.is_disjoint(&codes(word))
    }
}

/// Returns the primary and the alternate code of a word of ASCII letters.
fn codes(word: &str) -> BTreeSet<String> {
    let codes = DoubleMetaphone::new(None).double_metaphone(word);
    let code = |code: String| {
        // `Tch`, `Tsh` and `Dj` sound like `Ch`, `Sh` and `J` in names.
        code.trim().replace("TX", "X").replace("TJ", "J")
    };
    [code(codes.primary()), code(codes.alternate())].into()
}

/// Classes of consonants that transcriptions of names use interchangeably.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Class {
    Lips,
    Hiss,
    Teeth,
    L,
    M,
    N,
    R,
}

/// Converts a word, letter by letter, to consonant classes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reading {
    /// The class of the previous letter, if it was a consonant.
    last: Option<Class>,
    /// Whether a `t` or `d` is pending, which does not count if a hiss follows (`Tsh`, `Dj`).
    teeth: bool,
}

impl Reading {
    /// Reads a letter and returns the classes that it completes.
    fn read(&mut self, letter: u8) -> [Option<Class>; 2] {
        let class = match letter {
            b'b' | b'f' | b'p' | b'v' => Class::Lips,
            b'c' | b'g' | b'j' | b'k' | b'q' | b's' | b'x' | b'z' => Class::Hiss,
            b'd' | b't' => {
                self.last = None;
                self.teeth = true;
                return [None, None];
            }
            b'l' => Class::L,
            b'm' => Class::M,
            b'n' => Class::N,
            b'r' => Class::R,
            b'h' => return [None, None],
            _ => {
                let before = self.end();
                self.last = None;
                return [before, None];
            }
        };
        let before = self.end().filter(|_| class != Class::Hiss);
        let is_repeated = self.last == Some(class);
        self.last = Some(class);
        [before, (!is_repeated).then_some(class)]
    }

    /// Returns the class that is completed at the end of the word.
    fn end(&mut self) -> Option<Class> {
        std::mem::take(&mut self.teeth).then_some(Class::Teeth)
    }
}

/// The state of reading a term.
#[derive(Debug, Clone, Copy)]
pub enum State {
    /// Before the prefix that marks terms of words as written.
    Start,
    /// Within the word.
    Word {
        reading: Reading,
        /// The number of classes read.
        classes: usize,
    },
    /// No term can match.
    Nowhere,
}

impl Sound {
    /// Returns the number of classes after the next one of a term; `None` if the term cannot match.
    fn next(&self, classes: usize, class: Class) -> Option<usize> {
        match self.classes.get(classes) {
            Some(&wanted) => (wanted == class).then_some(classes + 1),
            None => (classes == self.classes.len()).then_some(classes + 1),
        }
    }
}

impl Automaton for Sound {
    type State = State;

    fn start(&self) -> State {
        State::Start
    }

    fn is_match(&self, state: &State) -> bool {
        let State::Word {
            mut reading,
            classes,
        } = *state
        else {
            return false;
        };
        let classes = match reading.end() {
            Some(class) => self.next(classes, class),
            None => Some(classes),
        };
        classes.is_some_and(|classes| classes + 1 >= self.classes.len())
    }

    fn can_match(&self, state: &State) -> bool {
        !matches!(state, State::Nowhere)
    }

    fn accept(&self, state: &State, byte: u8) -> State {
        match *state {
            State::Start if byte == EXACT_MARK as u8 => State::Word {
                reading: Reading::default(),
                classes: 0,
            },
            State::Word {
                mut reading,
                mut classes,
            } if byte.is_ascii_lowercase() => {
                for class in reading.read(byte).into_iter().flatten() {
                    match self.next(classes, class) {
                        Some(next) => classes = next,
                        None => return State::Nowhere,
                    }
                }
                State::Word { reading, classes }
            }
            State::Start | State::Word { .. } | State::Nowhere => State::Nowhere,
        }
    }
}
