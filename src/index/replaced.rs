//! What a rebuild keeps of the index it replaces: when its reports were added, and the names of its
//! roots.

use std::path::Path;

use tantivy::directory::Directory;
use tantivy::index::SegmentComponent;
use tantivy::{Index, IndexReader, ReloadPolicy, Searcher};

use super::directory::ReadingDirectory;
use super::roots::Roots;

/// The index that is being replaced.
pub struct Replaced {
    /// Its reports: ids and fast fields. The fields may be those of another format.
    pub searcher: Searcher,
    /// Its roots; empty if its format stores them differently.
    pub roots: Roots,
}

/// The parts of segments that are read.
const COMPONENTS: [SegmentComponent; 4] = [
    SegmentComponent::Terms,
    SegmentComponent::Postings,
    SegmentComponent::FastFields,
    SegmentComponent::Delete,
];

impl Replaced {
    /// Opens the index in `dir`, whatever its format; `None` if there is none, or it is damaged or
    /// cannot be read.
    pub fn open(dir: &Path) -> Option<Replaced> {
        let index = Index::open(ReadingDirectory::open(dir).ok()?).ok()?;
        if !is_undamaged(&index).unwrap_or(false) {
            return None;
        }
        let roots = roots_of(&index).unwrap_or_default();
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual);
        let reader: IndexReader = reader.try_into().ok()?;
        Some(Replaced {
            searcher: reader.searcher(),
            roots,
        })
    }
}

/// Reads the roots from the payload of the last commit.
fn roots_of(index: &Index) -> Option<Roots> {
    let payload = index.load_metas().ok()?.payload?;
    let mut payload: serde_json::Value = serde_json::from_str(&payload).ok()?;
    serde_json::from_value(payload.get_mut("roots")?.take()).ok()
}

/// Returns whether the files to be read are undamaged; reading damaged ones may panic.
fn is_undamaged(index: &Index) -> tantivy::Result<bool> {
    let directory = index.directory();
    for segment in index.searchable_segment_metas()? {
        for component in COMPONENTS {
            let file = segment.relative_path(component);
            if directory.exists(&file)? && !directory.validate_checksum(&file)? {
                return Ok(false);
            }
        }
    }
    Ok(true)
}
