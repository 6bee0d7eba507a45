//! What a server is started with.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::Value;

use super::password::Password;

/// What a server is started with.
#[derive(Debug, Clone)]
pub struct Options {
    /// The directories of the indexes that are searched as one; at least one.
    pub indexes: Vec<PathBuf>,
    /// The address that it listens on.
    pub address: SocketAddr,
    /// The path below which everything is served: empty, or with a `/` at its start and none at its end.
    pub base_path: String,
    /// Names by which it is reached besides its address, with a port or for all ports: the public name at a reverse
    /// proxy.
    pub hosts: Vec<String>,
    /// The password that each session must begin with; `None` if everybody who reaches the server is answered.
    pub password: Option<Password>,
    /// Whether to refuse requests that change something.
    pub is_read_only: bool,
    /// Limits on requests.
    pub limits: Limits,
    /// The folders that a reader of the page may index, each into one of `indexes`.
    pub folders: Vec<Folder>,
    /// What the server leaves to the program.
    pub program: Program,
}

/// A folder, or a file, that can be indexed from the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Folder {
    /// Where it is.
    pub path: PathBuf,
    /// The index directory that it is indexed into.
    pub index: PathBuf,
}

/// How far an indexing run has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Progress {
    /// How many reports were read.
    pub reports: u64,
    /// How many bytes of the files were read.
    pub bytes: u64,
    /// How many bytes there are to read; 0 while files are looked for.
    pub total: u64,
}

/// Receives the progress of an indexing run.
pub type OnProgress<'a> = &'a mut dyn FnMut(Progress);

/// What the server leaves to the program that runs it, because it depends on flags, settings and the clock of the program.
/// Each function takes an index directory; an error says why it failed.
#[derive(Debug, Clone, Copy)]
pub struct Program {
    /// Reads the saved searches, each an object with `name`, `query`, `flags` and `last_run`.
    pub saved: fn(&Path) -> Result<Vec<Value>, String>,
    /// Saves a search, in place of one with its name.
    pub save_search: fn(&Path, &SearchToSave) -> Result<(), String>,
    /// Removes a saved search.
    pub remove_search: fn(&Path, &str) -> Result<(), String>,
    /// Marks a saved search as run now: what is in the index is no longer new for it.
    pub mark_as_run: fn(&Path, &str) -> Result<(), String>,
    /// Brings an index up to date with a folder, and says how far it is.
    pub index: fn(&Folder, OnProgress) -> Result<(), String>,
    /// Applies the corrections of facet values to the index; does nothing if another process is writing to it, as the next
    /// indexing run applies them.
    pub tag_again: fn(&Path) -> Result<(), String>,
}

/// A search to be saved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchToSave {
    /// Its name.
    pub name: String,
    /// The query.
    pub query: String,
    /// Flags of the command line without their hyphens, each with its value; `true` for those without one.
    pub flags: Vec<(String, String)>,
}

/// Limits on requests, so that many or large ones slow the server down and do not stop it.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// How many searches run at once.
    pub searches: usize,
    /// How many wait for one of these.
    pub waiting: usize,
    /// How long one waits at most.
    pub patience: Duration,
    /// How long answering a request takes at most, waiting included.
    pub answer: Duration,
    /// How long a client may take to send the head of a request.
    pub head: Duration,
    /// How long a client may take to accept the next part of an answer.
    pub stalled: Duration,
    /// How many connections are open at once; further ones wait until one of these ends.
    pub connections: usize,
    /// How long the query string of a request is at most, in bytes.
    pub query: usize,
    /// How long the body of a request is at most, in bytes.
    pub body: usize,
    /// How often the index is checked for a new commit at most.
    pub check: Duration,
}

impl Default for Limits {
    fn default() -> Limits {
        let processors = std::thread::available_parallelism().map_or(2, usize::from);
        Limits {
            searches: processors,
            waiting: 500,
            patience: Duration::from_secs(30),
            answer: Duration::from_secs(60),
            head: Duration::from_secs(10),
            stalled: Duration::from_secs(60),
            // Below the files that a process may have open on most systems, 1024, of which the index takes some.
            connections: 500,
            query: 16 << 10,
            body: 64 << 10,
            check: Duration::from_secs(1),
        }
    }
}
