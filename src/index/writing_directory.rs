//! An index directory that is open for writing: locked by one process, with every change going
//! through here.

use std::fmt;
use std::fs::{self, File, FileType, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tantivy::TantivyError;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, INDEX_WRITER_LOCK, Lock, MmapDirectory,
    TerminatingWrite, WatchCallback, WatchHandle, WritePtr,
};

use super::checked_file::{BlockSums, trailer_of};
use super::damage::DamageLog;
use super::description;
use super::directory::{lock_in, read_whole, require_plain};
use super::error::IndexError;
use super::file_names::{FileName, MANAGED, META, REBUILD_MANAGED, REBUILD_META, unpublished};
use super::flow::Flow;
use super::mapped_pages::MappedPages;
use super::open::{directory_error, engine_error};
use super::steps::Steps;

/// How long to wait before trying the lock again.
const SECOND_TRY: Duration = Duration::from_millis(10);

/// A directory that only this process writes to.
///
/// An index can be built in it next to the current one: its segments have distinct names, and
/// tantivy's two files that list them are kept under other names, see [`Stage`].
#[derive(Clone)]
pub struct WritingDirectory {
    folder: Arc<Folder>,
    lock: Arc<Mutex<Option<DirectoryLock>>>,
    stage: Stage,
}

/// Which index of a directory is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The one that searches use.
    Standing,
    /// The one that will replace it.
    Rebuild,
}

/// The shared state through which all changes go.
struct Folder {
    /// As the user spelled it.
    dir: PathBuf,
    /// Absolute.
    root: PathBuf,
    engine: MmapDirectory,
    steps: Steps,
    flow: Arc<Flow>,
    failure: Mutex<Option<Failure>>,
    damage: Arc<DamageLog>,
    mapped: MappedPages,
    /// Whether tantivy may not change anything any more.
    stopped: AtomicBool,
}

/// The first write that failed.
struct Failure {
    path: PathBuf,
    error: io::Error,
}

impl WritingDirectory {
    /// Locks the directory `dir`, which must exist, until [`release`](Self::release) or until all
    /// copies are dropped. If a write fails, `flow` is stopped, because tantivy consumes nothing
    /// more.
    ///
    /// # Errors
    /// Another process has locked it, or it is not writable.
    pub fn lock(dir: &Path, flow: Arc<Flow>, steps: Steps) -> Result<WritingDirectory, IndexError> {
        let engine = MmapDirectory::open(dir).map_err(|error| directory_error(dir, error))?;
        let root = dir.canonicalize().map_err(|source| IndexError::Io {
            path: dir.to_owned(),
            action: "cannot be opened",
            source,
        })?;
        let mut lock = lock_in(&root, &engine, &INDEX_WRITER_LOCK);
        if let Err(LockError::LockBusy) = lock {
            // `is_being_written` may hold the lock for a moment.
            std::thread::sleep(SECOND_TRY);
            lock = lock_in(&root, &engine, &INDEX_WRITER_LOCK);
        }
        let lock = lock
            .map_err(|error| engine_error(dir, "lock", TantivyError::LockFailure(error, None)))?;
        let folder = Folder {
            dir: dir.to_owned(),
            root,
            engine,
            steps,
            flow,
            failure: Mutex::new(None),
            damage: Arc::default(),
            mapped: MappedPages::default(),
            stopped: AtomicBool::new(false),
        };
        Ok(WritingDirectory {
            folder: Arc::new(folder),
            lock: Arc::new(Mutex::new(Some(lock))),
            stage: Stage::Standing,
        })
    }

    /// Returns the same directory for one of its two indexes.
    pub fn at(&self, stage: Stage) -> WritingDirectory {
        WritingDirectory {
            folder: self.folder.clone(),
            lock: self.lock.clone(),
            stage,
        }
    }

