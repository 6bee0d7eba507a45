//! Finds acronyms by their capitals: words in all caps (`US`, `WHO`, `U.N.`, `NGOs`), unless the
//! whole heading is in all caps.

use std::ops::Range;

use super::words::Words;

/// The fewest letters of an acronym.
const FEWEST_LETTERS: usize = 2;
/// The most letters in an acronym that needs case to be distinguished from a word. Longer acronyms
/// are not also words, and newspapers capitalise only their first letter (`Minustah`).
const MOST_LETTERS: usize = 6;
/// This many all-caps words in a row, separated only by spaces and hyphens, are a heading or a
/// dateline (`PORT-AU-PRINCE, Haiti`).
const HEADING_WORDS: usize = 3;

/// Returns the acronym in `word`: the whole word, or all but a plural `s` (`NGOs`); `None` if it is
/// not an acronym. Digits and dots are allowed between letters.
pub fn acronym(word: &str) -> Option<&str> {
    may_be_acronym(word.as_bytes())
        .then(|| acronym_by_letters(word))
        .flatten()
}

/// A fast pre-check that rejects nearly all words.
#[inline]
fn may_be_acronym(word: &[u8]) -> bool {
    match word {
        [] | [_] => false,
        // A lowercase second character leaves room for one uppercase letter at most.
        [first, second, ..] => !first.is_ascii_lowercase() && !second.is_ascii_lowercase(),
    }
}

fn acronym_by_letters(word: &str) -> Option<&str> {
    if !word.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()) {
        return None;
    }
    let (singular, may_be_plural) = match word.strip_suffix('s') {
        Some(singular) => (singular, true),
        None => (word, false),
    };
    let mut letters = 0;
    for c in singular.chars() {
        if c.is_uppercase() {
            letters += 1;
        } else if c.is_alphabetic() {
            return None;
        }
    }
    let fits = (FEWEST_LETTERS..=MOST_LETTERS).contains(&letters);
    let plural_of_letters = !may_be_plural || singular.ends_with(char::is_uppercase);
    (fits && plural_of_letters).then_some(singular)
}

/// Finds the acronyms among the words of a text. Calls in word order take linear time overall.
pub struct AcronymFinder<'a> {
    text: &'a str,
    words: &'a Words,
    /// The line examined last, in bytes.
    line: Range<usize>,
    line_is_heading: bool,
}

impl<'a> AcronymFinder<'a> {
    /// Prepares to find acronyms among the `words` of `text`.
    pub fn new(text: &'a str, words: &'a Words) -> AcronymFinder<'a> {
        AcronymFinder {
            text,
            words,
            line: 0..0,
            line_is_heading: true,
        }
    }

    /// Returns word `i` as folded text without a plural `s`, if it is an acronym.
    ///
    /// A word in a line without lowercase letters is not an acronym unless it is alone there.
    /// Neither is one of three or more all-caps words in a row.
    #[inline]
    pub fn get(&mut self, i: usize) -> Option<&'a str> {
        let may_be = may_be_acronym(&self.text.as_bytes()[self.words.span(i)]);
        may_be.then(|| self.find(i)).flatten()
    }

    fn find(&mut self, i: usize) -> Option<&'a str> {
        let span = self.words.span(i);
        let letters = acronym_by_letters(&self.text[span.clone()])?;
        if !self.line.contains(&span.start) {
            self.read_line(span.start);
        }
        if self.line_is_heading || self.is_in_all_caps_run(i) {
            return None;
        }
        let folded = self.words.folded(i);
        match letters.len() == span.len() {
            true => Some(folded),
            false => folded.strip_suffix('s'),
        }
    }

    fn read_line(&mut self, at: usize) {
        let start = self.text[..at].rfind('\n').map_or(0, |end| end + 1);
        let end = self.text[at..]
            .find('\n')
            .map_or(self.text.len(), |n| at + n + 1);
        self.line = start..end;
        let line = &self.text[start..end];
        let mut words = line.split_whitespace();
        let is_alone = words.next().is_some() && words.next().is_none();
        self.line_is_heading = !is_alone && !line.contains(char::is_lowercase);
    }

    /// Returns whether word `i` is in a run of at least [`HEADING_WORDS`] all-caps words.
    fn is_in_all_caps_run(&self, i: usize) -> bool {
        let mut row = 1;
        let mut first = i;
        while row < HEADING_WORDS && first > 0 && self.are_in_one_run(first - 1) {
            first -= 1;
            row += 1;
        }
        let mut last = i;
        while row < HEADING_WORDS && last + 1 < self.words.len() && self.are_in_one_run(last) {
            last += 1;
            row += 1;
        }
        row >= HEADING_WORDS
    }

    /// Returns whether words `i` and `i + 1` are both in all caps with only spaces and hyphens
    /// between them.
    fn are_in_one_run(&self, i: usize) -> bool {
        let (one, next) = (self.words.span(i), self.words.span(i + 1));
        let between = &self.text[one.end..next.start];
        between
            .chars()
            .all(|c| matches!(c, ' ' | '\t' | '-' | '\u{2010}' | '\u{2011}'))
            && [one, next]
                .iter()
                .all(|span| is_all_caps(&self.text[span.clone()]))
    }
}

fn is_all_caps(word: &str) -> bool {
    word.contains(char::is_uppercase) && !word.contains(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn acronyms(text: &str) -> Vec<String> {
        let words = Words::of(text);
        let mut acronyms = AcronymFinder::new(text, &words);
        let all = (0..words.len()).filter_map(|i| acronyms.get(i));
        all.map(str::to_owned).collect()
    }

    #[test]
    fn acronyms_are_words_in_capitals_in_text_that_has_others() {
        for (text, wanted) in [
            (
                "The US and the U.N. told us so, IT staff said it.",
                "us un it",
            ),
            (
                "NGOs, an NGO's head and MPs of the EU-led force",
                "ngo ngo mp eu",
            ),
            ("Who is WHO? A plan B, Ms Us and G9 with H5N1.", "who h5n1"),
            ("НАТО и ООН, но не Он", "нато оон"),
            ("the MINUSTAH mission and Unicef", ""),
            ("HAITI SITUATION REPORT\nThe AIDS aids", "aids"),
            ("ABOUT US\nWHO\nand us", "who"),
            (
                "PORT-AU-PRINCE, Haiti (AP) — UN SECURITY COUNCIL votes",
                "ap",
            ),
            ("AIDS, TB, WHO and UNDP say", "aids tb who undp"),
            ("GANGS TOLD US TO GO", ""),
            ("", ""),
        ] {
            assert_eq!(acronyms(text).join(" "), wanted, "{text}");
        }
    }

    #[test]
    fn a_line_of_many_acronyms_is_read_once() {
        let text = "US ".repeat(3) + &"the US, ".repeat(200_000);
        assert_eq!(acronyms(&text).len(), 200_000);
    }
}
