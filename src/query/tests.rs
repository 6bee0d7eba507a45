//! Tables of queries that are accepted or rejected.

use super::{Expr, Kind, MAX_DEPTH, Order, Qualifier, SyntaxError, parse, plain};
use crate::date::When;

mod elsewhere;
mod fields;
mod operators;

/// Formats a tree in brackets, for use in tables.
fn show(expr: &Expr) -> String {
    let all = |name: &str, parts: &[Expr]| {
        let parts: Vec<String> = parts.iter().map(show).collect();
        format!("{name}[{}]", parts.join(" "))
    };
    match &expr.kind {
        Kind::Word(word) => word.clone(),
        Kind::Exact(word) => format!("={word}"),
        Kind::Translated(word) => format!("~{word}"),
        Kind::Pattern(pattern) => pattern.clone(),
        Kind::Fuzzy { word, edits } => format!("{word}~{edits}"),
        Kind::Near { of, apart, order } => {
            let order = match order {
                Order::Any => "",
                Order::AsTyped => ">",
            };
            format!("near{order}{apart}[{}]", show(of))
        }
        Kind::Passage(inner) => format!("passage[{}]", show(inner)),
        Kind::Qualifier(Qualifier::Field { field, value }) => {
            format!("{}[{value}]", format!("{field:?}").to_lowercase())
        }
        Kind::Qualifier(Qualifier::Like(id)) => format!("like[{id}]"),
        Kind::Qualifier(Qualifier::Similar(id)) => format!("similar[{id}]"),
        Kind::Qualifier(Qualifier::Within(region)) => format!("within[{region}]"),
        Kind::Qualifier(Qualifier::Has(name)) => format!("has[{name}]"),
        Kind::Boost { inner, factor } => format!("{}^{factor}", show(inner)),
        Kind::Phrase(words) => format!("<{words}>"),
        Kind::Title(inner) => format!("title[{}]", show(inner)),
        Kind::Qualifier(Qualifier::Facet { name, value }) => format!("{name}[{value}]"),
        Kind::Qualifier(Qualifier::About(value)) => format!("about[{value}]"),
        Kind::Qualifier(Qualifier::Date(range)) => {
            let end = |when: Option<When>| when.map_or(String::new(), |when| when.to_string());
            format!("{}..{}", end(range.since), end(range.until))
        }
        Kind::Qualifier(Qualifier::New(range)) => {
            let end = |when: Option<When>| when.map_or(String::new(), |when| when.to_string());
            format!("new {}..{}", end(range.since), end(range.until))
        }
        Kind::Sequence(parts) => all("seq", parts),
        Kind::And(parts) => all("and", parts),
        Kind::Or(parts) => all("or", parts),
        Kind::Not(inner) => format!("not[{}]", show(inner)),
    }
}

fn read(text: &str) -> String {
    match parse(text) {
        Ok(query) => query.root.as_ref().map_or("all".to_owned(), show),
        Err(error) => format!("{error}\n{}", error.caret(text)),
    }
}

#[track_caller]
fn reads(cases: &[(&str, &str)]) {
    for (text, wanted) in cases {
        assert_eq!(read(text), *wanted, "{text}");
    }
}

#[track_caller]
fn refuses(cases: &[(&str, &str, &str)]) {
    for (text, message, carets) in cases {
        assert_eq!(read(text), format!("{message}\n{text}\n{carets}"));
    }
}

#[test]
fn words_side_by_side_are_a_sequence_and_nothing_asks_for_everything() {
    reads(&[
        ("", "all"),
        (" \t\n", "all"),
        ("attack", "attack"),
        (" police\u{a0}union\n", "seq[police union]"),
    ]);
}

#[test]
fn phrases_are_in_straight_curly_or_angle_quotes() {
    reads(&[
        ("\"police union\"", "<police union>"),
        (
            "“police union” «police union» „police union“ »police union« »police union» ”police union”",
            "seq[<police union> <police union> <police union> <police union> <police union> <police union>]",
        ),
        ("“police union\"", "<police union>"),
        ("\"a (b\" c", "seq[<a (b> c]"),
        ("Haiti’s 'gangs'", "seq[Haiti’s 'gangs']"),
        ("צה\"ל", "צה\"ל"),
    ]);
}

#[test]
fn every_query_in_the_documentation_is_accepted() {
    let page = include_str!("../../docs/query.md");
    let (page, _) = page.split_once("A syntax error is shown").unwrap();
    let mut n = 0;
    for line in page.lines().filter_map(|line| line.strip_prefix("    ")) {
        let written = line.split("  ").next().unwrap_or("");
        if written.is_empty() || written == "( )" {
            continue; // a continued explanation, or an empty group
        }
        assert!(parse(written).is_ok(), "{written}: {}", read(written));
        n += 1;
    }
    assert!(n > 25, "{n}");
}

#[test]
fn nesting_is_bounded_and_deep_queries_do_not_overflow_the_stack() {
    let nested = |n: usize| format!("{}a{}", "(".repeat(n), ")".repeat(n));
    assert_eq!(read(&nested(MAX_DEPTH)), "a");
    for text in [
        nested(MAX_DEPTH + 1),
        nested(100_000),
        "NOT ".repeat(100_000) + "a",
        "title:(".repeat(100_000),
        "-(".repeat(100_000),
    ] {
        let error: SyntaxError = parse(&text).unwrap_err();
        assert_eq!(error.expected, "at most 250 nested groups and NOTs");
    }
}

#[test]
fn spans_are_in_bytes_and_include_parentheses() {
    let query = parse("é (a b) -\"c\"").unwrap();
    let root = query.root.unwrap();
    assert_eq!(root.span, 0..13);
    let Kind::Sequence(parts) = root.kind else {
        panic!("no sequence");
    };
    let spans: Vec<_> = parts.into_iter().map(|part| part.span).collect();
    assert_eq!(spans, [0..2, 4..7, 9..13]);
}

#[test]
fn ten_thousand_words_are_one_flat_sequence() {
    let text = "kidnapping ".repeat(10_000);
    let Some(Expr {
        kind: Kind::Sequence(words),
        ..
    }) = parse(&text).unwrap().root
    else {
        panic!("no sequence");
    };
    assert_eq!(words.len(), 10_000);
}

#[test]
fn plain_text_has_no_operators() {
    let query = plain(" a AND -b \"c title: ( ");
    assert_eq!(show(&query.root.unwrap()), "seq[a AND -b \"c title: (]");
    assert_eq!(show(&plain("x*").root.unwrap()), "x*");
    assert_eq!(plain("x*").root.unwrap().kind, Kind::Word("x*".to_owned()));
    assert_eq!(plain(" ").root, None);
}

#[test]
fn a_space_that_groups_digits_splits_no_number() {
    for query in [
        parse("5\u{a0}600 tués").unwrap(),
        plain("5\u{202f}600 tués"),
    ] {
        let Some(Kind::Sequence(parts)) = query.root.map(|root| root.kind) else {
            panic!("two words side by side");
        };
        assert_eq!(parts.len(), 2);
    }
}
