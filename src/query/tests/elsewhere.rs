//! Tests of queries in the syntax of other programs: each is interpreted as meant, or a note gives
//! the equivalent.

use super::super::parse;
use super::{read, reads, refuses, show};

/// Checks the interpretation of queries, and all notes on them.
#[track_caller]
fn notes(cases: &[(&str, &str, &[&str])]) {
    for (text, wanted, notes) in cases {
        assert_eq!(read(text), *wanted, "{text}");
        assert_eq!(parse(text).unwrap().notes, *notes, "{text}");
    }
}

#[test]
fn pipes_and_ampersands_between_parts_are_operators() {
    notes(&[
        ("a b | c", "or[seq[a b] c]", &["`|` is read as OR"]),
        ("a || \"b c\"", "or[a <b c>]", &["`||` is read as OR"]),
        ("a ｜ b", "or[a b]", &["`｜` is read as OR"]),
        ("a&&b c && d", "and[a seq[b c] d]", &["`&&` is read as AND"]),
        (
            "x a|b|=c d",
            "seq[x or[a b =c] d]",
            &["`a|b` is read as (a OR b)"],
        ),
        (
            "\"a b\"|(c d)|e* f",
            "seq[or[<a b> seq[c d] e*] f]",
            &["`a|b` is read as (a OR b)"],
        ),
        (
            "title:a||b c",
            "seq[title[or[a b]] c]",
            &["`a||b` is read as (a OR b)"],
        ),
        (
            "a | b && c",
            "or[a and[b c]]",
            &["`|` is read as OR", "`&&` is read as AND"],
        ),
    ]);
}

#[test]
fn signs_without_parts_on_both_sides_are_punctuation() {
    for (text, wanted) in [
        ("| a b |", "seq[| a b |]"),
        ("|a", "|a"),
        ("a |", "seq[a |]"),
        ("R & D AT&T", "seq[R & D AT&T]"),
        ("&& a", "seq[&& a]"),
        ("a ! b", "seq[a ! b]"),
        ("stop! a!b !!", "seq[stop! a!b !!]"),
        ("!= a", "seq[!= a]"),
        ("+509 3456 C++ a+b", "seq[+509 3456 C++ a+b]"),
        ("− 5 −5 –5", "seq[− 5 −5 –5]"),
    ] {
        assert_eq!(read(text), wanted, "{text}");
    }
}

#[test]
fn an_exclamation_mark_or_another_dash_before_a_word_excludes() {
    notes(&[
        (
            "a !b",
            "seq[a not[b]]",
            &["`!` before a word is read as NOT"],
        ),
        (
            "!\"a b\" c !(d e) !=f",
            "seq[not[<a b>] c not[seq[d e]] not[=f]]",
            &["`!` before a word is read as NOT"],
        ),
        (
            "a –b",
            "seq[a not[b]]",
            &["`–` before a word is read as NOT"],
        ),
        (
            "−\"a b\" c",
            "seq[not[<a b>] c]",
            &["`−` before a word is read as NOT"],
        ),
        (
            "a－b －c",
            "seq[a－b not[c]]",
            &["`－` before a word is read as NOT"],
        ),
        (
            "1990–1995 Haiti – Kenscoff",
            "seq[1990–1995 Haiti – Kenscoff]",
            &[],
        ),
        ("a ANDNOT b", "seq[a not[b]]", &["`ANDNOT` is read as NOT"]),
        (
            "a —b",
            "seq[a —b]",
            &["`—` is punctuation: a hyphen before a word excludes it"],
        ),
    ]);
}

#[test]
fn a_plus_before_a_word_requires_it() {
    notes(&[
        ("+a +b", "and[a b]", &["`+` before a word is read as AND"]),
        (
            "a +\"b c\" d",
            "and[seq[a d] <b c>]",
            &["`+` before a word is read as AND"],
        ),
        ("+a", "a", &["`+` before a word is read as AND"]),
        (
            "+a -b OR c",
            "or[and[not[b] a] c]",
            &["`+` before a word is read as AND"],
        ),
    ]);
}

