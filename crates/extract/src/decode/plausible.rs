//! Plausibility of decoded text. Most 8-bit encodings map every byte to a character, so decoding
//! with a wrong label does not fail.

/// Fewer letters are not enough evidence.
const FEWEST: usize = 4; // letters

/// Returns whether `text`, decoded from an 8-bit encoding, may be what its author wrote.
///
/// Text in the Latin script is mostly ASCII; `Ïðèâåò` is Cyrillic under a Latin label. Words in
/// other scripts do not mix with ASCII letters; `cafй` is French under a Cyrillic label.
pub(super) fn is_plausible(text: &str) -> bool {
    let (mut ascii, mut latin) = (0, 0);
    // Pairs of adjacent letters: one ASCII and one of another script, or both of the other script.
    let (mut mixed, mut pure) = (0, 0);
    let mut before = Letter::None;
    for c in text.chars() {
        let letter = Letter::of(c);
        match (before, letter) {
            (Letter::Ascii, Letter::Other) | (Letter::Other, Letter::Ascii) => mixed += 1,
            (Letter::Other, Letter::Other) => pure += 1,
            _ => {}
        }
        ascii += usize::from(letter == Letter::Ascii);
        latin += usize::from(letter == Letter::Latin);
        before = letter;
    }
    let too_many_accents = latin >= FEWEST && latin > ascii;
    !too_many_accents && mixed <= pure
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Letter {
    None,
    Ascii,
    /// A non-ASCII Latin letter.
    Latin,
    /// A letter of another script.
    Other,
}

impl Letter {
    fn of(c: char) -> Letter {
        match c {
            _ if c.is_ascii_alphabetic() => Letter::Ascii,
            _ if !c.is_alphabetic() => Letter::None,
            '\u{80}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => Letter::Latin,
            _ => Letter::Other,
        }
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::{Encoding, ISO_8859_7, KOI8_R, WINDOWS_1251, WINDOWS_1252, WINDOWS_1256};

    use super::*;

    #[test]
    fn text_decoded_with_a_wrong_label_is_implausible() {
        let russian = "Склад в порту сгорел, сообщил мэр города Port-au-Prince.";
        let arabic = "احترق المستودع في الميناء";
        let greek = "Η αποθήκη κάηκε";
        let french = "L’été, le dépôt à Pétion-Ville a brûlé. Où ? Là-bas.";
        for (text, encoding) in [
            (russian, WINDOWS_1251),
            (russian, KOI8_R),
            (arabic, WINDOWS_1256),
            (greek, ISO_8859_7),
            (french, WINDOWS_1252),
            ("Café", WINDOWS_1252),
            ("Été", WINDOWS_1252),
        ] {
            let (bytes, ..) = encoding.encode(text);
            let under = |label: &'static Encoding| {
                let (decoded, _) = label.decode_without_bom_handling(&bytes);
                is_plausible(&decoded)
            };
            assert!(under(encoding), "{text}");
            if encoding == WINDOWS_1252 {
                assert!(text.len() < 10 || !under(WINDOWS_1251), "{text}");
            } else {
                assert!(!under(WINDOWS_1252), "{text}");
            }
        }
    }
}
