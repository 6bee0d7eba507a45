//! Undoes the transfer encoding of a part: the declared one if it is right, otherwise the detected
//! one.

use super::super::error::PartFault;
use super::base64::Piece;
use super::{base64, quoted_printable};

/// The content of a part, decoded.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Content {
    /// One run of bytes, or several for a text in which encoded and plain runs alternate, possibly
    /// in different charsets.
    pub runs: Vec<Vec<u8>>,
    /// The 0-based line of the part with which each line begins; empty if unknown.
    pub lines: Vec<u32>,
    pub faults: Vec<PartFault>,
}

/// The relevant transfer encodings.
enum Encoding {
    Base64,
    QuotedPrintable,
    /// `7bit`, `8bit`, `binary`, or undeclared.
    Plain,
    Unknown,
}

impl Encoding {
    /// Parses a header in any spelling: `base-64`, `Quoted_Printable`, `8-bit`.
    fn of(stated: &str) -> Encoding {
        let letters = stated.chars().filter(char::is_ascii_alphanumeric);
        match letters.collect::<String>().to_ascii_lowercase().as_str() {
            "base64" | "xbase64" | "b64" => Encoding::Base64,
            "quotedprintable" | "xquotedprintable" | "qp" => Encoding::QuotedPrintable,
            "" | "7bit" | "8bit" | "binary" | "7bits" | "8bits" | "none" => Encoding::Plain,
            _ => Encoding::Unknown,
        }
    }
}

/// Decodes a text. `stated` is the value of `Content-Transfer-Encoding`.
pub(super) fn text(raw: &[u8], stated: Option<&str>) -> Content {
    let stated = stated.unwrap_or_default();
    match Encoding::of(stated) {
        Encoding::Base64 => {
            let pieces = base64::decode(raw, true);
            let is_encoded = |piece: &Piece| matches!(piece, Piece::Decoded { .. });
            match pieces.iter().any(is_encoded) {
                true => of_pieces(pieces),
                false => undeclared(raw, stated),
            }
        }
        Encoding::QuotedPrintable => {
            if quoted_printable::is_plain(raw) || base64::is_undeclared(raw) {
                return undeclared(raw, stated);
            }
            escaped(raw)
        }
        Encoding::Plain => undeclared(raw, stated),
        Encoding::Unknown => unknown(raw, stated),
    }
}

/// Decodes a file that is not text.
pub(super) fn file(raw: &[u8], stated: Option<&str>) -> Content {
    let stated = stated.unwrap_or_default();
    match Encoding::of(stated) {
        Encoding::Base64 => {
            let pieces = base64::decode(raw, false);
            match pieces.first() {
                Some(Piece::Decoded { .. }) => of_file(pieces),
                Some(Piece::Plain(_)) => otherwise(plain(raw), stated, "plain bytes"),
                None => plain(b""),
            }
        }
        Encoding::QuotedPrintable => escaped(raw),
        Encoding::Plain => plain(raw),
        Encoding::Unknown => unknown(raw, stated),
    }
}

/// Decodes a text that is not in its declared encoding, if one is declared.
fn undeclared(raw: &[u8], stated: &str) -> Content {
    let named = match stated {
        "" => "no transfer encoding",
        stated => stated,
    };
    if base64::is_undeclared(raw) {
        let content = of_pieces(base64::decode(raw, true));
        return otherwise(content, named, "base64");
    }
    if quoted_printable::is_undeclared(raw) {
        return otherwise(escaped(raw), named, "quoted-printable");
    }
    match Encoding::of(stated) {
        Encoding::Plain => plain(raw),
        _ if raw.trim_ascii().is_empty() => plain(raw),
        _ => otherwise(plain(raw), named, "plain text"),
    }
}

fn plain(raw: &[u8]) -> Content {
    let breaks = memchr::memchr_iter(b'\n', raw).count() as u32;
    Content {
        runs: vec![raw.to_vec()],
        lines: (0..=breaks).collect(),
        faults: Vec::new(),
    }
}

fn escaped(raw: &[u8]) -> Content {
    Content {
        runs: vec![quoted_printable::decode(raw)],
        lines: quoted_printable::line_numbers(raw),
        faults: Vec::new(),
    }
}

fn otherwise(mut content: Content, stated: &str, found: &'static str) -> Content {
    let stated = stated.to_owned();
    content.faults.push(PartFault::Encoding { stated, found });
    content
}

fn unknown(raw: &[u8], stated: &str) -> Content {
    let mut content = plain(raw);
    let fault = PartFault::UnknownEncoding(stated.to_owned());
    content.faults.push(fault);
    content
}

