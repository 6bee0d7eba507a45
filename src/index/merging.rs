//! Merging of segments: the automatic policy, and merging all on request.

use tantivy::merge_policy::LogMergePolicy;
use tantivy::{IndexWriter, TantivyError};

use super::changes::Resources;
use super::error::IndexError;
use super::index_directory::IndexDirectory;

/// The share of deleted documents at which a segment is rewritten without them. A segment is
/// rewritten for each fifth of it that is deleted, so the bytes written are at most five times
/// those deleted.
const DELETED_SHARE: f32 = 0.2;

/// Returns the merge policy: merges eight segments of similar size, or those with too many
/// deletions.
pub fn policy() -> LogMergePolicy {
    let mut policy = LogMergePolicy::default();
    policy.set_del_docs_ratio_before_merge(DELETED_SHARE);
    policy
}

impl IndexDirectory {
    /// Merges all segments into one without deleted documents, and returns how many there were.
    pub(super) fn merge_all(&self, resources: Resources) -> Result<usize, IndexError> {
        let error = |error: TantivyError| self.engine_error("merge its segments", error);
        let mut writer: IndexWriter = self.writer(1, resources.memory)?;
        // Disable background merges of the same segments.
        writer.set_merge_policy(Box::new(tantivy::merge_policy::NoMergePolicy));
        let segments = self.segments().map_err(error)?;
        let deleted = segments.iter().any(|segment| segment.has_deletes());
        if segments.len() > 1 || deleted {
            let ids: Vec<_> = segments.iter().map(|segment| segment.id()).collect();
            writer.merge(&ids).wait().map_err(error)?;
        }
        let n = segments.len();
        drop(segments); // their files are kept while it is alive
        writer.wait_merging_threads().map_err(error)?;
        self.require_unharmed()?;
        Ok(n)
    }
}
