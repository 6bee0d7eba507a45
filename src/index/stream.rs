//! Word streams: analysed text on its way into the engine.
//!
//! A text is analysed once, outside the engine, for its words, passages and names. The result goes
//! to the engine as one string which [`StreamTokenizer`] merely reads off: words of a passage
//! behind each other, each as `exact`, or `exact STEM stem` where the stem differs, ended by END. A word
//! that is its own stem is indexed once, as written; looking up a stem looks up both (about half of
//! the words of English text, and a third of the time and space of their postings).
//! Positions are implied: they jump to the next multiple of 256 at each passage.

use std::sync::Arc;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::fields::{EXACT_MARK, PARAGRAPH, POSITIONS_PER_PASSAGE};
use super::flow::Flow;

const PASSAGE: char = '\u{1d}';
const END: char = '\u{1e}';
const STEM: char = '\u{1f}';
/// Stands before a number that sets the position, in streams of single terms.
const AT: char = '\u{1c}';

/// Stands before the first word of another paragraph within a passage.
const BREAK: char = '\u{1b}';

/// Writes a stream.
#[derive(Debug, Default)]
pub struct StreamWriter {
    text: String,
}

impl StreamWriter {
    /// Makes room for about `bytes` bytes of words.
    pub fn with_capacity(bytes: usize) -> StreamWriter {
        StreamWriter {
            text: String::with_capacity(bytes),
        }
    }

    /// Starts a passage; the first one too.
    pub fn passage(&mut self) {
        self.text.push(PASSAGE);
    }

    /// Starts another paragraph within the passage, with the next word.
    pub fn paragraph(&mut self) {
        self.text.push(BREAK);
    }

    /// Adds a word at the next position.
    pub fn word(&mut self, exact: &str, stem: &str) {
        self.text.push_str(exact);
        if stem != exact {
            self.text.push(STEM);
            self.text.push_str(stem);
        }
        self.text.push(END);
    }

    /// Adds a term at `position`, for streams that hold no words.
    pub fn term(&mut self, position: u32, term: &str) {
        self.text.push(AT);
        self.text.push_str(&position.to_string());
        self.text.push(STEM);
        let is_mark = |c: char| matches!(c, AT..=STEM);
        for part in term.split(is_mark) {
            self.text.push_str(part);
        }
        self.text.push(END);
    }

    /// Returns the stream.
    pub fn finish(self) -> String {
        self.text
    }
}

/// Reads a stream off for the engine, and tells the flow when a text has been taken in.
#[derive(Clone)]
pub struct StreamTokenizer {
    token: Token,
    flow: Arc<Flow>,
}

impl StreamTokenizer {
    /// Makes a tokenizer that reports to `flow`.
    pub fn new(flow: Arc<Flow>) -> StreamTokenizer {
        StreamTokenizer {
            token: Token::default(),
            flow,
        }
    }
}

impl Tokenizer for StreamTokenizer {
    type TokenStream<'a> = Reading<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Reading<'a> {
        self.token.reset();
        Reading {
            rest: text,
            next_position: 0,
            passages: 0,
            stem: None,
            word: None,
            token: &mut self.token,
            bytes: text.len(),
            flow: &self.flow,
        }
    }
}

/// A stream being read.
pub struct Reading<'a> {
    rest: &'a str,
    next_position: usize,
    passages: usize,
    /// The stem of the word just given, to be given next at the same position.
    stem: Option<&'a str>,
    /// The word that begins a paragraph, to be given next at the same position.
    word: Option<&'a str>,
    token: &'a mut Token,
    bytes: usize,
    flow: &'a Flow,
}

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        self.flow.taken(self.bytes);
    }
}

impl<'a> Reading<'a> {
    /// Gives a word as written, and keeps its stem for the next step.
    fn give(&mut self, word: &'a str) {
        let (exact, stem) = match split_at_stem(word) {
            Some((exact, stem)) => (exact, Some(stem)),
            None => (word, None),
        };
        self.token.text.clear();
        self.token.text.push(EXACT_MARK);
        self.token.text.push_str(exact);
        self.stem = stem;
    }
}

impl TokenStream for Reading<'_> {
    fn advance(&mut self) -> bool {
        if let Some(stem) = self.stem.take() {
            self.token.text.clear();
            self.token.text.push_str(stem);
            return true;
        }
        if let Some(word) = self.word.take() {
            self.give(word);
            return true;
        }
        while self.rest.as_bytes().first() == Some(&(PASSAGE as u8)) {
            self.rest = &self.rest[1..];
            self.next_position = self.passages * POSITIONS_PER_PASSAGE as usize;
            self.passages += 1;
        }
        let Some(end) = memchr::memchr(END as u8, self.rest.as_bytes()) else {
            return false;
        };
        let word = &self.rest[..end];
        self.rest = &self.rest[end + 1..];
        self.token.text.clear();
        let mark = word.as_bytes().first().copied().map(char::from);
        if mark == Some(AT) {
            let word = &word[1..];
            let (position, term) = split_at_stem(word).unwrap_or(("0", word));
            self.token.position = position.parse().unwrap_or(0);
            self.token.text.push_str(term);
            return true;
        }
        self.token.position = self.next_position;
        self.next_position += 1;
        if mark == Some(BREAK) {
            self.token.text.push_str(PARAGRAPH);
            self.word = Some(&word[1..]);
        } else {
            self.give(word);
        }
        true
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

/// Splits a word's entry at the mark before its stem. The marks of streams are all of one byte.
fn split_at_stem(entry: &str) -> Option<(&str, &str)> {
    let at = memchr::memchr(STEM as u8, entry.as_bytes())?;
    Some((&entry[..at], &entry[at + 1..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(stream: &str) -> Vec<(usize, String)> {
        let mut tokenizer = StreamTokenizer::new(Arc::new(Flow::new(1)));
        let mut reading = tokenizer.token_stream(stream);
        let mut all = Vec::new();
        while reading.advance() {
            all.push((reading.token().position, reading.token().text.clone()));
        }
        all
    }

    #[test]
    fn a_word_its_stem_if_that_differs_and_the_break_before_it_come_at_one_position() {
        let mut writer = StreamWriter::default();
        writer.passage();
        writer.word("attacks", "attack");
        writer.paragraph();
        writer.word("raids", "raid");
        writer.passage();
        writer.word("solino", "solino");
        let wanted = [
            (0, "=attacks"),
            (0, "attack"),
            (1, PARAGRAPH),
            (1, "=raids"),
            (1, "raid"),
            (256, "=solino"),
        ];
        assert_eq!(
            read(&writer.finish()),
            wanted.map(|(at, word)| (at, word.to_owned()))
        );
    }

    #[test]
    fn terms_stand_where_they_are_put() {
        let mut writer = StreamWriter::default();
        writer.term(300, "area/Haiti");
        assert_eq!(read(&writer.finish()), [(300, "area/Haiti".to_owned())]);
    }
}
