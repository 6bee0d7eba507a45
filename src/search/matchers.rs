//! Translates the words of a query into term matchers.

use std::ops::Range;

use crate::analysis::addresses::is_web_address;
use crate::analysis::segments::{Segment, is_long, segments};
use crate::analysis::words::Words;
use crate::query::{Expr, Kind};

use super::clause::{LookupTerm, Scope, TermMatcher};
use super::error::SearchError;
use super::pattern::Pattern;
use super::spellings::{self, IndexedLookup};
use super::terms::{Analyser, Droppable, QueryWord};

/// A phrase of words in any inflection, in texts of some languages.
pub struct Inflected {
    /// The words.
    pub words: Vec<QueryWord>,
    /// The languages in which they are looked up.
    pub scope: Scope,
}

impl Inflected {
    /// Returns the matcher of each word.
    pub fn matchers(&self, analyser: &Analyser) -> Vec<TermMatcher> {
        let words = self.words.iter();
        let terms = words.map(|word| analyser.any_form(word, &self.scope));
        terms.map(TermMatcher::Terms).collect()
    }
}

/// Returns the alternatives by which a word matches in any inflection; a word of several parts (`Port-au-Prince`) is a
/// phrase. There are two if the word begins with an elided article (`l’attaque`): without the article in languages that
/// elide it, with it in others.
pub fn any_form(analyser: &Analyser, text: &str) -> Vec<Inflected> {
    let words = analyser.query_words(text);
    let inflected = |words: &[QueryWord], scope| Inflected {
        words: words.to_vec(),
        scope,
    };
    match elided(analyser, text, &words) {
        Droppable::Nowhere => vec![inflected(&words, Scope::Everywhere)],
        Droppable::Everywhere => vec![inflected(&words[1..], Scope::Everywhere)],
        Droppable::In(languages) => vec![
            inflected(&words[1..], Scope::In(languages.clone())),
            inflected(&words, Scope::NotIn(languages)),
        ],
    }
}

/// Like [`any_form`], but with one alternative for texts of all languages.
pub fn any_form_everywhere(analyser: &Analyser, text: &str) -> Vec<TermMatcher> {
    inflected_everywhere(analyser, text).matchers(analyser)
}

fn inflected_everywhere(analyser: &Analyser, text: &str) -> Inflected {
    let words = analyser.query_words(text);
    let from = usize::from(elided(analyser, text, &words) != Droppable::Nowhere);
    Inflected {
        words: words[from..].to_vec(),
        scope: Scope::Everywhere,
    }
}

/// A run of text whose scripts all have, or all lack, spaces between words.
pub struct ScriptRun {
    /// Where it is in the text, in bytes.
    pub span: Range<usize>,
    /// Its term matchers.
    pub matchers: RunMatchers,
}

/// The term matchers of a run.
pub enum RunMatchers {
    /// A phrase of words in any inflection.
    Spaced(Vec<TermMatcher>),
    /// The characters of one word as a phrase, and the term of the whole word; no term for a single character.
    Unspaced(Vec<TermMatcher>, Option<TermMatcher>),
}

/// Splits a text into runs; `None` if it has no characters of scripts without spaces between words (`警察逮捕`).
pub fn script_runs(analyser: &Analyser, text: &str) -> Option<Vec<ScriptRun>> {
    let words = Words::of(text);
    if !words.has_unspaced() {
        return None;
    }
    let matchers = |row: Range<usize>| {
        let terms = row.map(|i| analyser.stems(words.folded(i), &Scope::Everywhere));
        terms.map(TermMatcher::Terms).collect()
    };
    let span = |row: &Range<usize>| words.span(row.start).start..words.span(row.end - 1).end;
    let run = |segment| match segment {
        Segment::Spaced(row) => ScriptRun {
            span: span(&row),
            matchers: RunMatchers::Spaced(matchers(row)),
        },
        Segment::Unspaced(row) => {
            let whole = is_long(&words, &row).then(|| words.folded_row(row.clone()).to_owned());
            ScriptRun {
                span: span(&row),
                matchers: RunMatchers::Unspaced(matchers(row), whole.map(whole_word)),
            }
        }
    };
    Some(segments(text, &words).into_iter().map(run).collect())
}

/// Matches a word of several characters of a script without spaces where it is indexed as a word.
fn whole_word(folded: String) -> TermMatcher {
    TermMatcher::Terms(vec![LookupTerm::everywhere(folded)])
}

/// Returns matchers of words as written; the words of a web address also match inside web addresses.
pub fn as_written(analyser: &Analyser, text: &str) -> Vec<TermMatcher> {
    if is_web_address(text) {
        return quoted(analyser, text);
    }
    let words = analyser.query_words(text);
    let terms = words.iter().map(|word| analyser.as_written(word));
    terms.map(TermMatcher::Terms).collect()
}

/// Returns matchers of words as written that also match inside web addresses: for phrases and addresses.
pub fn quoted(analyser: &Analyser, text: &str) -> Vec<TermMatcher> {
    let words = analyser.query_words(text);
    let terms = words.iter().map(|word| analyser.quoted(word));
    terms.map(TermMatcher::Terms).collect()
}

