//! The directory in which an index is written: locking, creating, opening for writing.

use std::collections::HashSet;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::directory::{Directory, RamDirectory};
use tantivy::indexer::IndexWriterOptions;
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{Index, IndexSettings, IndexWriter, SegmentMeta, TantivyError};

use crate::gazetteer::Gazetteer;
use crate::schema::IndexSchema;

use super::damage::DamageLog;
use super::error::IndexError;
use super::fields::{FORMAT_VERSION, Fields, STREAM_TOKENIZER};
use super::file_names::{MANAGED, META, REBUILD_MANAGED, REBUILD_META, TAG, names_file};
use super::flow::Flow;
use super::folder_state::{FolderState, TAG_TEXT, Tag, inspect, list_of_files};
use super::leftovers;
use super::merging;
use super::open::{OpenIndex, engine_error, open_gazetteer, read_names, unharmed};
use super::payload::Payload;
use super::replaced::Replaced;
use super::steps::Steps;
use super::stream::StreamTokenizer;
use super::undo::{self, PlaceBefore, Undo};
use super::writing_directory::{Stage, WritingDirectory};

/// The share of the memory for documents waiting for tantivy: one eighth.
const FLOW_SHARE: usize = 8;
/// The approximate memory of a document relative to its streams, including the text and its
/// mentions.
const DOCUMENT_COST: usize = 2;
/// The share of the memory for reports that are waiting or being analysed: one quarter.
const ANALYSIS_SHARE: usize = 4;
/// There is one merge thread per this many indexing threads; each merge needs memory in addition to
/// the buffers.
const THREADS_PER_MERGE: usize = 4;
/// The smallest limit of the flow, in bytes.
const LEAST_FLOW: usize = 8 << 20;
/// The smallest buffer per thread that tantivy accepts, in bytes.
const LEAST_BUFFER: usize = 16 << 20;
/// The largest buffer per thread; tantivy's limit is slightly below 4 GiB.
const MOST_BUFFER: usize = 4000 << 20;

/// An index directory, or an index in memory, with its tantivy index.
///
/// If it is dropped without being [closed](Self::close), uncommitted files of the run are removed.
pub struct IndexDirectory {
    /// As the user spelled it; empty for an index in memory.
    dir: PathBuf,
    home: Home,
    index: Index,
    flow: Arc<Flow>,
    /// Dropped after the writers; `None` for an index in memory.
    undo: Option<Undo>,
}

enum Home {
    Memory(RamDirectory),
    Folder(WritingDirectory),
}

impl Home {
    fn directory(&self) -> Box<dyn Directory> {
        match self {
            Home::Memory(directory) => Box::new(directory.clone()),
            Home::Folder(folder) => Box::new(folder.clone()),
        }
    }
}

impl IndexDirectory {
    /// Opens the index in `dir`, or creates one if the directory does not exist, is empty, or is
    /// tagged as an unfinished index. Removes files left by killed runs.
    pub fn open(dir: &Path, schema: &IndexSchema) -> Result<IndexDirectory, IndexError> {
        IndexDirectory::open_with(dir, schema, Steps::default())
    }

    /// Creates an empty index next to the one in `dir`, which searches continue to use until this
    /// one is [closed](Self::close). If there is no index, does the same as [`open`](Self::open).
    pub fn rebuild(dir: &Path, schema: &IndexSchema) -> Result<IndexDirectory, IndexError> {
        IndexDirectory::rebuild_with(dir, schema, Steps::default())
    }

    /// Opens the index in `dir` without creating one.
    pub fn open_existing(dir: &Path) -> Result<IndexDirectory, IndexError> {
        let must_be_index = |dir: &Path, state: &FolderState| match state {
            FolderState::Vacant | FolderState::Unfinished => {
                Err(IndexError::Missing(dir.to_owned()))
            }
            FolderState::Index(_)
            | FolderState::Damaged
            | FolderState::Occupied
            | FolderState::Foreign(_) => may_be_updated(dir, state),
        };
        let claimed = Claimed::of(dir, Steps::default(), must_be_index)?;
        claimed.remove_leftovers(None)?;
        claimed.into_index(dir)
    }

    pub(super) fn open_with(
        dir: &Path,
        schema: &IndexSchema,
        steps: Steps,
    ) -> Result<IndexDirectory, IndexError> {
        let claimed = Claimed::of(dir, steps, may_be_updated)?;
        claimed.remove_leftovers(Some(schema))?;
        match claimed.state {
            FolderState::Index(_) => {}
            FolderState::Vacant | FolderState::Unfinished => claimed.create(dir, schema)?,
            FolderState::Damaged | FolderState::Occupied | FolderState::Foreign(_) => {
                unreachable!("rejected when the lock was taken")
            }
        }
        claimed.into_index(dir)
    }

