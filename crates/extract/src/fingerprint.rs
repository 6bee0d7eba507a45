//! A hash of a file's bytes, which distinguishes a real change from a new timestamp.

use std::fs::File;
use std::io;
use std::path::Path;

use rapidhash::v3::rapidhash_v3_file;

/// Returns a hash of the bytes of the file at `path`; the same on every machine.
///
/// # Errors
/// The file cannot be read.
pub fn fingerprint(path: &Path) -> io::Result<u64> {
    rapidhash_v3_file(File::open(path)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn different_bytes_have_different_hashes() {
        let folder = tempfile::tempdir().unwrap();
        let (a, b) = (folder.path().join("a"), folder.path().join("b"));
        std::fs::write(&a, "one").unwrap();
        std::fs::write(&b, "two").unwrap();
        assert_eq!(fingerprint(&a).unwrap(), fingerprint(&a).unwrap());
        assert_ne!(fingerprint(&a).unwrap(), fingerprint(&b).unwrap());
    }
}
