//! The key of a source: the number of its root and its path below it, as text.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

/// The key of a stream; no file has it.
pub const STREAM_KEY: &str = "-";

/// Returns the key of the file at `below` in its root.
pub fn key_of(root: u32, below: &Path) -> String {
    format!("{root}/{}", text_of(below))
}

/// Splits a key into the number of its root and the path below it, in the form of [`text_of`].
/// `None` for the [stream](STREAM_KEY).
pub fn parts_of(key: &str) -> Option<(u32, &str)> {
    let (root, below) = key.split_once('/')?;
    Some((root.parse().ok()?, below))
}

/// Returns a key with `offset` added to its root number.
pub fn with_root_offset(key: &str, offset: u32) -> Cow<'_, str> {
    match parts_of(key) {
        Some((root, below)) if offset > 0 => format!("{}/{below}", root + offset).into(),
        _ => key.into(),
    }
}

/// Reading order: the stream, then by root, folder by folder and file name by file name, as in a
/// walk. Of several sources with the same report id, the first owns it.
pub fn compare(a: &str, b: &str) -> Ordering {
    match (parts_of(a), parts_of(b)) {
        (Some((of_a, a)), Some((of_b, b))) => of_a
            .cmp(&of_b)
            .then_with(|| as_path(a).cmp(&as_path(b)))
            .then_with(|| a.cmp(b)),
        (a, b) => a.is_some().cmp(&b.is_some()),
    }
}

/// Returns a path as text. Bytes that are not UTF-8, as in old file names, are written as `\xE9`,
/// and so is a backslash that would look like the start of one: no two paths have the same text.
pub fn text_of(path: &Path) -> String {
    let mut text = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        for (i, c) in chunk.valid().char_indices() {
            match c == '\\' && is_escape(&chunk.valid().as_bytes()[i..]) {
                true => push_escaped(&mut text, b'\\'),
                false => text.push(c),
            }
        }
        for &byte in chunk.invalid() {
            push_escaped(&mut text, byte);
        }
    }
    text
}

/// Undoes [`text_of`], without a copy if nothing is escaped, because many keys are compared.
fn as_path(text: &str) -> Cow<'_, Path> {
    match text.contains("\\x") {
        true => path_of(text).into(),
        false => Path::new(text).into(),
    }
}

/// Undoes [`text_of`].
pub fn path_of(text: &str) -> PathBuf {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some(&first) = rest.first() {
        if is_escape(rest) {
            let digits = std::str::from_utf8(&rest[2..4]).unwrap_or_default();
            bytes.push(u8::from_str_radix(digits, 16).unwrap_or(first));
            rest = &rest[4..];
        } else {
            bytes.push(first);
            rest = &rest[1..];
        }
    }
    os_string(bytes).into()
}

fn push_escaped(text: &mut String, byte: u8) {
    text.push_str(&format!("\\x{byte:02X}"));
}

fn is_escape(text: &[u8]) -> bool {
    matches!(text, [b'\\', b'x', a, b, ..] if a.is_ascii_hexdigit() && b.is_ascii_hexdigit())
}

#[cfg(unix)]
fn os_string(bytes: Vec<u8>) -> OsString {
    use std::os::unix::ffi::OsStrExt;
    OsStr::from_bytes(&bytes).to_owned()
}

#[cfg(not(unix))]
fn os_string(bytes: Vec<u8>) -> OsString {
    OsString::from(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_in_the_order_of_a_walk() {
        let mut keys = ["1/a", "0/a.txt", "-", "0/a/b.txt", "0/a b.txt", "0/a/a/c"];
        keys.sort_by(|a, b| compare(a, b));
        let wanted = ["-", "0/a/a/c", "0/a/b.txt", "0/a b.txt", "0/a.txt", "1/a"];
        assert_eq!(keys, wanted);
        assert_eq!(parts_of("12/a/b"), Some((12, "a/b")));
        assert_eq!(parts_of(STREAM_KEY), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_path_of_any_bytes_comes_back_from_its_text() {
        use std::os::unix::ffi::OsStrExt;
        for (bytes, text) in [
            (&b"r\xe9sum\xe9.txt"[..], "r\\xE9sum\\xE9.txt"),
            (b"r\\xE9sum.txt", "r\\x5CxE9sum.txt"),
            (b"a\\b\\", "a\\b\\"),
            ("é/\u{301}".as_bytes(), "é/\u{301}"),
            (b"\xff\\x5C", "\\xFF\\x5Cx5C"),
        ] {
            let path = Path::new(OsStr::from_bytes(bytes));
            assert_eq!(text_of(path), text);
            assert_eq!(path_of(text), path);
        }
    }
}
