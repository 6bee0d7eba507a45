//! Reads arbitrary bytes as a file of a format or as a worker message, and checks invariants of the
//! result. Called by the targets in `fuzz/` and by the tests below, whose inputs are made of each
//! format's keywords.
//!
//! Not part of the public interface: the feature `fuzzing` exposes it to the fuzz targets.

use std::error::Error;
use std::io::Cursor;
use std::sync::Arc;

use crate::error::{ReadError, Reason};
use crate::format::Input;
use crate::limits::Within;
use crate::open::{self, OPENER};
use crate::outcome::Record;
use crate::registry::FORMATS;
use crate::report::{Lines, Report};
use crate::worker::fuzzing as wire;
use crate::wrapper::Wrapper;

/// Reads `bytes` as a file of the format with this name and returns the number of its reports.
///
/// # Panics
/// The reader panics, or an outcome violates an invariant.
pub fn read(format: &str, bytes: &[u8]) -> usize {
    let mut formats = FORMATS.iter();
    let format = formats
        .find(|known| known.name == format)
        .expect("the target names a format of the registry");
    let input = Input {
        bytes: Box::new(Cursor::new(bytes.to_vec())),
        shown: "a".to_owned(),
        mappings: Arc::default(),
        wrapper: Wrapper::Plain,
        within: Within::default(),
        opener: OPENER,
    };
    let mut reports = 0;
    // `OPENER.read` would turn a panic into a failure.
    for outcome in open::start(&format.read, input) {
        outcome.warnings.iter().for_each(check_error);
        match outcome.report {
            Ok(report) => {
                check_report(&report);
                reports += 1;
            }
            Err(error) => check_error(&error),
        }
    }
    reports
}

/// Reads a one-page PDF with this page content.
///
/// # Panics
/// As [`read`].
pub fn read_pdf_content(content: &[u8]) -> usize {
    read("PDF", &pdf_of(content))
}

/// Parses a line as a request to a worker and as an answer of one, without executing it.
///
/// # Panics
/// An answer does not survive a round trip, or its report violates an invariant.
pub fn read_wire(line: &[u8]) {
    wire::read_request(line);
    if let Some(Record {
        report, warnings, ..
    }) = wire::read_answer(line)
    {
        warnings.iter().for_each(shown);
        if let Err(error) = &report {
            shown(error);
        }
    }
}

/// Writes a one-page PDF with this page content.
fn pdf_of(content: &[u8]) -> Vec<u8> {
    const OBJECTS: [&str; 4] = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [4 0 R] /Count 1 /MediaBox [0 0 600 800] >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        "<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Resources << /Font << /F 3 0 R >> >> >>",
    ];
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut starts = Vec::new();
    for (i, object) in OBJECTS.iter().enumerate() {
        starts.push(file.len());
        file.extend(format!("{} 0 obj\n{object}\nendobj\n", i + 1).into_bytes());
    }
    starts.push(file.len());
    file.extend(format!("5 0 obj\n<< /Length {} >>\nstream\n", content.len()).into_bytes());
    file.extend(content);
    file.extend(b"\nendstream\nendobj\n");
    let table = file.len();
    file.extend(b"xref\n0 6\n0000000000 65535 f \n");
    for start in starts {
        file.extend(format!("{start:010} 00000 n \n").into_bytes());
    }
    let trailer = format!("trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
    file.extend(trailer.into_bytes());
    file
}

fn check_report(report: &Report) {
    assert!(!report.id.is_empty() && !report.path.is_empty());
    let end = report.text_end.unwrap_or(0);
    assert!(
        report.body.get(end..).is_some(),
        "the text's end is in the body"
    );
    let mut last = 0;
    for note in &report.notes {
        assert!(note.start >= last, "notes are in order and apart");
        assert!(report.body.get(note.clone()).is_some(), "{note:?}");
        last = note.end;
    }
    if let Lines::At(anchors) = &report.lines {
        assert!(anchors.is_sorted_by_key(|anchor| anchor.start));
        let within = |start: usize| report.body.get(start..).is_some();
        assert!(anchors.iter().all(|anchor| within(anchor.start)));
    }
    report.lines.locate(&report.body, report.body.len());
}