/// Returns matchers of the words of a phrase, as written. A `*` next to a letter or digit is a wildcard, any other is
/// punctuation.
pub fn phrase(analyser: &Analyser, text: &str) -> Vec<TermMatcher> {
    if !text.contains('*') {
        return quoted(analyser, text);
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

/// Returns matchers of words in which each `*` is a wildcard.
pub fn written_so(analyser: &Analyser, text: &str) -> Vec<TermMatcher> {
    let row = Pattern::row(text, |text| analyser.words(text));
    let matcher = |pattern: Pattern| match pattern.as_whole() {
        Some(word) => TermMatcher::Terms(analyser.exact(word)),
        None => TermMatcher::Pattern(pattern),
    };
    row.into_iter().map(matcher).collect()
}

/// Returns fuzzy matchers of words.
pub fn like(analyser: &Analyser, text: &str, edits: u8) -> Vec<TermMatcher> {
    let words = analyser.words(text).into_iter();
    words.map(|word| TermMatcher::Fuzzy(word, edits)).collect()
}

/// Returns the parts of a proximity operator, each a phrase in any of its spellings: the words of a phrase, or the
/// members of a group.
///
/// # Errors
/// An alternative has several words, so that distances would depend on which alternative matches. Or `indexed` fails.
pub fn near(
    analyser: &Analyser,
    of: &Expr,
    indexed: IndexedLookup<'_>,
) -> Result<Vec<Vec<Vec<TermMatcher>>>, SearchError> {
    let mut parts = match &of.kind {
        Kind::Phrase(text) => {
            let words = phrase(analyser, text).into_iter();
            words.map(|word| vec![vec![word]]).collect()
        }
        Kind::Sequence(parts) => {
            let mut spelled = Vec::with_capacity(parts.len());
            for part in parts {
                spelled.push(spellings_near(analyser, part, indexed)?);
            }
            spelled
        }
        _ => vec![spellings_near(analyser, of, indexed)?],
    };
    for rows in &mut parts {
        rows.retain(|row| !row.is_empty());
    }
    parts.retain(|rows| !rows.is_empty());
    Ok(parts)
}

/// Returns the spellings of one part of a proximity operator, each a phrase.
fn spellings_near(
    analyser: &Analyser,
    part: &Expr,
    indexed: IndexedLookup<'_>,
) -> Result<Vec<Vec<TermMatcher>>, SearchError> {
    match &part.kind {
        Kind::Word(text) | Kind::Translated(text)
            if !is_web_address(text) && !Words::of(text).has_unspaced() =>
        {
            let inflected = inflected_everywhere(analyser, text);
            spellings::of_word(analyser, text, &inflected, indexed)
        }
        Kind::Phrase(text) => {
            let mut rows = vec![near_part(analyser, part)?];
            rows.extend(spellings::of_phrase(analyser, text, indexed)?);
            Ok(rows)
        }
        _ => Ok(vec![near_part(analyser, part)?]),
    }
}

fn near_part(analyser: &Analyser, part: &Expr) -> Result<Vec<TermMatcher>, SearchError> {
    Ok(match &part.kind {
        Kind::Word(text) if is_web_address(text) => quoted(analyser, text),
        Kind::Word(text) | Kind::Translated(text) => any_form_everywhere(analyser, text),
        Kind::Exact(text) => as_written(analyser, text),
        Kind::Phrase(text) => phrase(analyser, text),
        Kind::Pattern(text) => written_so(analyser, text),
        Kind::Fuzzy { word, edits } => like(analyser, word, *edits),
        Kind::Or(alternatives) => {
            let mut matchers = Vec::new();
            for alternative in alternatives {
                let mut row = near_part(analyser, alternative)?;
                match (row.pop(), row.is_empty()) {
                    (None, _) => {}
                    (Some(matcher), true) => matchers.push(matcher),
                    (Some(_), false) => return Err(misfit(alternative.span.clone())),
                }
            }
            match matchers.is_empty() {
                true => Vec::new(),
                false => vec![TermMatcher::Any(matchers)],
            }
        }
        Kind::Near { .. }
        | Kind::Passage(_)
        | Kind::Title(_)
        | Kind::Qualifier(_)
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

/// Returns in which texts the first of a text's `words` is an elided article or pronoun that can be dropped
/// (`l’attaque`, `qu’il`). In a name (`L’Aquila`, `O’Brien`) it is part of the name.
fn elided(analyser: &Analyser, text: &str, words: &[QueryWord]) -> Droppable {
    let Some((_, rest)) = text.split_once(['\'', '’', '‘', 'ʼ', '＇']) else {
        return Droppable::Nowhere;
    };
    let is_capital = |text: &str| text.starts_with(char::is_uppercase);
    let is_name = is_capital(text) && is_capital(rest) && text.contains(char::is_lowercase);
    match words {
        [elided, word, ..] if !is_name && word.folded.len() > 1 => analyser.elided(&elided.folded),
        _ => Droppable::Nowhere,
    }
}
