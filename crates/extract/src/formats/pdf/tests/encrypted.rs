//! Tests of encrypted files.

use pdf_extract::{Document, EncryptionState, EncryptionVersion, Permissions};

use super::writer::Writer;
use crate::tests::read_one;

/// Writes a file that `password` opens.
fn encrypted(password: &str) -> Vec<u8> {
    let mut file = Writer::default();
    file.page(&[(50.0, 700.0, 10.0, "Gunmen came.")]);
    let mut document = Document::load_mem(&file.bytes()).unwrap();
    let version = EncryptionVersion::V2 {
        document: &document,
        owner_password: "owner",
        user_password: password,
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    document.encrypt(&state).unwrap();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn an_encrypted_file_opens_without_a_password_or_fails_for_want_of_one() {
    for (password, wanted) in [
        ("", Ok("Gunmen came.")),
        ("secret", Err("a.pdf: needs a password")),
    ] {
        let bytes = encrypted(password);
        let (report, _) = read_one("a.pdf", &bytes);
        let body = report.map(|report| report.body);
        assert_eq!(body.as_deref().map_err(String::as_str), wanted);
    }
}

#[test]
fn an_encrypted_file_may_tell_its_encryption_in_its_trailer() {
    for (password, wanted) in [
        ("", Ok("Gunmen came.")),
        ("secret", Err("a.pdf: needs a password")),
    ] {
        let mut bytes = encrypted(password);
        let at = memchr::memmem::rfind(&bytes, b"/Encrypt ").unwrap() + b"/Encrypt ".len();
        let number: Vec<u8> = bytes[at..]
            .iter()
            .copied()
            .take_while(u8::is_ascii_digit)
            .collect();
        let head = [b"\n", number.as_slice(), b" 0 obj"].concat();
        let start = memchr::memmem::find(&bytes, &head).unwrap() + head.len();
        let length = memchr::memmem::find(&bytes[start..], b"endobj").unwrap();
        let inline = bytes[start..start + length].to_vec();
        bytes.splice(at..at + number.len() + b" 0 R".len(), inline);
        let (report, warnings) = read_one("a.pdf", &bytes);
        assert_eq!(warnings, [""; 0]);
        let body = report.map(|report| report.body);
        assert_eq!(body.as_deref().map_err(String::as_str), wanted);
    }
}