fn check_error(error: &ReadError) {
    // A panic on one PDF page is reported as a damaged page; a fuzz run must fail on it.
    let is_panic = matches!(error.reason, Reason::Crashed);
    assert!(!is_panic, "a panic was caught: {error}");
    shown(error);
}

/// Formats an error and its causes.
fn shown(error: &ReadError) {
    let mut source: Option<&dyn Error> = Some(error);
    while let Some(cause) = source {
        assert!(!cause.to_string().is_empty());
        source = cause.source();
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Generates up to `most` of these words, in any order.
    fn of_words(words: &'static [&'static str], most: usize) -> impl Strategy<Value = String> {
        let word = prop_oneof![
            12 => prop::sample::select(words).prop_map(str::to_owned),
            1 => "\\PC{0,3}",
            1 => "[a-z0-9 .\n-]{1,6}",
        ];
        prop::collection::vec(word, 0..most).prop_map(|words| words.concat())
    }

    const OF_CONTENT: &[&str] = &[
        "BT ",
        "ET ",
        "/F 12 Tf ",
        "/G 0 Tf ",
        "1 0 0 1 72 700 Tm ",
        "0 -14 Td ",
        "0 -1e9 TD ",
        "T* ",
        "(a b) Tj ",
        "(\\101\\(",
        ") ",
        "<48656c6c6f> Tj ",
        "<4",
        "[(a) -250 (b) 9e99 (c)] TJ ",
        "(x) ' ",
        "1 2 (y) \" ",
        "5 Tc ",
        "2 Tw ",
        "0 Tz ",
        "50 Tz ",
        "12 TL ",
        "3 Ts ",
        "q ",
        "Q ",
        "0 0 0 0 0 0 cm ",
        "1 0 0 1 0 0 cm ",
        "/P Do ",
        "BI /W 1 /H 1 ID x EI ",
        "ID ",
        "EI ",
        "<< /A ",
        ">> BDC ",
        "EMC ",
        "% note\n",
        "-",
        "1.5 ",
        "\0",
        "\\",
        "[",
        "]",
    ];

    const OF_RTF: &[&str] = &[
        "{\\rtf1\\ansi ",
        "{",
        "}",
        "\\par ",
        "\\u8217?",
        "\\u-10179\\u-8704",
        "\\uc0 ",
        "\\uc9 ",
        "\\'e9",
        "\\'",
        "\\b ",
        "{\\fonttbl{\\f0\\fcharset128 X;}}",
        "\\f0 ",
        "{\\*\\generator x}",
        "\\bin9 ",
        "\\bin999999999 ",
        "{\\footnote a}",
        "{\\field{\\*\\fldinst HYPERLINK \"u\"}{\\fldrslt t}}",
        "\\trowd\\cell\\row ",
        "{\\info{\\title t}{\\creatim\\yr2025\\mo2\\dy31}}",
        "\\ansicpg1252 ",
        "\\ansicpg932 ",
        "\\~",
        "\\-",
        "\\\\",
        "\\tab",
        "word ",
        "\n",
    ];

    const OF_HTML: &[&str] = &[
        "<p>",
        "</p>",
        "<div>",
        "</div>",
        "<table><tr><td>",
        "<th colspan=9>",
        "</table>",
        "<ul><li>",
        "<br>",
        "<pre>",
        "</pre>",
        "<article>",
        "<h1>A heading</h1>",
        "<a href=#n1><sup>1</sup></a>",
        "<p id=n1>1 A note.</p>",
        "<script>",
        "</script>",
        "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"articleBody\":",
        "</script>",
        "<title>t</title>",
        "<meta property=og:title content=x>",
        "<meta charset=utf-16>",
        "<time datetime=2025-02-30>",
        "<!--",
        "-->",
        "<![CDATA[",
        "&amp;",
        "&#x110000;",
        "&nbsp;",
        "<select><option>",
        "<math><mi>",
        "<template>",
        "<body lang=fr>",
        "It was calm in the town, and the market was open. ",
        "<section hidden>",
        "<img alt=x>",
        "<",
        ">",
    ];

    const OF_MAIL: &[&str] = &[
        "From: a@example.org\n",
        "Subject: =?utf-8?B?w6k=?=\n",
        "Subject: =?x?Q?=?=\n",
        "Date: Tue, 4 Feb 2025 08:30:00 +0000\n",
        "Content-Type: multipart/mixed; boundary=b\n",
        "Content-Type: text/html; charset=windows-1251\n",
        "Content-Type: text/plain; format=flowed; delsp=yes\n",
        "Content-Type: message/rfc822\n",
        "Content-Type: multipart/alternative; boundary=\"b\"\n",
        "Content-Transfer-Encoding: base64\n",
        "Content-Transfer-Encoding: quoted-printable\n",
        "Content-Disposition: attachment; filename=n.txt\n",
        "Content-Disposition: attachment; filename*=utf-8''%e9.csv\n",
        "\n",
        "--b\n",
        "--b--\n",
        "Y2FmZQ==\n",
        "=C3=A9=\n",
        "> quoted\n",
        "a \n",
        " folded\n",
        "-- \n",
        "<p>x</p>\n",
        "\r\n",
    ];

    const OF_TABLE: &[&str] = &[
        "id",
        "title",
        "text",
        "date",
        "area",
        ",",
        ",",
        ",",
        ";",
        "\t",
        "\n",
        "\n",
        "\r\n",
        "\"",
        "\"\"",
        "a \"b\" c",
        "2025-02-04",
        "31/02/2025",
        "#adm1+name",
        "#date",
        "word",
        " ",
        "\u{feff}",
        "sep=;\n",
        "|",
        "\0",
        "é",
    ];

    const OF_WIRE: &[&str] = &[
        "{",
        "}",
        "\"At\":",
        "\"GoesOn\"",
        "\"End\"",
        "\"Record\":",
        "{\"Record\":{\"consumed\":7,\"report\":",
        "{\"Err\":",
        "{\"path\":\"a\",\"line\":3,\"record\":null,\"reason\":",
        "{\"Ok\":{\"id\":\"a\",\"title\":null,\"body\":\"b\",",
        "\"published\":null,\"source\":null,\"url\":null,\"language\":null,\"stated\":[],\"path\":\"a\",",
        "\"lines\":{\"Follow\":{\"first\":4294967295}},\"text_end\":null,\"notes\":[]}},",
        "\"lines\":{\"At\":[]},",
        "\"warnings\":[]}}",
        "null",
        ":",
        ",",
        "[",
        "]",
        "1",
        "\"a\"",
    ];

    proptest! {
        #[test]
        fn any_content_of_a_pdf_page_is_read(content in of_words(OF_CONTENT, 40)) {
            read_pdf_content(content.as_bytes());
        }

        #[test]
        fn any_rtf_is_read(text in of_words(OF_RTF, 40)) {
            read("RTF", text.as_bytes());
        }

        #[test]
        fn any_html_is_read(text in of_words(OF_HTML, 40)) {
            read("HTML", text.as_bytes());
        }

        #[test]
        fn any_mail_and_mailbox_is_read(text in of_words(OF_MAIL, 30)) {
            read("EML", text.as_bytes());
            let envelope = "From a@example.org Tue Feb  4 08:30:00 2025\n";
            read("mbox", format!("{envelope}{text}\n{envelope}{text}").as_bytes());
        }

        #[test]
        fn any_table_is_read(text in of_words(OF_TABLE, 60)) {
            read("CSV", text.as_bytes());
            read("TSV", text.as_bytes());
        }

        #[test]
        fn any_bytes_are_read_in_any_format(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
            // Except the test format that breaks on purpose.
            for format in FORMATS.iter().filter(|format| format.name != "hostile") {
                read(format.name, &bytes);
            }
        }

        #[test]
        fn any_line_is_a_message_or_none(line in of_words(OF_WIRE, 12)) {
            read_wire(line.as_bytes());
        }
    }

    #[test]
    fn the_inputs_reach_the_readers() {
        assert_eq!(read_pdf_content(b"BT /F 12 Tf 72 700 Td (Hello) Tj ET"), 1);
        assert_eq!(read("CSV", b"id,text\na,one\nb,two\n"), 2);
        let whole = format!(
            "{}{}{}{}{}",
            OF_WIRE[6], OF_WIRE[9], OF_WIRE[10], OF_WIRE[11], OF_WIRE[13]
        );
        let record = wire::read_answer(whole.as_bytes()).unwrap();
        check_report(&record.report.unwrap());
    }
}