    pub(super) fn rebuild_with(
        dir: &Path,
        schema: &IndexSchema,
        steps: Steps,
    ) -> Result<IndexDirectory, IndexError> {
        let mut claimed = Claimed::of(dir, steps, may_be_replaced)?;
        claimed.remove_leftovers(Some(schema))?;
        match claimed.state {
            FolderState::Index(_) | FolderState::Damaged => {
                claimed.folder = claimed.folder.at(Stage::Rebuild);
            }
            FolderState::Vacant | FolderState::Unfinished => {}
            FolderState::Occupied | FolderState::Foreign(_) => {
                unreachable!("rejected when the lock was taken")
            }
        }
        claimed.create(dir, schema)?;
        claimed.into_index(dir)
    }

    /// Creates an index in memory.
    pub fn in_memory(schema: &IndexSchema) -> Result<IndexDirectory, IndexError> {
        let (dir, directory) = (Path::new(""), RamDirectory::create());
        let description = first_description(dir, schema)?;
        let written = directory.atomic_write(Path::new(META), &description);
        written.map_err(|error| engine_error(dir, "make", error.into()))?;
        let flow = Arc::new(Flow::new(LEAST_BUFFER));
        IndexDirectory::with(dir, Home::Memory(directory), flow, None)
    }

    fn with(
        dir: &Path,
        home: Home,
        flow: Arc<Flow>,
        undo: Option<Undo>,
    ) -> Result<IndexDirectory, IndexError> {
        let index =
            Index::open(home.directory()).map_err(|error| engine_error(dir, "open", error))?;
        index
            .tokenizers()
            .register(STREAM_TOKENIZER, StreamTokenizer::new(flow.clone()));
        Ok(IndexDirectory {
            dir: dir.to_owned(),
            home,
            index,
            flow,
            undo,
        })
    }

    /// Opens tantivy's writer with `threads` threads, or as many as `memory`, in bytes, allows.
    pub fn writer(&self, threads: usize, memory: usize) -> Result<IndexWriter, IndexError> {
        let flow = memory / FLOW_SHARE / DOCUMENT_COST;
        self.flow.set_limit(flow.max(LEAST_FLOW));
        let engine = memory - memory / FLOW_SHARE - analysis_memory(memory);
        let threads = threads.min(engine / LEAST_BUFFER).max(1);
        let for_each = (engine / threads).clamp(LEAST_BUFFER, MOST_BUFFER);
        let options = IndexWriterOptions::builder()
            .num_worker_threads(threads)
            .memory_budget_per_thread(for_each)
            .num_merge_threads(threads.div_ceil(THREADS_PER_MERGE))
            .build();
        let writer = self
            .index
            .writer_with_options(options)
            .map_err(|error| self.engine_error("open for writing", error))?;
        writer.set_merge_policy(Box::new(merging::policy()));
        Ok(writer)
    }

    /// Returns the segments of the last commit. Their files are kept while the result is alive.
    pub(super) fn segments(&self) -> tantivy::Result<Vec<SegmentMeta>> {
        self.index.searchable_segment_metas()
    }

    /// Opens the names of `schema`, compiling them if they have not been compiled here yet or
    /// cannot be read.
    pub fn gazetteer(&self, schema: &IndexSchema) -> Result<Gazetteer, IndexError> {
        let directory = self.home.directory();
        let compiled = open_gazetteer(&self.dir, read_names(&*directory, schema.fingerprint));
        if compiled.is_ok() {
            return compiled;
        }
        let file = names_file(schema.fingerprint);
        directory
            .atomic_write(Path::new(&file), &Gazetteer::compile(schema))
            .map_err(|source| IndexError::Io {
                path: self.dir.join(&file),
                action: "cannot be written",
                source,
            })?;
        open_gazetteer(&self.dir, read_names(&*directory, schema.fingerprint))
    }

    /// Opens the last commit.
    pub fn snapshot(&self) -> Result<OpenIndex, IndexError> {
        let damage = self.damage();
        unharmed(&self.dir, &damage.clone(), "opening it", || {
            OpenIndex::of(&self.dir, &self.index, &*self.home.directory(), damage)
        })
    }

    /// Opens the index that this one replaces when it is closed; `None` if there is none, or it is
    /// damaged or cannot be read.
    pub fn replaced(&self) -> Option<Replaced> {
        match &self.home {
            Home::Folder(folder) if folder.stage() == Stage::Rebuild => Replaced::open(&self.dir),
            Home::Folder(_) | Home::Memory(_) => None,
        }
    }

