//! Decodes the charset of a mail text: by its label if that is right, otherwise as detected from
//! the bytes.

use encoding_rs::{Encoding, ISO_2022_JP, REPLACEMENT, UTF_8};
use mail_parser::decoders::charsets::map::charset_decoder;

use super::super::decode;
use super::super::error::{PartFault, Reason};
use super::seven_bit;

/// A text, with the fault of its label or its bytes.
#[derive(Debug, PartialEq)]
pub(super) struct Decoded {
    pub text: String,
    pub fault: Option<PartFault>,
}

/// Decodes a text with this charset label. `Err` is [`Reason::Binary`].
pub(super) fn decode(bytes: Vec<u8>, label: Option<&str>) -> Result<Decoded, Reason> {
    let label = label.map(|label| label.trim_matches(|c: char| !c.is_ascii_alphanumeric()));
    let label = label.filter(|label| !label.is_empty()).unwrap_or_default();
    let declared = encoding(label);
    if let Some(text) = seven_bit::decode(&bytes, label, declared == Some(ISO_2022_JP)) {
        return Ok(Decoded { text, fault: None });
    }
    if let Some(encoding) = declared.filter(|encoding| !encoding.is_ascii_compatible())
        && memchr::memchr(0, &bytes).is_some()
    {
        let text = encoding.decode(&bytes).0.into_owned();
        return Ok(Decoded { text, fault: None });
    }
    let is_utf_8 = std::str::from_utf8(&bytes).is_ok();
    if declared.is_none()
        && !is_utf_8
        && let Some(decoder) = charset_decoder(label.as_bytes())
        && let text = decoder(&bytes)
        && !text.contains(char::REPLACEMENT_CHARACTER)
    {
        return Ok(Decoded { text, fault: None });
    }
    if declared.is_none_or(|declared| declared == UTF_8)
        && let Some(decoded) = by_lines(&bytes, declared.is_some())
    {
        return Ok(decoded);
    }
    let decoded = decode::decode(bytes, declared)?;
    let found = decoded.encoding.name();
    let fault = match decoded.warning {
        Some(Reason::BadBytes { encoding, .. }) => Some(PartFault::Replaced { encoding }),
        Some(_misdeclared) => Some(PartFault::Charset {
            label: label.to_owned(),
            found,
        }),
        None if declared.is_none() && !label.is_empty() && !decoded.text.is_ascii() => {
            Some(PartFault::Charset {
                label: label.to_owned(),
                found,
            })
        }
        None => None,
    };
    let text = decoded.text;
    Ok(Decoded { text, fault })
}

/// Decodes a text that is UTF-8 except for some lines, such as the footer of a mailing list; `None`
/// if it is not.
fn by_lines(bytes: &[u8], is_declared: bool) -> Option<Decoded> {
    let (mut number, mut others) = (0, Vec::new());
    let mut number_of_others = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        if std::str::from_utf8(line).is_err() {
            others.extend_from_slice(line);
            number_of_others += 1;
        } else if !line.is_ascii() {
            number += 1;
        }
    }
    // A line in another encoding may be valid UTF-8 by accident.
    if others.is_empty() || number == 0 || (number < number_of_others && !is_declared) {
        return None;
    }
    let found = decode::guess_with(&others, None);
    if found == UTF_8 {
        return None;
    }
    let mut text = String::with_capacity(bytes.len());
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match std::str::from_utf8(line) {
            Ok(line) => text.push_str(line),
            Err(_) => text.push_str(&found.decode_without_bom_handling(line).0),
        }
    }
    let found = found.name();
    let fault = Some(PartFault::Mixed { found });
    Some(Decoded { text, fault })
}

/// Decodes the bytes of an encoded word.
pub(super) fn of_word(bytes: &[u8], label: &str) -> String {
    match decode(bytes.to_vec(), Some(label)) {
        Ok(decoded) => decoded.text,
        Err(_binary) => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// Decodes a header with non-ASCII bytes, which are UTF-8 or in the encoding of the mail.
pub(super) fn of_header(bytes: &[u8], mail: &'static Encoding) -> String {
    if let Some(text) = seven_bit::decode(bytes, "", false) {
        return text;
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => mail.decode_without_bom_handling(bytes).0.into_owned(),
    }
}

/// Returns the encoding of the lines of a mail that are not UTF-8: that of its first label if it is
/// right, otherwise a guess from all such lines.
pub(super) fn of_mail(mail: &[u8]) -> &'static Encoding {
    const SAMPLE: usize = 64 << 10; // bytes
    if std::str::from_utf8(mail).is_ok() {
        return UTF_8;
    }
    let mut sample = Vec::new();
    for line in mail.split_inclusive(|byte| *byte == b'\n') {
        if sample.len() < SAMPLE && std::str::from_utf8(line).is_err() {
            sample.extend_from_slice(&line[..line.len().min(SAMPLE)]);
        }
    }
    let head = String::from_utf8_lossy(&mail[..mail.len().min(SAMPLE)]).to_ascii_lowercase();
    let labels = head.match_indices("charset=").map(|(at, name)| {
        let rest = head[at + name.len()..].trim_start_matches(['"', '\'', ' ']);
        let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c));
        &rest[..end.unwrap_or(rest.len())]
    });
    let stated = labels.filter_map(encoding).find(|stated| *stated != UTF_8);
    decode::guess_with(&sample, stated)
}