fn of_pieces(pieces: Vec<Piece>) -> Content {
    let mut content = Content::default();
    for piece in pieces {
        match piece {
            Piece::Plain(bytes) => content.runs.push(bytes),
            Piece::Decoded { bytes, damaged } => {
                let fault = damaged.then(|| damage(&bytes));
                let is_new = |fault: &PartFault| !content.faults.contains(fault);
                let fault = fault.filter(is_new);
                content.faults.extend(fault);
                content.runs.push(if damaged {
                    without_controls(bytes)
                } else {
                    bytes
                });
            }
        }
    }
    content
}

/// Replaces control bytes, which come from damage, by spaces. Text with as many NULs as UTF-16 is
/// left unchanged.
fn without_controls(mut bytes: Vec<u8>) -> Vec<u8> {
    let nulls = memchr::memchr_iter(0, &bytes).count();
    if nulls * 4 < bytes.len() {
        let is_control = |byte: &u8| byte.is_ascii_control() && !b"\t\n\r\x1b".contains(byte);
        for byte in bytes.iter_mut().filter(|byte| is_control(byte)) {
            *byte = b' ';
        }
    }
    bytes
}

/// Returns the fault for damaged base64 that decodes to `bytes`.
fn damage(bytes: &[u8]) -> PartFault {
    match bytes.is_empty() {
        true => PartFault::Undecodable,
        false => PartFault::Damaged,
    }
}

fn of_file(pieces: Vec<Piece>) -> Content {
    let mut bytes = Vec::new();
    let mut faults = Vec::new();
    for piece in pieces {
        let fault = match piece {
            Piece::Plain(_) => Some(PartFault::Around),
            Piece::Decoded {
                bytes: more,
                damaged,
            } => {
                let fault = damaged.then(|| damage(&more));
                match bytes.is_empty() {
                    true => bytes = more,
                    false => bytes.extend(more),
                }
                fault
            }
        };
        faults.extend(fault.filter(|fault| !faults.contains(fault)));
    }
    Content {
        runs: vec![bytes],
        lines: Vec::new(),
        faults,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(content: Content) -> (String, Vec<String>) {
        let runs: Vec<_> = content
            .runs
            .iter()
            .map(|run| String::from_utf8_lossy(run))
            .collect();
        let faults = content.faults.iter().map(PartFault::to_string);
        (runs.join("|"), faults.collect())
    }

    #[test]
    fn a_text_is_decoded_by_its_actual_encoding() {
        let base64 =
            "R3VubWVuIGNhbWUgdG8gdGhlIGhpbGxzIGFuZCB0b29r\r\nIHRoZSByb2FkIHRvIHRoZSBzb3V0aC4=\r\n";
        let decoded = "Gunmen came to the hills and took the road to the south.";
        let escaped = "caf=C3=A9 and th=\ne rest =3D\n";
        let message = |stated: &str, found: &str| {
            vec![format!("declared as {stated}, but decoded as {found}")]
        };
        let none = "no transfer encoding";
        let url = "see http://example.org/?a=bc&d=20";
        for (raw, stated, text, faults) in [
            (base64, "base64", decoded, vec![]),
            (base64, "Base-64", decoded, vec![]),
            (base64, "7bit", decoded, message("7bit", "base64")),
            (
                base64,
                "quoted-printable",
                decoded,
                message("quoted-printable", "base64"),
            ),
            (base64, "", decoded, message(none, "base64")),
            (escaped, "quoted-printable", "café and the rest =\n", vec![]),
            (
                escaped,
                "8bit",
                "café and the rest =\n",
                message("8bit", "quoted-printable"),
            ),
            (
                escaped,
                "base64",
                "café and the rest =\n",
                message("base64", "quoted-printable"),
            ),
            (
                "Gunmen came.\n",
                "base64",
                "Gunmen came.\n",
                message("base64", "plain text"),
            ),
            (
                url,
                "quoted-printable",
                url,
                message("quoted-printable", "plain text"),
            ),
            ("Gunmen came.\n", "", "Gunmen came.\n", vec![]),
            ("", "base64", "", vec![]),
        ] {
            let (got, got_faults) = read(super::text(raw.as_bytes(), Some(stated)));
            assert_eq!(
                (got.as_str(), got_faults),
                (text, faults),
                "{stated}: {raw}"
            );
        }
        let (_, faults) = read(super::text(b"begin 644 x\n", Some("x-uuencode")));
        assert_eq!(
            faults,
            ["unknown transfer encoding `x-uuencode`; indexed without decoding"]
        );
    }

    #[test]
    fn lines_around_an_encoded_file_are_dropped() {
        let (bytes, faults) = read(file(b"dGV4dA==\n\n____\nlist footer\n", Some("base64")));
        assert_eq!(bytes, "text");
        assert_eq!(faults, ["lines before or after its base64; left out"]);
        let (bytes, faults) = read(file(b"%PDF-1.4\nAAAA\n", Some("base64")));
        assert_eq!(bytes, "%PDF-1.4\nAAAA\n");
        assert_eq!(faults, ["declared as base64, but decoded as plain bytes"]);
    }
}