    /// Releases the lock, and opens the last commit. A rebuilt index replaces the previous one.
    /// There must be no writers left.
    pub fn close(mut self) -> Result<OpenIndex, IndexError> {
        let folder = match &self.home {
            Home::Memory(_) => return self.snapshot(),
            Home::Folder(folder) => folder.clone(),
        };
        if folder.stage() == Stage::Rebuild {
            self.publish(&folder)?;
            self.home = Home::Folder(folder.at(Stage::Standing));
        }
        if let Some(undo) = self.undo.take() {
            undo.tidy_and_release();
        }
        OpenIndex::open(&self.dir)
    }

    /// Replaces the previous index by the rebuilt one. If the process dies at any point, one of the
    /// two is intact, and tantivy's list has the files of both.
    fn publish(&self, folder: &WritingDirectory) -> Result<(), IndexError> {
        let written = |source| IndexError::Io {
            path: self.dir.join(META),
            action: "cannot be written",
            source,
        };
        let mut list = HashSet::new();
        for name in [MANAGED, REBUILD_MANAGED] {
            list.extend(list_of_files(&folder.path(name)).unwrap_or_default());
        }
        leftovers::write_list(folder, list).map_err(written)?;
        folder.replace(META, REBUILD_META).map_err(written)
    }

    /// Returns the flow of texts to tantivy.
    pub fn flow(&self) -> Arc<Flow> {
        self.flow.clone()
    }

    /// Converts an error of tantivy to ours; if a file could not be written, that is the reason.
    pub fn engine_error(&self, doing: &'static str, error: TantivyError) -> IndexError {
        self.failure()
            .unwrap_or_else(|| engine_error(&self.dir, doing, error))
    }

    /// Returns the error for a writer thread that stopped.
    pub fn thread_error(&self, reason: String) -> IndexError {
        self.failure().unwrap_or_else(|| IndexError::Thread {
            dir: self.dir.clone(),
            reason,
        })
    }

    fn failure(&self) -> Option<IndexError> {
        let written = match &self.home {
            Home::Memory(_) => None,
            Home::Folder(folder) => folder.failure(),
        };
        written.or_else(|| self.require_unharmed().err())
    }

    /// Checks that nothing read so far is damaged, because what is written next depends on it.
    pub fn require_unharmed(&self) -> Result<(), IndexError> {
        self.unharmed(|| Ok(()))
    }

    /// Returns the result of `work`, unless it panics or damage of the index was found.
    pub fn unharmed<T>(
        &self,
        work: impl FnOnce() -> Result<T, IndexError>,
    ) -> Result<T, IndexError> {
        unharmed(&self.dir, &self.damage(), "updating it", work)
    }

    fn damage(&self) -> Arc<DamageLog> {
        match &self.home {
            Home::Memory(_) => Arc::default(),
            Home::Folder(folder) => folder.damage(),
        }
    }
}

/// Returns the share of `memory` for reports that are waiting or being analysed.
pub fn analysis_memory(memory: usize) -> usize {
    memory / ANALYSIS_SHARE
}

/// A directory locked by this process.
struct Claimed {
    folder: WritingDirectory,
    flow: Arc<Flow>,
    state: FolderState,
    undo: Undo,
}

impl Claimed {
    /// Locks the directory `dir` if `may` permits it. Nothing is changed before.
    fn of(
        dir: &Path,
        steps: Steps,
        may: fn(&Path, &FolderState) -> Result<(), IndexError>,
    ) -> Result<Claimed, IndexError> {
        let state = inspect(dir)?;
        may(dir, &state)?;
        let mut place = PlaceBefore::of(dir, &state);
        if state == FolderState::Vacant {
            let made = make_place(dir, &steps);
            made.inspect_err(|_| undo::remove_place(dir, place, &steps))?;
        }
        let flow = Arc::new(Flow::new(LEAST_BUFFER));
        let folder = WritingDirectory::lock(dir, flow.clone(), steps.clone())?;
        // Another process may have held it until now.
        let state = inspect(dir)?;
        may(dir, &state)?;
        if let FolderState::Index(index) = &state {
            place = PlaceBefore::Ours;
            if matches!(index.tag, Tag::Absent | Tag::Empty) {
                write_tag(dir, &steps)?;
            }
        }
        Ok(Claimed {
            undo: Undo::new(dir, folder.clone(), place),
            folder,
            flow,
            state,
        })
    }

    /// Removes files left by killed runs. `schema` is the one with which the index will be tagged,
    /// if any.
    fn remove_leftovers(&self, schema: Option<&IndexSchema>) -> Result<(), IndexError> {
        let mut schemas: Vec<u64> = schema.iter().map(|schema| schema.fingerprint).collect();
        if let FolderState::Index(index) = &self.state {
            schemas.push(index.schema);
        }
        leftovers::remove(&self.folder, &self.state, &schemas)
    }

