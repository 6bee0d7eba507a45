//! Decodes a block of base64 with wrong, missing or extra characters.

use super::Line;

/// Marks bytes in [`LETTERS`] that are not base64 characters.
const NONE: u8 = 0xff;
/// The value of each base64 character (RFC 4648, table 1).
const LETTERS: [u8; 256] = letters();

const fn letters() -> [u8; 256] {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut table = [NONE; 256];
    let mut value = 0;
    while value < alphabet.len() {
        table[alphabet[value] as usize] = value as u8;
        value += 1;
    }
    table
}

/// In longer runs, the position of a missing or extra character is not searched for.
const LONGEST_SEARCHED: usize = 1000; // letters

/// Returns whether a byte is a base64 character.
pub(in crate::mail) fn is_letter(byte: u8) -> bool {
    LETTERS[usize::from(byte)] != NONE
}

/// Decodes base64 characters, skipping other bytes.
pub(in crate::mail) fn of_letters(letters: &[u8]) -> Vec<u8> {
    let values = letters.iter().map(|byte| LETTERS[usize::from(*byte)]);
    bytes_of(values.filter(|value| *value != NONE))
}

/// Decodes lines as one block and returns whether characters were wrong or missing. In a text, a
/// missing character is placed where the result has the fewest faults.
pub(super) fn block(lines: &[Line], is_text: bool) -> (Vec<u8>, bool) {
    let (mut letters, mut wrong, mut padding) = (0, 0, 0);
    for line in lines {
        letters += line.letters;
        wrong += line.wrong;
        padding += line.padding;
    }
    // Characters are missing. If full lines are multiples of four, damage is confined to its line.
    let short = (letters + padding) % 4 != 0;
    let longest = lines
        .iter()
        .map(Line::total)
        .filter(|total| total % 4 == 0)
        .max();
    let is_full = |line: &&Line| Some(line.total()) == longest;
    let full = lines.iter().filter(is_full).count();
    let by_line = short && full > 0 && full * 2 >= lines.len() - 1;
    let stands_for_letter = short && (letters + padding + wrong) % 4 == 0;
    let mut out = Vec::with_capacity(letters / 4 * 3 + 3);
    let mut damaged = wrong > 0;
    let mut run = Run::default();
    for (number, line) in lines.iter().enumerate() {
        // A wrong byte was either inserted or replaces a character.
        let fill = match by_line {
            true => line.letters % 4 != 0 && line.total() % 4 == 0,
            false => stands_for_letter,
        };
        for &byte in line.bytes {
            match LETTERS[usize::from(byte)] {
                NONE if byte == b'=' => run.padding += 1,
                NONE if fill && !byte.is_ascii_whitespace() => run.values.push(0),
                NONE => {}
                value => {
                    if run.padding > 0 {
                        damaged |= run.close(&mut out, is_text); // start of another block
                    }
                    run.values.push(value);
                }
            }
        }
        if by_line && number + 1 < lines.len() {
            damaged |= run.values.len() % 4 != 0;
            damaged |= run.close(&mut out, is_text);
        }
    }
    damaged |= run.close(&mut out, is_text);
    (out, damaged)
}

/// Characters up to the end of a line or to padding.
#[derive(Debug, Default)]
struct Run {
    values: Vec<u8>,
    padding: usize,
}

impl Run {
    /// Decodes the run and resets it; returns whether it was damaged.
    fn close(&mut self, out: &mut Vec<u8>, is_text: bool) -> bool {
        let values = std::mem::take(&mut self.values);
        let padding = std::mem::take(&mut self.padding);
        let rest = values.len() % 4;
        let decoded = bytes_of(values.iter().copied());
        // The padding alone may be missing or wrong.
        let is_broken = is_text && padding == 0 && controls(&decoded) > 0;
        let damaged = rest == 1 || (rest == 3 && is_broken);
        let searched = is_text && damaged && padding == 0 && values.len() <= LONGEST_SEARCHED;
        match searched {
            true => out.extend(repaired(&values)),
            false => out.extend(decoded),
        }
        damaged
    }
}

/// Decodes values of which one is missing or extra, at the position that leaves the fewest faults.
fn repaired(values: &[u8]) -> Vec<u8> {
    let is_missing = values.len() % 4 == 3;
    let mut best: Option<(usize, Vec<u8>)> = None;
    for at in 0..=values.len() {
        let (before, after) = values.split_at(at);
        let before = before.iter().copied();
        let decoded = match is_missing {
            true => bytes_of(before.chain([0]).chain(after.iter().copied())),
            false => bytes_of(before.chain(after.iter().skip(1).copied())),
        };
        let faults = faults(&decoded);
        if best.as_ref().is_none_or(|(fewest, _)| faults < *fewest) {
            best = Some((faults, decoded));
        }
    }
    best.map(|(_, decoded)| decoded).unwrap_or_default()
}

/// Counts control bytes; none in UTF-16, where half of the bytes may be NUL.
fn controls(bytes: &[u8]) -> usize {
    let control = |byte: &&u8| byte.is_ascii_control() && !byte.is_ascii_whitespace();
    let nulls = memchr::memchr_iter(0, bytes).count();
    match nulls * 4 < bytes.len() {
        true => bytes.iter().filter(control).count(),
        false => 0,
    }
}

/// Counts control bytes and invalid UTF-8 sequences.
fn faults(bytes: &[u8]) -> usize {
    let mut count = controls(bytes);
    for chunk in bytes.utf8_chunks() {
        count += chunk.invalid().len();
    }
    count
}

/// Concatenates six-bit values into bytes. Trailing bits yield a byte only if there are eight.
fn bytes_of(values: impl Iterator<Item = u8>) -> Vec<u8> {
    let mut out = Vec::with_capacity(values.size_hint().0 / 4 * 3 + 3);
    let (mut bits, mut count) = (0u32, 0);
    for value in values {
        bits = bits << 6 | u32::from(value);
        count += 1;
        if count == 4 {
            out.extend_from_slice(&bits.to_be_bytes()[1..]);
            (bits, count) = (0, 0);
        }
    }
    if count > 1 {
        bits <<= 6 * (4 - count);
        out.extend_from_slice(&bits.to_be_bytes()[1..count]);
    }
    out
}
