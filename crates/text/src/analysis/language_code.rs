//! Language codes as small numbers, for fast fields and comparisons.

use std::fmt;

/// Bits per letter.
const LETTER_BITS: u32 = 5;
/// Letters in the longest code: ISO 639-3.
const LETTERS: usize = 3;

/// An ISO 639-1 or 639-3 code in 15 bits, or unknown. Ordered as the codes are, unknown first.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LanguageCode(u16);

/// Writes the code, `-` if unknown.
impl fmt::Debug for LanguageCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            LanguageCode::UNKNOWN => f.write_str("-"),
            known => f.write_str(&known.text()),
        }
    }
}

impl LanguageCode {
    /// The width of [`LanguageCode::bits`].
    pub const BITS: u32 = LETTER_BITS * LETTERS as u32;

    /// The language is not known.
    pub const UNKNOWN: LanguageCode = LanguageCode(0);

    /// Packs a code of two or three lowercase letters; anything else is unknown.
    pub fn of(code: &str) -> LanguageCode {
        let letters = code.as_bytes();
        if !(2..=LETTERS).contains(&letters.len()) || !letters.iter().all(u8::is_ascii_lowercase) {
            return LanguageCode::UNKNOWN;
        }
        let mut bits = 0;
        for i in 0..LETTERS {
            let letter = letters.get(i).map_or(0, |letter| letter - b'a' + 1);
            bits = bits << LETTER_BITS | u16::from(letter);
        }
        LanguageCode(bits)
    }

    /// Packs an optional code.
    pub fn of_optional(code: Option<&str>) -> LanguageCode {
        code.map_or(LanguageCode::UNKNOWN, LanguageCode::of)
    }

    /// Returns the code as a number of [`LanguageCode::BITS`] bits; 0 if unknown.
    pub fn bits(self) -> u64 {
        u64::from(self.0)
    }

    /// Undoes [`LanguageCode::bits`]; higher bits are ignored.
    pub fn from_bits(bits: u64) -> LanguageCode {
        LanguageCode((bits & ((1 << LanguageCode::BITS) - 1)) as u16)
    }

    /// Returns the code as text; empty if unknown.
    pub fn text(self) -> String {
        let letter = |i: u32| (self.0 >> (LETTER_BITS * (LETTERS as u32 - 1 - i))) as u8 & 31;
        let letters = (0..LETTERS as u32).map(letter).filter(|&letter| letter > 0);
        letters
            .map(|letter| char::from(b'a' - 1 + letter))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_survive_packing_and_keep_their_order() {
        let codes = ["", "aa", "de", "en", "eng", "fr", "zz", "zzz"];
        let packed = codes.map(LanguageCode::of);
        assert!(packed.is_sorted());
        assert_eq!(packed.map(LanguageCode::text), codes);
        assert_eq!(
            packed.map(|code| LanguageCode::from_bits(code.bits() | 1 << 20)),
            packed
        );
    }

    #[test]
    fn invalid_codes_are_unknown() {
        for text in ["e", "EN", "engl", "e1", "é"] {
            assert_eq!(LanguageCode::of(text), LanguageCode::UNKNOWN, "{text}");
        }
    }
}
