//! Large queries: repeated words are dropped, and the number of different words is limited.
//!
//! A word that a query repeats in a sequence counts once anyway. A query of usual size is left as it is, so that notes
//! on its words have their spans.

use std::borrow::Cow;
use std::collections::HashSet;

use crate::query::{Expr, Kind, Qualifier, Query};

use super::error::SearchError;
use super::weights;

/// Repeated words are dropped only from queries with more words than this.
const LARGE: usize = 64;
/// The maximum number of different words of a query.
const MOST: usize = 2048;

/// Drops the repeated words of a large query.
///
/// # Errors
/// The query has too many different words.
pub fn bounded(query: &Query) -> Result<Cow<'_, Query>, SearchError> {
    let Some(root) = &query.root else {
        return Ok(Cow::Borrowed(query));
    };
    if words(root) <= LARGE {
        return Ok(Cow::Borrowed(query));
    }
    let root = without_repeats(root);
    let n = words(&root);
    if n > MOST {
        return Err(SearchError::Misfit {
            expected: format!("at most {MOST} different words, not {n}"),
            span: 0..0,
        });
    }
    Ok(Cow::Owned(Query {
        root: Some(root),
        ..query.clone()
    }))
}

/// Returns the number of words in an expression.
fn words(expr: &Expr) -> usize {
    match &expr.kind {
        Kind::Word(_)
        | Kind::Exact(_)
        | Kind::Translated(_)
        | Kind::Pattern(_)
        | Kind::Fuzzy { .. } => 1,
        Kind::Phrase(text) => text.split_whitespace().count(),
        Kind::Qualifier(Qualifier::Like(_)) => weights::LIKE_WORDS,
        Kind::Qualifier(_) => 1,
        Kind::Sequence(parts) | Kind::And(parts) | Kind::Or(parts) => parts.iter().map(words).sum(),
        Kind::Near { of: inner, .. }
        | Kind::Passage(inner)
        | Kind::Title(inner)
        | Kind::Not(inner)
        | Kind::Boost { inner, .. } => words(inner),
    }
}

/// Drops repeated parts of sequences. The parts of a proximity operator stay: equal parts must match twice.
fn without_repeats(expr: &Expr) -> Expr {
    let inside = |inner: &Expr| Box::new(without_repeats(inner));
    let kind = match &expr.kind {
        Kind::Sequence(parts) => Kind::Sequence(each_once(parts)),
        Kind::And(parts) => Kind::And(each_once(parts)),
        Kind::Or(parts) => Kind::Or(each_once(parts)),
        Kind::Passage(inner) => Kind::Passage(inside(inner)),
        Kind::Title(inner) => Kind::Title(inside(inner)),
        Kind::Not(inner) => Kind::Not(inside(inner)),
        Kind::Boost { inner, factor } => Kind::Boost {
            inner: inside(inner),
            factor: *factor,
        },
        kind @ (Kind::Word(_)
        | Kind::Exact(_)
        | Kind::Translated(_)
        | Kind::Pattern(_)
        | Kind::Fuzzy { .. }
        | Kind::Phrase(_)
        | Kind::Near { .. }
        | Kind::Qualifier(_)) => kind.clone(),
    };
    Expr {
        kind,
        span: expr.span.clone(),
    }
}

fn each_once(parts: &[Expr]) -> Vec<Expr> {
    let mut seen = HashSet::new();
    let mut kept = Vec::new();
    for part in parts {
        if key(part).is_none_or(|key| seen.insert(key)) {
            kept.push(without_repeats(part));
        }
    }
    kept
}

/// Returns a key by which leaf expressions are compared; `None` for an expression with parts.
fn key(expr: &Expr) -> Option<(u8, Cow<'_, str>)> {
    Some(match &expr.kind {
        Kind::Word(text) => (0, text.into()),
        Kind::Exact(text) => (1, text.into()),
        Kind::Translated(text) => (6, text.into()),
        Kind::Pattern(text) => (2, text.into()),
        Kind::Phrase(text) => (3, text.into()),
        Kind::Fuzzy { word, edits } => (3 + edits, word.into()),
        Kind::Qualifier(qualifier) => (u8::MAX, format!("{qualifier:?}").into()),
        Kind::Near { .. } | Kind::Passage(_) | Kind::Title(_) | Kind::Not(_) => return None,
        Kind::Sequence(_) | Kind::And(_) | Kind::Or(_) | Kind::Boost { .. } => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;

    fn texts(query: &Query) -> Vec<String> {
        let Some(Kind::Sequence(parts)) = query.root.as_ref().map(|root| &root.kind) else {
            panic!("{:?}", query.root);
        };
        parts
            .iter()
            .map(|part| query.text[part.span.clone()].to_owned())
            .collect()
    }

    #[test]
    fn repeated_words_are_dropped_from_large_queries_only() {
        let large = parse(&format!(
            "{}water \"a b\" \"a b\" -water",
            "police ".repeat(900)
        ))
        .unwrap();
        assert_eq!(
            texts(&bounded(&large).unwrap()),
            ["police", "water", "\"a b\"", "-water"]
        );
        let small = parse("police police").unwrap();
        assert_eq!(*bounded(&small).unwrap(), small);
    }

    #[test]
    fn a_proximity_operator_keeps_repeated_words() {
        let query = parse(&format!("({})~250", "the ".repeat(100))).unwrap();
        assert_eq!(*bounded(&query).unwrap(), query);
    }

    #[test]
    fn too_many_different_words_are_an_error_that_states_the_maximum() {
        let words = |n: usize| (0..n).map(|i| format!("w{i} ")).collect::<String>();
        assert!(bounded(&parse(&words(MOST)).unwrap()).is_ok());
        let error = bounded(&parse(&words(MOST + 1)).unwrap()).unwrap_err();
        assert_eq!(
            error.to_string(),
            "expected at most 2048 different words, not 2049"
        );
    }
}
