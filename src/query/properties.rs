//! What holds for any text and for any tree.

use std::ops::Range;

use proptest::prelude::*;

use super::{DateRange, Expr, Kind, parse, plain};
use crate::date::Date;

/// Writes a tree as a query that reads as the same tree: every part that has parts in parentheses.
fn write(expr: &Expr) -> String {
    let joined = |parts: &[Expr], between: &str| {
        let parts: Vec<String> = parts.iter().map(write).collect();
        format!("({})", parts.join(between))
    };
    match &expr.kind {
        Kind::Word(word) => word.clone(),
        Kind::Exact(word) => format!("={word}"),
        Kind::Prefix(beginning) => format!("{beginning}*"),
        Kind::Phrase(words) => format!("\"{words}\""),
        Kind::Title(inner) => format!("title:{}", write(inner)),
        Kind::Facet { name, value } => format!("{name}:«{value}»"),
        Kind::Date(range) => {
            let end = |date: Option<Date>| date.map_or(String::new(), |date| date.to_string());
            format!("date:{}..{}", end(range.since), end(range.until))
        }
        Kind::Sequence(parts) => joined(parts, " "),
        Kind::And(parts) => joined(parts, " AND "),
        Kind::Or(parts) => joined(parts, " OR "),
        Kind::Not(inner) => format!("NOT {}", write(inner)),
    }
}

/// Collects the spans of a tree, whole before part.
fn spans(expr: &Expr, into: &mut Vec<Range<usize>>) {
    into.push(expr.span.clone());
    match &expr.kind {
        Kind::Word(_) | Kind::Exact(_) | Kind::Prefix(_) | Kind::Phrase(_) => {}
        Kind::Facet { .. } | Kind::Date(_) => {}
        Kind::Title(inner) | Kind::Not(inner) => spans(inner, into),
        Kind::Sequence(parts) | Kind::And(parts) | Kind::Or(parts) => {
            parts.iter().for_each(|part| spans(part, into));
        }
    }
}

fn without_spans(mut expr: Expr) -> Expr {
    expr.span = 0..0;
    expr.kind = match expr.kind {
        Kind::Title(inner) => Kind::Title(Box::new(without_spans(*inner))),
        Kind::Not(inner) => Kind::Not(Box::new(without_spans(*inner))),
        Kind::Sequence(parts) => Kind::Sequence(parts.into_iter().map(without_spans).collect()),
        Kind::And(parts) => Kind::And(parts.into_iter().map(without_spans).collect()),
        Kind::Or(parts) => Kind::Or(parts.into_iter().map(without_spans).collect()),
        Kind::Word(_) | Kind::Exact(_) | Kind::Prefix(_) | Kind::Phrase(_) => expr.kind,
        Kind::Facet { .. } | Kind::Date(_) => expr.kind,
    };
    expr
}

fn expr(kind: Kind) -> Expr {
    Expr { kind, span: 0..0 }
}

fn any_text() -> impl Strategy<Value = Kind> {
    prop_oneof![
        "[a-zé?']{1,8}".prop_map(Kind::Word),
        "[A-Z][a-z]{1,5}-[a-z0-9:]{1,5}".prop_map(Kind::Word),
        "[a-zé]{1,8}".prop_map(Kind::Exact),
        "[a-zé]{1,8}".prop_map(Kind::Prefix),
        "[a-z(*:é -]{0,8}[a-z]".prop_map(Kind::Phrase),
    ]
}

fn any_leaf() -> impl Strategy<Value = Kind> {
    let date = || prop_oneof![Just("2024"), Just("2024-10"), Just("2024-10-31")];
    let range = (date(), date(), 0..3).prop_map(|(since, until, open)| DateRange {
        since: Date::parse(since).ok().filter(|_| open != 0),
        until: Date::parse(until).ok().filter(|_| open != 1),
    });
    prop_oneof![
        4 => any_text(),
        1 => ("[a-c][a-z0-9_-]{0,5}", "/?[a-zA-Z é\"/]{0,5}[a-z]")
            .prop_map(|(name, value)| Kind::Facet { name, value }),
        1 => range.prop_map(Kind::Date),
        1 => any_text().prop_map(|text| Kind::Title(Box::new(expr(text)))),
    ]
}

fn any_tree() -> impl Strategy<Value = Expr> {
    any_leaf().prop_map(expr).prop_recursive(5, 40, 5, |inner| {
        let parts = || prop::collection::vec(inner.clone(), 2..5);
        prop_oneof![
            parts().prop_map(|parts| expr(Kind::Sequence(parts))),
            parts().prop_map(|parts| expr(Kind::And(parts))),
            parts().prop_map(|parts| expr(Kind::Or(parts))),
            inner.prop_map(|inner| expr(Kind::Not(Box::new(inner)))),
        ]
    })
}

/// Texts in which the language's own signs are as frequent as letters.
fn any_attempt() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("AND"),
        Just("OR"),
        Just("NOT"),
        Just("("),
        Just(")"),
        Just("\""),
        Just("“"),
        Just("”"),
        Just("«"),
        Just("»"),
        Just("-"),
        Just("="),
        Just("*"),
        Just(":"),
        Just("?"),
        Just(" "),
        Just(" "),
        Just("\u{3000}"),
        Just("\n"),
        Just("title:"),
        Just("date:"),
        Just("area:"),
        Just(".."),
        Just("2024"),
        Just("-02"),
        Just("a"),
        Just("é"),
        Just("海"),
        Just("/"),
        Just("\\"),
        Just("\u{202e}"),
    ];
    prop::collection::vec(piece, 0..25).prop_map(|pieces| pieces.concat())
}

fn check(text: &str) {
    match parse(text) {
        Ok(query) => {
            let mut found = Vec::new();
            query.root.iter().for_each(|root| spans(root, &mut found));
            for span in found {
                assert!(!text[span].is_empty());
            }
        }
        Err(error) => {
            assert!(text.get(error.span.clone()).is_some(), "{error:?}");
            assert_eq!(error.caret(text).lines().count(), 2);
        }
    }
    let words: Vec<&str> = text.split_whitespace().collect();
    let found = match plain(text).root {
        None => Vec::new(),
        Some(root) if words.len() == 1 => vec![text[root.span].to_owned()],
        Some(Expr {
            kind: Kind::Sequence(parts),
            ..
        }) => parts
            .into_iter()
            .map(|part| text[part.span].to_owned())
            .collect(),
        Some(other) => panic!("{other:?}"),
    };
    assert_eq!(found, words);
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused_at_a_place_in_it(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_row_of_signs_is_read_or_refused_at_a_place_in_it(text in any_attempt()) {
        check(&text);
    }

    #[test]
    fn a_tree_written_as_a_query_reads_as_the_same_tree(tree in any_tree()) {
        let text = write(&tree);
        let read = parse(&text).map(|query| query.root.map(without_spans));
        prop_assert_eq!(read, Ok(Some(tree)), "{}", text);
    }
}
