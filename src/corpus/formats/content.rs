//! Tells a format by a file's first bytes where its name is plainly wrong.

use std::io::BufRead;

use super::{Format, docx, epub, format_of, odt, pptx, rtf, zip};

/// Formats that are ZIP files themselves.
const ZIPPED: &[&str] = &[
    zip::FORMAT.name,
    docx::FORMAT.name,
    odt::FORMAT.name,
    pptx::FORMAT.name,
    epub::FORMAT.name,
];

/// What stands near the start of a ZIP file that is a document.
const MARKS: &[(&[u8], &Format)] = &[
    (b"application/vnd.oasis.opendocument.text", &odt::FORMAT),
    (
        b"application/vnd.oasis.opendocument.presentation",
        &odt::FORMAT,
    ),
    (b"application/epub+zip", &epub::FORMAT),
    (b"word/", &docx::FORMAT),
    (b"ppt/", &pptx::FORMAT),
];

/// Returns the format of a file, which is `named` unless its first bytes are another's.
pub(in crate::corpus) fn format(
    named: &'static Format,
    bytes: &mut impl BufRead,
) -> &'static Format {
    // What cannot be read is the reader's to tell.
    match bytes.fill_buf() {
        Ok(head) => told_by(head)
            .filter(|told| !fits(named, told))
            .unwrap_or(named),
        Err(_) => named,
    }
}

fn told_by(head: &[u8]) -> Option<&'static Format> {
    const LOOKED_AT: usize = 8 << 10; // bytes
    if head.starts_with(b"%PDF-") {
        return format_of("pdf");
    }
    if head.starts_with(b"{\\rtf") {
        return Some(&rtf::FORMAT);
    }
    if !head.starts_with(b"PK\x03\x04") {
        return None;
    }
    let head = &head[..head.len().min(LOOKED_AT)];
    for (mark, format) in MARKS {
        if memchr::memmem::find(head, mark).is_some() {
            return Some(format);
        }
    }
    Some(&zip::FORMAT)
}

/// Returns whether a file of format `told` may be named so.
fn fits(named: &Format, told: &Format) -> bool {
    named.name == told.name || (ZIPPED.contains(&named.name) && ZIPPED.contains(&told.name))
}

#[cfg(test)]
mod tests {
    use crate::corpus::package::tests::zipped;
    use crate::corpus::tests::read_one;

    #[test]
    fn a_document_under_a_wrong_name_is_read_as_what_it_is() {
        let document = zipped(&[("word/document.xml", "<w:p><w:t>Kenscoff</w:t></w:p>")]);
        let report = read_one("a.txt", &document).0.unwrap();
        assert_eq!(
            (report.id.as_str(), report.body.as_str()),
            ("a.txt", "Kenscoff")
        );
        let archive = zipped(&[("b.txt", "Kenscoff")]);
        let report = read_one("a.html", &archive).0.unwrap();
        assert_eq!(
            (report.id.as_str(), report.body.as_str()),
            ("a.html!/b.txt", "Kenscoff")
        );
        let report = read_one("a.docx", b"{\\rtf1 Kenscoff}").0.unwrap();
        assert_eq!(report.body, "Kenscoff");
    }

    #[test]
    fn an_archive_of_documents_stays_an_archive() {
        let archive = zipped(&[("word/b.txt", "Kenscoff")]);
        assert_eq!(
            read_one("a.zip", &archive).0.unwrap().id,
            "a.zip!/word/b.txt"
        );
    }
}
