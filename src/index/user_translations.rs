//! Translations that users add or forbid: the rows of `translations.tsv` in the schema's folder and in the index directory,
//! read when an index is opened.

use std::path::Path;

use crate::schema::translations::{self, TRANSLATIONS_FILE, UserTranslation};

use super::error::IndexError;
use super::payload::Payload;
use super::user_files;

/// Reads the rows for the index in `dir`, if there are any; those of the index come after those of its schema.
pub(super) fn load(dir: &Path, payload: &Payload) -> Result<Vec<UserTranslation>, IndexError> {
    let mut rows = Vec::new();
    for folder in user_files::folders(dir, payload) {
        let path = folder.join(TRANSLATIONS_FILE);
        if let Some(text) = user_files::read_if_exists(&path)? {
            rows = translations::parse(&path, &text, rows)?;
        }
    }
    Ok(rows)
}
