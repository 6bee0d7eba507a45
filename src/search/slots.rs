//! Slots: what a word of a query stands for, as a plan has it looked up.

use std::ops::Range;

use crate::analysis::segments::{Segment, is_long, segments};
use crate::analysis::words::Words;
use crate::query::{Expr, Kind};

use super::error::SearchError;
use super::leaf::Slot;
use super::pattern::Pattern;
use super::terms::Analyser;

/// A word in any of its inflections, in each language. Several words in one (`Port-au-Prince`) are a row.
pub fn any_form(analyser: &Analyser, text: &str) -> Vec<Slot> {
    let words = asked(analyser, text);
    let terms = words.iter().map(|word| analyser.stems(word));
    terms.map(Slot::Terms).collect()
}

/// A stretch of a text in which scripts with and without spaces between words may meet.
pub struct Stretch {
    /// Where it stands in the text, in bytes.
    pub span: Range<usize>,
    /// What it asks for.
    pub asks: Asks,
}

/// What a stretch asks for.
pub enum Asks {
    /// Words in any of their inflections, in a row.
    Spaced(Vec<Slot>),
    /// The characters of one word, in a row, and the term of the word where it stands as one; none
    /// for a single character.
    Unspaced(Vec<Slot>, Option<Slot>),
}

/// Parts a text that has characters of scripts without spaces between words (`警察逮捕`) into its
/// words; `None` for one that has none.
pub fn stretches(analyser: &Analyser, text: &str) -> Option<Vec<Stretch>> {
    let words = Words::of(text);
    if !words.has_unspaced() {
        return None;
    }
    let slots = |row: Range<usize>| {
        let terms = row.map(|i| analyser.stems(words.folded(i)));
        terms.map(Slot::Terms).collect()
    };
    let span = |row: &Range<usize>| words.span(row.start).start..words.span(row.end - 1).end;
    let stretch = |segment| match segment {
        Segment::Spaced(row) => Stretch {
            span: span(&row),
            asks: Asks::Spaced(slots(row)),
        },
        Segment::Unspaced(row) => {
            let whole = is_long(&words, &row).then(|| words.folded_row(row.clone()).to_owned());
            Stretch {
                span: span(&row),
                asks: Asks::Unspaced(slots(row), whole.map(|word| Slot::Terms(vec![word]))),
            }
        }
    };
    Some(segments(text, &words).into_iter().map(stretch).collect())
}

/// The words that a text asks for, folded.
pub fn asked(analyser: &Analyser, text: &str) -> Vec<String> {
    let words = analyser.words(text);
    without_elided(analyser, text, &words).to_vec()
}

/// Words as written.
pub fn as_written(analyser: &Analyser, text: &str) -> Vec<Slot> {
    let words = analyser.words(text);
    let terms = words.iter().map(|word| analyser.exact(word));
    terms.map(Slot::Terms).collect()
}

/// The words of a phrase, as written; a `*` directly at a letter is where anything may stand, any other
/// is punctuation.
pub fn phrase(analyser: &Analyser, text: &str) -> Vec<Slot> {
    if !text.contains('*') {
        return as_written(analyser, text);
    }
    let touches = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let mut kept = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let lone = c == '*' && {
            let before = text[..at].trim_end_matches('*').chars().next_back();
            let after = text[at..].trim_start_matches('*').chars().next();
            !touches(before) && !touches(after)
        };
        kept.push(if lone { ' ' } else { c });
    }
    written_so(analyser, &kept)
}

/// Words with a `*` where anything may stand.
pub fn written_so(analyser: &Analyser, text: &str) -> Vec<Slot> {
    let row = Pattern::row(text, |text| analyser.words(text));
    let slot = |pattern: Pattern| match pattern.as_whole() {
        Some(word) => Slot::Terms(analyser.exact(word)),
        None => Slot::Pattern(pattern),
    };
    row.into_iter().map(slot).collect()
}

/// Words of which each may differ by a few letters.
pub fn like(analyser: &Analyser, text: &str, edits: u8) -> Vec<Slot> {
    let words = analyser.words(text).into_iter();
    words.map(|word| Slot::Fuzzy(word, edits)).collect()
}

/// The parts of a distance, each a row: the words of a phrase, or the parts side by side in a group.
///
/// # Errors
/// An alternative of several words: how far apart two words stand would depend on which it is.
pub fn near(analyser: &Analyser, of: &Expr) -> Result<Vec<Vec<Slot>>, SearchError> {
    let mut parts = match &of.kind {
        Kind::Phrase(text) => {
            let words = phrase(analyser, text).into_iter();
            words.map(|word| vec![word]).collect()
        }
        Kind::Sequence(parts) => {
            let mut rows = Vec::with_capacity(parts.len());
            for part in parts {
                rows.push(near_part(analyser, part)?);
            }
            rows
        }
        _ => vec![near_part(analyser, of)?],
    };
    parts.retain(|row| !row.is_empty());
    Ok(parts)
}

fn near_part(analyser: &Analyser, part: &Expr) -> Result<Vec<Slot>, SearchError> {
    Ok(match &part.kind {
        Kind::Word(text) => any_form(analyser, text),
        Kind::Exact(text) => as_written(analyser, text),
        Kind::Phrase(text) => phrase(analyser, text),
        Kind::Pattern(text) => written_so(analyser, text),
        Kind::Fuzzy { word, edits } => like(analyser, word, *edits),
        Kind::Or(alternatives) => {
            let mut slots = Vec::new();
            for alternative in alternatives {
                let mut row = near_part(analyser, alternative)?;
                match (row.pop(), row.is_empty()) {
                    (None, _) => {}
                    (Some(slot), true) => slots.push(slot),
                    (Some(_), false) => return Err(misfit(alternative.span.clone())),
                }
            }
            match slots.is_empty() {
                true => Vec::new(),
                false => vec![Slot::Any(slots)],
            }
        }
        Kind::Near { .. }
        | Kind::Passage(_)
        | Kind::Title(_)
        | Kind::Facet { .. }
        | Kind::About(_)
        | Kind::Field { .. }
        | Kind::Like(_)
        | Kind::Has(_)
        | Kind::Date(_)
        | Kind::Sequence(_)
        | Kind::And(_)
        | Kind::Not(_)
        | Kind::Boost { .. } => return Err(misfit(part.span.clone())),
    })
}

fn misfit(span: Range<usize>) -> SearchError {
    SearchError::Misfit {
        expected: "single words as alternatives in a group with a distance".to_owned(),
        span,
    }
}

/// Leaves out the article or pronoun that has lost its vowel before the word asked for (`l'attaque`,
/// `qu'il`).
fn without_elided<'a>(analyser: &Analyser, text: &str, words: &'a [String]) -> &'a [String] {
    match words {
        [elided, asked, ..]
            if text.contains(['\'', '’', '‘', 'ʼ', '＇'])
                && elided.len() <= 2
                && analyser.is_function_word(elided)
                && asked.len() > 1 =>
        {
            &words[1..]
        }
        _ => words,
    }
}