#[test]
fn distances_are_read_between_two_parts() {
    notes(&[
        (
            "a NEAR/3 b",
            "near3[seq[a b]]",
            &["`a NEAR/3 b` is read as (a b)~3"],
        ),
        (
            "x police w/5 \"b c\" y",
            "seq[x near5[seq[police <b c>]] y]",
            &["`a w/5 b` is read as (a b)~5"],
        ),
        (
            "a near5 (b OR c)",
            "near5[seq[a or[b c]]]",
            &["`a near5 b` is read as (a b)~5"],
        ),
        (
            "kidnap* AROUND(7) ransom",
            "near7[seq[kidnap* ransom]]",
            &["`a AROUND(7) b` is read as (a b)~7"],
        ),
        (
            "a ADJ b",
            "near>0[seq[a b]]",
            &["`a ADJ b` is read as (a b)~>0"],
        ),
        (
            "a pre/4 b ADJ2 c",
            "and[near>4[seq[a b]] near>2[seq[b c]]]",
            &[
                "`a pre/4 b` is read as (a b)~>4",
                "`a ADJ2 b` is read as (a b)~>2",
            ],
        ),
        (
            "a /900 b",
            "near250[seq[a b]]",
            &["`a /900 b` is read as (a b)~250"],
        ),
        (
            "a W/P area:x",
            "passage[seq[a area[x]]]",
            &["`a W/P b` is read as passage:(a b)"],
        ),
        (
            "NOT a NEAR/3 b|c",
            "not[near3[seq[a or[b c]]]]",
            &[
                "`a NEAR/3 b` is read as (a b)~3",
                "`a|b` is read as (a OR b)",
            ],
        ),
        ("w/5 a NEAR/3", "seq[w/5 a NEAR/3]", &[]),
        (
            "and/or a/b near near3x 24/7",
            "seq[and/or a/b near near3x 24/7]",
            &[],
        ),
    ]);
    refuses(&[(
        "area:x NEAR/3 b",
        "expected only words, phrases and `(a OR b)` of single words in a group with a distance, found `area:x`",
        "^^^^^^",
    )]);
}

#[test]
fn a_lower_case_operator_is_a_word_and_a_note_says_so() {
    let or = "is a word here: uppercase OR finds either";
    let not = "is a word here: uppercase NOT excludes what follows";
    let and = "is a word here: all words are required anyway, and uppercase AND combines clauses";
    notes(&[
        ("a or b", "seq[a or b]", &[&format!("`or` {or}")]),
        ("a Or (b)", "seq[a Or b]", &[&format!("`Or` {or}")]),
        ("a not b", "seq[a not b]", &[&format!("`not` {not}")]),
        ("not \"b c\"", "seq[not <b c>]", &[&format!("`not` {not}")]),
        ("a and b", "seq[a and b]", &[&format!("`and` {and}")]),
        ("and a and", "seq[and a and]", &[]),
        (
            "a and b OR c",
            "or[seq[a and b] c]",
            &[&format!("`and` {and}")],
        ),
        ("or a not", "seq[or a not]", &[]),
        ("\"a or b\" =or", "seq[<a or b> =or]", &[]),
        (
            "a NEAR b",
            "seq[a NEAR b]",
            &["`NEAR` is a word here: (a b)~10 finds words near each other"],
        ),
        ("ATTACK NEAR KENSCOFF", "seq[ATTACK NEAR KENSCOFF]", &[]),
        ("\"a OR b\"", "<a OR b>", &["`OR` in quotes is a word"]),
        ("\"DEAD OR ALIVE\"", "<DEAD OR ALIVE>", &[]),
    ]);
}

#[test]
fn signs_that_mean_something_elsewhere_are_noted() {
    notes(&[
        (
            "pol?ce",
            "pol?ce",
            &["`?` is not a wildcard: pol*ce stands for any letters"],
        ),
        (
            "wom#n",
            "wom#n",
            &["`#` is not a wildcard: wom*n stands for any letters"],
        ),
        (
            "who? ?que http://x.org/a?b=c C#",
            "seq[who? ?que http://x.org/a?b=c C#]",
            &[],
        ),
        (
            "/pol.ce/",
            "/pol.ce/",
            &["`/pol.ce/` is not a regular expression: use * for any letters, as in neighbo*r"],
        ),
        ("/a/b/ /12/", "seq[/a/b/ /12/]", &[]),
        (
            "\"a b\" ~5",
            "seq[<a b> ~5]",
            &[
                "`~5` is a word here: write a distance directly after the quote or parenthesis, \"a b\"~5",
            ],
        ),
        (
            "\"a b\"p5 \"c\"-led",
            "seq[<a b> p5 <c> -led]",
            &["`p5` is a word here: \"a b\"~5 is a distance"],
        ),
        (
            "a~0.8",
            "a~0.8",
            &["`a~0.8` is searched as words: a~1 or a~2 allow one or two edits"],
        ),
        (
            "\"a * b\"",
            "<a * b>",
            &["a `*` alone in quotes is ignored: \"a b\"~>3 allows words between"],
        ),
        (
            "\"a b~1\"",
            "<a b~1>",
            &["a `~` in quotes is ignored: (a b~1)~>0 is a phrase with spelling variants"],
        ),
        (
            "'viv ansanm'",
            "seq['viv ansanm']",
            &["single quotes are apostrophes: write a phrase in \"double quotes\""],
        ),
        (
            "rock 'n' roll 'tis l'or",
            "seq[rock 'n' roll 'tis l'or]",
            &[],
        ),
        (
            "Title:x TITLE: x",
            "seq[Title:x TITLE: x]",
            &["`Title:x` is searched as words: field names are lowercase, title:"],
        ),
        (
            "title:[a TO b]",
            "seq[title[[a] TO b]]",
            &["only dates have ranges: date:2024-10..2025-02"],
        ),
    ]);
}

