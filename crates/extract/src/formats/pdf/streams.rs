//! Raw streams in a file: a dictionary, `stream`, bytes, `endstream`. The end is searched for,
//! ignoring `/Length`.

use std::ops::Range;

use pdf_extract::ObjectId;

use super::tokens;

/// The longest dictionary of a stream.
const LONGEST_DICTIONARY: usize = 1 << 20; // bytes
/// AES-encrypted streams are multiples of this block size.
const BLOCK: usize = 16; // bytes

/// An indirect object that is a stream. Ranges are bytes of the file.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct RawStream {
    pub id: ObjectId,
    dictionary: Range<usize>,
    data: Range<usize>,
    /// Whether `endstream` follows the data; otherwise the data extends to the start of something
    /// else.
    pub is_closed: bool,
}

impl RawStream {
    /// Reads the object at `offset`; `None` if it is not a stream.
    pub fn at(bytes: &[u8], offset: usize) -> Option<RawStream> {
        let end = bytes.len().min(offset.saturating_add(LONGEST_DICTIONARY));
        let head = &bytes[..end];
        let mut at = offset;
        let id = object_id(head, &mut at)?;
        let dictionary = tokens::next(head, &mut at)?;
        if !dictionary.starts_with(b"<<") || !dictionary.ends_with(b">>") {
            return None;
        }
        let dictionary = at - dictionary.len()..at;
        if tokens::next(head, &mut at)? != b"stream" {
            return None;
        }
        let start = start_of_data(bytes, at);
        let (end, is_closed) = end_of_data(bytes, start);
        Some(RawStream {
            id,
            dictionary,
            data: start..without_line_end(bytes, start, end),
            is_closed,
        })
    }

    pub fn is_empty(&self) -> bool {
        self.data.is_empty()
    }

    /// Returns whether `endstream` is where a numeric `/Length` says.
    pub fn states_its_length(&self, bytes: &[u8]) -> bool {
        let inner = &bytes[..self.dictionary.end - 2];
        let mut at = self.dictionary.start + 2;
        while let Some(token) = tokens::next(inner, &mut at) {
            if token != b"/Length" {
                continue;
            }
            let stated = tokens::next(inner, &mut at).and_then(tokens::number);
            let Some(stated) = stated.filter(|stated| *stated >= 0.0) else {
                return false;
            };
            let rest = bytes.get(self.data.start.saturating_add(stated as usize)..);
            let refers = tokens::next(inner, &mut at).is_some_and(|next| !next.starts_with(b"/"));
            return !refers
                && rest.is_some_and(|rest| rest.trim_ascii_start().starts_with(b"endstream"));
        }
        false
    }

    /// Writes the object with its actual length.
    pub fn write(&self, bytes: &[u8], to: &mut Vec<u8>) {
        let (number, generation) = self.id;
        to.extend_from_slice(format!("{number} {generation} obj\n<<").as_bytes());
        let inner = &bytes[..self.dictionary.end - 2];
        let mut at = self.dictionary.start + 2;
        let mut in_length = false;
        while let Some(token) = tokens::next(inner, &mut at) {
            // The value may be a number, a reference, or missing.
            in_length = token == b"/Length" || (in_length && !token.starts_with(b"/"));
            if !in_length {
                to.push(b' ');
                to.extend_from_slice(token);
            }
        }
        let length = self.data.len();
        to.extend_from_slice(format!(" /Length {length} >>\nstream\n").as_bytes());
        to.extend_from_slice(&bytes[self.data.clone()]);
        to.extend_from_slice(b"\nendstream\nendobj\n");
    }
}

/// Reads `12 0 obj` at `at` and advances `at`.
pub(super) fn object_id(bytes: &[u8], at: &mut usize) -> Option<ObjectId> {
    let number = |token: &[u8]| std::str::from_utf8(token).ok()?.parse().ok();
    let first: u32 = number(tokens::next(bytes, at)?)?;
    let generation = number(tokens::next(bytes, at)?)?;
    let generation = u16::try_from(generation).ok()?;
    (tokens::next(bytes, at)? == b"obj").then_some((first, generation))
}

/// Returns the start of the data after the word `stream`, which ends at `at`: on the next line, if
/// there is one.
fn start_of_data(bytes: &[u8], at: usize) -> usize {
    let rest = &bytes[at..];
    let blanks = rest.iter().take_while(|b| matches!(b, b' ' | b'\t'));
    let blanks = blanks.count();
    match &rest[blanks..] {
        [b'\r', b'\n', ..] => at + blanks + 2,
        [b'\n' | b'\r', ..] => at + blanks + 1,
        _ => at,
    }
}

