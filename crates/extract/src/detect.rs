//! Detects the format of a file by its name, and by its first bytes if the name is wrong or
//! unknown.

mod by_name;

use std::fs::File;
use std::io::BufRead;
use std::path::Path;

use serde::de::IgnoredAny;

pub(super) use self::by_name::kind_of;
use super::decode;
use super::format::{self, Encoding, Format, HEAD, Kind, Process};
use super::formats::{foreign, sheets};
use super::registry::{
    DOCX, EML, EPUB, FOREIGN, HTML, JSON, JSON_LINES, MBOX, MHTML, OPEN_DOCUMENT, PDF, PPTX, RTF,
    SPREADSHEET, TEXT, XML, ZIP,
};
use super::source::Source;
use super::wrapper::{self, Consumed, Wrapper};

/// Byte sequences near the start of ZIP files that are documents.
const MARKS: &[(&[u8], &Format)] = &[
    (b"application/vnd.oasis.opendocument.text", &OPEN_DOCUMENT),
    (
        b"application/vnd.oasis.opendocument.presentation",
        &OPEN_DOCUMENT,
    ),
    (b"application/epub+zip", &EPUB),
    (b"word/", &DOCX),
    (b"ppt/", &PPTX),
    (b"xl/", &SPREADSHEET),
];

/// The largest file, in bytes, that is read in the calling process: reading takes several times as
/// much memory.
const LARGEST_PLAIN: u64 = 4 << 20;

/// Returns whether a file can safely be read in the calling process.
pub(super) fn is_plain(source: &Source) -> bool {
    let Kind { format, wrapper } = source.kind;
    let by_name = match format.process {
        Process::Own => wrapper == Wrapper::Plain && source.size <= LARGEST_PLAIN,
        Process::Worker => false,
    };
    if !by_name {
        return false;
    }
    match wrapper::open(&source.path, wrapper, &Consumed::default()) {
        Ok(mut bytes) => self::format(format, &mut bytes).process != Process::Worker,
        Err(_) => true, // the reader will report it
    }
}

/// Returns the format of a file: `named`, unless its first bytes are clearly of another format.
pub(super) fn format(named: &'static Format, bytes: &mut impl BufRead) -> &'static Format {
    // The reader reports files that cannot be read.
    match bytes.fill_buf() {
        Ok(head) => detect_by_content(named, head)
            .filter(|detected| !fits(named, detected))
            .unwrap_or(named),
        Err(_) => named,
    }
}

/// Returns the format of a file whose name does not indicate it; `None` if it is neither a document
/// nor text.
pub(super) fn of_unnamed(path: &Path) -> Option<&'static Format> {
    let head = format::head(&mut File::open(path).ok()?).ok()?;
    of_head(&head)
}

/// Like [`of_unnamed`], for a file that begins with `head`.
pub(super) fn of_head(head: &[u8]) -> Option<&'static Format> {
    match detect_by_content(&TEXT, head) {
        Some(detected) => (detected.name != FOREIGN.name).then_some(detected),
        None => {
            let is_text = !head.trim_ascii().is_empty() && decode::is_text(head).is_ok();
            is_text.then_some(&TEXT)
        }
    }
}

fn detect_by_content(named: &Format, head: &[u8]) -> Option<&'static Format> {
    if head.starts_with(b"%PDF-") {
        return Some(&PDF);
    }
    if head.starts_with(b"{\\rtf") {
        return Some(&RTF);
    }
    if !head.starts_with(b"PK\x03\x04") {
        let written = named.encoding == Encoding::Text;
        return written.then(|| detect_plain_text(named, head)).flatten();
    }
    if sheets::ods_mark(head) {
        return Some(&SPREADSHEET);
    }
    let head = &head[..head.len().min(HEAD)];
    for (mark, format) in MARKS {
        if memchr::memmem::find(head, mark).is_some() {
            return Some(format);
        }
    }
    Some(&ZIP)
}

