//! Decodes base64 as found in mails: with text before or after it, lines of any length, wrong or
//! missing characters, several blocks in a row.

mod block;

use self::block::block;
pub(super) use self::block::{is_letter, of_letters};
use super::super::decode;

/// A line of this many base64 characters without a space is never text; words of natural languages
/// are shorter.
const SURE: usize = 40; // letters
/// At most one in this many characters of a base64 line may be wrong.
const FEWEST_LETTERS_TO_A_WRONG_ONE: usize = 8;
/// The longest all-caps word.
const LONGEST_CAPITALS: usize = 20; // letters

/// A run of lines.
#[derive(Debug, PartialEq)]
pub(super) enum Piece {
    /// Content that was not encoded.
    Plain(Vec<u8>),
    /// Content that was in base64.
    Decoded {
        bytes: Vec<u8>,
        /// Whether characters were wrong or missing, so that `bytes` may be wrong.
        damaged: bool,
    },
}

/// Decodes the payload of an encoded word; `None` if it is not base64.
pub(super) fn of_word(payload: &str) -> Option<Vec<u8>> {
    let line = Line::of(payload.as_bytes());
    let is_base64 = line.wrong * FEWEST_LETTERS_TO_A_WRONG_ONE <= line.letters;
    is_base64.then(|| block(&[line], true).0)
}

/// Decodes the base64 in `raw`. If the part is text (`is_text`), blocks that do not decode to text
/// are not base64.
pub(super) fn decode(raw: &[u8], is_text: bool) -> Vec<Piece> {
    let mut lines = Vec::new();
    for bytes in raw.split_inclusive(|byte| *byte == b'\n') {
        lines.push(Line::of(bytes));
    }
    if is_text && let Some(piece) = whole(&lines) {
        return vec![piece];
    }
    // The usual line length shows which line may be the last of a block.
    let clean = lines.iter().filter(|line| line.wrong == 0 && !line.spaced);
    let longest = clean.map(|line| line.letters).max().unwrap_or(0);
    let mut pieces = Vec::new();
    let (mut plain, mut encoded): (Vec<u8>, Vec<Line>) = (Vec::new(), Vec::new());
    for line in lines {
        if line.is_blank() {
            // Ignored inside a block, text after it.
            plain.extend_from_slice(line.bytes);
            continue;
        }
        // Only a full line without padding continues.
        let goes_on = plain.is_empty()
            && encoded
                .last()
                .is_some_and(|last| last.letters == longest && !last.is_padded());
        if line.is_base64(goes_on, is_text) {
            if plain.iter().any(|byte| !byte.is_ascii_whitespace()) {
                close(&mut pieces, &mut encoded, is_text);
                pieces.push(Piece::Plain(std::mem::take(&mut plain)));
            }
            plain.clear();
            encoded.push(line);
        } else {
            close(&mut pieces, &mut encoded, is_text);
            plain.extend_from_slice(line.bytes);
        }
    }
    close(&mut pieces, &mut encoded, is_text);
    if plain.iter().any(|byte| !byte.is_ascii_whitespace()) {
        pieces.push(Piece::Plain(plain));
    }
    pieces
}

/// Decodes all lines as one block if they consist of base64 that decodes to UTF-8, however short
/// they are.
fn whole(lines: &[Line]) -> Option<Piece> {
    const FEWEST: usize = 24; // letters
    let letters: usize = lines.iter().map(|line| line.letters).sum();
    if letters < FEWEST || lines.iter().any(|line| line.wrong > 0) {
        return None;
    }
    let (bytes, damaged) = block(lines, false);
    let is_text = !damaged && std::str::from_utf8(&bytes).is_ok() && is_plain_text(&bytes);
    is_text.then_some(Piece::Decoded { bytes, damaged })
}

fn close(pieces: &mut Vec<Piece>, encoded: &mut Vec<Line>, is_text: bool) {
    if !encoded.is_empty() {
        let (bytes, damaged) = block(encoded, is_text);
        pieces.push(Piece::Decoded { bytes, damaged });
        encoded.clear();
    }
}

/// Returns whether a text of several lines is undeclared base64 that decodes to text. A single line
/// may be a key or an identifier.
pub(super) fn is_undeclared(raw: &[u8]) -> bool {
    const FEWEST: usize = 2; // lines
    let mut number = 0;
    for line in raw.split(|byte| *byte == b'\n') {
        let line = Line::of(line);
        let fits = line.is_blank() || (line.wrong == 0 && !line.spaced);
        if !fits || (number == 0 && line.letters < SURE && !line.is_blank()) {
            return false;
        }
        number += usize::from(!line.is_blank());
    }
    let pieces = decode(raw, true);
    let [Piece::Decoded { bytes, damaged }] = &pieces[..] else {
        return false;
    };
    number >= FEWEST && !damaged && is_plain_text(bytes)
}

/// A line, with counts of its bytes.
#[derive(Debug)]
struct Line<'a> {
    bytes: &'a [u8],
    letters: usize,
    /// The number of `=`.
    padding: usize,
    /// The number of other non-space bytes.
    wrong: usize,
    /// Whether there is white space between characters.
    spaced: bool,
}

