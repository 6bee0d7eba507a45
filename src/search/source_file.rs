//! The file that a report was read from.

use std::path::PathBuf;

use tantivy::DocAddress;

use crate::response::ReportHead;

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
        self.source_of(|| self.address_of(id))
    }

    /// Returns the file of the report that a hit shows, as [`source_file`](Self::source_file) does by id: reports of
    /// several indexes may have the same id.
    ///
    /// # Errors
    /// The index cannot be read.
    pub fn source_file_of(&self, report: &ReportHead) -> Result<Option<SourceFile>, SearchError> {
        self.source_of(|| self.address_of_shown(report))
    }

    fn source_of(
        &self,
        find: impl FnOnce() -> tantivy::Result<Option<DocAddress>>,
    ) -> Result<Option<SourceFile>, SearchError> {
        self.unharmed(|| {
            let found = find().and_then(|address| address.map(|at| self.source_at(at)).transpose());
            found.map_err(|error| self.engine_error(error))
        })
    }

    fn source_at(&self, address: DocAddress) -> tantivy::Result<SourceFile> {
        let key = self.column_text(address, self.fields().source_key)?;
        let key = self.source_key(address.segment_ord as usize, &key);
        let path = self.path_of(address)?;
        let shown = self.places().shown_source(&key);
        let within = path
            .strip_prefix(&shown)
            .map(|rest| rest.trim_start_matches(['!', '/']));
        Ok(SourceFile {
            file: self.places().file(&key),
            within: within.filter(|rest| !rest.is_empty()).map(str::to_owned),
            shown,
        })
    }
}
