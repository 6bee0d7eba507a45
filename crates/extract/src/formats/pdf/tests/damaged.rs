//! Tests of streams with a wrong length, and of objects with a wrong offset in the table.

use std::io::Write as _;

use super::*;

const WORDS: [&str; 3] = ["Gunmen came.", "Police fled.", "Nobody died."];

/// A file of three pages with a change in the content of the second.
fn three_pages(change: impl Fn(&str) -> String) -> Writer {
    let mut file = Writer::default();
    for words in WORDS {
        file.page(&[(50.0, 700.0, 10.0, words)]);
    }
    // Contents and pages alternate.
    file.objects[2] = change(&file.objects[2]);
    file
}

fn with_length(length: &str) -> Writer {
    three_pages(|content| {
        let (head, rest) = content.split_once("/Length ").unwrap();
        let (_, rest) = rest.split_once(" >>").unwrap();
        format!("{head}/Length {length} >>{rest}")
    })
}

fn assert_whole(bytes: &[u8], wanted_warnings: &[&str], case: &str) {
    let (report, warnings) = read_one("a.pdf", bytes);
    assert_eq!(report.unwrap().body, WORDS.join("\n\n"), "{case}");
    assert_eq!(warnings, wanted_warnings, "{case}");
}

const GUESSED: &str = "a.pdf: damaged; the pages that could be recovered are indexed";

#[test]
fn a_stream_is_read_up_to_its_end_whatever_its_length_says() {
    for length in [
        "3",
        "60",
        "5000",
        "0",
        "-7",
        "99999999999",
        "1.5",
        "77 0 R",
        "3 0 R",
        "6 0 R",
        "x",
        "",
    ] {
        assert_whole(&with_length(length).bytes(), &[], length);
    }
    let without = three_pages(|content| content.replace("/Length", "/Long"));
    assert_whole(&without.bytes(), &[], "no length");
}

#[test]
fn a_length_that_leads_to_the_end_of_a_later_stream_takes_in_no_other_page() {
    let right = with_length("999").bytes();
    let find =
        |words: &[u8], from: usize| from + memchr::memmem::find(&right[from..], words).unwrap();
    let start = find(b"stream\n", find(b"/Length 999", 0)) + b"stream\n".len();
    let end = find(b"\nendstream", find(b"\nendstream", start) + 1);
    assert_whole(
        &with_length(&format!("{:3}", end - start)).bytes(),
        &[],
        "swallowed",
    );
}

#[test]
fn the_word_endstream_in_a_page_of_the_right_length_does_not_end_it() {
    let mut file = Writer::default();
    file.content(
        "% endstream endobj\nBT /F 10 Tf 50 700 Td (Gunmen came.) Tj ET",
        "",
    );
    let (report, warnings) = read_one("a.pdf", &file.bytes());
    assert_eq!(report.unwrap().body, "Gunmen came.");
    assert_eq!(warnings, [""; 0]);
}

#[test]
fn packed_pages_of_a_wrong_length_are_unpacked() {
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    write!(encoder, "BT /F 10 Tf 50 700 Td (Police fled.) Tj ET").unwrap();
    let packed = encoder.finish().unwrap();
    let digits: String = packed.iter().map(|byte| format!("{byte:02x}")).collect();
    let file = three_pages(|_| {
        let filters = "/Filter [/ASCIIHexDecode /FlateDecode]";
        format!("<< {filters} /Length 9 >>\nstream\n{digits}>\nendstream")
    });
    assert_whole(&file.bytes(), &[], "packed");
}

#[test]
fn without_endstream_a_page_extends_to_the_next_object_with_a_warning() {
    let file = three_pages(|content| content.replace("endstream", ""));
    assert_whole(&file.bytes(), &[GUESSED], "no endstream");
}

#[test]
fn data_before_the_header_does_not_shift_offsets() {
    let bytes = [b"HTTP/1.1 200 OK\r\n\r\n", &with_length("9").bytes()[..]].concat();
    assert_whole(&bytes, &[], "garbage");
}

