//! Inputs and results of a sync run: sources as they stand, and what was changed.

use serde::{Deserialize, Serialize};

use super::source_key::parts_of;

/// How much of the machine indexing may use.
#[derive(Debug, Clone, Copy)]
pub struct Resources {
    /// Threads that analyse, and as many that index.
    pub threads: usize,
    /// For the engine's buffers and the texts on their way into them, in bytes.
    pub memory: usize,
}

/// The most threads that are used unless more are requested: they wait for the disk and for each other.
const MOST_THREADS: usize = 8;
/// How much memory is used unless told otherwise, in bytes.
const MEMORY: usize = 256 << 20;

/// A thread for each processor, at most eight, and 256 MiB.
impl Default for Resources {
    fn default() -> Resources {
        let processors = std::thread::available_parallelism().map_or(1, |n| n.get());
        Resources {
            threads: processors.min(MOST_THREADS),
            memory: MEMORY,
        }
    }
}

/// A source as it stands now.
#[derive(Debug, Clone)]
pub struct SourceState {
    /// Its root and its path below it; what a source is known by.
    pub key: String,
    /// What the ids of its reports begin with that state none, if that is not its path below its root.
    pub id_path: Option<String>,
    /// In bytes.
    pub size: u64,
    /// When it was last changed; `None` if a later change might not show in it, so that the next run
    /// compares the bytes.
    pub times: Option<FileTimes>,
    /// A hash of its bytes.
    pub hash: u64,
    /// With what it is read, as far as what fails may depend on it: the program, its limits, other programs.
    pub read_with: u64,
}

impl SourceState {
    /// Returns what the ids of its reports begin with that state none.
    pub fn id_path(&self) -> &str {
        let below = || parts_of(&self.key).map_or(self.key.as_str(), |(_, below)| below);
        self.id_path.as_deref().unwrap_or_else(below)
    }
}

/// When a file was last changed, in nanoseconds since 1970 (before it, negative).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileTimes {
    /// Its bytes (`mtime`). Whoever may write the file can set this to any time.
    pub modified: i64,
    /// Its bytes or what the system keeps about it (`ctime`), which nobody can set; `None` where the
    /// system keeps no such time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changed: Option<i64>,
    /// The number of the file in its file system (`inode`), where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inode: Option<u64>,
}

/// What there is to do about a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    /// Not in the index.
    New,
    /// In the index with other bytes.
    Changed,
    /// Was being read when the indexer was stopped: what follows is to be added.
    Resumed,
    /// In the index as it is, but for reports whose ids are another's: these are to be added if
    /// [ids came free](super::Mirror::frees_ids).
    Contested,
    /// In the index as it is.
    Unchanged,
}

/// A report that cannot go in because its id is another's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the id `{id}` is taken by {owner}")]
pub struct Taken {
    /// The id.
    pub id: String,
    /// The source that has it, as shown.
    pub owner: String,
}

/// A report that left the index because its id belongs to a source that is read before its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evicted {
    /// Where it stands, as shown to people: `a.jsonl:12`.
    pub place: String,
    /// Who has the id now.
    pub taken: Taken,
}

/// How many reports a run touched.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Were not in the index.
    pub added: u64,
    /// Replaced one of the same id.
    pub changed: u64,
    /// Stand in sources that did not change.
    pub unchanged: u64,
    /// Left the index.
    pub removed: u64,
    /// Of those unchanged, how many are in files that have another name or another place in their root now.
    pub moved: u64,
}
