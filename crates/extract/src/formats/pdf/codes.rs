//! The character codes of a font: how strings are split into codes, and which codes are likely to
//! be used.

use pdf_extract::{Dictionary, Document, Object};

use super::tokens;

/// No more codes than this are resolved before they occur.
const MOST_EXPECTED: usize = 1024;

/// Splits a string into codes of one or two bytes, dropping an incomplete code at the end.
pub(super) fn codes(string: &[u8], length: usize) -> impl Iterator<Item = u16> {
    let number = |bytes: &[u8]| {
        bytes
            .iter()
            .fold(0, |number, b| number << 8 | u16::from(*b))
    };
    string.chunks_exact(length).map(number)
}

/// Returns the number of bytes per code: one or two.
pub(super) fn code_length(document: &Document, font: &Dictionary) -> usize {
    if !is_composite(document, font) {
        return 1;
    }
    let Ok(Object::Stream(encoding)) = font.get_deref(b"Encoding", document) else {
        return 2;
    };
    let content = encoding.get_plain_content().unwrap_or_default();
    let head = b"begincodespacerange";
    let Some(at) = memchr::memmem::find(&content, head) else {
        return 2;
    };
    let mut first = Vec::new();
    if let Some(token) = tokens::next(&content, &mut (at + head.len())) {
        tokens::string(token, &mut first);
    }
    if first.len() == 1 { 1 } else { 2 }
}

fn is_composite(document: &Document, font: &Dictionary) -> bool {
    let subtype = font
        .get_deref(b"Subtype", document)
        .and_then(Object::as_name);
    subtype.is_ok_and(|name| name == b"Type0")
}

/// Returns the codes for which a font has widths, which include most of those used, up to
/// [`MOST_EXPECTED`].
pub(super) fn expected(document: &Document, font: &Dictionary) -> Vec<u16> {
    if is_composite(document, font) {
        return expected_pairs(document, font).unwrap_or_default();
    }
    if !font.has(b"Encoding") {
        // Some of them may stand for nothing.
        return Vec::new();
    }
    let number = |key: &[u8]| font.get_deref(key, document).and_then(Object::as_i64);
    let first = number(b"FirstChar").unwrap_or(0);
    let last = number(b"LastChar").unwrap_or(255);
    let codes = first.clamp(0, 256)..=last.clamp(-1, 255);
    codes.map(|code| code as u16).collect()
}

/// Reads the codes from the width lists of a font whose codes are glyph numbers, which is the usual
/// case.
fn expected_pairs(document: &Document, font: &Dictionary) -> Option<Vec<u16>> {
    let encoding = font.get_deref(b"Encoding", document).ok()?;
    if !encoding
        .as_name()
        .is_ok_and(|name| name.starts_with(b"Identity"))
    {
        return None;
    }
    let inner = font.get_deref(b"DescendantFonts", document).ok()?;
    let (_, inner) = document.dereference(inner.as_array().ok()?.first()?).ok()?;
    let widths = inner.as_dict().ok()?.get_deref(b"W", document).ok()?;
    let mut codes = Vec::new();
    for pair in widths.as_array().ok()?.windows(2) {
        let (Ok(first), Ok(list)) = (pair[0].as_i64(), pair[1].as_array()) else {
            continue;
        };
        for code in (first.max(0)..).take(list.len()) {
            let Ok(code) = u16::try_from(code) else {
                break;
            };
            codes.push(code);
            if codes.len() == MOST_EXPECTED {
                return Some(codes);
            }
        }
    }
    Some(codes)
}
