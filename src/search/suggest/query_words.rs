//! The single words of a query, with their spans.

use std::ops::Range;

use crate::analysis::words::Words;
use crate::query::{Expr, Kind, Query};
use crate::search::clause::TextFields;
use crate::search::terms::Analyser;

use super::SHORTEST;

/// The maximum number of letters of an acronym; longer words in all caps are shouting.
const LONGEST_ACRONYM: usize = 6;

/// In which form a word is searched for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// In any.
    Any,
    /// As written.
    AsWritten,
}

/// A word of a query.
#[derive(Debug, Clone, PartialEq)]
pub struct QueryWord {
    /// Folded.
    pub folded: String,
    /// As typed.
    pub typed: String,
    /// Its span in the query, in bytes.
    pub span: Range<usize>,
    /// In which form it is searched for.
    pub form: Form,
    /// The fields in which it is looked up.
    pub text_fields: TextFields,
    /// Whether it is a whole part of the query, without an operator.
    pub is_part: bool,
}

impl QueryWord {
    /// Returns its number of letters.
    pub fn letters(&self) -> usize {
        self.folded.chars().count()
    }

    /// Returns whether it can be a typo: it has no digits, is no acronym and is not short.
    pub fn may_be_mistaken(&self) -> bool {
        self.letters() >= SHORTEST
            && self.folded.chars().all(|c| !c.is_numeric())
            && !self.is_acronym()
    }

    /// Returns whether it is capitalised like a name: an uppercase letter, and lowercase ones after it.
    pub fn is_name(&self) -> bool {
        let mut letters = self.typed.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase)
    }

    /// Returns whether an acronym can be suggested for it: it is longer than an acronym, so that the similarity is not
    /// accidental, or it is in all caps.
    pub fn may_be_acronym(&self) -> bool {
        self.letters() > LONGEST_ACRONYM || !self.typed.contains(char::is_lowercase)
    }

    /// Returns whether another word matches the same.
    pub fn is_same(&self, other: &QueryWord) -> bool {
        (&self.folded, self.form, self.text_fields)
            == (&other.folded, other.form, other.text_fields)
    }

    fn is_acronym(&self) -> bool {
        let in_capitals =
            !self.typed.contains(char::is_lowercase) && self.typed.contains(char::is_uppercase);
        self.typed.contains('.') || (in_capitals && self.letters() <= LONGEST_ACRONYM)
    }
}

/// Returns the words of `query`, in order, except those below NOT, with wildcards, function words, and words of scripts
/// without spaces.
pub fn words(analyser: &Analyser, query: &Query) -> Vec<QueryWord> {
    let mut collector = Collector {
        analyser,
        text: &query.text,
        words: Vec::new(),
    };
    if let Some(root) = &query.root {
        collector.collect(root, TextFields::Anywhere);
    }
    collector.words
}

struct Collector<'a> {
    analyser: &'a Analyser,
    text: &'a str,
    words: Vec<QueryWord>,
}

impl Collector<'_> {
    fn collect(&mut self, expr: &Expr, text_fields: TextFields) {
        match &expr.kind {
            Kind::Word(text) | Kind::Translated(text) => {
                self.words_of(text, &expr.span, Form::Any, text_fields);
            }
            Kind::Exact(text) | Kind::Phrase(text) => {
                self.words_of(text, &expr.span, Form::AsWritten, text_fields);
            }
            Kind::Passage(inner) => self.collect(inner, TextFields::Body),
            Kind::Title(inner) => self.collect(inner, TextFields::Title),
            Kind::Near { of: inner, .. } | Kind::Boost { inner, .. } => {
                self.collect(inner, text_fields)
            }
            Kind::Sequence(parts) | Kind::And(parts) | Kind::Or(parts) => {
                parts
                    .iter()
                    .for_each(|part| self.collect(part, text_fields));
            }
            Kind::Not(_) | Kind::Pattern(_) | Kind::Fuzzy { .. } | Kind::Qualifier(_) => {}
        }
    }

    fn words_of(&mut self, text: &str, span: &Range<usize>, form: Form, text_fields: TextFields) {
        // A phrase is in quotes.
        let Some(at) = self.text[span.clone()].find(text) else {
            return;
        };
        let words = Words::of(text);
        if words.has_unspaced() {
            return;
        }
        for i in 0..words.len() {
            let (within, folded) = (words.span(i), words.folded(i));
            let next = text[within.end..].chars().next();
            let before = text[..within.start].chars().next_back();
            let is_open = [before, next].contains(&Some('*'));
            if is_open || (form == Form::Any && self.analyser.is_function_word(folded)) {
                continue;
            }
            let start = span.start + at;
            self.words.push(QueryWord {
                folded: folded.to_owned(),
                typed: text[within.clone()].to_owned(),
                span: start + within.start..start + within.end,
                form,
                text_fields,
                is_part: words.len() == 1 && span.len() == text.len() && form == Form::Any,
            });
        }
    }
}

/// Returns a suggestion in query syntax, to replace a word of this form; `None` if it cannot be written there.
pub fn as_queried(word: &str, form: Form) -> Option<String> {
    match (word.contains(char::is_whitespace), form) {
        (false, _) => Some(word.to_owned()),
        (true, Form::Any) => Some(format!("\"{word}\"")),
        // Already within quotes, or after `=`.
        (true, Form::AsWritten) => None,
    }
}

/// Returns `query` with these spans replaced; `None` if there are none.
pub fn replaced(query: &str, mut places: Vec<(Range<usize>, String)>) -> Option<String> {
    if places.is_empty() {
        return None;
    }
    places.sort_by_key(|(span, _)| span.start);
    let mut corrected = String::with_capacity(query.len());
    let mut at = 0;
    for (span, word) in places {
        if span.start < at {
            continue; // a word that was joined to the one before it
        }
        corrected.push_str(&query[at..span.start]);
        corrected.push_str(&word);
        at = span.end;
    }
    corrected.push_str(&query[at..]);
    Some(corrected)
}
