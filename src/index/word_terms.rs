//! The terms of the words of one text: as written, stemmed, as an acronym, in other spellings.

use std::ops::Range;

use crate::analysis::addresses::AddressWords;
use crate::analysis::capitals::AcronymFinder;
use crate::analysis::function_words::FunctionWords;
use crate::analysis::numbers;
use crate::analysis::segments::long_words;
use crate::analysis::spelling::{Joined, joined};
use crate::analysis::stems::Stems;
use crate::gazetteer::Text;

use super::fields::{CAPITALS_MARK, MOST_JOINED, push_joined_term, push_stem_term};
use super::stream::StreamWriter;

/// Adds the words of one text to a stream, in order.
pub(super) struct WordTerms<'a> {
    text: Text<'a>,
    addresses: &'a AddressWords,
    acronyms: AcronymFinder<'a>,
    /// Multi-character words of scripts without spaces.
    long_words: InOrder<Range<usize>>,
    /// Runs of words that are also found as one.
    joined: InOrder<Joined>,
}

impl<'a> WordTerms<'a> {
    /// Finds the runs of words in a text that are also found as one.
    pub fn new(
        function_words: &FunctionWords,
        text: Text<'a>,
        addresses: &'a AddressWords,
    ) -> WordTerms<'a> {
        WordTerms {
            text,
            addresses,
            acronyms: AcronymFinder::new(text.text, text.words),
            long_words: InOrder::new(long_words(text.text, text.words)),
            joined: InOrder::new(joined(function_words, text.text, text.words)),
        }
    }

    /// Adds word `i` with its terms; its passage ends before word `end`. Call for each word, in
    /// order.
    #[inline]
    pub fn add(&mut self, i: usize, end: usize, stems: &mut Stems, stream: &mut StreamWriter) {
        let words = self.text.words;
        let folded = words.folded(i);
        let long_word = self.long_words.next_at(i, |row| row);
        let joined = self.joined.next_at(i, |joined| &joined.words);
        if self.addresses.has(i) {
            stream.address_word(folded);
            return;
        }
        stream.word(folded);
        match long_word.filter(|row| row.end <= end) {
            Some(row) => stream.also(|out| out.push_str(words.folded_row(row.clone()))),
            None => add_stem(stream, stems, self.text, i),
        }
        if let Some(acronym) = self.acronyms.get(i) {
            stream.also(|out| {
                out.push(CAPITALS_MARK);
                out.push_str(acronym);
            });
        }
        add_spellings(
            stream,
            stems,
            folded,
            joined.filter(|joined| joined.words.end <= end),
        );
    }
}

/// Runs of words, consumed in the order of their first words.
struct InOrder<T> {
    runs: Vec<T>,
    next: usize,
}

impl<T> InOrder<T> {
    fn new(runs: Vec<T>) -> InOrder<T> {
        InOrder { runs, next: 0 }
    }

    /// Consumes the next run if it starts with word `i`. `words` returns the words of a run.
    #[inline]
    fn next_at(&mut self, i: usize, words: impl Fn(&T) -> &Range<usize>) -> Option<&T> {
        let run = self.runs.get(self.next)?;
        if words(run).start != i {
            return None;
        }
        self.next += 1;
        Some(run)
    }
}

fn add_stem(stream: &mut StreamWriter, stems: &mut Stems, text: Text<'_>, i: usize) {
    let language = stems.language();
    if let Some(stem) = stems.other_stem(text.words, text.numbers, i) {
        stream.also(|out| push_stem_term(out, language, stem));
    }
}

/// Adds the terms of other spellings at the last word, which is `folded`: `joined` starts with it.
fn add_spellings(
    stream: &mut StreamWriter,
    stems: &mut Stems,
    folded: &str,
    joined: Option<&Joined>,
) {
    if let Some(number) = numbers::also_meant(folded) {
        stream.also(|out| push_joined_term(out, 1, "", &number));
    }
    if let Some(joined) = joined.filter(|joined| joined.words.len() <= MOST_JOINED) {
        let closed = joined.closed.as_str();
        let (language, stem) = match closed.starts_with(|c: char| c.is_ascii_digit()) {
            true => ("", closed),
            false => (stems.language(), stems.stem(closed)),
        };
        stream.also(|out| push_joined_term(out, joined.words.len(), language, stem));
    }
}
