//! Inputs and results of a sync run: the current state of sources, and what was changed.

use serde::{Deserialize, Serialize};

use super::source_key::parts_of;

use super::roots::key_in_text;

/// The resources that indexing may use.
#[derive(Debug, Clone, Copy)]
pub struct Resources {
    /// The number of analysis threads, and also of indexing threads.
    pub threads: usize,
    /// For tantivy's buffers and for texts waiting for them, in bytes.
    pub memory: usize,
}

/// The default limit of threads: more would only wait for the disk and for each other.
const MOST_THREADS: usize = 8;
/// The default memory, in bytes.
const MEMORY: usize = 256 << 20;

/// One thread per processor, at most eight, and 256 MiB.
impl Default for Resources {
    fn default() -> Resources {
        let processors = std::thread::available_parallelism().map_or(1, |n| n.get());
        Resources {
            threads: processors.min(MOST_THREADS),
            memory: MEMORY,
        }
    }
}

/// The current state of a source.
#[derive(Debug, Clone)]
pub struct SourceState {
    /// Its root and its path below it, which identify the source.
    pub key: String,
    /// The prefix of the ids of its reports that have none in their metadata, if it is not the path
    /// below the root.
    pub id_path: Option<String>,
    /// In bytes.
    pub size: u64,
    /// When it last changed; `None` if a later change might not show in the times, so that the next
    /// run must compare the bytes.
    pub times: Option<FileTimes>,
    /// A hash of its bytes.
    pub hash: u64,
    /// Identifies the program, limits and external programs with which it is read, as far as its
    /// failures may depend on them.
    pub read_with: u64,
}

impl SourceState {
    /// Returns the prefix of the ids of its reports that have none in their metadata.
    pub fn id_path(&self) -> &str {
        let below = || parts_of(&self.key).map_or(self.key.as_str(), |(_, below)| below);
        self.id_path.as_deref().unwrap_or_else(below)
    }
}

/// When a file last changed, in nanoseconds since 1970 (negative before).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileTimes {
    /// When its content changed (`mtime`). Anybody who may write the file can set this to any time.
    pub modified: i64,
    /// When its content or metadata changed (`ctime`), which nobody can set; `None` if the system
    /// does not record it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed: Option<i64>,
    /// The number of the file in its file system (`inode`), where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inode: Option<u64>,
}

/// What to do with a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    /// It is not in the index.
    New,
    /// It is in the index with different content.
    Changed,
    /// Reading was interrupted: the remaining reports must be added.
    Resumed,
    /// It is in the index unchanged, except for reports whose ids belong to other sources; these
    /// must be added if [ids were freed](super::Mirror::frees_ids).
    Contested,
    /// It is in the index unchanged.
    Unchanged,
}

/// A report that cannot be added because its id belongs to another report.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the id `{id}` is taken by {owner}")]
pub struct Taken {
    /// The id.
    pub id: String,
    /// The source that owns it, as shown to users.
    pub owner: String,
    /// Its key; `None` if it comes in as a stream now.
    pub(super) owner_key: Option<String>,
}

impl Taken {
    /// Returns it as it is kept with a source: with the key of the owner, whose path depends on where the program runs.
    pub fn kept(&self) -> String {
        let owner = self.owner_key.as_deref().map(key_in_text);
        Taken {
            owner: owner.unwrap_or_else(|| self.owner.clone()),
            ..self.clone()
        }
        .to_string()
    }
}

/// A report that was removed because its id belongs to a source that precedes its own in reading
/// order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evicted {
    /// Its location, as shown to users: `a.jsonl:12`.
    pub place: String,
    /// The new owner of the id.
    pub taken: Taken,
}

/// How many reports a run affected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Reports that were not in the index.
    pub added: u64,
    /// Reports that replaced one with the same id.
    pub changed: u64,
    /// Reports in unchanged sources.
    pub unchanged: u64,
    /// Reports that were removed.
    pub removed: u64,
    /// The number of unchanged reports in renamed or moved files.
    pub moved: u64,
}
