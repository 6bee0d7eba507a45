//! Where an index lives: a folder, also one that may only be read.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, META_LOCK, MmapDirectory, WatchCallback,
    WatchHandle, WritePtr,
};

use crate::schema::plain_file;

use super::error::IndexError;
use super::file_names::MANAGED;
use super::open::directory_error;

/// A folder opened for searching. The engine takes a lock while it opens a reader; in a folder that
/// may not be written it goes without, see [`OpenIndex::open`](super::OpenIndex::open).
#[derive(Clone)]
pub struct ReadingDirectory {
    root: PathBuf,
    folder: MmapDirectory,
}

impl ReadingDirectory {
    /// Opens the folder `dir`.
    pub fn open(dir: &Path) -> Result<ReadingDirectory, IndexError> {
        let folder = MmapDirectory::open(dir).map_err(|error| directory_error(dir, error))?;
        let root = dir.to_owned();
        Ok(ReadingDirectory { root, folder })
    }
}

/// Checks that a file of the engine's is a plain file, or not there.
pub(super) fn require_plain(root: &Path, name: &Path) -> Result<(), OpenReadError> {
    match plain_file::require(&root.join(name)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(OpenReadError::wrap_io_error(error, name.to_owned()))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Takes a lock, unless what is called so is no plain file: opening a pipe would wait for ever.
pub(super) fn lock_in(
    root: &Path,
    folder: &MmapDirectory,
    lock: &Lock,
) -> Result<DirectoryLock, LockError> {
    match plain_file::require(&root.join(&lock.filepath)) {
        Err(error) if error.kind() == io::ErrorKind::Other => Err(LockError::wrap_io_error(error)),
        Ok(()) | Err(_) => folder.acquire_lock(lock),
    }
}

impl fmt::Debug for ReadingDirectory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.folder.fmt(f)
    }
}

impl Directory for ReadingDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        require_plain(&self.root, path)?;
        self.folder.get_file_handle(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.folder.exists(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        if path == Path::new(MANAGED) {
            // The engine needs its list of files to remove some. A copy of an index may lack it.
            return Err(OpenReadError::FileDoesNotExist(path.to_owned()));
        }
        require_plain(&self.root, path)?;
        self.folder.atomic_read(path)
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        let taken = lock_in(&self.root, &self.folder, lock);
        match taken {
            Err(LockError::IoError(_)) if lock.filepath == META_LOCK.filepath => {
                Ok(DirectoryLock::from(Box::new(())))
            }
            other => other,
        }
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.folder.delete(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        self.folder.open_write(path)
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        self.folder.atomic_write(path, data)
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.folder.sync_directory()
    }

    fn watch(&self, callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.folder.watch(callback)
    }
}
