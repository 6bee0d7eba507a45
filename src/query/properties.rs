//! Property tests.

use std::ops::Range;

use proptest::prelude::*;

use super::{Expr, Field, Kind, Order, Qualifier, Region, TimeRange, parse, plain};
use crate::date::When;

/// Formats a tree as a query that parses to the same tree: all compound parts are in parentheses.
fn write(expr: &Expr) -> String {
    let joined = |parts: &[Expr], between: &str| {
        let parts: Vec<String> = parts.iter().map(write).collect();
        format!("({})", parts.join(between))
    };
    match &expr.kind {
        Kind::Word(word) => word.clone(),
        Kind::Exact(word) => format!("={word}"),
        Kind::Translated(word) => format!("~{word}"),
        Kind::Pattern(pattern) => pattern.clone(),
        Kind::Fuzzy { word, edits } => format!("{word}~{edits}"),
        Kind::Phrase(words) => format!("\"{words}\""),
        Kind::Near { of, apart, order } => {
            let order = match order {
                Order::Any => "",
                Order::AsTyped => ">",
            };
            // A single part does not form a group.
            let of = match &of.kind {
                Kind::Phrase(_) | Kind::Sequence(_) | Kind::Or(_) => write(of),
                _ => format!("({})", write(of)),
            };
            format!("{of}~{order}{apart}")
        }
        Kind::Passage(inner) => format!("passage:({})", write(inner)),
        Kind::Title(inner) => format!("title:({})", write(inner)),
        Kind::Qualifier(Qualifier::Facet { name, value }) => format!("{name}:«{value}»"),
        Kind::Qualifier(Qualifier::About(value)) => format!("about:«{value}»"),
        Kind::Qualifier(Qualifier::Field { field, value }) => format!("{}:«{value}»", field.name()),
        Kind::Qualifier(Qualifier::Like(id)) => format!("like:«{id}»"),
        Kind::Qualifier(Qualifier::Similar(id)) => format!("similar:«{id}»"),
        Kind::Qualifier(Qualifier::Within(region)) => format!("within:«{region}»"),
        Kind::Qualifier(Qualifier::Has(name)) => format!("has:{name}"),
        Kind::Qualifier(Qualifier::Date(range)) => {
            let end = |when: Option<When>| when.map_or(String::new(), |when| when.to_string());
            format!("date:{}..{}", end(range.since), end(range.until))
        }
        Kind::Qualifier(Qualifier::New(range)) => {
            let end = |when: Option<When>| when.map_or(String::new(), |when| when.to_string());
            format!("new:{}..{}", end(range.since), end(range.until))
        }
        Kind::Sequence(parts) => joined(parts, " "),
        Kind::And(parts) => joined(parts, " AND "),
        Kind::Or(parts) => joined(parts, " OR "),
        Kind::Not(inner) => format!("NOT {}", write(inner)),
        Kind::Boost { inner, factor } => format!("({})^{factor}", write(inner)),
    }
}

/// Collects the spans of a tree, parents before children.
fn spans(expr: &Expr, into: &mut Vec<Range<usize>>) {
    into.push(expr.span.clone());
    match &expr.kind {
        Kind::Word(_)
        | Kind::Exact(_)
        | Kind::Translated(_)
        | Kind::Pattern(_)
        | Kind::Fuzzy { .. } => {}
        Kind::Phrase(_) | Kind::Qualifier(_) => {}
        Kind::Near { of: inner, .. } | Kind::Boost { inner, .. } => spans(inner, into),
        Kind::Passage(inner) | Kind::Title(inner) | Kind::Not(inner) => spans(inner, into),
        Kind::Sequence(parts) | Kind::And(parts) | Kind::Or(parts) => {
            parts.iter().for_each(|part| spans(part, into));
        }
    }
}

