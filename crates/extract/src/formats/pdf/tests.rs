//! Tests with small files written here, from bytes to report.

mod damaged;
mod encrypted;
mod notes;
mod writer;

use std::fmt::Write as _;
use std::time::Duration;

use self::writer::{Drawn, FIRST, Writer};
use super::backward::{self, Glyph};
use crate::error::{PageFault, Reason};
use crate::limits::{Limits, Within};
use crate::report::{Lines, Report};
use crate::tests::read_one;
use reportage_text::date::Date;

fn text(lines: &[Drawn]) -> Report {
    let mut file = Writer::default();
    file.page(lines);
    let (report, warnings) = read_one("a.pdf", &file.bytes());
    assert_eq!(warnings, [""; 0]);
    report.unwrap()
}

fn page_of(report: &Report, words: &str) -> Option<u32> {
    let at = report.body.find(words).expect("the words are in the body");
    let (line, page) = report.lines.locate(&report.body, at);
    assert_eq!(line, None);
    page
}

#[test]
fn every_word_has_its_page_and_headers_and_page_numbers_are_left_out_but_for_the_first() {
    let mut file = Writer::default();
    for (number, words) in ["Gunmen came.", "Police fled.", "Nobody died."]
        .iter()
        .enumerate()
    {
        let number = (number + 1).to_string();
        file.page(&[
            (50.0, 770.0, 10.0, "Report S/2025/1"),
            (50.0, 600.0, 10.0, words),
            (300.0, 30.0, 10.0, &number),
        ]);
    }
    let (report, warnings) = read_one("a.pdf", &file.bytes());
    let report = report.unwrap();
    assert_eq!(warnings, [""; 0]);
    let wanted = "Report S/2025/1\n\nGunmen came.\n\nPolice fled.\n\nNobody died.";
    assert_eq!(report.body, wanted);
    let Lines::At(anchors) = &report.lines else {
        panic!("the body does not follow lines");
    };
    assert_eq!(anchors.len(), 3);
    assert_eq!(page_of(&report, "Gunmen"), Some(1));
    assert_eq!(page_of(&report, "Nobody"), Some(3));
}

#[test]
fn wrapped_lines_flow_and_a_gap_parts_paragraphs() {
    let report = text(&[
        (
            50.0,
            700.0,
            10.0,
            "Gunmen of a gang attacked the commune of",
        ),
        (50.0, 688.0, 10.0, "Kenscoff on Monday."),
        (50.0, 650.0, 10.0, "Police fled."),
    ]);
    let wanted = "Gunmen of a gang attacked the commune of Kenscoff on Monday.\n\nPolice fled.";
    assert_eq!(report.body, wanted);
}

#[test]
fn a_hyphenated_word_is_rejoined_unless_the_hyphen_belongs_to_it() {
    let report = text(&[
        (
            50.0,
            700.0,
            10.0,
            "The first attack was on a cross-border post, and displace-",
        ),
        (
            50.0,
            688.0,
            10.0,
            "ment followed. The border is long; they cross it. More cross-",
        ),
        (50.0, 676.0, 10.0, "border attacks came."),
    ]);
    let wanted = "The first attack was on a cross-border post, and displacement followed. \
                  The border is long; they cross it. More cross-border attacks came.";
    assert_eq!(report.body, wanted);
}

#[test]
fn columns_are_read_one_after_the_other() {
    let report = text(&[
        (50.0, 700.0, 10.0, "One of the left column, which"),
        (50.0, 688.0, 10.0, "ends here."),
        (320.0, 700.0, 10.0, "Two of the right column, which"),
        (320.0, 688.0, 10.0, "ends there."),
    ]);
    let wanted = "One of the left column, which ends here.\n\n\
                  Two of the right column, which ends there.";
    assert_eq!(report.body, wanted);
}

#[test]
fn the_masthead_has_the_date_and_the_title_is_below_it() {
    let report = text(&[
        (50.0, 780.0, 14.0, "United Nations"),
        (50.0, 740.0, 20.0, "Security Council"),
        (400.0, 740.0, 10.0, "Distr.: General"),
        (400.0, 728.0, 10.0, "4 February 2025"),
        (50.0, 690.0, 14.0, "Letter from the Secretary-General"),
        (
            50.0,
            640.0,
            10.0,
            "I have the honour to report that the meeting of 3 March was held.",
        ),
    ]);
    assert_eq!(
        report.title.as_deref(),
        Some("Letter from the Secretary-General")
    );
    assert_eq!(report.published, Some(Date::parse("2025-02-04").unwrap()));
}

#[test]
fn a_stated_title_counts_unless_it_names_a_file_or_a_number() {
    for (stated, wanted) in [
        ("Attack on Kenscoff", "Attack on Kenscoff"),
        ("Microsoft Word - report.doc", "The printed title"),
        ("final_v2.indd", "The printed title"),
        ("N2501234", "The printed title"),
        ("Document", "The printed title"),
    ] {
        let mut file = Writer::default();
        file.page(&[
            (50.0, 700.0, 18.0, "The printed title"),
            (
                50.0,
                650.0,
                10.0,
                "Gunmen came on Monday and left on Tuesday.",
            ),
        ]);
        file.title(stated);
        let (report, _) = read_one("a.pdf", &file.bytes());
        assert_eq!(report.unwrap().title.as_deref(), Some(wanted), "{stated}");
    }
}

