//! Recognises names that are written in another script: *Luther* and *Лютер*.
//!
//! The table says which letters of a script correspond to which Latin ones. A [`Transcription`] is the pattern of all spellings
//! that a word can have in the other script: a nondeterministic automaton that reads bytes, with the number of
//! differences as cost.

use std::cmp::Reverse;
use std::sync::LazyLock;

use super::fold::fold;

/// The table. Its header documents format and licence.
const TABLE: &str = include_str!("../../../../index-schema/transcription.tsv");

/// The script to which all others are related.
const LATIN: &str = "Latn";
/// What the table has in place of letters if there are none.
const NO_LETTERS: &str = "-";
/// Shorter words have too many possible spellings, in letters.
const SHORTEST: usize = 4;
/// One difference is allowed for this many letters.
const LETTERS_PER_DIFFERENCE: usize = 3;

static SCRIPTS: LazyLock<Vec<Script>> = LazyLock::new(|| read(TABLE));

/// A script with its languages.
#[derive(Debug)]
struct Script {
    name: &'static str,
    languages: Vec<&'static str>,
    pairs: Vec<Pair>,
}

/// Letters that correspond to Latin ones. Either may be empty, but not both.
#[derive(Debug)]
struct Pair {
    letters: String,
    latin: String,
    is_loose: bool,
}

/// All spellings of a word in another script.
#[derive(Debug)]
pub struct Transcription {
    /// What can follow each letter of the word, by the letter's place in bytes.
    edges: Vec<Vec<Edge>>,
    /// The maximum number of differences.
    most: u8,
}

/// Letters of the other script that correspond to some of the word.
#[derive(Debug)]
struct Edge {
    text: String,
    /// The place in the word behind what it corresponds to.
    to: u16,
    differences: u8,
}

/// A way to read the first bytes of a spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Way {
    /// The place in the word.
    at: u16,
    /// The edge that is being read, and how many bytes of it; none and 0 between two.
    edge: Option<u16>,
    read: u8,
    differences: u8,
}

/// What has been read of a spelling: all ways to read it, each once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress(Vec<Way>);

impl Transcription {
    /// Returns the spellings of a folded word in the script of a language (by its ISO 639 code). `None` if the table lacks one of the
    /// scripts, if both are the same or neither is Latin, and for words of less than four letters.
    pub fn of(folded: &str, language: &str) -> Option<Transcription> {
        let letters = folded.chars().count();
        if letters < SHORTEST {
            return None;
        }
        let own = script_of(folded)?;
        let other = SCRIPTS
            .iter()
            .find(|script| script.languages.contains(&language))?;
        let (script, is_from_latin) = match (own.name, other.name) {
            (LATIN, LATIN) => return None,
            (LATIN, _) => (other, true),
            (_, LATIN) => (own, false),
            _ => return None,
        };
        let mut edges: Vec<Vec<Edge>> = (0..=folded.len()).map(|_| Vec::new()).collect();
        for pair in &script.pairs {
            let (here, there) = match is_from_latin {
                true => (&pair.latin, &pair.letters),
                false => (&pair.letters, &pair.latin),
            };
            // A pair without letters here is possible everywhere, also at the end.
            let places = (0..=folded.len()).filter(|&at| folded.is_char_boundary(at));
            for at in places.filter(|&at| folded[at..].starts_with(here.as_str())) {
                edges[at].push(Edge {
                    text: there.clone(),
                    to: u16::try_from(at + here.len()).ok()?,
                    differences: u8::from(pair.is_loose),
                });
            }
        }
        Some(Transcription {
            edges,
            most: u8::try_from(letters / LETTERS_PER_DIFFERENCE).unwrap_or(u8::MAX),
        })
    }

    /// Returns the progress before the first byte.
    pub fn start(&self) -> Progress {
        let mut ways = Vec::new();
        self.reach(&mut ways, 0, 0);
        settled(ways)
    }

    /// Returns the progress after a further byte of a spelling.
    pub fn after(&self, progress: &Progress, byte: u8) -> Progress {
        let mut ways = Vec::new();
        for way in &progress.0 {
            let edges = &self.edges[usize::from(way.at)];
            let begun = way
                .edge
                .map(|edge| usize::from(edge)..usize::from(edge) + 1);
            for i in begun.unwrap_or(0..edges.len()) {
                let edge = &edges[i];
                let differences = match way.edge {
                    Some(_) => way.differences,
                    None => way.differences + edge.differences,
                };
                let read = usize::from(way.read);
                if differences > self.most || edge.text.as_bytes().get(read) != Some(&byte) {
                    continue;
                }
                if read + 1 == edge.text.len() {
                    self.reach(&mut ways, edge.to, differences);
                } else {
                    ways.push(Way {
                        edge: Some(i as u16),
                        read: way.read + 1,
                        differences,
                        ..*way
                    });
                }
            }
        }
        settled(ways)
    }

    /// Returns by how many differences what has been read is a spelling of the whole word; `None` if it is none.
    pub fn differences(&self, progress: &Progress) -> Option<u8> {
        let end = self.edges.len() - 1;
        let whole = progress
            .0
            .iter()
            .filter(|way| usize::from(way.at) == end && way.edge.is_none());
        whole.map(|way| way.differences).min()
    }

    /// Returns by how many differences `spelling` is one of the word; `None` if it is none.
    pub fn differences_of(&self, spelling: &str) -> Option<u8> {
        let bytes = spelling.bytes();
        let progress = bytes.fold(self.start(), |progress, byte| self.after(&progress, byte));
        self.differences(&progress)
    }