fn without_spans(mut expr: Expr) -> Expr {
    expr.span = 0..0;
    expr.kind = match expr.kind {
        Kind::Near { of, apart, order } => Kind::Near {
            of: Box::new(without_spans(*of)),
            apart,
            order,
        },
        Kind::Boost { inner, factor } => Kind::Boost {
            inner: Box::new(without_spans(*inner)),
            factor,
        },
        Kind::Passage(inner) => Kind::Passage(Box::new(without_spans(*inner))),
        Kind::Title(inner) => Kind::Title(Box::new(without_spans(*inner))),
        Kind::Not(inner) => Kind::Not(Box::new(without_spans(*inner))),
        Kind::Sequence(parts) => Kind::Sequence(parts.into_iter().map(without_spans).collect()),
        Kind::And(parts) => Kind::And(parts.into_iter().map(without_spans).collect()),
        Kind::Or(parts) => Kind::Or(parts.into_iter().map(without_spans).collect()),
        Kind::Word(_)
        | Kind::Exact(_)
        | Kind::Translated(_)
        | Kind::Pattern(_)
        | Kind::Fuzzy { .. } => expr.kind,
        Kind::Phrase(_) | Kind::Qualifier(_) => expr.kind,
    };
    expr
}

fn expr(kind: Kind) -> Expr {
    Expr { kind, span: 0..0 }
}

fn any_word() -> impl Strategy<Value = Kind> {
    prop_oneof![
        "[a-zé?']{1,8}".prop_map(Kind::Word),
        "[A-Z][a-z]{1,5}-[a-z0-9:]{1,5}".prop_map(Kind::Word),
        "[a-zé]{1,8}".prop_map(Kind::Exact),
        "[a-zé]{1,8}".prop_map(Kind::Translated),
        "[a-zé]{1,4}\\*[a-z]{0,3}".prop_map(Kind::Pattern),
        "\\*[a-z]{1,3}\\*".prop_map(Kind::Pattern),
        ("[a-zé]{1,8}", 1..3u8).prop_map(|(word, edits)| Kind::Fuzzy { word, edits }),
    ]
}

fn any_text() -> impl Strategy<Value = Kind> {
    prop_oneof![
        5 => any_word(),
        1 => "[a-z(*:é -]{0,8}[a-z]".prop_map(Kind::Phrase),
        1 => any_near(),
    ]
}

fn any_near() -> impl Strategy<Value = Kind> {
    let phrase = || "[a-z]{1,5} [a-zé]{1,5}".prop_map(Kind::Phrase);
    let alternatives = prop::collection::vec(any_word().prop_map(expr), 2..4).prop_map(Kind::Or);
    let part = prop_oneof![3 => any_word(), 1 => phrase(), 1 => alternatives];
    let parts = prop::collection::vec(part.prop_map(expr), 2..5).prop_map(Kind::Sequence);
    let order = prop_oneof![Just(Order::Any), Just(Order::AsTyped)];
    let of = prop_oneof![phrase(), parts, any_word()];
    (of, 0..250u32, order).prop_map(|(of, apart, order)| Kind::Near {
        of: Box::new(expr(of)),
        apart,
        order,
    })
}