impl Line<'_> {
    fn of(bytes: &[u8]) -> Line<'_> {
        let trimmed = bytes.trim_ascii();
        let mut line = Line {
            bytes,
            letters: 0,
            padding: 0,
            wrong: 0,
            spaced: false,
        };
        for &byte in trimmed {
            match byte {
                b'=' => line.padding += 1,
                _ if byte.is_ascii_whitespace() => line.spaced = true,
                _ if !is_letter(byte) => line.wrong += 1,
                _ => line.letters += 1,
            }
        }
        line
    }

    fn is_blank(&self) -> bool {
        self.bytes.iter().all(u8::is_ascii_whitespace)
    }

    /// The number of characters before any were damaged.
    fn total(&self) -> usize {
        self.letters + self.wrong
    }

    fn is_padded(&self) -> bool {
        self.bytes.trim_ascii_end().ends_with(b"=")
    }

    /// Returns whether a line is base64. `goes_on`: the line before is base64 and may continue on
    /// this one.
    fn is_base64(&self, goes_on: bool, is_text: bool) -> bool {
        let readable = self.wrong * FEWEST_LETTERS_TO_A_WRONG_ONE <= self.letters;
        if self.letters == 0 || !readable || memchr::memmem::find(self.bytes, b"://").is_some() {
            return false;
        }
        if self.wrong == 0 && !self.spaced && (self.is_padded() || self.letters >= SURE) {
            return true;
        }
        let natural = natural_letters(self.bytes);
        let in_words = natural * 2 > self.letters;
        if goes_on && !in_words {
            return true;
        }
        let decodes = !is_text || {
            let (decoded, _) = block(std::slice::from_ref(self), true);
            // A few bytes in an 8-bit encoding, without control bytes, may be anything.
            let is_clean = self.wrong == 0 && !self.spaced && self.letters.is_multiple_of(4);
            let is_sure = decoded.len() >= SURE / 2 || std::str::from_utf8(&decoded).is_ok();
            (is_clean || is_sure) && is_plain_text(&decoded)
        };
        match in_words {
            // `Footer` after a full line; or characters that look like a word.
            true => goes_on && !self.spaced && self.wrong == 0 && is_text && decodes,
            false => decodes || self.letters >= SURE,
        }
    }
}

/// Counts characters in words of natural language: lowercase, capitalised or all caps; also numbers
/// and non-ASCII characters.
fn natural_letters(line: &[u8]) -> usize {
    let mut count = 0;
    let in_word = |byte: &u8| byte.is_ascii_alphanumeric() || !byte.is_ascii();
    for word in line.split(|byte| !in_word(byte)) {
        let Some((first, rest)) = word.split_first() else {
            continue;
        };
        let lower = rest
            .iter()
            .all(|byte| byte.is_ascii_lowercase() || !byte.is_ascii());
        let upper = word.iter().all(u8::is_ascii_uppercase) && word.len() <= LONGEST_CAPITALS;
        let number = word.iter().all(u8::is_ascii_digit);
        if (lower && !first.is_ascii_digit()) || upper || number {
            count += word.len();
        }
    }
    count
}

