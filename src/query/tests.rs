//! What the language reads and refuses, as tables of queries.

use super::{Expr, Kind, MAX_DEPTH, Order, Qualifier, SyntaxError, When, parse, plain};

mod elsewhere;

/// Writes a tree in brackets, so that a table can hold it.
fn show(expr: &Expr) -> String {
    let all = |name: &str, parts: &[Expr]| {
        let parts: Vec<String> = parts.iter().map(show).collect();
        format!("{name}[{}]", parts.join(" "))
    };
    match &expr.kind {
        Kind::Word(word) => word.clone(),
        Kind::Exact(word) => format!("={word}"),
        Kind::Pattern(pattern) => pattern.clone(),
        Kind::Fuzzy { word, edits } => format!("{word}~{edits}"),
        Kind::Near { of, apart, order } => {
            let order = match order {
                Order::Any => "",
                Order::AsAsked => ">",
            };
            format!("near{order}{apart}[{}]", show(of))
        }
        Kind::Passage(inner) => format!("passage[{}]", show(inner)),
        Kind::Qualifier(Qualifier::Field { field, value }) => {
            format!("{}[{value}]", format!("{field:?}").to_lowercase())
        }
        Kind::Qualifier(Qualifier::Like(id)) => format!("like[{id}]"),
        Kind::Qualifier(Qualifier::Similar(id)) => format!("similar[{id}]"),
        Kind::Qualifier(Qualifier::Has(name)) => format!("has[{name}]"),
        Kind::Boost { inner, factor } => format!("{}^{factor}", show(inner)),
        Kind::Phrase(words) => format!("<{words}>"),
        Kind::Title(inner) => format!("title[{}]", show(inner)),
        Kind::Qualifier(Qualifier::Facet { name, value }) => format!("{name}[{value}]"),
        Kind::Qualifier(Qualifier::About(value)) => format!("about[{value}]"),
        Kind::Qualifier(Qualifier::Date(range)) => {
            let end = |date: Option<crate::date::Date>| date.map(|date| date.to_string());
            let (since, until) = (end(range.since), end(range.until));
            format!(
                "{}..{}",
                since.unwrap_or_default(),
                until.unwrap_or_default()
            )
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
fn not_binds_tightest_then_side_by_side_then_and_then_or() {
    reads(&[
        ("a b OR c", "or[seq[a b] c]"),
        ("a OR b AND c d", "or[a and[b seq[c d]]]"),
        ("NOT a b", "seq[not[a] b]"),
        ("a AND NOT b AND c", "and[a not[b] c]"),
        ("a (b OR c)", "seq[a or[b c]]"),
        ("((a))", "a"),
        ("(a b) c", "seq[seq[a b] c]"),
        ("NOT NOT a", "not[not[a]]"),
        ("a AND(b)OR\"c\"", "or[and[a b] <c>]"),
    ]);
}

#[test]
fn only_capitals_are_operators() {
    reads(&[
        ("a and b", "seq[a and b]"),
        ("a Or not And", "seq[a Or not And]"),
        ("\"AND\" =OR", "seq[<AND> =OR]"),
        ("ANDes NOTE", "seq[ANDes NOTE]"),
    ]);
}

#[test]
fn a_dash_excludes_only_where_a_word_starts() {
    reads(&[
        ("-a b", "seq[not[a] b]"),
        ("(-a)", "not[a]"),
        (
            "-\"a b\" -(c d) -=e -f* -area:x",
            "seq[not[<a b>] not[seq[c d]] not[=e] not[f*] not[area[x]]]",
        ),
        ("Port-au-Prince", "Port-au-Prince"),
        ("Haiti - Kenscoff", "seq[Haiti - Kenscoff]"),
        ("a -- b --c (-)", "seq[a -- b --c -]"),
        ("\"Viv Ansanm\"-led (a)-b", "seq[<Viv Ansanm> -led a -b]"),
        ("NOT -a", "not[not[a]]"),
    ]);
}

#[test]
fn phrases_stand_in_straight_curly_or_angle_quotes() {
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
fn exact_words_and_patterns_are_told_from_punctuation() {
    reads(&[
        ("=attacks neighb*", "seq[=attacks neighb*]"),
        ("neighbo*r *ville *au-p*", "seq[neighbo*r *ville *au-p*]"),
        ("a = b => == =", "seq[a = b => == =]"),
        ("a=b", "a=b"),
        ("10* é*", "seq[10* é*]"),
    ]);
}

#[test]
fn a_question_mark_is_never_an_operator() {
    reads(&[("who did it? wh?t ?", "seq[who did it? wh?t ?]")]);
}

#[test]
fn a_title_takes_words_phrases_and_groups() {
    reads(&[
        ("title:x y", "seq[title[x] y]"),
        ("title:\"x y\"", "title[<x y>]"),
        ("title:(x OR =y -z*)", "title[or[x seq[=y not[z*]]]]"),
        ("NOT title:10:30", "not[title[10:30]]"),
        ("Title:x Title: x", "seq[Title:x Title: x]"),
    ]);
}

#[test]
fn facets_are_a_lower_case_name_and_a_value_directly_after_it() {
    reads(&[
        ("area:Kenscoff", "area[Kenscoff]"),
        ("actor:\"Viv Ansanm\"", "actor[Viv Ansanm]"),
        (
            "area:/Haiti/Ouest sub_theme-2:«x y»",
            "seq[area[/Haiti/Ouest] sub_theme-2[x y]]",
        ),
        ("area:Port-au-Prince", "area[Port-au-Prince]"),
        ("area:a:b", "area[a:b]"),
        ("(area:x)", "area[x]"),
        ("area:/", "area[/]"),
    ]);
}

#[test]
fn a_colon_elsewhere_is_part_of_a_word() {
    reads(&[
        ("10:30 http://x.org/a", "seq[10:30 http://x.org/a]"),
        ("Note: x", "seq[Note: x]"),
        ("note: x", "seq[note: x]"),
        ("a : b", "seq[a : b]"),
        ("std::vec who:?", "seq[std::vec who:?]"),
        ("(smile:)", "smile:"),
    ]);
}

#[test]
fn dates_are_one_or_a_range_open_at_either_end() {
    reads(&[
        ("date:2024", "2024..2024"),
        ("date:2024-10..2025-02", "2024-10..2025-02"),
        ("date:2024-10.. x", "seq[2024-10.. x]"),
        ("date:..2025-02-04", "..2025-02-04"),
        ("date:\"2024\"", "2024..2024"),
        ("date:2024..2024-03", "2024..2024-03"),
    ]);
}

#[test]
fn what_is_new_is_so_old_or_of_a_date_or_within_a_range() {
    reads(&[
        ("new:2d", "new 2d.."),
        ("new:12h.. x", "seq[new 12h.. x]"),
        ("new:3w..2d", "new 3w..2d"),
        ("new:..6m", "new ..6m"),
        ("new:2025-02-01", "new 2025-02-01..2025-02-01"),
        ("new:2025-02-01..", "new 2025-02-01.."),
        ("new:2025..12h", "new 2025..12h"),
        ("-new:\"2d\"", "not[new 2d..]"),
        ("new:(2d OR 2024)", "or[new 2d.. new 2024..2024]"),
        ("new 2d Note:2d", "seq[new 2d Note:2d]"),
    ]);
    let time = "expected how long ago (12h, 2d, 3w, 6m), a date (2025-02, 2025-02-04) or a range of these \
                (2025-02-01.., 3w..2d)";
    refuses(&[
        (
            "new:",
            &format!("{time}, found the end of the query"),
            "    ^",
        ),
        ("new:2y", &format!("{time}, found `2y`"), "    ^^"),
        (
            "new:2d..soon",
            &format!("{time}, found `soon`"),
            "        ^^^^",
        ),
        ("new:..", &format!("{time}, found `..`"), "    ^^"),
        (
            "new:2d..3w",
            "expected the earlier time first, found `2d..3w`",
            "    ^^^^^^",
        ),
        (
            "new:3w .. 2d",
            "expected no spaces around the `..` of a range, found `..`",
            "       ^^",
        ),
        (
            "passage:(a new:2d)",
            "expected only words, phrases and facets after `passage:`, found `new:2d`",
            "           ^^^^^^",
        ),
    ]);
}

#[test]
fn what_does_not_hang_together_is_refused_at_its_place() {
    refuses(&[
        (
            "a AND",
            "expected a word, a phrase or `(` after `AND`, found the end of the query",
            "     ^",
        ),
        (
            "AND a",
            "expected a word, a phrase or `(`, found `AND`",
            "^^^",
        ),
        (
            "a OR OR b",
            "expected a word, a phrase or `(` after `OR`, found `OR`",
            "     ^^",
        ),
        (
            "NOT",
            "expected a word, a phrase or `(` after `NOT`, found the end of the query",
            "   ^",
        ),
        (
            "a -AND",
            "expected a word, a phrase or `(` after `-`, found `AND`",
            "   ^^^",
        ),
        (
            "a ()",
            "expected a word, a phrase or `(` after `(`, found `)`",
            "   ^",
        ),
        (
            "(a b",
            "expected a `)` that closes this `(`, found the end of the query",
            "^",
        ),
        (
            "a (b))",
            "expected a `(` before this `)`, found `)`",
            "     ^",
        ),
        (")", "expected a word, a phrase or `(`, found `)`", "^"),
        (
            "a \"b c",
            "expected a `\"` that closes this quote, found the end of the query",
            "  ^",
        ),
        (
            "a «b c",
            "expected a `»` that closes this quote, found the end of the query",
            "  ^",
        ),
        (
            "\" \" a",
            "expected words between the quotes, found `\" \"`",
            "^^^",
        ),
    ]);
}

#[test]
fn a_star_or_an_equals_sign_in_the_wrong_place_is_refused() {
    refuses(&[
        (
            "a *",
            "expected a letter directly before or after `*`, found `*`",
            "  ^",
        ),
        (
            "port-*-prince",
            "expected a letter directly before or after `*`, found `*`",
            "     ^",
        ),
        (
            "=a*",
            "expected `=` or `*`, not both on one word, found `=a*`",
            "^^^",
        ),
        (
            "=\"a b\"",
            "expected a word directly after `=` (a phrase is matched as typed without it), found `\"`",
            " ^",
        ),
    ]);
}

#[test]
fn a_field_without_a_right_value_is_refused() {
    let date = "expected a date (2024, 2024-10, 2024-10-31), a range of dates (2024-10..2025-02) or `undated`";
    refuses(&[
        (
            "date:",
            &format!("{date}, found the end of the query"),
            "     ^",
        ),
        ("date: x", &format!("{date}, found ` `"), "     ^"),
        ("date:soon", &format!("{date}, found `soon`"), "     ^^^^"),
        (
            "date:2024..soon",
            &format!("{date}, found `soon`"),
            "           ^^^^",
        ),
        ("date:..", &format!("{date}, found `..`"), "     ^^"),
        (
            "date:2025..2024",
            "expected the earlier date first, found `2025..2024`",
            "     ^^^^^^^^^^",
        ),
        (
            "date:2024 .. 2025",
            "expected no spaces around the `..` of a range, found `..`",
            "          ^^",
        ),
        (
            "title:",
            "expected a word, a phrase or `(` after `title:`, found the end of the query",
            "      ^",
        ),
        (
            "title:-x",
            "expected the `-` before `title:`, found `-`",
            "      ^",
        ),
        (
            "title:AND",
            "expected only words and phrases after `title:`, found `AND`",
            "      ^^^",
        ),
        (
            "title:(a area:b)",
            "expected only words and phrases after `title:`, found `area:b`",
            "         ^^^^^^",
        ),
        (
            "title:title:a",
            "expected only words and phrases after `title:`, found `title:`",
            "      ^^^^^^",
        ),
        (
            "area:-x",
            "expected the `-` before `area:`, found `-`",
            "     ^",
        ),
        (
            "area:Ken*",
            "expected a whole name or path after `area:`, found `*`",
            "        ^",
        ),
        (
            "area:a\"b\"",
            "expected quotes around the whole value of `area:`, found `\"`",
            "      ^",
        ),
        (
            "area:(a b)",
            "expected `OR` or `AND` between two values, or quotes around a name with spaces, found `b`",
            "        ^",
        ),
        (
            "area:(a OR =b)",
            "expected only values between the parentheses after `area:`, found `=b`",
            "           ^^",
        ),
        (
            "source:",
            "expected a value directly after `source:`, found the end of the query",
            "       ^",
        ),
        ("id:-x", "expected the `-` before `id:`, found `-`", "   ^"),
        (
            "date:(2024 OR soon)",
            &format!("{date}, found `soon`"),
            "              ^^^^",
        ),
    ]);
}

#[test]
fn a_field_before_a_group_holds_for_each_value_in_it() {
    reads(&[
        (
            "area:(Kenscoff OR \"Viv Ansanm\")",
            "or[area[Kenscoff] area[Viv Ansanm]]",
        ),
        ("language:(en OR fr)", "or[language[en] language[fr]]"),
        ("source:(a AND NOT b*)", "and[source[a] not[source[b*]]]"),
        ("date:(2023 OR 2025-02..)", "or[2023..2023 2025-02..]"),
        ("x area:(y)", "seq[x area[y]]"),
    ]);
}

#[test]
fn fields_take_a_value_and_some_are_written_in_words() {
    reads(&[
        ("source:Reuters id:\"a b\"", "seq[source[Reuters] id[a b]]"),
        ("path:2025/a* url:x.org", "seq[path[2025/a*] url[x.org]]"),
        (
            "has:area date:undated undated",
            "seq[has[area] not[has[date]] undated]",
        ),
        (
            "about:/Haiti about:(\"a b\" OR c)^2",
            "seq[about[/Haiti] or[about[a b] about[c]]^2]",
        ),
        ("url:https://x.org/a", "url[https://x.org/a]"),
    ]);
}

#[test]
fn a_distance_follows_a_phrase_or_a_group_and_may_ask_for_the_order() {
    reads(&[
        ("\"police attack\"~5", "near5[<police attack>]"),
        ("\"police attack\"~>0 x", "seq[near>0[<police attack>] x]"),
        (
            "(a =b c* d~1 \"e f\" (g OR h))~12",
            "near12[seq[a =b c* d~1 <e f> or[g h]]]",
        ),
        ("(a OR b)~3", "near3[or[a b]]"),
        ("title:\"a b\"~5", "title[near5[<a b>]]"),
        ("\"a\" ~5 ~/x", "seq[<a> ~5 ~/x]"),
    ]);
    refuses(&[
        (
            "\"a b\"~",
            "expected a number up to 250 after `~` (`~5`, or `~>5` in this order), found the end of the query",
            "      ^",
        ),
        (
            "\"a b\"~251",
            "expected a number up to 250 after `~` (`~5`, or `~>5` in this order), found `~251`",
            "     ^^^^",
        ),
        (
            "area:\"a b\"~5",
            "expected a distance only after a phrase or a `)`, found `~`",
            "          ^",
        ),
        (
            "(a (b c))~5",
            "expected only words, phrases and `(a OR b)` of single words in a group with a distance, found `b c`",
            "    ^^^",
        ),
    ]);
}

#[test]
fn a_tilde_after_a_word_allows_one_or_two_letters_to_differ() {
    reads(&[
        ("cherizier~1 a~2 b~", "seq[cherizier~1 a~2 b~1]"),
        ("~x a~b ~2", "seq[~x a~b ~2]"),
    ]);
    refuses(&[(
        "a foo~3",
        "expected `~1` or `~2` after a word (`\"two words\"~5` is a distance), found `~3`",
        "     ^^",
    )]);
}

#[test]
fn a_boost_binds_to_what_stands_directly_before_it() {
    reads(&[
        ("a^3 b", "seq[a^3 b]"),
        (
            "\"a b\"^0.5 (c d)^2 area:x^2",
            "seq[<a b>^0.5 seq[c d]^2 area[x]^2]",
        ),
        (
            "a~1^2 \"a b\"~5^2 -a^3",
            "seq[a~1^2 near5[<a b>]^2 not[a^3]]",
        ),
        ("^3 a^ a^b 10^6", "seq[^3 a^ a^b 10^6]"),
    ]);
    refuses(&[
        (
            "(a)^x",
            "expected a number from 0 to 1000 after `^`, found `x`",
            "    ^",
        ),
        (
            "a^1001",
            "expected a number from 0 to 1000 after `^`, found `^1001`",
            " ^^^^^",
        ),
    ]);
}

#[test]
fn a_passage_holds_what_stands_in_texts() {
    reads(&[
        (
            "passage:(actor:\"Viv Ansanm\" area:(a OR b) NOT \"c d\"~3)",
            "passage[seq[actor[Viv Ansanm] or[area[a] area[b]] not[near3[<c d>]]]]",
        ),
        ("passage:x y", "seq[passage[x] y]"),
    ]);
    refuses(&[
        (
            "passage:(a date:2024)",
            "expected only words, phrases and facets after `passage:`, found `date:2024`",
            "           ^^^^^^^^^",
        ),
        (
            "passage:(a passage:b)",
            "expected only words, phrases and facets after `passage:`, found `passage:b`",
            "           ^^^^^^^^^",
        ),
        (
            "passage: a",
            "expected a word, a phrase or `(` directly after `passage:`, found ` `",
            "        ^",
        ),
    ]);
}

#[test]
fn every_query_on_the_page_of_the_language_is_read() {
    let page = include_str!("../../docs/query.md");
    let (page, _) = page.split_once("A mistake is shown").unwrap();
    let mut n = 0;
    for line in page.lines().filter_map(|line| line.strip_prefix("    ")) {
        let written = line.split("  ").next().unwrap_or("");
        if written.is_empty() || written == "( )" {
            continue; // the explanation goes on; a group of nothing
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
        assert_eq!(error.expected, "at most 250 groups and NOTs in each other");
    }
}

#[test]
fn spans_count_bytes_and_a_whole_holds_its_parentheses() {
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

#[test]
fn a_name_with_nothing_behind_its_colon_is_known_unless_all_are_words() {
    let bare = |text: &str| -> Vec<String> {
        let query = parse(text).unwrap();
        let spans = query.bare_names.into_iter();
        spans.map(|span| text[span].to_owned()).collect()
    };
    assert_eq!(bare("kenscoff area: (a OR note:) x"), ["area:", "note:"]);
    assert_eq!(bare("area:Kenscoff a : \"area:\" a:: :"), [""; 0]);
    assert!(plain("area: x").bare_names.is_empty());
}
