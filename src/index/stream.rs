//! Word streams: analysed text on its way into the engine.
//!
//! A text is analysed once, outside the engine, for its words, passages and names. The result goes
//! to the engine as one string which [`StreamTokenizer`] merely reads off: words of a passage
//! behind each other, each as written, with further terms for it behind a MORE each, ended by END. A word
//! that is its own stem is indexed once, as written; looking up a stem looks up both (about half of
//! the words of English text, and a third of the time and space of their postings).
//! Positions are implied: they jump to the next multiple of 256 at each passage.

use std::sync::Arc;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::fields::{ADDRESS_MARK, EXACT_MARK, PARAGRAPH, POSITIONS_PER_PASSAGE};
use super::flow::Flow;

const PASSAGE: char = '\u{1d}';
const END: char = '\u{1e}';
/// Stands before each further term of a word.
const MORE: char = '\u{1f}';
/// Stands before a number that sets the position, in streams of single terms.
const AT: char = '\u{1c}';
/// Stands before a word of a web address.
const ADDRESS: char = '\u{1a}';

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

    /// Adds a word at the next position, as written.
    pub fn word(&mut self, exact: &str) {
        self.text.push_str(exact);
        self.text.push(END);
    }

    /// Adds a word of a web address at the next position.
    pub fn address_word(&mut self, folded: &str) {
        self.text.push(ADDRESS);
        self.word(folded);
    }

    /// Adds a term, which `push` appends, at the position of the last word.
    pub fn also(&mut self, push: impl FnOnce(&mut String)) {
        debug_assert!(
            self.text.ends_with(END),
            "a word comes before its further terms"
        );
        self.text.pop();
        self.text.push(MORE);
        push(&mut self.text);
        self.text.push(END);
    }

    /// Adds a term at `position`, for streams that hold no words.
    pub fn term(&mut self, position: u32, term: &str) {
        self.text.push(AT);
        self.text.push_str(&position.to_string());
        self.text.push(MORE);
        let is_mark = |c: char| matches!(c, ADDRESS..=MORE);
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
            more: None,
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
    /// Further terms of the word just given, to be given next at the same position.
    more: Option<&'a str>,
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
    /// Gives a word as written, and keeps its further terms for the next steps.
    fn give(&mut self, word: &'a str) {
        let (exact, more) = split_first(word);
        let (mark, exact) = match exact.strip_prefix(ADDRESS) {
            Some(exact) => (ADDRESS_MARK, exact),
            None => (EXACT_MARK, exact),
        };
        self.token.text.clear();
        self.token.text.push(mark);
        self.token.text.push_str(exact);
        self.more = more;
    }
}

impl TokenStream for Reading<'_> {
    fn advance(&mut self) -> bool {
        if let Some(terms) = self.more.take() {
            let (term, more) = split_first(terms);
            self.token.text.clear();
            self.token.text.push_str(term);
            self.more = more;
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
            let (position, term) = split_first(word);
            self.token.position = position.parse().unwrap_or(0);
            self.token.text.push_str(term.unwrap_or_default());
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

/// Splits off what stands before the first MORE. The marks of streams are all of one byte.
fn split_first(entry: &str) -> (&str, Option<&str>) {
    match memchr::memchr(MORE as u8, entry.as_bytes()) {
        Some(at) => (&entry[..at], Some(&entry[at + 1..])),
        None => (entry, None),
    }
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
    fn a_word_its_further_terms_and_the_break_before_it_come_at_one_position() {
        let mut writer = StreamWriter::default();
        writer.passage();
        writer.word("attacks");
        writer.also(|out| out.push_str("en/attack"));
        writer.paragraph();
        writer.word("aids");
        writer.also(|out| out.push_str("en/aid"));
        writer.also(|out| out.push_str("^aids"));
        writer.paragraph();
        writer.address_word("raids");
        writer.passage();
        writer.word("solino");
        let wanted = [
            (0, "=attacks"),
            (0, "en/attack"),
            (1, PARAGRAPH),
            (1, "=aids"),
            (1, "en/aid"),
            (1, "^aids"),
            (2, PARAGRAPH),
            (2, "@raids"),
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