fn is_plain_text(bytes: &[u8]) -> bool {
    // Escape sequences of ISO-2022 are not control bytes.
    let shifts = bytes.starts_with(b"\x1b$)");
    let control = |byte: &u8| match byte {
        b'\t' | b'\n' | b'\r' | 0x0c | 0x1b => false,
        0x0e | 0x0f => !shifts,
        _ => byte.is_ascii_control(),
    };
    let is_long = bytes.len() >= SURE / 2;
    !bytes.iter().any(control) || (is_long && decode::is_text(bytes).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "The warehouse at La Saline burned down, the café too.";
    const LINE: &str = "VGhlIHdhcmVob3VzZSBhdCBMYSBTYWxpbmUgYnVybmVkIGRvd24sIHRoZSBjYWbDqSB0b28u";

    /// Formats the pieces: decoded ones in brackets, with `!` if damaged.
    fn pieces(raw: &str, is_text: bool) -> String {
        let mut out = String::new();
        for piece in decode(raw.as_bytes(), is_text) {
            match piece {
                Piece::Plain(bytes) => out.push_str(&String::from_utf8(bytes).unwrap()),
                Piece::Decoded { bytes, damaged } => {
                    let text = String::from_utf8_lossy(&bytes).into_owned();
                    let mark = if damaged { "!" } else { "" };
                    out.push_str(&format!("[{text}]{mark}"));
                }
            }
        }
        out
    }

    fn wrapped(width: usize) -> String {
        let lines: Vec<&[u8]> = LINE.as_bytes().chunks(width).collect();
        String::from_utf8(lines.join(&b"\r\n"[..])).unwrap()
    }

    #[test]
    fn lines_may_have_any_length_and_spaces_and_no_padding() {
        for width in [1, 2, 3, 5, 7, 8, 19, 60, 61, 72] {
            assert_eq!(
                pieces(&wrapped(width), true),
                format!("[{TEXT}]"),
                "{width}"
            );
        }
        for width in [4, 8, 10] {
            let spaced = wrapped(width).replace("\r\n", " ");
            assert_eq!(pieces(&spaced, true), format!("[{TEXT}]"), "{width}");
        }
        assert_eq!(pieces("Y2Fmw6k", true), "[café]");
        assert_eq!(pieces("Y2Fmw6kh\n\nIQ==", true), "[café!!]");
    }

    #[test]
    fn lines_around_base64_are_text() {
        for footer in [
            "\n____\nlist footer\n",
            "--\nlist footer\n",
            "\nUnsubscribe\n",
            "Unsubscribe: https://example.org/AbCdEfGh123\n",
            "_______________________________________________\nnews mailing list\nnews@example.org\n",
            "\nPour ne plus recevoir ces courriers, écrivez à la rédaction.\n",
            "-- \nOCHA Haiti\nPort-au-Prince\n",
            "Для отписки\n",
        ] {
            let mail = format!("{LINE}\n{footer}");
            let text = format!("[{TEXT}]{footer}");
            let got = pieces(&mail, true);
            let words = |text: &str| text.split_whitespace().collect::<String>();
            assert_eq!(words(&got), words(&text), "{footer}");
        }
        let around = pieces(&format!("External mail: be careful\n\n{LINE}\n"), true);
        assert_eq!(around, format!("External mail: be careful\n\n[{TEXT}]"));
    }

    #[test]
    fn consecutive_blocks_are_decoded_separately() {
        for (raw, wanted) in [
            (
                "VGhlIHdhcmVob3VzZQ==\nIGJ1cm5lZC4=\n",
                "[The warehouse burned.]",
            ),
            (
                "VGhlIHdhcmVob3VzZQ==IGJ1cm5lZC4=\n",
                "[The warehouse burned.]",
            ),
            (
                "VGhlIHdhcmVob3VzZQ\n\n--\nIGJ1cm5lZCBkb3duLg==",
                "[The warehouse]\n--\n[ burned down.]",
            ),
        ] {
            assert_eq!(pieces(raw, true).replace("\n\n", "\n"), wanted, "{raw}");
        }
    }

    #[test]
    fn a_wrong_letter_costs_no_more_than_its_surroundings() {
        // An inserted character costs nothing.
        for at in [1, 20, 35, 71] {
            let mail = format!("{}!{}", &LINE[..at], &LINE[at..]);
            assert_eq!(pieces(&mail, true), format!("[{TEXT}]!"), "{at}");
        }
        // A replaced one costs one or two characters.
        for at in [1, 21, 30, 71] {
            let mail = format!("{}*{}", &LINE[..at], &LINE[at + 1..]);
            let got = pieces(&mail, true);
            let same = got
                .chars()
                .skip(1)
                .zip(TEXT.chars())
                .filter(|(a, b)| a == b)
                .count();
            assert!(
                got.ends_with('!') && same + 3 > TEXT.chars().count(),
                "{got}"
            );
        }
        // The same for a missing or extra base64 character, in one line or in all.
        for at in [1, 20, 35, 70] {
            let missing = format!("{}{}", &LINE[..at], &LINE[at + 1..]);
            let doubled = format!("{}K{}", &LINE[..at], &LINE[at..]);
            for line in [missing, doubled] {
                let got = pieces(&format!("{LINE}\n{line}\n{LINE}\n{LINE}"), true);
                assert!(got.matches(TEXT).count() >= 3, "{got}");
                let broken = &got[1 + TEXT.len()..1 + 2 * TEXT.len()];
                let words = TEXT
                    .split(' ')
                    .filter(|word| broken.contains(*word))
                    .count();
                assert!(got.ends_with('!') && words >= 7, "{at}: {broken}");
            }
        }
    }

    #[test]
    fn text_that_is_not_base64_is_unchanged() {
        for text in [
            "The warehouse at La Saline burned down.",
            "The warehouse at La Saline burned down",
            "Gunmen",
            "OCHA\nUNHCR\nIOM\n",
            "Склад в Ла-Салин сгорел.",
            "http://example.org/AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEf\n",
            "Code: XK3jP9qLm2Zt\n",
        ] {
            assert_eq!(pieces(text, true), text);
        }
    }

    #[test]
    fn undeclared_base64_is_detected_from_the_whole_text() {
        assert!(is_undeclared(format!("{LINE}\n{LINE}\n").as_bytes()));
        assert!(!is_undeclared(format!("{LINE}\n").as_bytes()));
        assert!(!is_undeclared(format!("Key:\n{LINE}\n{LINE}\n").as_bytes()));
        let binary = "AbCdEfGhIjKlMnOpQrStUvWxYz0123456789AbCdEfGhIjKlMnOpQrStUvWxYz0123456789\n";
        assert!(!is_undeclared(binary.repeat(3).as_bytes()));
        assert!(!is_undeclared(b"Gunmen came.\n\nThey left.\n"));
    }
}
