//! Reads files that the user did not name individually. Only regular files are read, so that a
//! pipe, a socket or a device is an error instead of blocking forever.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

/// Reads a file of at most `most` bytes. Links are followed.
///
/// # Errors
/// The error of the operating system; [`io::ErrorKind::Other`] if it is not a regular file, or too
/// large.
pub fn read(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    require(path)?;
    let mut bytes = Vec::new();
    File::open(path)?.take(most + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(io::Error::other(format!("larger than {} MiB", most >> 20)));
    }
    Ok(bytes)
}

/// Checks that there is a regular file at `path`, or a link to one.
///
/// # Errors
/// The error of the operating system; [`io::ErrorKind::Other`] if it is something else.
pub fn require(path: &Path) -> io::Result<()> {
    let kind = fs::metadata(path)?.file_type();
    if kind.is_file() {
        return Ok(());
    }
    Err(io::Error::other(match kind.is_dir() {
        true => "a folder, not a file",
        false => "a pipe, socket or device, not a file",
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_up_to_its_limit() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, "four").unwrap();
        assert_eq!(read(&path, 4).unwrap(), b"four");
        assert_eq!(read(&path, 3).unwrap_err().to_string(), "larger than 0 MiB");
        assert_eq!(
            read(&folder.path().join("b"), 4).unwrap_err().kind(),
            io::ErrorKind::NotFound
        );
    }

    #[cfg(unix)]
    #[test]
    fn other_file_types_are_rejected_and_not_opened() {
        let folder = tempfile::tempdir().unwrap();
        let socket = folder.path().join("socket");
        let _listener = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        let refused = |path: &Path| read(path, 4).unwrap_err().to_string();
        assert_eq!(refused(&socket), "a pipe, socket or device, not a file");
        assert_eq!(refused(folder.path()), "a folder, not a file");
        let device = Path::new("/dev/zero");
        assert_eq!(refused(device), "a pipe, socket or device, not a file");
    }
}
