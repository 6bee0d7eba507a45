//! Files in the index directory that users edit: tables of renames and corrections, saved searches, the basket. No file of the index has
//! their names, and neither indexing nor a rebuild removes them.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use crate::schema::{LARGEST_FILE, plain_file};

use super::error::IndexError;
use super::file_names::unpublished;
use super::payload::Payload;

/// Returns the folders that have tables of users: that of the schema, then the index directory `dir`, unless the index is in
/// memory.
pub(super) fn folders<'a>(dir: &'a Path, payload: &'a Payload) -> impl Iterator<Item = &'a Path> {
    let schema = payload.schema_dir.iter().map(|path| path.as_path());
    schema.chain(Some(dir).filter(|dir| !dir.as_os_str().is_empty()))
}

/// Returns the text of a file; `None` if it does not exist.
///
/// # Errors
/// It cannot be read, is too large or is not UTF-8.
pub fn read_if_exists(path: &Path) -> Result<Option<String>, IndexError> {
    let unreadable = |source| IndexError::Io {
        path: path.to_owned(),
        action: "cannot be read",
        source,
    };
    match plain_file::read(path, LARGEST_FILE) {
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(text)),
            Err(_) => Err(unreadable(io::Error::new(
                io::ErrorKind::InvalidData,
                "not UTF-8",
            ))),
        },
        Err(error) if is_absent(&error) => Ok(None),
        Err(source) => Err(unreadable(source)),
    }
}

fn is_absent(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
    )
}

/// Replaces a file, or creates it, by way of another beside it: it has the old text or the new one, whenever the process dies.
///
/// # Errors
/// The other file cannot be written or renamed.
pub fn replace_file(path: &Path, text: &str) -> io::Result<()> {
    let name = path.file_name().unwrap_or_default();
    let unfinished = path.with_file_name(unpublished(&name.to_string_lossy()));
    let mut file = File::create(&unfinished)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()?;
    fs::rename(&unfinished, path)
}
