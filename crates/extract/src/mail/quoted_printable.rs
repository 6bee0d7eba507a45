//! Quoted-printable as found in mails: with bad escapes, raw bytes, or not encoded at all.

/// Counts of the equals signs in a text by their role.
#[derive(Debug, Default)]
struct Signs {
    /// `=` at the end of a line.
    soft_breaks: usize,
    /// Necessary escapes: `=3D`, non-ASCII bytes, spaces at the end of a line.
    needed: usize,
    /// `=` followed by anything else, or in an unencoded URL.
    bad: usize,
}

/// Decodes quoted-printable. Keeps bad escapes and drops a trailing soft break.
pub(super) fn decode(raw: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len());
    for line in raw.split_inclusive(|byte| *byte == b'\n') {
        let end = line
            .iter()
            .rev()
            .take_while(|byte| matches!(byte, b'\n' | b'\r'))
            .count();
        let (line, end) = line.split_at(line.len() - end);
        // White space at the end of a line was added in transport.
        let line = line.trim_ascii_end();
        match line.strip_suffix(b"=") {
            Some(line) => unescape(line, &mut out),
            None => {
                unescape(line, &mut out);
                out.extend_from_slice(end);
            }
        }
    }
    out
}

/// Returns the 0-based line of `raw` with which each decoded line begins, provided that no line
/// break is escaped.
pub(super) fn line_numbers(raw: &[u8]) -> Vec<u32> {
    let mut numbers = vec![0];
    for (number, line) in (1..).zip(raw.split_inclusive(|byte| *byte == b'\n')) {
        if line.ends_with(b"\n") && !line.trim_ascii_end().ends_with(b"=") {
            numbers.push(number);
        }
    }
    numbers
}

/// Decodes the payload of an encoded word, where `_` is a space and folds are ignored.
pub(super) fn of_word(payload: &str) -> Vec<u8> {
    let mut plain = String::with_capacity(payload.len());
    for (number, line) in payload.split('\n').enumerate() {
        let line = if number == 0 { line } else { line.trim_start() };
        plain.push_str(line.trim_end_matches('\r'));
    }
    let mut out = Vec::with_capacity(plain.len());
    unescape(plain.replace('_', " ").as_bytes(), &mut out);
    out
}

fn unescape(line: &[u8], out: &mut Vec<u8>) {
    let mut start = 0;
    while let Some(at) = memchr::memchr(b'=', &line[start..]).map(|at| start + at) {
        out.extend_from_slice(&line[start..at]);
        match hex(&line[at + 1..]) {
            Some(byte) if !is_parameter(line, at) => {
                out.push(byte);
                start = at + 3;
            }
            Some(_) | None => {
                out.push(b'=');
                start = at + 1;
            }
        }
    }
    out.extend_from_slice(&line[start..]);
}

/// Returns whether an equals sign is part of an unencoded URL: `http://…?id=20`.
fn is_parameter(raw: &[u8], at: usize) -> bool {
    if raw[at + 1..].starts_with(b"3D") || raw[at + 1..].starts_with(b"3d") {
        return false;
    }
    let word = raw[..at].iter().rposition(u8::is_ascii_whitespace);
    let url = &raw[word.map_or(0, |space| space + 1)..at];
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-.".contains(byte);
    let name = url.iter().rev().take_while(|byte| is_name(byte)).count();
    name > 0
        && matches!(url[..url.len() - name].last(), Some(b'?' | b'&' | b';'))
        && memchr::memmem::find(url, b"://").is_some()
}

/// Returns whether a text declared as quoted-printable is clearly not encoded: it contains an
/// invalid escape and nothing that only an encoder writes.
pub(super) fn is_plain(raw: &[u8]) -> bool {
    let signs = signs(raw);
    signs.bad > 0 && signs.needed == 0 && signs.soft_breaks == 0
}

/// Returns whether a text is undeclared quoted-printable.
pub(super) fn is_undeclared(raw: &[u8]) -> bool {
    const FEWEST: usize = 3; // escapes
    let signs = signs(raw);
    let sure = signs.needed + signs.soft_breaks;
    raw.is_ascii() && signs.bad == 0 && signs.needed > 0 && sure >= FEWEST
}

fn signs(raw: &[u8]) -> Signs {
    let mut signs = Signs::default();
    for at in memchr::memchr_iter(b'=', raw) {
        let rest = &raw[at + 1..];
        if line_end(rest).is_some() {
            signs.soft_breaks += 1;
            continue;
        }
        match hex(rest) {
            Some(_) if is_parameter(raw, at) => signs.bad += 1,
            Some(b'=' | 0x80..=0xff) => signs.needed += 1,
            // An escaped space is necessary only at the end of a line.
            Some(b' ' | b'\t') if line_end(&rest[2..]).is_some() => signs.needed += 1,
            Some(_) => {}
            None => signs.bad += 1,
        }
    }
    signs
}

/// Returns the length of the line ending at the start of `rest`, including white space before it.
fn line_end(rest: &[u8]) -> Option<usize> {
    let space = rest
        .iter()
        .take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r'))
        .count();
    match rest.get(space) {
        Some(b'\n') => Some(space + 1),
        Some(_) => None,
        None => Some(space),
    }
}

fn hex(rest: &[u8]) -> Option<u8> {
    let [high, low, ..] = rest else {
        return None;
    };
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    Some((digit(high)? * 16 + digit(low)?) as u8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_are_decoded_and_bad_ones_stay() {
        for (raw, wanted) in [
            ("caf=C3=A9 =3D caf=c3=a9", "café = café"),
            ("soft=\r\n break= \n too=", "soft break too"),
            (
                "white space \t\r\nis none \nhere",
                "white space\r\nis none\nhere",
            ),
            ("50 =XY =4 = % ==41=", "50 =XY =4 = % =A"),
            ("café raw", "café raw"),
            (
                "caf=C3=A9 http://x/?a=bc&id=20 =20",
                "café http://x/?a=bc&id=20  ",
            ),
            ("  \n\n \nx", "\n\n\nx"),
            ("flowed=20\nlines =20=\n on", "flowed \nlines   on"),
        ] {
            assert_eq!(
                String::from_utf8(decode(raw.as_bytes())).unwrap(),
                wanted,
                "{raw}"
            );
        }
    }

    #[test]
    fn unencoded_text_is_detected_by_its_equals_signs() {
        assert!(is_plain(
            b"see http://example.org/?place=Kenscoff&id=20 now"
        ));
        assert!(!is_plain(
            b"see http://example.org/?place=3DKenscoff&id=3D20 =x"
        ));
        assert!(!is_plain(b"No equals sign at all"));
        assert!(!is_plain(b"a soft=\nbreak and = sign"));
        assert!(is_undeclared(b"caf=C3=A9, a long li=\nne that goes on"));
        assert!(!is_undeclared(b"see http://example.org/?id=20&x=30&y=40"));
        assert!(!is_undeclared(b"a = b, =C3=A9=C3=A9"));
    }
}