    /// Adds the way to a place in the word, and to those behind it that are reached without reading anything.
    fn reach(&self, ways: &mut Vec<Way>, at: u16, differences: u8) {
        let known =
            |way: &Way| way.at == at && way.edge.is_none() && way.differences <= differences;
        if differences > self.most || ways.iter().any(known) {
            return;
        }
        ways.push(Way {
            at,
            edge: None,
            read: 0,
            differences,
        });
        for edge in &self.edges[usize::from(at)] {
            if edge.text.is_empty() {
                self.reach(ways, edge.to, differences + edge.differences);
            }
        }
    }
}

impl Progress {
    /// Returns whether nothing that follows makes it a spelling of the word.
    pub fn is_lost(&self) -> bool {
        self.0.is_empty()
    }
}

/// Keeps the best of equal ways.
fn settled(mut ways: Vec<Way>) -> Progress {
    ways.sort_unstable();
    ways.dedup_by(|later, first| {
        (later.at, later.edge, later.read) == (first.at, first.edge, first.read)
    });
    Progress(ways)
}

/// Returns the first language of the script that a folded word is in; `None` for scripts that the table lacks.
pub fn language_of(folded: &str) -> Option<&'static str> {
    script_of(folded)?.languages.first().copied()
}

/// Returns the script that a folded word is in; `None` for those that the table lacks.
fn script_of(folded: &str) -> Option<&'static Script> {
    if folded.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return SCRIPTS.iter().find(|script| script.name == LATIN);
    }
    SCRIPTS.iter().find(|script| {
        let is_of_script = |c: char| {
            let mut pairs = script.pairs.iter();
            pairs.any(|pair| pair.letters.chars().eq([c]))
        };
        folded.chars().all(is_of_script)
    })
}

/// Parses the embedded table.
fn read(table: &'static str) -> Vec<Script> {
    let mut scripts: Vec<Script> = Vec::new();
    for row in table.lines().filter(|line| !line.starts_with('#')).skip(1) {
        let mut columns = row.split('\t');
        let mut column = || columns.next().unwrap_or_default();
        let [name, languages, letters, latin, loosely] = std::array::from_fn(|_| column());
        if !languages.is_empty() {
            scripts.push(Script {
                name,
                languages: languages.split(' ').collect(),
                pairs: Vec::new(),
            });
            continue;
        }
        let script = scripts.iter_mut().find(|script| script.name == name);
        let script =
            script.expect("transcription.tsv: a script's languages are before its letters");
        let letters_of = |text: &str| match text {
            NO_LETTERS => String::new(),
            text => fold(text),
        };
        for (cell, is_loose) in [(latin, false), (loosely, true)] {
            let pairs = cell.split(' ').filter(|latin| !latin.is_empty());
            script.pairs.extend(pairs.map(|latin| Pair {
                letters: letters_of(letters),
                latin: letters_of(latin),
                is_loose,
            }));
        }
    }
    for script in &mut scripts {
        script
            .pairs
            .retain(|pair| !pair.letters.is_empty() || !pair.latin.is_empty());
        script.pairs.sort_by_key(|pair| Reverse(pair.letters.len())); // stable
    }
    scripts
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the differences between a name and its form in another script, both as written.
    fn differences(name: &str, language: &str, written: &str) -> Option<u8> {
        Transcription::of(&fold(name), language)?.differences_of(&fold(written))
    }

    #[test]
    fn names_are_recognised_in_other_scripts_in_both_directions() {
        for (latin, language, other) in [
            ("Luther", "ru", "Лютер"),
            ("Kharkiv", "uk", "Харків"),
            ("Kharkiv", "ru", "Харьков"),
            ("Zelensky", "ru", "Зеленский"),
            ("Zelenskyy", "uk", "Зеленський"),
            ("Chérizier", "ru", "Шеризье"),
            ("Washington", "ru", "Вашингтон"),
            ("Huxley", "ru", "Хаксли"),
            ("Newton", "ru", "Ньютон"),
            ("Schwarzenegger", "ru", "Шварценеггер"),
            ("Johnson", "ru", "Джонсон"),
            ("Luther", "el", "Λούθηρος"),
            ("Newton", "el", "Νεύτων"),
            ("Johnson", "el", "Τζόνσον"),
            ("Burhan", "ar", "برهان"),
            ("Guterres", "ar", "غوتيريش"),
            ("Mohammed", "ar", "محمد"),
            ("Netanyahu", "he", "נתניהו"),
        ] {
            let there = differences(latin, language, other);
            let back = differences(other, "en", latin);
            assert!(there.is_some(), "{latin} {other}");
            assert!(back.is_some(), "{other} {latin}");
        }
    }

    #[test]
    fn other_words_are_none_of_its_spellings() {
        for (latin, language, other) in [
            ("Luther", "ru", "литература"),
            ("Luther", "ru", "литр"),
            ("Kharkiv", "ru", "Киев"),
            ("Johnson", "ru", "Иоганн"),
            ("Burhan", "ar", "برلين"),
        ] {
            assert_eq!(differences(latin, language, other), None, "{latin} {other}");
        }
    }

    #[test]
    fn a_word_is_in_the_first_language_of_its_script() {
        assert_eq!(language_of("luther"), Some("en"));
        assert_eq!(language_of("лютер"), Some("ru"));
        assert_eq!(language_of("路德"), None);
    }

    #[test]
    fn words_of_the_same_script_short_ones_and_other_scripts_have_no_spellings() {
        assert!(Transcription::of("luther", "fr").is_none());
        assert!(Transcription::of("ban", "ru").is_none());
        assert!(Transcription::of("luther", "zh").is_none());
        assert!(Transcription::of("лютер", "el").is_none());
        assert!(Transcription::of("路德路德", "ru").is_none());
    }
}