#[test]
fn an_object_that_the_table_has_elsewhere_or_nowhere_is_looked_for_with_a_warning() {
    let bytes = three_pages(str::to_owned).bytes();
    let text = String::from_utf8(bytes).unwrap();
    let start = text.find("6 0 obj").unwrap();
    let row = format!("{start:010} 00000 n ");
    for wrong in [
        "0000000012 00000 n ",
        "9999999999 00000 n ",
        "0000000000 65535 f ",
    ] {
        assert_whole(text.replace(&row, wrong).as_bytes(), &[GUESSED], wrong);
    }
    // The table is truncated after its fifth object.
    let (head, tail) = text.split_once("xref\n0 10\n").unwrap();
    let rows: String = tail.split_inclusive('\n').take(6).collect();
    let trailer = &tail[tail.find("trailer").unwrap()..];
    assert_whole(
        format!("{head}xref\n0 6\n{rows}{trailer}").as_bytes(),
        &[GUESSED],
        "cut",
    );
}

#[test]
fn objects_within_a_stream_of_a_wrong_length_are_found() {
    for (length, table_length) in [
        (None, None),
        (Some(7), None),
        (None, Some(9)),
        (Some(900), Some(1)),
    ] {
        let mut file = b"%PDF-1.5\n".to_vec();
        let mut starts = vec![0; 4];
        for words in WORDS {
            let content = format!("BT /F 10 Tf 50 700 Td ({words}) Tj ET");
            starts.push(file.len());
            let number = starts.len() - 1;
            let length = content.len();
            writeln!(
                file,
                "{number} 0 obj <</Length {length}>> stream\n{content}\nendstream endobj"
            )
            .unwrap();
        }
        let mut inner = vec![
            (1, "<</Type/Catalog/Pages 2 0 R>>".to_owned()),
            (
                2,
                "<</Type/Pages/Count 3/Kids[8 0 R 9 0 R 10 0 R]/MediaBox[0 0 600 800]\
                 /Resources<</Font<</F 3 0 R>>>>>>"
                    .to_owned(),
            ),
            (
                3,
                "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"
                    .to_owned(),
            ),
        ];
        for i in 0..3 {
            let page = format!("<</Type/Page/Parent 2 0 R/Contents {} 0 R>>", 4 + i);
            inner.push((8 + i, page));
        }
        let (mut head, mut body) = (String::new(), String::new());
        for (number, object) in &inner {
            write!(head, "{number} {} ", body.len()).unwrap();
            body += object;
        }
        let stated = length.unwrap_or(head.len() + body.len());
        let container = file.len();
        writeln!(
            file,
            "7 0 obj <</Type/ObjStm/N 6/First {}/Length {stated}>> stream\n{head}{body}\nendstream endobj",
            head.len()
        )
        .unwrap();
        let mut rows = Vec::new();
        for number in 0..=10u8 {
            let place = inner
                .iter()
                .position(|(inner, _)| *inner == u32::from(number));
            let (kind, offset, index) = match (number, place) {
                (7, _) => (1, container, 0),
                (4..=6, _) => (1, starts[usize::from(number)], 0),
                (_, Some(place)) => (2, 7, place),
                (_, None) => (0, 0, 0),
            };
            rows.push(kind);
            rows.extend((offset as u16).to_be_bytes());
            rows.push(index as u8);
        }
        let table = file.len();
        let stated = table_length.unwrap_or(rows.len());
        writeln!(
            file,
            "11 0 obj <</Type/XRef/Size 11/W[1 2 1]/Root 1 0 R/Length {stated}>> stream"
        )
        .unwrap();
        file.extend_from_slice(&rows);
        writeln!(file, "\nendstream endobj\nstartxref\n{table}\n%%EOF").unwrap();
        let warnings: &[&str] = match table_length {
            Some(_) => &[GUESSED],
            None => &[],
        };
        assert_whole(&file, warnings, &format!("{length:?} {table_length:?}"));
    }
}

#[test]
fn a_page_whose_content_is_not_there_or_is_damaged_is_named() {
    let mut file = Writer::default();
    file.page(&[(50.0, 700.0, 10.0, "Gunmen came.")]);
    let page = "<< /Type /Page /Parent 2 0 R /Contents 77 0 R >>";
    let page = file.object(page);
    file.pages.push(page);
    let content = file.stream("/Filter /FlateDecode", "no zlib");
    let page = format!("<< /Type /Page /Parent 2 0 R /Contents {content} 0 R >>");
    let page = file.object(&page);
    file.pages.push(page);
    let (report, warnings) = read_one("a.pdf", &file.bytes());
    assert_eq!(report.unwrap().body, "Gunmen came.");
    let wanted = "a.pdf: pages 2-3: unreadable; left out";
    assert_eq!(warnings, [wanted]);
}
