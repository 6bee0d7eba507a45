//! When segments are merged without being asked, and all of them when asked.

use tantivy::merge_policy::LogMergePolicy;
use tantivy::{IndexWriter, TantivyError};

use super::changes::Resources;
use super::error::IndexError;
use super::index_directory::IndexDirectory;

/// The share of a segment's documents that may be deleted before it is written anew without them. A segment is written
/// again for each fifth of it that goes, so that what is written stays within five times of what is deleted.
const DELETED_SHARE: f32 = 0.2;

/// Returns when segments are merged: eight of like size, or those of which too much is deleted.
pub fn policy() -> LogMergePolicy {
    let mut policy = LogMergePolicy::default();
    policy.set_del_docs_ratio_before_merge(DELETED_SHARE);
    policy
}

impl IndexDirectory {
    /// Merges all segments into one without what is deleted, and returns how many there were.
    pub(super) fn merge_all(&self, resources: Resources) -> Result<usize, IndexError> {
        let error = |error: TantivyError| self.engine_error("merge its segments", error);
        let mut writer: IndexWriter = self.writer(1, resources.memory)?;
        // What is merged here is not to be merged by another thread.
        writer.set_merge_policy(Box::new(tantivy::merge_policy::NoMergePolicy));
        let segments = self.segments().map_err(error)?;
        let deleted = segments.iter().any(|segment| segment.has_deletes());
        if segments.len() > 1 || deleted {
            let ids: Vec<_> = segments.iter().map(|segment| segment.id()).collect();
            writer.merge(&ids).wait().map_err(error)?;
        }
        let n = segments.len();
        drop(segments); // their files stay while they are held
        writer.wait_merging_threads().map_err(error)?;
        self.require_unharmed()?;
        Ok(n)
    }
}
