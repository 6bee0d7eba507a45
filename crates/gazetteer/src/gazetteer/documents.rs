//! Official documents: the symbols that international organisations number them with
//! (`A/79/963`, `E/CN.6/2025/NGO/166`), and the letterhead above their text.

use std::ops::Range;

/// How far from the start a document gives its own symbol, in bytes.
const SYMBOL_WITHIN: usize = 600;
/// The most bytes of a letterhead.
const LONGEST_LETTERHEAD: usize = 2000;
/// The first line of text is at least this long, in bytes. Lines of letterheads are shorter, except
/// for titles.
const TEXT_LINE: usize = 150;
/// The longest first part of a symbol, in letters.
const LONGEST_ORGAN: usize = 5;

/// Yields the spans of document symbols, in bytes: an organ in all caps, and two or more further
/// parts, one of which is a number.
pub(super) fn symbols(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let slash = from + text[from..].find('/')?;
            from = slash + 1;
            if let Some(symbol) = symbol_at(text, slash) {
                from = symbol.end;
                return Some(symbol);
            }
        }
    })
}

/// Returns the symbol whose first slash is at byte `slash`.
fn symbol_at(text: &str, slash: usize) -> Option<Range<usize>> {
    let bytes = text.as_bytes();
    let organ = bytes[..slash].iter().rev();
    let organ = organ.take_while(|byte| byte.is_ascii_uppercase()).count();
    let start = slash - organ;
    let is_inside = text[..start].ends_with(|c: char| c.is_alphanumeric() || "/.-_".contains(c));
    if organ == 0 || organ > LONGEST_ORGAN || is_inside {
        return None;
    }
    let is_of_symbol = |byte: &u8| byte.is_ascii_alphanumeric() || b"/.-()".contains(byte);
    let end = slash
        + bytes[slash..]
            .iter()
            .take_while(|byte| is_of_symbol(byte))
            .count();
    let parts: Vec<&str> = text[slash + 1..end].split('/').collect();
    let has_number = parts
        .iter()
        .any(|part| part.starts_with(|c: char| c.is_ascii_digit()));
    let are_parts = parts
        .iter()
        .all(|part| part.starts_with(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase()));
    (parts.len() >= 2 && has_number && are_parts).then_some(start..end)
}

/// Returns the length of the letterhead in bytes, up to the first long line; 0 if the text does not
/// start like an official document.
pub(super) fn letterhead_end(text: &str) -> usize {
    let within = (0..=SYMBOL_WITHIN.min(text.len()))
        .rev()
        .find(|&end| text.is_char_boundary(end))
        .unwrap_or(0);
    if symbols(&text[..within]).next().is_none() {
        return 0;
    }
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if at > LONGEST_LETTERHEAD || line.trim().len() >= TEXT_LINE {
            break;
        }
        at += line.len();
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols_have_an_organ_and_a_number() {
        let of = |text| -> Vec<&str> { symbols(text).map(|span| &text[span]).collect() };
        assert_eq!(
            of("See A/79/963–S/2025/438, E/CN.6/2025/NGO/166 and S/RES/2733 (2024)."),
            [
                "A/79/963",
                "S/2025/438",
                "E/CN.6/2025/NGO/166",
                "S/RES/2733"
            ]
        );
        assert_eq!(of("TPNW/MSP/2025/11/Rev.1"), ["TPNW/MSP/2025/11/Rev.1"]);
        for text in [
            "AND/OR",
            "24/7/365",
            "https://x.org/A/b/2",
            "A/B testing",
            "N/A/",
            "km/h",
            "HIV/AIDS/TB",
        ] {
            assert_eq!(of(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_letterhead_ends_where_the_text_starts() {
        let head = "General Council\n\nG/12/34\n\nGeneva, 3 May\n\nOn the harvest\n\n";
        let text = format!("{head}{}\n\nShort.", "The harvest was good. ".repeat(9));
        assert_eq!(letterhead_end(&text), head.len());
        assert_eq!(letterhead_end(&text[16..].replace("G/12/34", "no. 12")), 0);
    }
}