/// Returns the end of the data that starts at `start`, and whether `endstream` is there. The word
/// may also occur inside the data: it counts if what follows it can follow an object, or else if no
/// object starts before the next occurrence.
fn end_of_data(bytes: &[u8], start: usize) -> (usize, bool) {
    let rest = &bytes[start..];
    let mut first: Option<usize> = None;
    for end in memchr::memmem::find_iter(rest, b"end") {
        if let Some(after) = rest[end..].strip_prefix(b"endstream") {
            let after = after.trim_ascii_start();
            let after = after.strip_prefix(b"endobj").unwrap_or(after);
            if is_after_object(after.trim_ascii_start()) {
                let has_others =
                    |first: &usize| memchr::memmem::find(&rest[*first..end], b" obj").is_some();
                return (start + first.filter(has_others).unwrap_or(end), true);
            }
            first.get_or_insert(end);
        } else if let Some(after) = rest[end..].strip_prefix(b"endobj")
            && is_after_object(after.trim_ascii_start())
        {
            return first.map_or((start + end, false), |first| (start + first, true));
        }
    }
    first.map_or((bytes.len(), false), |first| (start + first, true))
}

/// Returns whether this is the end of a file, or the start of something that may follow an object.
fn is_after_object(bytes: &[u8]) -> bool {
    let words: [&[u8]; 3] = [b"xref", b"trailer", b"startxref"];
    bytes.is_empty() || words.iter().any(|word| bytes.starts_with(word)) || starts_object(bytes)
}

/// Returns whether this starts with `12 0 obj`.
pub(super) fn starts_object(bytes: &[u8]) -> bool {
    const LONGEST_HEAD: usize = 256; // bytes, with a comment before it
    object_id(&bytes[..bytes.len().min(LONGEST_HEAD)], &mut 0).is_some()
}

/// Returns the end of the data without the line break before `endstream`.
fn without_line_end(bytes: &[u8], start: usize, end: usize) -> usize {
    let data = &bytes[start..end];
    let without = |mark: &[u8]| data.strip_suffix(mark).map(<[u8]>::len);
    let lengths = [
        without(b"\r\n"),
        without(b"\n").or(without(b"\r")),
        Some(data.len()),
    ];
    let mut lengths = lengths.into_iter().flatten();
    // An apparent line break may be the last byte of encrypted data.
    let whole_blocks = lengths.clone().find(|length| length % BLOCK == 0);
    start + whole_blocks.or(lengths.next()).unwrap_or(data.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(object: &str) -> (&str, bool) {
        let stream = RawStream::at(object.as_bytes(), 0).expect("a stream");
        (&object[stream.data.clone()], stream.is_closed)
    }

    #[test]
    fn data_ends_at_endstream_whatever_the_length_says() {
        for length in ["3", "300", "-3", "7 0 R", "x", ""] {
            let object = format!(
                "6 0 obj\n<</Length {length}>>\nstream\n(a) Tj\nendstream\nendobj\n7 0 obj 1 endobj"
            );
            assert_eq!(data(&object), ("(a) Tj", true), "{length}");
        }
    }

    #[test]
    fn line_breaks_around_data_are_not_part_of_it() {
        for (before, after) in [("\n", "\n"), ("\r\n", "\r\n"), ("\r", "\r"), (" \r\n", "")] {
            let object = format!("6 0 obj<<>>stream{before}(a) Tj{after}endstream endobj");
            assert_eq!(data(&object), ("(a) Tj", true), "{before:?} {after:?}");
        }
    }

    #[test]
    fn the_word_endstream_within_data_does_not_end_it() {
        for text in ["(endstream) Tj", "% endstream endobj\n(a) Tj"] {
            let object = format!("6 0 obj<<>>stream\n{text}\nendstream endobj 7 0 obj");
            assert_eq!(data(&object), (text, true));
        }
        let object = "6 0 obj<<>>stream\n(a) Tj\nendstream\nxx\nendobj 7 0 obj<<>>stream\n(b)\nendstream endobj";
        assert_eq!(data(object), ("(a) Tj", true));
    }

    #[test]
    fn without_endstream_data_extends_to_the_next_object_or_the_end() {
        let object = "6 0 obj<<>>stream\n(a) Tj\nendobj\n7 0 obj<<>>stream\n(b)\nendstream endobj";
        assert_eq!(data(object), ("(a) Tj", false));
        assert_eq!(data("6 0 obj<<>>stream\n(a) Tj"), ("(a) Tj", false));
    }

    #[test]
    fn a_length_is_right_if_it_is_a_number_that_leads_to_endstream() {
        for (length, is_right) in [
            ("6", true),
            ("7", true),
            ("5", false),
            ("600", false),
            ("6 0 R", false),
            ("-6", false),
        ] {
            let object = format!("6 0 obj<</Length {length}/X 1>>stream\n(a) Tj\nendstream endobj");
            let stream = RawStream::at(object.as_bytes(), 0).unwrap();
            assert_eq!(
                stream.states_its_length(object.as_bytes()),
                is_right,
                "{length}"
            );
        }
    }

    #[test]
    fn an_object_is_written_with_the_length_that_it_has() {
        let object = b"6 0 obj<</Length 7 0 R/X[1 2]/Y/Length>>stream\n(a) Tj\nendstream endobj";
        let stream = RawStream::at(object, 0).unwrap();
        let mut written = Vec::new();
        stream.write(object, &mut written);
        let wanted = "6 0 obj\n<< /X [1 2] /Y /Length 6 >>\nstream\n(a) Tj\nendstream\nendobj\n";
        assert_eq!(String::from_utf8(written).unwrap(), wanted);
    }
}