    /// Returns which index is meant.
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// Returns the absolute path of a file.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.root.join(name)
    }

    /// Releases the lock. Call when nothing in this process writes any more.
    pub fn release(&self) {
        lock(&self.lock).take();
    }

    /// Stops changes by tantivy, whose threads may outlive its writer.
    pub fn stop(&self) {
        self.folder.stopped.store(true, Ordering::SeqCst);
    }

    /// Returns the object through which changes to the directory go.
    pub fn steps(&self) -> &Steps {
        &self.folder.steps
    }

    /// Returns the error of the first failed write; `None` if there was none.
    pub fn failure(&self) -> Option<IndexError> {
        lock(&self.folder.failure)
            .as_ref()
            .map(|failure| IndexError::Io {
                path: failure.path.clone(),
                action: "cannot be written",
                source: copy_of(&failure.error),
            })
    }

    /// Returns the log of damage found while files are read.
    pub fn damage(&self) -> Arc<DamageLog> {
        self.folder.damage.clone()
    }

    /// Returns the names in the directory, except those that are not UTF-8, which are not index
    /// files.
    pub fn entries(&self) -> io::Result<Vec<(String, FileType)>> {
        let mut entries = Vec::new();
        for entry in fs::read_dir(&self.folder.root)? {
            let entry = entry?;
            if let Ok(name) = entry.file_name().into_string() {
                entries.push((name, entry.file_type()?));
            }
        }
        Ok(entries)
    }

    /// Removes a file, if it exists.
    pub fn remove(&self, name: &str) -> io::Result<()> {
        let removed = self.folder.step(|| fs::remove_file(self.path(name)));
        match removed {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            other => other,
        }
    }

    /// Replaces a file by another one atomically and durably.
    pub fn replace(&self, name: &str, by: &str) -> io::Result<()> {
        let path = self.path(name);
        self.folder
            .write_step(&path, || fs::rename(self.path(by), &path))?;
        self.sync_directory()
    }

    /// Writes a file atomically: if the process dies at any point, it has either the old or the new
    /// content.
    pub fn write(&self, name: &str, data: &[u8]) -> io::Result<()> {
        let path = self.path(name);
        let new = unpublished(name);
        // Left by a killed process; never written through, because it may be a link.
        self.remove(&new)?;
        let new_path = self.path(&new);
        let mut file = self.folder.write_step(&path, || create_new(&new_path))?;
        self.folder.write_step(&path, || file.write_all(data))?;
        self.folder
            .keep_failure(&path, self.folder.steps.sync(&file))?;
        drop(file);
        self.folder
            .write_step(&path, || fs::rename(&new_path, &path))
    }

    /// Makes file creations and removals durable.
    pub fn sync_directory(&self) -> io::Result<()> {
        let synced = match cfg!(windows) {
            true => Ok(()), // not needed, and not supported everywhere
            false => File::open(&self.folder.root).and_then(|dir| self.folder.steps.sync(&dir)),
        };
        self.folder.keep_failure(&self.folder.root, synced)
    }

    /// Returns the actual name of a file of tantivy's.
    fn kept_as<'a>(&self, path: &'a Path) -> &'a Path {
        match (self.stage, path.to_str()) {
            (Stage::Rebuild, Some(META)) => Path::new(REBUILD_META),
            (Stage::Rebuild, Some(MANAGED)) => Path::new(REBUILD_MANAGED),
            (Stage::Rebuild | Stage::Standing, _) => path,
        }
    }
}

impl Folder {
    /// Fails if tantivy may not change anything any more.
    fn require_going(&self) -> io::Result<()> {
        match self.stopped.load(Ordering::SeqCst) {
            true => Err(io::Error::other("the run is over")),
            false => Ok(()),
        }
    }

    fn step<T>(&self, change: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        self.steps.take(change)
    }

    fn write_step<T>(&self, path: &Path, change: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        let written = self.step(change);
        self.keep_failure(path, written)
    }

    fn keep_failure<T>(&self, path: &Path, written: io::Result<T>) -> io::Result<T> {
        if let Err(error) = &written
            && error.kind() != io::ErrorKind::Interrupted
        {
            let shown = match path.strip_prefix(&self.root) {
                Ok(name) => self.dir.join(name),
                Err(_) => path.to_owned(),
            };
            lock(&self.failure).get_or_insert(Failure {
                path: shown,
                error: copy_of(error),
            });
            self.flow.stop();
        }
        written
    }
}

/// Returns whether another process writes to the index in `dir`. False if that cannot be
/// determined, as in a directory without write permission.
pub fn is_being_written(dir: &Path) -> bool {
    let (Ok(engine), Ok(root)) = (MmapDirectory::open(dir), dir.canonicalize()) else {
        return false;
    };
    matches!(
        lock_in(&root, &engine, &INDEX_WRITER_LOCK),
        Err(LockError::LockBusy)
    )
}

