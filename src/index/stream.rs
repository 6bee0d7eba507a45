//! Word streams: analysed text for tantivy.
//!
//! A text is analysed once, outside tantivy, for its words, passages and names. The result is
//! passed to tantivy as one string, which [`StreamTokenizer`] only decodes: the words of each
//! passage as written, each followed by its additional terms after a MORE, and by END. A word that
//! is its own stem is indexed once, as written; looking up a stem looks up both. That is the case
//! for about half of the words of English text, and saves a third of the time and space of their
//! postings. Positions are implicit: they advance to the next multiple of 256 at each passage.

use std::sync::Arc;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::fields::{ADDRESS_MARK, EXACT_MARK, PARAGRAPH, POSITIONS_PER_PASSAGE};
use super::flow::Flow;

const PASSAGE: char = '\u{1d}';
const END: char = '\u{1e}';
/// Precedes each additional term of a word.
const MORE: char = '\u{1f}';
/// Precedes a number that sets the position, in streams of single terms.
const AT: char = '\u{1c}';
/// Precedes a word of a web address.
const ADDRESS: char = '\u{1a}';

/// Precedes the first word of another paragraph in a passage.
const BREAK: char = '\u{1b}';

/// Writes a stream.
#[derive(Debug, Default)]
pub struct StreamWriter {
    text: String,
}

impl StreamWriter {
    /// Allocates about `bytes` bytes for words.
    pub fn with_capacity(bytes: usize) -> StreamWriter {
        StreamWriter {
            text: String::with_capacity(bytes),
        }
    }

    /// Starts a passage, including the first one.
    pub fn passage(&mut self) {
        self.text.push(PASSAGE);
    }

    /// Starts another paragraph in the passage with the next word.
    pub fn paragraph(&mut self) {
        self.text.push(BREAK);
    }

    /// Adds a word as written at the next position.
    #[inline]
    pub fn word(&mut self, exact: &str) {
        self.text.push_str(exact);
        self.text.push(END);
    }

    /// Adds a word of a web address at the next position.
    pub fn address_word(&mut self, folded: &str) {
        self.text.push(ADDRESS);
        self.word(folded);
    }

    /// Adds a term, appended by `push`, at the position of the last word.
    #[inline]
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

    /// Adds a term at `position`, for streams without words.
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

/// Decodes a stream for tantivy, and notifies the flow when a text has been consumed.
#[derive(Clone)]
pub struct StreamTokenizer {
    token: Token,
    flow: Arc<Flow>,
}

impl StreamTokenizer {
    /// Creates a tokenizer that reports to `flow`.
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
            next: Next::Word,
            token: &mut self.token,
            bytes: text.len(),
            flow: &self.flow,
        }
    }
}

/// A stream being decoded.
pub struct Reading<'a> {
    rest: &'a str,
    next_position: usize,
    passages: usize,
    /// What `rest` starts with.
    next: Next,
    token: &'a mut Token,
    bytes: usize,
    flow: &'a Flow,
}

/// The next token of a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    /// A word at the next position, possibly after passage or paragraph marks, or a term with its
    /// own position.
    Word,
    /// The first word of a paragraph, whose paragraph term was just emitted, at the same position.
    FirstOfParagraph,
    /// An additional term of the last word, at the same position.
    Term,
}

impl Drop for Reading<'_> {
    fn drop(&mut self) {
        self.flow.taken(self.bytes);
    }
}

impl<'a> Reading<'a> {
    /// Consumes the text up to the next MORE or END; `None` at the end of the stream.
    fn take(&mut self) -> Option<&'a str> {
        let bytes = self.rest.as_bytes();
        let end = memchr::memchr2(MORE as u8, END as u8, bytes)?;
        self.next = match bytes[end] == MORE as u8 {
            true => Next::Term,
            false => Next::Word,
        };
        // All marks are one byte long.
        let taken = &self.rest[..end];
        self.rest = &self.rest[end + 1..];
        Some(taken)
    }

    /// Emits a term.
    fn give(&mut self, term: &str) -> bool {
        self.token.text.clear();
        self.token.text.push_str(term);
        true
    }

    /// Emits the next word as written.
    fn give_word(&mut self) -> bool {
        let Some(word) = self.take() else {
            return false;
        };
        let (mark, word) = match word.strip_prefix(ADDRESS) {
            Some(word) => (ADDRESS_MARK, word),
            None => (EXACT_MARK, word),
        };
        self.token.text.clear();
        self.token.text.push(mark);
        self.token.text.push_str(word);
        true
    }
}

impl TokenStream for Reading<'_> {
    fn advance(&mut self) -> bool {
        match self.next {
            Next::Term => {
                let term = self.take();
                return term.is_some_and(|term| self.give(term));
            }
            Next::FirstOfParagraph => return self.give_word(),
            Next::Word => {}
        }
        while self.rest.as_bytes().first() == Some(&(PASSAGE as u8)) {
            self.rest = &self.rest[1..];
            self.next_position = self.passages * POSITIONS_PER_PASSAGE as usize;
            self.passages += 1;
        }
        let mark = self.rest.as_bytes().first().copied().map(char::from);
        if mark == Some(AT) {
            self.rest = &self.rest[1..];
            let position = self.take().and_then(|position| position.parse().ok());
            self.token.position = position.unwrap_or(0);
            let term = self.take();
            return term.is_some_and(|term| self.give(term));
        }
        self.token.position = self.next_position;
        self.next_position += 1;
        if mark == Some(BREAK) {
            self.rest = &self.rest[1..];
            self.next = Next::FirstOfParagraph;
            return self.give(PARAGRAPH);
        }
        self.give_word()
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
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
    fn terms_are_at_their_given_positions() {
        let mut writer = StreamWriter::default();
        writer.term(300, "area/Haiti");
        assert_eq!(read(&writer.finish()), [(300, "area/Haiti".to_owned())]);
    }
}
