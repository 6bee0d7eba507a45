//! Binary content under the name of a text format: each file fails with a description of its
//! content.

use std::io::BufRead;

use crate::error::{Location, ReadError, Reason};
use crate::format::Input;
use crate::outcome::Outcome;

pub(crate) fn report(input: &mut Input) -> Result<Outcome, ReadError> {
    let kind = input.bytes.fill_buf().ok().and_then(kind);
    let kind = kind.unwrap_or("no text");
    Err(Location::file(&input.shown).error(Reason::Foreign { kind }))
}

/// Signatures of files that are often stored among reports.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n", "an image (PNG)"),
    (b"\xff\xd8\xff", "an image (JPEG)"),
    (b"GIF8", "an image (GIF)"),
    (b"II*\0", "an image (TIFF)"),
    (b"MM\0*", "an image (TIFF)"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "a file of an old version of Microsoft Office",
    ),
    (b"\x1f\x8b", "compressed (gzip)"),
    (b"\x28\xb5\x2f\xfd", "compressed (zstd)"),
    (b"BZh", "compressed (bzip2)"),
    (b"\xfd7zXZ\0", "compressed (xz)"),
    (b"7z\xbc\xaf\x27\x1c", "an archive (7z)"),
    (b"Rar!\x1a\x07", "an archive (RAR)"),
    (b"SQLite format 3\0", "a database (SQLite)"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\0", "a program"),
    (b"ID3\x03", "sound (MP3)"),
    (b"ID3\x04", "sound (MP3)"),
    (b"OggS\0", "sound (Ogg)"),
];

/// Describes the content of a file if its first bytes show an unsupported format.
pub(crate) fn kind(head: &[u8]) -> Option<&'static str> {
    let known = SIGNATURES.iter().find(|(start, _)| head.starts_with(start));
    if let Some((_, kind)) = known {
        return Some(kind);
    }
    (head.get(4..8) == Some(b"ftyp")).then_some("a video (MP4)")
}
