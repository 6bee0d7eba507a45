//! Tests of operators: precedence, operands, and errors.

use super::{reads, refuses};

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
fn exact_words_and_patterns_are_distinguished_from_punctuation() {
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
fn malformed_queries_are_rejected_at_the_right_position() {
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
fn a_misplaced_star_or_equals_sign_is_rejected() {
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
fn a_distance_follows_a_phrase_or_a_group_and_may_require_the_order() {
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
fn a_boost_binds_to_the_operand_directly_before_it() {
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
fn a_passage_contains_conditions_on_texts() {
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
