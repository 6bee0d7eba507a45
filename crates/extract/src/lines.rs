//! Lines of a text file that contains no reports: queries, judgements. Decoded like reports.

use std::io::{BufRead, Cursor, Read};

use super::decode::by_lines;
use super::error::Reason;

/// A line of a file.
#[derive(Debug, PartialEq, Eq)]
pub struct TextLine {
    /// 1-based. Lines end in `\n`, `\r\n` or `\r`.
    pub number: usize,
    /// The line without its line ending or a leading byte order mark, or why it is invalid.
    pub text: Result<String, BadLine>,
}

/// Why a line is not valid text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadLine {
    /// It is invalid in the encoding of the file.
    #[error("not UTF-8")]
    NotUtf8,
    /// It contains a NUL byte.
    #[error("contains a NUL byte, so it is not text")]
    Nul,
}

/// Reads all lines of a text in UTF-8, UTF-16 or a legacy 8-bit encoding.
///
/// # Errors
/// [`Reason::Binary`] if it is not text, [`Reason::Io`] if it cannot be read.
pub fn text_lines(mut reader: impl Read) -> Result<Vec<TextLine>, Reason> {
    let mut bytes = Vec::new();
    reader.read_to_end(&mut bytes).map_err(Reason::Io)?;
    let (reader, decoder) = by_lines(Box::new(Cursor::new(bytes)))?;
    let mut lines = Vec::new();
    for line in reader.split(b'\n') {
        let line = line.map_err(Reason::Io)?;
        let line = line.strip_suffix(b"\r").unwrap_or(&line);
        for line in line.split(|&byte| byte == b'\r') {
            let text = match decoder.decode_exactly(line) {
                Some(text) if text.contains('\0') => Err(BadLine::Nul),
                // Concatenated files have byte order marks inside, too.
                Some(text) => Ok(text.trim_start_matches('\u{feff}').to_owned()),
                None => Err(BadLine::NotUtf8),
            };
            let number = lines.len() + 1;
            lines.push(TextLine { number, text });
        }
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Vec<(usize, Result<String, BadLine>)> {
        let lines = text_lines(bytes).unwrap().into_iter();
        lines.map(|line| (line.number, line.text)).collect()
    }

    fn texts(bytes: &[u8]) -> Vec<String> {
        let lines = read(bytes).into_iter();
        lines.map(|(_, text)| text.unwrap()).collect()
    }

    #[test]
    fn byte_order_marks_and_line_endings_are_dropped() {
        for text in [
            "a\té\nb\n",
            "a\té\nb",
            "a\té\r\nb\r\n",
            "a\té\rb",
            "\u{feff}a\té\n\u{feff}b",
        ] {
            assert_eq!(texts(text.as_bytes()), ["a\té", "b"], "{text:?}");
        }
        assert_eq!(texts(b"a\n\nb"), ["a", "", "b"]);
        assert_eq!(texts(b""), [""; 0]);
    }

    #[test]
    fn other_encodings_are_read() {
        let text = "q1\tdéplacés à Mirebalais\r\nq2\tкризис\r\n";
        let le = |mark: &str| -> Vec<u8> {
            let text = format!("{mark}{text}");
            text.encode_utf16().flat_map(u16::to_le_bytes).collect()
        };
        let be: Vec<u8> = format!("\u{feff}{text}")
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect();
        let wanted = ["q1\tdéplacés à Mirebalais", "q2\tкризис"];
        for bytes in [le("\u{feff}"), be] {
            assert_eq!(texts(&bytes), wanted);
        }
        let latin = "q1\tdeplaces\n".repeat(3);
        let without_mark: Vec<u8> = latin.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(texts(&without_mark), ["q1\tdeplaces"; 3]);
        assert_eq!(
            texts(b"q1\td\xe9plac\xe9s \xe0 Mirebalais\nq2\tp\xe9nitencier"),
            ["q1\tdéplacés à Mirebalais", "q2\tpénitencier"]
        );
    }

    #[test]
    fn an_invalid_line_does_not_affect_the_others() {
        let text = "é ".repeat(40);
        let bytes = [text.as_bytes(), b"\nb\xe9\nc\0d\n"].concat();
        let read = read(&bytes);
        assert_eq!(read[1], (2, Err(BadLine::NotUtf8)));
        assert_eq!(read[2], (3, Err(BadLine::Nul)));
        assert!(matches!(
            text_lines(&b"\x01\x02\x03 a \x04\x05\x06"[..]),
            Err(Reason::Binary { .. })
        ));
    }
}