fn any_leaf() -> impl Strategy<Value = Kind> {
    let ends = prop::sample::select(vec![
        ("2024", "2024-10"),
        ("2024-10-31", "2024-W44"),
        ("yesterday", "today"),
        ("6m", "3w"),
        ("2024-W44", "2d"),
        ("1y", "2024-10-31"),
        ("12h", "today"),
    ]);
    let range = (ends, 0..3).prop_map(|((since, until), open)| TimeRange {
        since: When::parse(since).ok().filter(|_| open != 0),
        until: When::parse(until).ok().filter(|_| open != 1),
    });
    let new = range.clone();
    prop_oneof![
        4 => any_text(),
        1 => "/?[a-zA-Z é\"/]{0,5}[a-z]".prop_map(Qualifier::About).prop_map(Kind::Qualifier),
        1 => ("[a-c][a-z0-9_-]{0,5}", "/?[a-zA-Z é\"/]{0,5}[a-z]")
            .prop_map(|(name, value)| Kind::Qualifier(Qualifier::Facet { name, value })),
        1 => (any_field(), "[a-zé*]{1,5} ?[a-z]").prop_map(|(field, value)| Kind::Qualifier(Qualifier::Field { field, value })),
        1 => "[a-z]{1,8}".prop_map(Qualifier::Has).prop_map(Kind::Qualifier),
        1 => "[a-z0-9_/.*é]{1,5} ?[a-z0-9]".prop_map(Qualifier::Like).prop_map(Kind::Qualifier),
        1 => "[a-z0-9_/.*é]{1,5} ?[a-z0-9]".prop_map(Qualifier::Similar).prop_map(Kind::Qualifier),
        1 => any_region().prop_map(Qualifier::Within).prop_map(Kind::Qualifier),
        1 => range.prop_map(Qualifier::Date).prop_map(Kind::Qualifier),
        1 => new.prop_map(Qualifier::New).prop_map(Kind::Qualifier),
        1 => any_text().prop_map(|text| Kind::Title(Box::new(expr(text)))),
        1 => prop::collection::vec(any_text().prop_map(expr), 2..4)
            .prop_map(|parts| Kind::Passage(Box::new(expr(Kind::And(parts))))),
    ]
}

fn any_region() -> impl Strategy<Value = Region> {
    let texts = [
        "18.2,-73.1..19,-72",
        "-20,176..-15,-178",
        "50km@18.54,-72.34",
        "0.5km@Cité Soleil",
    ];
    prop::sample::select(texts.to_vec()).prop_map(|text| text.parse().unwrap())
}

fn any_field() -> impl Strategy<Value = Field> {
    prop::sample::select(Field::ALL.to_vec())
}

fn any_tree() -> impl Strategy<Value = Expr> {
    any_leaf().prop_map(expr).prop_recursive(5, 40, 5, |inner| {
        let parts = || prop::collection::vec(inner.clone(), 2..5);
        prop_oneof![
            parts().prop_map(|parts| expr(Kind::Sequence(parts))),
            parts().prop_map(|parts| expr(Kind::And(parts))),
            parts().prop_map(|parts| expr(Kind::Or(parts))),
            inner
                .clone()
                .prop_map(|inner| expr(Kind::Not(Box::new(inner)))),
            (inner, 0..40u32).prop_map(|(inner, quarters)| expr(Kind::Boost {
                inner: Box::new(inner),
                factor: f64::from(quarters) / 4.0,
            })),
        ]
    })
}

/// Texts in which special characters are as frequent as letters.
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
        Just("~"),
        Just("~>"),
        Just("~2"),
        Just("^"),
        Just("^3"),
        Just("5"),
        Just("."),
        Just("passage:"),
        Just("source:"),
        Just("has:"),
        Just("undated"),
        Just("title:"),
        Just("date:"),
        Just("new:"),
        Just("2d"),
        Just("area:"),
        Just("about:"),
        Just(".."),
        Just("2024"),
        Just("-02"),
        Just("a"),
        Just("é"),
        Just("海"),
        Just("/"),
        Just("|"),
        Just("||"),
        Just("&&"),
        Just("!"),
        Just("+"),
        Just("–"),
        Just("（"),
        Just("）"),
        Just("："),
        Just("["),
        Just("]"),
        Just(" TO "),
        Just(" NEAR/3 "),
        Just(" w/p "),
        Just("'"),
        Just(" or "),
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
    fn any_text_is_parsed_or_rejected_at_a_position_in_it(text in any::<String>()) {
        check(&text);
    }

    #[test]
    fn any_sequence_of_signs_is_parsed_or_rejected_at_a_position_in_it(text in any_attempt()) {
        check(&text);
    }

    #[test]
    fn a_tree_survives_formatting_and_parsing(tree in any_tree()) {
        let text = write(&tree);
        let read = parse(&text).map(|query| query.root.map(without_spans));
        prop_assert_eq!(read, Ok(Some(tree)), "{}", text);
    }
}
