//! A hash of a file's bytes, by which a change is told from a mere touch.

use std::fs::File;
use std::io;
use std::path::Path;

use rapidhash::v3::rapidhash_v3_file;

/// Returns a hash of the bytes of the file at `path`: the same on every machine.
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
    fn other_bytes_have_another_hash() {
        let folder = tempfile::tempdir().unwrap();
        let (a, b) = (folder.path().join("a"), folder.path().join("b"));
        std::fs::write(&a, "one").unwrap();
        std::fs::write(&b, "two").unwrap();
        assert_eq!(fingerprint(&a).unwrap(), fingerprint(&a).unwrap());
        assert_ne!(fingerprint(&a).unwrap(), fingerprint(&b).unwrap());
    }
}