/// Returns the encoding of a label, including unofficial spellings (`utf_8`, `cp-1252`, `Latin-1`).
fn encoding(label: &str) -> Option<&'static Encoding> {
    let listed = Encoding::for_label(label.as_bytes());
    let known = listed.or_else(|| {
        let plain = |c: &char| c.is_ascii_alphanumeric();
        let plain: String = label.to_ascii_lowercase().chars().filter(plain).collect();
        let spellings = [
            ("utf8", "utf-8"),
            ("iso8859", "iso-8859-"),
            ("latin", "latin"),
            ("windows", "windows-"),
            ("win", "windows-"),
            ("cp", "windows-"),
            ("koi8", "koi8-"),
        ];
        spellings.iter().find_map(|(prefix, name)| {
            let rest = plain.strip_prefix(prefix)?;
            match *name {
                "utf-8" => Some(UTF_8), // also `utf8mb4`, `utf-8-sig`
                name => Encoding::for_label(format!("{name}{rest}").as_bytes()),
            }
        })
    });
    // The replacement encoding stands for encodings that browsers reject.
    known.filter(|encoding| *encoding != REPLACEMENT)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(bytes: &[u8], label: &str) -> String {
        decode(bytes.to_vec(), Some(label)).unwrap().text
    }

    fn fault(bytes: &[u8], label: &str) -> Option<String> {
        let decoded = decode(bytes.to_vec(), Some(label)).unwrap();
        decoded.fault.map(|fault| fault.to_string())
    }

    #[test]
    fn a_correct_label_is_used_in_any_spelling() {
        for (bytes, label, wanted) in [
            (&b"caf\xe9"[..], "iso-8859-1", "café"),
            (b"caf\xe9", "\"ISO_8859-1\";", "café"),
            (b"caf\xe9", "Latin-1", "café"),
            (b"caf\xe9", "cp-1252", "café"),
            (b"\xcf\xf0\xe8\xe2\xe5\xf2", "win1251", "Привет"),
            (b"\xf0\xd2\xc9\xd7\xc5\xd4", "KOI8-R", "Привет"),
            (b"\x87a va", "cp850", "ça va"),
            ("café".as_bytes(), "utf_8", "café"),
            (b"\xb9\xce\xb1\xb9", "ks_c_5601-1987", "민국"),
            (b"\xbd\xe7\xd0\xc2", "gb2312", "界新"),
        ] {
            assert_eq!(text(bytes, label), wanted, "{label}");
            assert_eq!(fault(bytes, label), None, "{label}");
        }
        let arabic: Vec<u8> = "مرحبا بكم"
            .encode_utf16()
            .flat_map(u16::to_be_bytes)
            .collect();
        assert_eq!(text(&arabic, "utf-16be"), "مرحبا بكم");
    }

    #[test]
    fn a_wrong_label_is_reported_and_the_encoding_detected() {
        let latin = b"L'arm\xe9e a \xe9t\xe9 d\xe9ploy\xe9e \xe0 P\xe9tion-Ville.";
        let wanted = "L'armée a été déployée à Pétion-Ville.";
        for label in ["utf-8", "x-unknown", "unknown-8bit", "hz-gb-2312"] {
            assert_eq!(text(latin, label), wanted, "{label}");
            let message = format!("unknown or wrong charset `{label}`; decoded as windows-1252");
            assert_eq!(fault(latin, label), Some(message));
        }
        for label in ["us-ascii", "iso-8859-1", "koi8-r", "x-unknown"] {
            assert_eq!(text(wanted.as_bytes(), label), wanted, "{label}");
            let message = format!("unknown or wrong charset `{label}`; decoded as UTF-8");
            assert_eq!(fault(wanted.as_bytes(), label), Some(message));
        }
        let russian = "Склад сгорел ночью, сообщил мэр.";
        let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(russian);
        assert_eq!(text(&bytes, "us-ascii"), russian);
        assert_eq!(text(latin, "windows-1251"), wanted);
        assert_eq!(fault(b"plain", "x-unknown"), None);
        let cut = "Pétion-Ville, Télémaque, Ch\u{e9}rizier".as_bytes();
        let cut = [cut, b"\xc3"].concat();
        assert_eq!(
            fault(&cut, "utf-8").as_deref(),
            Some("some bytes are not valid UTF-8; they are replaced by U+FFFD")
        );
    }

    #[test]
    fn lines_in_another_encoding_are_decoded() {
        let mixed = [
            "Pétion-Ville is calm.\n".as_bytes(),
            b"liste de la r\xe9daction\n",
        ]
        .concat();
        let wanted = "Pétion-Ville is calm.\nliste de la rédaction\n";
        for label in ["utf-8", "", "x-unknown"] {
            assert_eq!(text(&mixed, label), wanted, "{label}");
            let message = "some lines are not UTF-8; they are decoded as windows-1252";
            assert_eq!(fault(&mixed, label).as_deref(), Some(message));
        }
    }

    #[test]
    fn raw_headers_use_the_encoding_of_their_mail() {
        let body = "Gunmen came to Pétion-Ville.\n".as_bytes();
        for (bytes, head, wanted) in [
            (&b"P\xe9tion"[..], &b"Subject: P\xe9tion\n\n"[..], "Pétion"),
            (
                b"\xf0\xd2\xc9",
                b"X: \xf0\xd2\xc9\nContent-Type: x; charset=\"koi8-r\"\n\n",
                "При",
            ),
            ("Pétion".as_bytes(), b"Subject: x\n\n", "Pétion"),
        ] {
            let mail = [head, body].concat();
            assert_eq!(of_header(bytes, of_mail(&mail)), wanted);
        }
    }
}
