//! The file that a report was read from.

use std::path::PathBuf;

use crate::index::reports;

use super::error::SearchError;
use super::searcher::Searcher;

/// The file that a report was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// Relative to the working directory if it is below that; `None` if the report was read from a stream.
    pub file: Option<PathBuf>,
    /// The same as text.
    pub shown: String,
    /// The path within the file, if that is an archive or a mail with parts: `2025/b.docx` of `a.zip!/2025/b.docx`.
    pub within: Option<String>,
}

impl Searcher {
    /// Returns the file of the report with this id; `None` if there is no such report. Does not check whether the file
    /// still exists.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn source_file(&self, id: &str) -> Result<Option<SourceFile>, SearchError> {
        self.unharmed(|| {
            let Some(address) = self.address_of(id)? else {
                return Ok(None);
            };
            let stored = reports::stored(self.engine(), self.fields(), address)
                .map_err(|error| self.engine_error(error))?;
            let key = self.source_key(address.segment_ord as usize, &stored.head.source_key);
            let path = self.places().shown(&key, &stored.head.path);
            let shown = self.places().shown_source(&key);
            let within = path
                .strip_prefix(&shown)
                .map(|rest| rest.trim_start_matches(['!', '/']));
            Ok(Some(SourceFile {
                file: self.places().file(&key),
                within: within.filter(|rest| !rest.is_empty()).map(str::to_owned),
                shown,
            }))
        })
    }
}
