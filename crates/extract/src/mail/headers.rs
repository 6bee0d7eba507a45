//! Finds the header fields of a mail or of a part and the end of the headers, even if the empty
//! line after them is missing.

use mail_parser::HeaderName;

use super::fields::{Field, Fields};

/// Lowercase names of fields unknown to `mail-parser`. They are needed only if the empty line after
/// the headers is missing, because a line like `Note: closed` may be a field or text.
const MORE_NAMES: &[&str] = &[
    "authentication-results",
    "auto-submitted",
    "content-class",
    "content-length",
    "delivered-to",
    "envelope-to",
    "errors-to",
    "importance",
    "lines",
    "newsgroups",
    "organization",
    "precedence",
    "priority",
    "received-spf",
    "sensitivity",
    "status",
    "thread-index",
    "thread-topic",
    "user-agent",
];

/// What the headers of a mail reveal about its end.
#[derive(Debug)]
pub(crate) struct Extent {
    /// Where the body starts, in bytes.
    pub body: usize,
    /// `Content-Length`: the length of the body, in bytes.
    pub length: Option<usize>,
    /// The boundary of a multipart.
    pub boundary: Option<String>,
}

/// Reads the headers of the mail at the start of `ahead`; `None` if there are none.
pub(crate) fn extent(ahead: &[u8]) -> Option<Extent> {
    let (fields, body) = of_mail(ahead);
    let length = fields.line("content-length");
    let stated = fields.content_type();
    let stated = stated.filter(|stated| stated.kind.starts_with("multipart/"));
    fields.are_known().then(|| Extent {
        body,
        length: length.and_then(|length| length.trim().parse().ok()),
        boundary: stated.and_then(|stated| stated.get("boundary").map(str::to_owned)),
    })
}

/// Reads the fields of a mail and returns the offset of its body.
pub(super) fn of_mail(mail: &[u8]) -> (Fields<'_>, usize) {
    let mut lines = Lines { bytes: mail, at: 0 };
    // Skip empty lines and the envelope line of a mailbox.
    loop {
        let before = lines.at;
        match lines.next() {
            Some(line) if line.is_empty() || line.starts_with(b"From ") => {}
            Some(_) => {
                lines.at = before;
                break;
            }
            None => break,
        }
    }
    read(lines)
}

/// Reads the fields of a part of a multipart, which may have none, and returns the offset of its
/// body.
pub(super) fn of_part(part: &[u8]) -> (Fields<'_>, usize) {
    let (fields, body) = read(Lines { bytes: part, at: 0 });
    match fields.is_empty() || fields.are_known() {
        true => (fields, body),
        // Lines like `Note: closed` are text, not fields.
        false => (Fields::default(), 0),
    }
}

fn read(mut lines: Lines) -> (Fields, usize) {
    let bytes = lines.bytes;
    // Fields with the start of their lines and the end of their values.
    let mut found: Vec<(Field, usize)> = Vec::new();
    let mut value_start = 0;
    let mut has_end = false;
    let mut body = loop {
        let start = lines.at;
        let Some(line) = lines.next() else {
            break bytes.len();
        };
        if line.trim_ascii().is_empty() {
            // A folded line may consist of white space only.
            if line.is_empty() || !lines.clone().goes_on() {
                has_end = true;
                break lines.at;
            }
        } else if let Some((name, after)) = field_name(line) {
            value_start = start + after;
            let value = &bytes[value_start..lines.at];
            found.push((Field { name, value }, start));
            continue;
        } else if line.starts_with(b">From ") || (found.is_empty() && line.starts_with(b"From ")) {
            continue; // the envelope line of another mailbox
        }
        let is_folded = line.starts_with(b" ") || line.starts_with(b"\t");
        match found.last_mut() {
            // A line broken without indentation also continues the field.
            Some((field, _)) if is_folded || lines.clone().continues_with_field() => {
                field.value = &bytes[value_start..lines.at];
            }
            _ => break start,
        }
    };
    if !has_end {
        // The empty line is missing: trailing fields with unknown names are text.
        let known = found.iter().rposition(|(field, _)| is_known(&field.name));
        let keep = known.map_or(0, |at| at + 1);
        if let Some((_, start)) = found.get(keep)
            && keep > 0
        {
            body = *start;
            found.truncate(keep);
        }
    }
    let fields = found.into_iter().map(|(field, _)| field).collect();
    (Fields::new(fields), body)
}

/// Returns whether this lowercase name is that of a known mail field.
pub(super) fn is_known(name: &str) -> bool {
    let by_parser = HeaderName::parse(name).is_some_and(|name| !name.is_other());
    by_parser || name.starts_with("x-") || MORE_NAMES.contains(&name)
}