    /// Creates an empty index atomically.
    fn create(&self, dir: &Path, schema: &IndexSchema) -> Result<(), IndexError> {
        let write = |name: &str, bytes: &[u8]| {
            let written = self.folder.atomic_write(Path::new(name), bytes);
            written.map_err(|source| IndexError::Io {
                path: dir.join(name),
                action: "cannot be written",
                source,
            })
        };
        // The names of a damaged index may be damaged, too.
        write(&names_file(schema.fingerprint), &Gazetteer::compile(schema))?;
        write(META, &first_description(dir, schema)?)
    }

    fn into_index(self, dir: &Path) -> Result<IndexDirectory, IndexError> {
        IndexDirectory::with(dir, Home::Folder(self.folder), self.flow, Some(self.undo))
    }
}

/// Rejects a directory that is neither an index of this format nor a place for one.
fn may_be_updated(dir: &Path, state: &FolderState) -> Result<(), IndexError> {
    let dir = dir.to_owned();
    match state {
        FolderState::Vacant | FolderState::Unfinished => Ok(()),
        FolderState::Index(index) if index.format != FORMAT_VERSION => Err(IndexError::Format {
            dir,
            found: index.format,
            wanted: FORMAT_VERSION,
        }),
        FolderState::Index(index) => match index.tag {
            Tag::Ours | Tag::Absent | Tag::Empty => Ok(()),
            Tag::Foreign => Err(IndexError::Untagged(dir)),
        },
        FolderState::Damaged => Err(IndexError::damaged_description(dir)),
        FolderState::Occupied => Err(IndexError::NotAnIndex(dir)),
        FolderState::Foreign(why) => Err(IndexError::Foreign { dir, why }),
    }
}

/// Rejects a directory that is not an index by its tag and description, nor a place for one.
fn may_be_replaced(dir: &Path, state: &FolderState) -> Result<(), IndexError> {
    let dir = dir.to_owned();
    match state {
        FolderState::Vacant | FolderState::Unfinished | FolderState::Damaged => Ok(()),
        FolderState::Index(index) => match index.tag {
            Tag::Ours => Ok(()),
            Tag::Absent | Tag::Empty | Tag::Foreign => Err(IndexError::Untagged(dir)),
        },
        FolderState::Occupied => Err(IndexError::NotAnIndex(dir)),
        FolderState::Foreign(why) => Err(IndexError::Foreign { dir, why }),
    }
}

/// Creates a directory for an index, and tags it.
fn make_place(dir: &Path, steps: &Steps) -> Result<(), IndexError> {
    let made = steps.take(|| fs::create_dir_all(dir));
    made.map_err(|source| IndexError::Io {
        path: dir.to_owned(),
        action: "cannot be created",
        source,
    })?;
    let parent = dir.canonicalize().ok();
    let parent = parent.and_then(|dir| File::open(dir.parent()?).ok());
    if let Some(parent) = parent {
        // Not every directory can be opened or synced; at worst, the new index is lost and must be
        // created again.
        let _ = parent.sync_all();
    }
    write_tag(dir, steps)
}

fn write_tag(dir: &Path, steps: &Steps) -> Result<(), IndexError> {
    let path = dir.join(TAG);
    let written = (|| -> io::Result<()> {
        // Not truncated, because an existing file is empty.
        let mut options = OpenOptions::new();
        let mut file =
            steps.take(|| options.write(true).create(true).truncate(false).open(&path))?;
        steps.take(|| file.write_all(TAG_TEXT.as_bytes()))?;
        // The tag marks everything written later as belonging to an index.
        steps.sync(&file)?;
        match cfg!(windows) {
            true => Ok(()),
            false => steps.sync(&File::open(dir)?),
        }
    })();
    written.map_err(|source| IndexError::Io {
        path,
        action: "cannot be written",
        source,
    })
}

/// Returns tantivy's description of an empty index, including the payload, so that it is a valid
/// index from the start.
fn first_description(dir: &Path, schema: &IndexSchema) -> Result<Vec<u8>, IndexError> {
    let (engine_schema, _) = Fields::build();
    let settings = IndexSettings {
        docstore_compression: Compressor::Zstd(ZstdCompressor::default()),
        ..IndexSettings::default()
    };
    let described = (|| -> tantivy::Result<Vec<u8>> {
        let index = Index::create(RamDirectory::create(), engine_schema, settings)?;
        let mut description = index.load_metas()?;
        description.payload = Some(serde_json::to_string(&Payload::of(schema))?);
        Ok(serde_json::to_vec_pretty(&description)?)
    })();
    described.map_err(|error| engine_error(dir, "make", error))
}
