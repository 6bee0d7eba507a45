//! The directory of an index that is opened for reading, possibly without write permission.

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

use super::checked_file::CheckedFile;
use super::damage::DamageLog;
use super::description;
use super::error::IndexError;
use super::file_names::{FileName, MANAGED, META, REBUILD_META};
use super::open::directory_error;

/// A directory opened for searching. Tantivy takes a lock while it opens a reader; in a directory
/// without write permission this is skipped, see [`OpenIndex::open`](super::OpenIndex::open).
#[derive(Clone)]
pub struct ReadingDirectory {
    root: PathBuf,
    folder: MmapDirectory,
    damage: Arc<DamageLog>,
}

impl ReadingDirectory {
    /// Opens the directory `dir`.
    pub fn open(dir: &Path) -> Result<ReadingDirectory, IndexError> {
        ReadingDirectory::open_with(dir, Arc::default())
    }

    /// Opens the folder `dir`; damage that is found while its files are read is noted in `damage`.
    pub fn open_with(dir: &Path, damage: Arc<DamageLog>) -> Result<ReadingDirectory, IndexError> {
        let folder = MmapDirectory::open(dir).map_err(|error| directory_error(dir, error))?;
        let root = dir.to_owned();
        Ok(ReadingDirectory {
            root,
            folder,
            damage,
        })
    }

    /// Verifies a whole file, and returns its size in bytes.
    pub fn check(&self, name: &Path) -> Result<u64, OpenReadError> {
        require_plain(&self.root, name)?;
        let file = self.folder.get_file_handle(name)?;
        let checked = CheckedFile::open(name, &*file, self.damage.clone());
        checked
            .and_then(|checked| checked.check())
            .map_err(|error| OpenReadError::wrap_io_error(error, name.to_owned()))?;
        Ok(file.len() as u64)
    }

    /// Returns the log of damage found while files are read.
    pub fn damage(&self) -> Arc<DamageLog> {
        self.damage.clone()
    }
}

/// Opens a file with its checksums. Damage of compiled names is not recorded while an index is
/// written, because they can be compiled again.
pub(super) fn open_checked(
    folder: &MmapDirectory,
    name: &Path,
    damage: &Arc<DamageLog>,
) -> Result<Arc<CheckedFile>, OpenReadError> {
    let file = folder.get_file_handle(name)?;
    let damage = match name.to_str().map(FileName::of) {
        Some(FileName::Names(_)) => Arc::default(),
        Some(_) | None => damage.clone(),
    };
    match CheckedFile::open(name, &*file, damage) {
        Ok(checked) => Ok(Arc::new(checked)),
        Err(error) => Err(OpenReadError::wrap_io_error(error, name.to_owned())),
    }
}

/// Reads a small file as a whole. The description is verified against its checksum.
pub(super) fn read_whole(
    folder: &MmapDirectory,
    name: &Path,
    damage: &DamageLog,
) -> Result<Vec<u8>, OpenReadError> {
    let bytes = folder.atomic_read(name)?;
    let is_description = [META, REBUILD_META].map(Path::new).contains(&name);
    if is_description && !description::is_intact(&bytes) {
        return Err(OpenReadError::wrap_io_error(
            damage.note(name),
            name.to_owned(),
        ));
    }
    Ok(bytes)
}

/// Checks that a file of tantivy's is a regular file, or does not exist.
pub(super) fn require_plain(root: &Path, name: &Path) -> Result<(), OpenReadError> {
    match plain_file::require(&root.join(name)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(OpenReadError::wrap_io_error(error, name.to_owned()))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}

/// Takes a lock, unless the lock file is not a regular file: opening a pipe would block forever.
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
        Ok(open_checked(&self.folder, path, &self.damage)?)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.folder.exists(path)
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        if path == Path::new(MANAGED) {
            // Tantivy needs its list of files only to remove files. A copy of an index may lack it.
            return Err(OpenReadError::FileDoesNotExist(path.to_owned()));
        }
        require_plain(&self.root, path)?;
        read_whole(&self.folder, path, &self.damage)
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