#[test]
fn ranges_of_dates_are_read_as_other_programs_write_them() {
    for (text, wanted) in [
        ("date:[2024-10 TO 2025-02]", "2024-10..2025-02"),
        ("date:[* TO 2025-02] x", "seq[..2025-02 x]"),
        ("date:{2024 TO *]", "2025-01-01.."),
        ("date:[2024-10-01 TO 2024-11}", "2024-10-01..2024-10-31"),
        ("date:>=2024-10", "2024-10.."),
        ("date:>2024-02", "2024-03-01.."),
        ("date:<=2024", "..2024"),
        ("date:<2024", "..2023-12-31"),
        ("date:2024-10-01/2024-11-30", "2024-10-01..2024-11-30"),
        ("date:2024…2025", "2024..2025"),
        ("date:2024...2025", "2024..2025"),
        ("date:2024–2025", "2024..2025"),
        ("date:2024-2025", "2024..2025"),
    ] {
        assert_eq!(read(text), wanted, "{text}");
        let notes = parse(text).unwrap().notes;
        assert!(
            notes.len() == 1 && notes[0].contains("is read as date:"),
            "{text}: {notes:?}"
        );
    }
    let same = [
        "date:2024-10..2025",
        "date:\"2024-10..\"",
        "date:2024-10-31",
    ];
    for text in same {
        assert_eq!(parse(text).unwrap().notes, [""; 0], "{text}");
    }
    refuses(&[
        (
            "date:2024 TO 2025",
            "expected the range without spaces, 2024-10..2025-02, found `TO`",
            "          ^^",
        ),
        (
            "date:[2025 TO 2024]",
            "expected the earlier date first, found `[2025 TO 2024]`",
            "     ^^^^^^^^^^^^^^",
        ),
        (
            "date:[2025 x",
            "expected a date (2024, 2024-10, 2024-10-31, 2024-W44, today, yesterday), how long ago (30d, 2w, 6m, 1y), a range of \
                these (2024-10..2025-02) or `undated`, found `[2025`",
            "     ^^^^^",
        ),
    ]);
}

#[test]
fn full_width_signs_mean_the_same_as_narrow_ones() {
    reads(&[
        ("a （b OR c）", "seq[a or[b c]]"),
        ("（a b)　c", "seq[seq[a b] c]"),
        ("area：太子港", "area[太子港]"),
        ("title：（a b） ＂c d＂", "seq[title[seq[a b]] <c d>]"),
        ("source：（a OR b）", "or[source[a] source[b]]"),
        // The number of a list item has no matching parenthesis.
        ("1）海地 2）", "seq[1）海地 2）]"),
    ]);
}

#[test]
fn names_of_other_programs_are_read_unless_a_facet_has_them() {
    let facets = ["area", "site"];
    let is_facet = |name: &str| facets.contains(&name);
    let cases = [
        ("inurl:un.org", "url[un.org]", "`inurl:` is read as url:"),
        (
            "-intitle:massacre",
            "not[title[massacre]]",
            "`intitle:` is read as title:",
        ),
        (
            "intitle:\"a b\"",
            "title[<a b>]",
            "`intitle:` is read as title:",
        ),
        (
            "a filetype:pdf",
            "seq[a path[*.pdf]]",
            "`filetype:pdf` is read as path:\"*.pdf\"",
        ),
        (
            "ext:(pdf OR .docx)",
            "or[path[*.pdf] path[*.docx]]",
            "`pdf` is read as path:\"*.pdf\"",
        ),
        (
            "after:2024-10",
            "2024-10..",
            "`after:2024-10` is read as date:2024-10..",
        ),
        (
            "before:2024",
            "..2023-12-31",
            "`before:2024` is read as date:..2023-12-31",
        ),
        (
            "until:2024",
            "..2024",
            "`until:2024` is read as date:..2024",
        ),
        ("year:2024", "2024..2024", "`year:` is read as date:"),
        ("lang:fr", "language[fr]", "`lang:` is read as language:"),
        (
            "Area:Kenscoff",
            "Area:Kenscoff",
            "`Area:Kenscoff` is searched as words: field names are lowercase, area:",
        ),
    ];
    for (text, wanted, note) in cases {
        let query = parse(text).unwrap().with_facets(&is_facet);
        assert_eq!(show(&query.root.unwrap()), wanted, "{text}");
        assert_eq!(query.notes[0], note, "{text}");
    }
    for text in [
        "site:x area:y colour:z",
        "passage:(filetype:pdf)",
        "after:soon",
    ] {
        let query = parse(text).unwrap();
        assert_eq!(query.with_facets(&is_facet), query, "{text}");
    }
    let chinese = parse("nato：声明").unwrap().with_facets(&is_facet);
    assert_eq!(show(&chinese.root.unwrap()), "nato：声明");
}