/// Creates a file that must not exist; does not follow links.
fn create_new(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}

fn copy_of(error: &io::Error) -> io::Error {
    match error.raw_os_error() {
        Some(code) => io::Error::from_raw_os_error(code),
        None => io::Error::new(error.kind(), error.to_string()),
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl fmt::Debug for WritingDirectory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "WritingDirectory({:?}, {:?})",
            self.folder.root, self.stage
        )
    }
}

impl Directory for WritingDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        require_plain(&self.folder.root, path)?;
        let folder = &self.folder;
        folder.mapped.open(&folder.engine, path, &folder.damage)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.folder.engine.exists(self.kept_as(path))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let kept = self.kept_as(path);
        require_plain(&self.folder.root, kept)?;
        read_whole(&self.folder.engine, kept, &self.folder.damage)
    }

    /// Tantivy requests the writer's lock, which this process already holds.
    fn acquire_lock(&self, wanted: &Lock) -> Result<DirectoryLock, LockError> {
        if wanted.filepath != INDEX_WRITER_LOCK.filepath {
            return lock_in(&self.folder.root, &self.folder.engine, wanted);
        }
        match *lock(&self.lock) {
            Some(_) => Ok(DirectoryLock::from(Box::new(()))),
            None => Err(LockError::LockBusy),
        }
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        let full = self.folder.root.join(self.kept_as(path));
        let going = self.folder.require_going();
        let removed = going.and_then(|()| self.folder.step(|| fs::remove_file(full)));
        removed.map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => DeleteError::FileDoesNotExist(path.to_owned()),
            _ => DeleteError::IoError {
                io_error: Arc::new(error),
                filepath: path.to_owned(),
            },
        })
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let full = self.folder.root.join(self.kept_as(path));
        let going = self.folder.require_going();
        match going.and_then(|()| self.folder.write_step(&full, || create_new(&full))) {
            Ok(file) => Ok(BufWriter::new(Box::new(SegmentWriter {
                folder: self.folder.clone(),
                path: full,
                file,
                sums: BlockSums::default(),
            }))),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                Err(OpenWriteError::FileAlreadyExists(path.to_owned()))
            }
            Err(error) => Err(OpenWriteError::wrap_io_error(error, path.to_owned())),
        }
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        let kept = self.kept_as(path);
        let name = kept.to_str().ok_or(io::ErrorKind::InvalidFilename)?;
        self.folder.require_going()?;
        let is_description = path == Path::new(META);
        if is_description {
            if let Some(what) = self.folder.damage.first() {
                // The new description may depend on damaged files.
                return Err(io::Error::new(io::ErrorKind::InvalidData, what));
            }
            self.write(name, &description::sealed(data))?;
        } else if matches!(FileName::of(name), FileName::Names(_)) {
            self.write(name, &[data, &trailer_of(data)].concat())?;
        } else {
            self.write(name, data)?;
        }
        // Tantivy then removes the files of the previous description, which must not outlive this
        // one.
        match is_description {
            true => self.sync_directory(),
            false => Ok(()),
        }
    }

    fn sync_directory(&self) -> io::Result<()> {
        WritingDirectory::sync_directory(self)
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.folder.engine.watch(callback)
    }
}

/// A segment file that is being written. It does not keep the directory locked: a thread of tantivy
/// may finish writing it after the writer is dropped, but nothing else.
struct SegmentWriter {
    folder: Arc<Folder>,
    path: PathBuf,
    file: File,
    sums: BlockSums,
}

impl Write for SegmentWriter {
    fn write(&mut self, data: &[u8]) -> io::Result<usize> {
        let file = &mut self.file;
        self.folder.require_going()?;
        let written = self.folder.write_step(&self.path, || file.write(data))?;
        self.sums.update(&data[..written]);
        self.folder.mapped.note_written(written);
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl TerminatingWrite for SegmentWriter {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        let trailer = std::mem::take(&mut self.sums).trailer();
        let file = &mut self.file;
        self.folder
            .write_step(&self.path, || file.write_all(&trailer))?;
        let synced = self.folder.steps.sync(&self.file);
        self.folder.keep_failure(&self.path, synced)
    }
}