/// Detects the format of a file that has the name of a plain-text format.
fn detect_plain_text(named: &Format, head: &[u8]) -> Option<&'static Format> {
    if foreign::kind(head).is_some() {
        return Some(&FOREIGN);
    }
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    if let Some(mail) = detect_mail(head) {
        return Some(mail);
    }
    let head = head.trim_ascii_start();
    match head.first()? {
        b'<' => detect_by_root(head),
        b'{' | b'[' => detect_json(named, head),
        _ => None,
    }
}

/// Detects HTML and feeds by their root element.
fn detect_by_root(head: &[u8]) -> Option<&'static Format> {
    let mut rest = head;
    loop {
        rest = rest.trim_ascii_start();
        let end = match rest {
            [b'<', b'!', b'-', b'-', ..] => memchr::memmem::find(rest, b"-->")? + 3,
            [b'<', b'?' | b'!', ..] => memchr::memchr(b'>', rest)? + 1,
            _ => break,
        };
        if rest[..end]
            .to_ascii_lowercase()
            .starts_with(b"<!doctype html")
        {
            return Some(&HTML);
        }
        rest = &rest[end..];
    }
    let name = rest.strip_prefix(b"<")?;
    let end = name
        .iter()
        .position(|b| b.is_ascii_whitespace() || matches!(b, b'>' | b'/'));
    match &name[..end?] {
        html if html.eq_ignore_ascii_case(b"html") => Some(&HTML),
        b"rss" | b"feed" | b"rdf:RDF" => Some(&XML),
        _ => None,
    }
}

/// Distinguishes JSON Lines, where the first line is an object and the second starts one, from
/// JSON.
fn detect_json(named: &Format, head: &[u8]) -> Option<&'static Format> {
    let mut lines = head.split_inclusive(|byte| *byte == b'\n');
    let first = lines.next()?;
    let is_value = serde_json::from_slice::<IgnoredAny>(first).is_ok();
    let mut others = lines
        .map(<[u8]>::trim_ascii)
        .filter(|line| !line.is_empty());
    let second = others.next();
    if head[0] == b'{' && is_value && second.is_some_and(|line| line[0] == b'{') {
        return Some(&JSON_LINES);
    }
    // A single line may be either, and a plain text may well begin with a bracket.
    if is_value && second.is_none() && named.name == JSON_LINES.name {
        return head.starts_with(b"[").then_some(&JSON);
    }
    let inner = head[1..].trim_ascii_start();
    let opens = match head[0] {
        b'[' => inner.starts_with(b"{") && inner[1..].trim_ascii_start().starts_with(b"\""),
        _ => inner.starts_with(b"\"") && !(is_value && named.name == JSON_LINES.name),
    };
    let broken = named.name == JSON_LINES.name
        && first.trim_ascii().len() > 1
        && !is_value
        && head[0] == b'{'
        && first.contains(&b':');
    (opens && !broken).then_some(&JSON)
}

/// Detects mails, mailboxes and saved pages by headers that programs write or that every mail has.
/// `From:`, `Sent:` and `Subject:` also start the text of replies.
fn detect_mail(head: &[u8]) -> Option<&'static Format> {
    const WRITTEN_BY_PROGRAMS: &[&str] = &[
        "received",
        "message-id",
        "mime-version",
        "return-path",
        "delivered-to",
        "x-mailer",
    ];
    let text = String::from_utf8_lossy(&head[..head.len().min(HEAD)]);
    let mut lines = text.lines().peekable();
    let is_box = lines
        .peek()
        .is_some_and(|line| line.starts_with("From ") && line.contains(':'));
    if is_box {
        lines.next();
    }
    let (mut names, mut block) = (Vec::new(), String::new());
    for line in lines {
        if line.is_empty() {
            break;
        }
        block.push_str(line);
        if line.starts_with([' ', '\t']) && !names.is_empty() {
            continue;
        }
        let (name, _) = line.split_once(':')?;
        if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-') {
            return None;
        }
        names.push(name.to_ascii_lowercase());
    }
    let by_program = names
        .iter()
        .any(|name| WRITTEN_BY_PROGRAMS.contains(&name.as_str()));
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    let all = ["from", "to", "date", "subject"]
        .iter()
        .all(|name| has(name));
    let any = has("from") || has("date") || has("subject");
    if names.len() < 3 || !(all || (by_program && any)) {
        return None;
    }
    let block = block.to_ascii_lowercase();
    let saved = ["snapshot-content-location", "<saved by", "microsoft mhtml"];
    Some(
        match (is_box, saved.iter().any(|mark| block.contains(mark))) {
            (true, _) => &MBOX,
            (false, true) => &MHTML,
            (false, false) => &EML,
        },
    )
}

