//! Tests of footnotes and raised signs.

use super::*;

/// A line of text, in the usual size.
const fn line(left: f64, up: f64, text: &str) -> Drawn<'_> {
    (left, up, 10.0, text)
}

/// A footnote of one line: its raised mark and its text.
const fn note<'a>(left: f64, up: f64, mark: &'a str, text: &'a str) -> [Drawn<'a>; 2] {
    [(left, up + 2.5, 5.0, mark), (left + 8.0, up, 8.0, text)]
}

fn notes_of(report: &Report) -> Vec<&str> {
    let notes = report.notes.iter();
    notes.map(|note| &report.body[note.clone()]).collect()
}

#[test]
fn a_sentence_continues_across_pages_and_footnotes_follow_its_paragraph() {
    let mut file = Writer::default();
    let [mark, text] = note(60.0, 60.0, "13", "A wire report of the day before.");
    let [other_mark, other] = note(60.0, 46.0, "14", "Named by three States.");
    file.page(&[
        line(50.0, 712.0, "The men of the harbour met in the old"),
        line(
            50.0,
            700.0,
            "market at noon, and their leader announced the",
        ),
        (40.0, 80.0, 8.0, "__________________"),
        mark,
        text,
        other_mark,
        other,
    ]);
    file.page(&[
        line(50.0, 712.0, "alliance of the two groups that had fought"),
        line(50.0, 700.0, "each other."),
        line(50.0, 660.0, "16. Nobody saw them leave."),
    ]);
    let report = read_one("a.pdf", &file.bytes()).0.unwrap();
    let notes = "13 A wire report of the day before.\n\n14 Named by three States.";
    assert_eq!(
        report.body,
        format!(
            "The men of the harbour met in the old market at noon, and their leader announced the \
             alliance of the two groups that had fought each other.\n\n{notes}\n\n\
             16. Nobody saw them leave."
        )
    );
    assert_eq!(notes_of(&report), [notes]);
    for (words, page) in [
        ("announced", 1),
        ("alliance", 2),
        ("wire", 1),
        ("Nobody", 2),
    ] {
        assert_eq!(page_of(&report, words), Some(page), "{words}");
    }
}

#[test]
fn notes_in_smaller_letters_need_no_rule_and_stay_in_their_column() {
    let [mark, text] = note(50.0, 60.0, "1", "The left note.");
    let report = super::text(&[
        line(50.0, 712.0, "The left column tells how the storm came"),
        line(50.0, 700.0, "over the sea and took the"),
        mark,
        text,
        line(320.0, 712.0, "roofs of the town, and how the people"),
        line(320.0, 700.0, "built them up again in spring."),
        line(320.0, 60.0, "The right column goes down to the foot."),
    ]);
    assert_eq!(
        report.body,
        "The left column tells how the storm came over the sea and took the roofs of the town, and how \
         the people built them up again in spring.\n\nThe right column goes down to the foot.\n\n\
         1 The left note."
    );
    assert_eq!(notes_of(&report), ["1 The left note."]);
}

#[test]
fn small_type_above_text_and_a_signature_line_are_not_footnotes() {
    let [mark, text] = note(50.0, 400.0, "1", "Of the table above, in thousands.");
    let report = super::text(&[
        line(50.0, 712.0, "The table stands on a page of text."),
        mark,
        text,
        line(50.0, 300.0, "The text goes on below the table."),
        (50.0, 200.0, 10.0, "______________"),
        line(50.0, 180.0, "Signed by the harbour master"),
    ]);
    assert_eq!(notes_of(&report), [""; 0]);
    assert!(
        report.body.contains("1 Of the table above"),
        "{}",
        report.body
    );
}

#[test]
fn typewritten_notes_are_known_by_their_numbers() {
    let report = super::text(&[
        line(50.0, 712.0, "The vote was taken at noon. 1/ It passed."),
        line(60.0, 100.0, "1/ See the summary record of the meeting,"),
        line(50.0, 88.0, "paragraph 4."),
    ]);
    assert_eq!(
        notes_of(&report),
        ["1/ See the summary record of the meeting, paragraph 4."]
    );
}

#[test]
fn a_footnote_number_is_separated_from_its_word_and_an_exponent_is_not() {
    for (before, sign, after, wanted) in [
        (
            "levels of hunger.",
            "15",
            " Many fled.",
            "levels of hunger. 15 Many fled.",
        ),
        ("since 2024", "3", " again", "since 2024 3 again"),
        ("40 km", "2", " of land", "40 km2 of land"),
        ("3 x 10", "6", " cells", "3 x 10⁶ cells"),
    ] {
        let mut content = String::new();
        write!(
            content,
            "BT /F 10 Tf 50 700 Td ({before}) Tj /F 5 Tf 3.5 Ts ({sign}) Tj /F 10 Tf 0 Ts ({after}) Tj ET"
        )
        .unwrap();
        let mut file = Writer::default();
        file.content(&content, "");
        let report = read_one("a.pdf", &file.bytes()).0.unwrap();
        assert_eq!(report.body, wanted);
    }
}

#[test]
fn a_broken_web_address_is_rejoined() {
    let report = super::text(&[
        line(
            50.0,
            712.0,
            "See www.example.org/news/storm-takes-the-roofs-of-",
        ),
        line(
            50.0,
            700.0,
            "the-town and https://example.org/a/very/long/path/",
        ),
        line(50.0, 688.0, "to/a/page for more."),
    ]);
    assert_eq!(
        report.body,
        "See www.example.org/news/storm-takes-the-roofs-of-the-town and \
         https://example.org/a/very/long/path/to/a/page for more."
    );
}
