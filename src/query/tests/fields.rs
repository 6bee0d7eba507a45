//! Tests of fields: `title:`, facets, dates and others, with their values.

use super::super::{parse, plain};
use super::{reads, refuses};

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
fn other_colons_are_part_of_words() {
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
fn dates_are_single_or_a_range_with_optional_ends() {
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
fn new_takes_a_duration_a_date_or_a_range() {
    reads(&[
        ("new:2d", "new 2d.."),
        ("new:12h.. x", "seq[new 12h.. x]"),
        ("new:3w..2d", "new 3w..2d"),
        ("new:..6m", "new ..6m"),
        ("new:2025-02-01", "new 2025-02-01..2025-02-01"),
        ("new:2025-02-01..", "new 2025-02-01.."),
        ("new:2025..12h", "new 2025..12h"),
        ("new:yesterday", "new yesterday..yesterday"),
        ("new:2025-W05", "new 2025-W05..2025-W05"),
        ("-new:\"2d\"", "not[new 2d..]"),
        ("new:(2d OR 2024)", "or[new 2d.. new 2024..2024]"),
        ("new 2d Note:2d", "seq[new 2d Note:2d]"),
    ]);
    let time = "expected how long ago (12h, 2d, 3w, 6m, 1y), a date (2025-02, 2025-02-04, 2025-W05, today, \
                yesterday) or a range of these (2025-02-01.., 3w..2d)";
    refuses(&[
        (
            "new:",
            &format!("{time}, found the end of the query"),
            "    ^",
        ),
        ("new:2s", &format!("{time}, found `2s`"), "    ^^"),
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
fn a_field_without_a_valid_value_is_rejected() {
    let date = "expected a date (2024, 2024-10, 2024-10-31, 2024-W44, today, yesterday), how long ago (30d, 2w, 6m, 1y), a range of \
                these (2024-10..2025-02) or `undated`";
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
        ("date:>30d", &format!("{date}, found `>30d`"), "     ^^^^"),
        (
            "date:yesterday..today..",
            &format!("{date}, found `today..`"),
            "                ^^^^^^^",
        ),
        (
            "date:today..yesterday",
            "expected the earlier date first, found `today..yesterday`",
            "     ^^^^^^^^^^^^^^^^",
        ),
        (
            "date:2w..1y",
            "expected the earlier date first, found `2w..1y`",
            "     ^^^^^^",
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
fn a_field_before_a_group_applies_to_each_value_in_it() {
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
fn a_name_without_a_value_is_recorded_unless_the_query_is_plain() {
    let bare = |text: &str| -> Vec<String> {
        let query = parse(text).unwrap();
        let spans = query.bare_names.into_iter();
        spans.map(|span| text[span].to_owned()).collect()
    };
    assert_eq!(bare("kenscoff area: (a OR note:) x"), ["area:", "note:"]);
    assert_eq!(bare("area:Kenscoff a : \"area:\" a:: :"), [""; 0]);
    assert!(plain("area: x").bare_names.is_empty());
}