#[test]
fn a_page_that_is_a_picture_is_a_warning_and_a_file_of_such_pages_a_failure() {
    let mut file = Writer::default();
    file.page(&[(50.0, 700.0, 10.0, "Gunmen came.")]);
    file.picture();
    file.picture();
    let (report, warnings) = read_one("a.pdf", &file.bytes());
    assert_eq!(report.unwrap().body, "Gunmen came.");
    let wanted = "a.pdf: pages 2-3: no text, only an image; scanned pages need OCR (--ocr)";
    assert_eq!(warnings, [wanted]);
    let mut file = Writer::default();
    file.picture();
    let (report, _) = read_one("a.pdf", &file.bytes());
    let wanted = "a.pdf: no text in it, only images of its page; scanned pages need OCR (--ocr)";
    assert_eq!(report.unwrap_err(), wanted);
}

#[test]
fn a_form_that_draws_itself_fails_its_page_alone() {
    let mut file = Writer::default();
    let own = FIRST;
    let names = format!("/X {own} 0 R");
    let dictionary =
        format!("/Type /XObject /Subtype /Form /Resources << /XObject << {names} >> >>");
    file.stream(&dictionary, "/X Do");
    file.content("/X Do", &names);
    file.page(&[(50.0, 700.0, 10.0, "Gunmen came.")]);
    let (report, warnings) = read_one("a.pdf", &file.bytes());
    assert_eq!(report.unwrap().body, "Gunmen came.");
    assert_eq!(
        warnings,
        ["a.pdf: page 1: objects that contain themselves; left out"]
    );
}

#[test]
fn text_before_and_after_a_fault_on_a_page_is_kept() {
    let mut file = Writer::default();
    file.content(
        "BT /F 10 Tf 50 700 Td (Gunmen came.) Tj /None 10 Tf (x) Tj \
         /F 10 Tf 0 -50 Td (Police fled.) Tj ET",
        "",
    );
    let (report, warnings) = read_one("a.pdf", &file.bytes());
    assert_eq!(report.unwrap().body, "Gunmen came.\n\nPolice fled.");
    let wanted = "a.pdf: page 1: partly unreadable; the readable part is indexed";
    assert_eq!(warnings, [wanted]);
}

#[test]
fn a_font_that_the_font_parser_panics_at_costs_its_own_text_only() {
    let mut file = Writer::default();
    let broken = file.object("<< /Type /Font >>");
    let content = file.stream(
        "",
        "BT /F 10 Tf 50 700 Td (Gunmen came.) Tj /G 10 Tf (x) Tj /F 10 Tf 0 -50 Td (Police fled.) Tj ET",
    );
    let page = file.object(&format!(
        "<< /Type /Page /Parent 2 0 R /Contents {content} 0 R \
         /Resources << /Font << /F 3 0 R /G {broken} 0 R >> >> >>"
    ));
    file.pages.push(page);
    let (report, warnings) = read_one("a.pdf", &file.bytes());
    assert_eq!(report.unwrap().body, "Gunmen came.\n\nPolice fled.");
    let wanted = "a.pdf: page 1: partly unreadable; the readable part is indexed";
    assert_eq!(warnings, [wanted]);
}

#[test]
fn a_page_in_a_font_without_a_text_mapping_is_reported() {
    let mut file = Writer::default();
    let descriptor = file.object("<< /Type /FontDescriptor /FontName /A >>");
    let inner = file.object(&format!(
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /FontDescriptor {descriptor} 0 R >>"
    ));
    let font = file.object(&format!(
        "<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H \
         /DescendantFonts [{inner} 0 R] >>"
    ));
    let form = file.stream(
        &format!("/Type /XObject /Subtype /Form /Resources << /Font << /G {font} 0 R >> >>"),
        "BT /G 10 Tf 50 700 Td <00010002> Tj ET",
    );
    file.content("/X Do", &format!("/X {form} 0 R"));
    file.page(&[(50.0, 700.0, 10.0, "Gunmen came.")]);
    let (report, warnings) = read_one("a.pdf", &file.bytes());
    assert_eq!(report.unwrap().body, "Gunmen came.");
    let wanted = "a.pdf: page 1: most of its text is in fonts without a mapping to characters";
    assert_eq!(warnings, [wanted]);
}