/// Returns the lowercase field name at the start of a line and the offset of its value.
pub(crate) fn field_name(line: &[u8]) -> Option<(String, usize)> {
    const LONGEST: usize = 80; // bytes
    let colon = memchr::memchr(b':', &line[..line.len().min(LONGEST)])?;
    let name = line[..colon].trim_ascii_end();
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
    let is_url = line[colon + 1..].starts_with(b"//");
    if is_url || !name.first()?.is_ascii_alphabetic() || !name.iter().all(is_name) {
        return None;
    }
    Some((
        String::from_utf8_lossy(name).to_ascii_lowercase(),
        colon + 1,
    ))
}

/// Returns whether a line starts with the name of a known mail field.
pub(crate) fn is_known_field(line: &[u8]) -> bool {
    field_name(line).is_some_and(|(name, _)| is_known(&name))
}

#[derive(Clone)]
struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Iterator for Lines<'a> {
    type Item = &'a [u8];

    /// Returns the next line without its line ending.
    fn next(&mut self) -> Option<&'a [u8]> {
        let rest = &self.bytes[self.at..];
        if rest.is_empty() {
            return None;
        }
        let end = memchr::memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
        self.at += end;
        let mut line = &rest[..end];
        while let Some((b'\n' | b'\r', before)) = line.split_last() {
            line = before;
        }
        Some(line)
    }
}

impl Lines<'_> {
    /// Returns whether the next line is folded or a field.
    fn goes_on(mut self) -> bool {
        let next = self.next().unwrap_or_default();
        let is_folded = next.starts_with(b" ") || next.starts_with(b"\t");
        (is_folded && !next.trim_ascii().is_empty()) || is_known_field(next)
    }

    /// Returns whether fields continue on the next line and end with an empty line.
    fn continues_with_field(mut self) -> bool {
        if !self.next().is_some_and(is_known_field) {
            return false;
        }
        for line in self {
            let is_folded = line.starts_with(b" ") || line.starts_with(b"\t");
            if line.is_empty() {
                return true;
            }
            if !is_folded && field_name(line).is_none() {
                return false;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the subject, the name of the sender, and the body.
    fn read(mail: &str) -> (String, String, String) {
        let (fields, body) = of_mail(mail.as_bytes());
        let subject = fields.text("subject").unwrap_or_default();
        let sender = fields.person("from").unwrap_or_default();
        (subject, sender, mail[body..].to_owned())
    }

    #[test]
    fn headers_end_at_an_empty_line_or_where_text_begins() {
        for (mail, body) in [
            ("From: a@x\nSubject: T\n\nGunmen came.", "Gunmen came."),
            (
                "\r\n\r\nFrom: a@x\r\nSubject: T\r\n\r\nNote: closed",
                "Note: closed",
            ),
            (
                "From: a@x\r\r\nSubject: T\r\r\n\r\r\nGunmen came.",
                "Gunmen came.",
            ),
            ("From: a@x\nSubject: T\n \t\nGunmen came.", "Gunmen came."),
            ("From: a@x\nSubject:\n \n T\n\nGunmen came.", "Gunmen came."),
            (
                "From: a@x\nSubject: T\nGunmen came.\nThey left.",
                "Gunmen came.\nThey left.",
            ),
            (
                "From: a@x\nSubject: T\nNote: closed\nGunmen came.",
                "Note: closed\nGunmen came.",
            ),
            (
                "From: a@x\nSubject: T\nhttp://example.org/\n",
                "http://example.org/\n",
            ),
            ("From: a@x\nSubject: T\n10:30 shots\n", "10:30 shots\n"),
            (
                "From b Tue Feb  4 10:00:00 2025\n>From c\nFrom: a@x\nSubject: T\n\nx",
                "x",
            ),
            ("From: a@x\nSubject: T", ""),
        ] {
            let wanted = ("T".to_owned(), "a@x".to_owned(), body.to_owned());
            assert_eq!(read(mail), wanted, "{mail}");
        }
        let broken = "Subject: A long one\nthat was broken\nFrom: a@x\n\ntext";
        assert_eq!(read(broken).0, "A long one that was broken");
    }

    #[test]
    fn a_part_without_fields_is_all_text() {
        for (part, body) in [
            ("\nGunmen came.", 1),
            ("Gunmen came.", 0),
            ("Note: x\n\ny", 0),
        ] {
            assert_eq!(of_part(part.as_bytes()).1, body, "{part}");
        }
    }
}
