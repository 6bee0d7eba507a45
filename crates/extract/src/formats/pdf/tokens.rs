//! The tokens of a content stream: names, numbers, strings, arrays, operators, both raw and
//! decoded.

use std::borrow::Cow;

/// Returns the token at `at`, with arrays and dictionaries as one token, and advances `at`; `None`
/// at the end.
pub(super) fn next<'a>(content: &'a [u8], at: &mut usize) -> Option<&'a [u8]> {
    loop {
        *at = (*at).min(content.len());
        *at += content[*at..].iter().take_while(|b| is_blank(**b)).count();
        let start = *at;
        match *content.get(start)? {
            b'%' => {
                *at += content[start..]
                    .iter()
                    .take_while(|b| !is_line_end(**b))
                    .count()
            }
            b'(' | b'[' | b'<' => {
                *at = end_of_group(content, start);
                return Some(&content[start..*at]);
            }
            b')' | b']' | b'>' | b'{' | b'}' => *at += 1, // skip an unexpected delimiter
            _ => {
                let rest = &content[start + 1..];
                let length = rest
                    .iter()
                    .take_while(|b| !is_blank(**b) && !is_delimiter(**b));
                *at += 1 + length.count();
                return Some(&content[start..*at]);
            }
        }
    }
}

/// Returns the end of the string, array or dictionary that starts at `start`.
fn end_of_group(content: &[u8], start: usize) -> usize {
    let mut depth = 0usize;
    let mut at = start;
    while let Some(byte) = content.get(at) {
        match byte {
            b'(' => at = end_of_string(content, at) - 1,
            b'%' if depth > 0 => {
                let rest = &content[at..];
                at += rest.iter().take_while(|b| !is_line_end(**b)).count().max(1) - 1;
            }
            b'[' | b'<' => depth += 1,
            b']' | b'>' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
        if depth == 0 {
            return at.min(content.len());
        }
    }
    content.len()
}

/// Returns the end of the parenthesised string that starts at `start`.
fn end_of_string(content: &[u8], start: usize) -> usize {
    let mut depth = 0usize;
    let mut at = start;
    while let Some(byte) = content.get(at) {
        at += 1;
        match byte {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at.min(content.len());
        }
    }
    content.len()
}

/// Returns the offset after the inline image data at `at`.
pub(super) fn after_inline_picture(content: &[u8], at: usize) -> usize {
    let rest = &content[at..];
    for end in memchr::memmem::find_iter(rest, b"EI") {
        let before = end.checked_sub(1).and_then(|before| rest.get(before));
        let after = rest.get(end + 2);
        if before.is_some_and(|b| is_blank(*b)) && after.is_none_or(|b| is_blank(*b)) {
            return at + end + 2;
        }
    }
    content.len()
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b'\0' | b'\t' | b'\n' | b'\x0c' | b'\r' | b' ')
}

fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

fn is_delimiter(byte: u8) -> bool {
    matches!(
        byte,
        b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%'
    )
}

pub(super) fn is_string(token: &[u8]) -> bool {
    token.starts_with(b"(") || (token.starts_with(b"<") && !token.starts_with(b"<<"))
}

pub(super) fn is_operand(token: &[u8]) -> bool {
    match token {
        [
            b'/' | b'(' | b'[' | b'<' | b'+' | b'-' | b'.' | b'0'..=b'9',
            ..,
        ] => true,
        other => matches!(other, b"true" | b"false" | b"null"),
    }
}

pub(super) fn number(token: &[u8]) -> Option<f64> {
    let unsigned = token.strip_prefix(b"-").unwrap_or(token);
    let plain = |b: &u8| b.is_ascii_digit() || *b == b'.';
    let digits = unsigned.strip_prefix(b"+").unwrap_or(unsigned);
    if !digits.iter().all(plain) {
        return None;
    }
    let number: f64 = std::str::from_utf8(digits).ok()?.parse().ok()?;
    let negative = unsigned.len() < token.len();
    Some(if negative { -number } else { number })
}

/// Decodes `/Name`, in which `#` may precede two hexadecimal digits.
pub(super) fn name(token: &[u8]) -> Option<Cow<'_, [u8]>> {
    let plain = token.strip_prefix(b"/")?;
    if !plain.contains(&b'#') {
        return Some(Cow::Borrowed(plain));
    }
    let mut name = Vec::with_capacity(plain.len());
    let mut rest = plain;
    while let [first, after @ ..] = rest {
        let byte = match after {
            [high, low, ..] if *first == b'#' => nibble(*high).zip(nibble(*low)),
            _ => None,
        };
        match byte {
            Some((high, low)) => {
                name.push(high << 4 | low);
                rest = &after[2..];
            }
            None => {
                name.push(*first);
                rest = after;
            }
        }
    }
    Some(Cow::Owned(name))
}

fn nibble(digit: u8) -> Option<u8> {
    let value = char::from(digit).to_digit(16)?;
    u8::try_from(value).ok()
}

/// Decodes a raw string into `bytes`.
pub(super) fn string(token: &[u8], bytes: &mut Vec<u8>) {
    bytes.clear();
    match token {
        [b'(', inner @ .., b')'] => literal(inner, bytes),
        [b'<', digits @ ..] => {
            let mut high = None;
            for low in digits.iter().filter_map(|digit| nibble(*digit)) {
                match high.take() {
                    Some(high) => bytes.push(high << 4 | low),
                    None => high = Some(low),
                }
            }
            bytes.extend(high.map(|high| high << 4));
        }
        _ => {}
    }
}

fn literal(inner: &[u8], bytes: &mut Vec<u8>) {
    let mut rest = inner;
    while let Some(at) = memchr::memchr2(b'\\', b'\r', rest) {
        bytes.extend_from_slice(&rest[..at]);
        let escaped = rest[at] == b'\\';
        rest = &rest[at + 1..];
        if !escaped {
            // Every kind of line ending becomes one byte.
            rest = rest.strip_prefix(b"\n").unwrap_or(rest);
            bytes.push(b'\n');
            continue;
        }
        let Some((first, after)) = rest.split_first() else {
            return;
        };
        rest = after;
        match first {
            b'n' => bytes.push(b'\n'),
            b'r' => bytes.push(b'\r'),
            b't' => bytes.push(b'\t'),
            b'b' => bytes.push(b'\x08'),
            b'f' => bytes.push(b'\x0c'),
            b'\n' => {}
            b'\r' => rest = rest.strip_prefix(b"\n").unwrap_or(rest),
            b'0'..=b'7' => {
                let octal = |b: &&u8| matches!(b, b'0'..=b'7');
                let more = rest.iter().take(2).take_while(octal).count();
                let digits = std::iter::once(first).chain(&rest[..more]);
                let value = digits.fold(0, |value, b| value << 3 | u32::from(b - b'0'));
                bytes.push(value as u8); // drops the high bit of too large a number
                rest = &rest[more..];
            }
            other => bytes.push(*other),
        }
    }
    bytes.extend_from_slice(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(token: &str) -> Vec<u8> {
        let mut bytes = vec![b'x'];
        string(token.as_bytes(), &mut bytes);
        bytes
    }

    #[test]
    fn strings_are_read_out_of_their_escapes_and_digits() {
        assert_eq!(
            read("(a\\(b\\)\\\\ (c) \\n\\101\\7x\\q)"),
            b"a(b)\\ (c) \nA\x07xq"
        );
        assert_eq!(read("(a\\\r\nb\r\nc\rd)"), b"ab\nc\nd");
        assert_eq!(read("<00 fF4>"), [0, 255, 64]);
        assert_eq!(read("()"), b"");
    }
}