#[test]
fn a_form_is_placed_by_itself_and_by_its_page_and_has_its_own_fonts() {
    let mut file = Writer::default();
    let letters = "/Differences [65 /g /a /n /g /s /period]";
    let font = file.object(&format!(
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding << {letters} >> >>"
    ));
    let own = format!("/Resources << /Font << /F {font} 0 R >> >>");
    let form = file.stream(
        &format!("/Type /XObject /Subtype /Form /Matrix [1 0 0 1 60 0] {own}"),
        "BT /F 10 Tf (ABCDEF) Tj ET",
    );
    // A form without resources uses those of the page.
    let other = file.stream(
        "/Type /XObject /Subtype /Form",
        "BT /F 10 Tf 50 600 Td (Gunmen came.) Tj ET",
    );
    file.content(
        "BT /F 10 Tf 50 700 Td (Attack by) Tj ET q 1 0 0 1 40 700 cm /X Do Q /Y Do",
        &format!("/X {form} 0 R /Y {other} 0 R"),
    );
    let (report, warnings) = read_one("a.pdf", &file.bytes());
    assert_eq!(warnings, [""; 0]);
    assert_eq!(report.unwrap().body, "Attack by gangs.\n\nGunmen came.");
}

#[test]
fn pages_take_resources_and_size_from_above() {
    let mut file = Writer::default();
    let content = file.stream("", "BT /F 10 Tf 50 580 Td (Gunmen came.) Tj ET");
    let page = format!("<< /Type /Page /Parent 2 0 R /Contents {content} 0 R >>");
    let page = file.object(&page);
    file.pages.push(page);
    let mut bytes = file.bytes();
    let size = b"/MediaBox [0 0 600 800]";
    let at = memchr::memmem::find(&bytes, size).unwrap();
    let above = b"/Resources << /Font << /F 3 0 R >> >> /MediaBox [0 0 600 800]";
    bytes.splice(at..at + size.len(), above.iter().copied());
    // The table is wrong now, so that the file must be repaired.
    let (report, _) = read_one("a.pdf", &bytes);
    assert_eq!(report.unwrap().body, "Gunmen came.");
}

#[test]
fn a_truncated_file_is_read_as_far_as_possible_with_a_warning() {
    let mut file = Writer::default();
    file.page(&[(50.0, 700.0, 10.0, "Gunmen came.")]);
    file.page(&[(50.0, 700.0, 10.0, "Police fled.")]);
    let mut bytes = file.bytes();
    let table = memchr::memmem::rfind(&bytes, b"xref\n0").unwrap();
    bytes.truncate(table);
    let (report, warnings) = read_one("a.pdf", &bytes);
    assert_eq!(report.unwrap().body, "Gunmen came.\n\nPolice fled.");
    assert_eq!(
        warnings,
        ["a.pdf: damaged; the pages that could be recovered are indexed"]
    );
}

#[test]
fn a_file_whose_time_is_over_says_so_and_keeps_the_pages_that_were_read() {
    let mut file = Writer::default();
    for _ in 0..300 {
        file.page(&[(50.0, 700.0, 10.0, "Gunmen came.")]);
    }
    let limits = Limits {
        time: Duration::ZERO,
        ..Limits::default()
    };
    let within = Within {
        limits,
        ..Within::default()
    };
    match super::draw::draw(file.bytes(), &within) {
        Err(Reason::TooSlow { seconds: 0 }) => {}
        Ok(drawing) => {
            let fault = Some(PageFault::TooSlow { seconds: 0 });
            assert_eq!(drawing.stopped, fault);
        }
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn arabic_in_visual_order_is_read_in_logical_order() {
    let seen = ["3", "2", " ", "ب", "ا", "ب"];
    let mut glyphs = Vec::new();
    for (i, text) in seen.into_iter().enumerate() {
        let left = i as f64 * 10.0;
        glyphs.push(Glyph {
            left,
            right: left + 10.0,
            text: text.to_owned(),
            is_raised: false,
        });
    }
    assert_eq!(backward::text(glyphs.clone(), 1.0), "باب 32");
    // A footnote number touches the word.
    glyphs.remove(2);
    for (i, glyph) in glyphs.iter_mut().enumerate() {
        glyph.left = i as f64 * 10.0;
        glyph.right = glyph.left + 10.0;
        glyph.is_raised = i < 2;
    }
    assert!(!backward::starts_raised(&glyphs));
    assert_eq!(backward::text(glyphs, 1.0), "باب 32");
}

#[test]
fn no_part_of_a_file_however_cut_or_changed_makes_more_than_an_error() {
    let mut file = Writer::default();
    file.page(&[(50.0, 700.0, 10.0, "Gunmen came.")]);
    let bytes = file.bytes();
    for end in (0..bytes.len()).step_by(31) {
        let _ = read_one("a.pdf", &bytes[..end]);
    }
    for at in (0..bytes.len()).step_by(17) {
        let mut changed = bytes.clone();
        changed[at] = b'9';
        let _ = read_one("a.pdf", &changed);
    }
    for (bytes, wanted) in [
        (&b"no such thing"[..], "a.pdf: not a readable PDF"),
        (b"%PDF-1.4\n", "a.pdf: not a readable PDF"),
    ] {
        assert_eq!(read_one("a.pdf", bytes).0.unwrap_err(), wanted);
    }
}