/// Returns whether the name of a file in format `detected` is acceptable.
fn fits(named: &Format, detected: &Format) -> bool {
    let both = |encoding| named.encoding == encoding && detected.encoding == encoding;
    named.name == detected.name || both(Encoding::Zip)
}

#[cfg(test)]
mod tests {
    use super::by_name::format_of;
    use crate::package::tests::zipped;
    use crate::tests::read_one;

    #[test]
    fn a_document_with_a_wrong_extension_is_read_in_its_own_format() {
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

    /// Returns the format detected for this content under this name.
    fn detected(named: &str, head: &str) -> &'static str {
        let named = format_of(named).unwrap();
        super::format(named, &mut head.as_bytes()).name
    }

    #[test]
    fn plain_text_formats_are_detected_by_their_first_bytes() {
        let mail = "Return-Path: <a@b>\nFrom: a@b\nSubject: x\n y\nDate: z\n\nText";
        let mailbox = format!("From a@b Tue Feb  4 08:30:00 2025\n{mail}");
        let saved = "From: <Saved by Blink>\nSubject: x\nMIME-Version: 1.0\n\n";
        for (name, head, wanted) in [
            ("txt", "\u{feff} <!-- x --><!DOCTYPE HTML>\n<p>", "HTML"),
            ("txt", "<?xml version='1.0'?><html lang='fr'>", "HTML"),
            ("csv", "<HTML><body>404", "HTML"),
            (
                "txt",
                "<?xml version='1.0'?><!-- x --><rss version='2.0'>",
                "XML",
            ),
            ("html", "<feed xmlns='x'>", "XML"),
            ("xml", "<doc>", "XML"),
            ("txt", "<p>Markup in a text", "text"),
            ("json", "{\"a\":1}\n\n{\"a\":2}\n", "JSON Lines"),
            ("json", "{\"a\":1}\n", "JSON"),
            ("jsonl", "[{\"a\":1},\n{\"a\":2}]", "JSON"),
            ("jsonl", "{\n \"a\": 1\n}", "JSON"),
            ("jsonl", "{\"a\": oops}\n{\"a\":2}", "JSON Lines"),
            ("jsonl", "{\"a\":1}\n", "JSON Lines"),
            ("txt", "{\n \"a\": 1\n}", "JSON"),
            ("txt", "[Update] Gunmen came.", "text"),
            ("txt", mail, "EML"),
            ("txt", &mailbox, "mbox"),
            ("html", saved, "MHTML"),
            ("txt", "From: a\nSent: b\nTo: c\nSubject: d\n\nText", "text"),
            (
                "txt",
                "From: a@b\nSubject: x\nDate: d\nTo: c@d\n\nText",
                "EML",
            ),
            ("txt", "From here on: nothing.\nMore: text.", "text"),
        ] {
            assert_eq!(detected(name, head), wanted, "{name}: {head}");
        }
    }

    #[test]
    fn a_picture_named_as_text_is_reported_as_a_picture() {
        let (report, _) = read_one("a.txt", b"\x89PNG\r\n\x1a\n and so on");
        assert_eq!(
            report.unwrap_err(),
            "a.txt: its content is an image (PNG), which does not match its name"
        );
        let old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and so on";
        let (report, _) = read_one("a.html", old);
        let error = report.unwrap_err();
        assert!(error.contains("old version of Microsoft Office"), "{error}");
    }
}
