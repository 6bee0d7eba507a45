//! Opens several indexes as one.
//!
//! Tantivy gets the segments of all of them as the segments of a single index. Its statistics, and everything computed per
//! segment, therefore cover all reports.

use std::collections::HashMap;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::Index;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, OwnedBytes, WatchCallback, WatchHandle, WritePtr,
};
use tantivy::index::SegmentId;

use super::damage::DamageLog;
use super::directory::ReadingDirectory;
use super::error::IndexError;
use super::fields::Fields;
use super::file_names::META;
use super::open::{ATTEMPTS, OpenIndex, engine_error, searcher_of, unharmed};
use super::payload::Payload;
use super::roots::Roots;

impl OpenIndex {
    /// Opens several indexes as one. An index that is listed twice is opened once.
    ///
    /// Reports with the same id in two indexes remain two reports. Roots with the same name get a number appended.
    ///
    /// # Errors
    /// One of them cannot be [opened](Self::open), one is a copy of another, or two were tagged with different schemas.
    pub fn open_together(dirs: &[PathBuf]) -> Result<OpenIndex, IndexError> {
        let mut different: Vec<&PathBuf> = Vec::new();
        for dir in dirs {
            let is_same = |other: &&PathBuf| match (other.canonicalize(), dir.canonicalize()) {
                (Ok(other), Ok(dir)) => other == dir,
                _ => *other == dir,
            };
            if !different.iter().any(is_same) {
                different.push(dir);
            }
        }
        if let [dir] = different[..] {
            return OpenIndex::open(dir);
        }
        // Another process may replace files of one of them meanwhile, see `OpenIndex::open`.
        let descriptions = || -> Vec<Option<Vec<u8>>> {
            let read = |dir: &&PathBuf| std::fs::read(dir.join(META)).ok();
            different.iter().map(read).collect()
        };
        for _ in 1..ATTEMPTS {
            let before = descriptions();
            let opened = open_once(&different);
            if descriptions() == before {
                return opened;
            }
        }
        open_once(&different)
    }
}

fn open_once(dirs: &[&PathBuf]) -> Result<OpenIndex, IndexError> {
    let names: Vec<String> = dirs.iter().map(|dir| dir.display().to_string()).collect();
    let dir = PathBuf::from(names.join(", "));
    let damage = Arc::new(DamageLog::default());
    unharmed(&dir, &damage.clone(), "opening them", || {
        let mut joint: Option<Joint> = None;
        for dir in dirs {
            // Checks everything that is checked for a single index.
            let index = OpenIndex::open(dir)?;
            let folder = ReadingDirectory::open_with(dir, damage.clone())?;
            match &mut joint {
                None => joint = Some(Joint::of(index, folder)?),
                Some(joint) => joint.add(index, folder)?,
            }
        }
        let Some(joint) = joint else {
            return Err(IndexError::Missing(dir.clone()));
        };
        joint.open(&dir, damage.clone())
    })
}

/// Indexes that are being opened together.
struct Joint {
    /// The directory of the first.
    first: PathBuf,
    folders: Vec<ReadingDirectory>,
    /// The metadata of the first, with the segments of all.
    description: tantivy::IndexMeta,
    /// The payload of the first, with the roots and corrected reports of all.
    payload: Payload,
    /// The compiled names of all: their schemas are the same.
    names: Result<OwnedBytes, String>,
    /// What is added to the root numbers in each segment.
    root_offsets: HashMap<SegmentId, u32>,
}

impl Joint {
    fn of(index: OpenIndex, folder: ReadingDirectory) -> Result<Joint, IndexError> {
        let description = description_of(&index)?;
        let mut roots = Roots::default();
        roots.append(&index.payload.roots, &index.dir);
        let segments = description.segments.iter();
        Ok(Joint {
            root_offsets: segments.map(|segment| (segment.id(), 0)).collect(),
            folders: vec![folder],
            description,
            payload: Payload {
                roots,
                ..index.payload
            },
            names: index.names,
            first: index.dir,
        })
    }

    fn add(&mut self, index: OpenIndex, folder: ReadingDirectory) -> Result<(), IndexError> {
        let (dir, other) = (self.first.clone(), index.dir.clone());
        if index.payload.schema != self.payload.schema {
            return Err(IndexError::DifferentSchemas { dir, other });
        }
        let offset = self.payload.roots.append(&index.payload.roots, &index.dir);
        for (report, hash) in &index.payload.corrected {
            let corrected = self.payload.corrected.entry(report.clone());
            corrected.or_insert(*hash);
        }
        for segment in description_of(&index)?.segments {
            if self.root_offsets.insert(segment.id(), offset).is_some() {
                return Err(IndexError::Copy { dir: other });
            }
            self.description.segments.push(segment);
        }
        self.folders.push(folder);
        Ok(())
    }

    fn open(self, dir: &Path, damage: Arc<DamageLog>) -> Result<OpenIndex, IndexError> {
        let written =
            serde_json::to_vec(&self.description).map_err(|source| IndexError::Engine {
                dir: dir.to_owned(),
                doing: "describe them",
                source: Box::new(source),
            })?;
        let directory = JointDirectory {
            folders: self.folders,
            description: written.into(),
        };
        let index = Index::open(directory).map_err(|error| engine_error(dir, "open", error))?;
        let (_, fields) = Fields::build();
        Ok(OpenIndex {
            // Files beside the index, such as `same-as.tsv`, are those of the first.
            dir: self.first,
            searcher: searcher_of(dir, &index)?,
            fields,
            payload: self.payload,
            names: self.names,
            damage,
            root_offsets: self.root_offsets,
        })
    }
}

fn description_of(index: &OpenIndex) -> Result<tantivy::IndexMeta, IndexError> {
    let description = index.searcher.index().load_metas();
    description.map_err(|error| engine_error(&index.dir, "read its state", error))
}

/// The files of several indexes. The file names of segments are unique across indexes that are no copies of each other.
#[derive(Clone)]
struct JointDirectory {
    folders: Vec<ReadingDirectory>,
    description: Arc<[u8]>,
}

impl JointDirectory {
    /// Returns the directory that contains a file.
    fn folder_of(&self, path: &Path) -> Result<&ReadingDirectory, OpenReadError> {
        for folder in &self.folders {
            if folder.exists(path)? {
                return Ok(folder);
            }
        }
        Err(OpenReadError::FileDoesNotExist(path.to_owned()))
    }
}

impl fmt::Debug for JointDirectory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.folders).finish()
    }
}

fn read_only() -> io::Error {
    io::Error::new(io::ErrorKind::ReadOnlyFilesystem, "indexes opened together")
}

impl Directory for JointDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        self.folder_of(path)?.get_file_handle(path)
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        match self.folder_of(path) {
            Ok(_) => Ok(true),
            Err(OpenReadError::FileDoesNotExist(_)) => Ok(path == Path::new(META)),
            Err(error) => Err(error),
        }
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        match path == Path::new(META) {
            true => Ok(self.description.to_vec()),
            false => Err(OpenReadError::FileDoesNotExist(path.to_owned())),
        }
    }

    /// Acquires the lock of every index.
    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        let locks = self.folders.iter().map(|folder| folder.acquire_lock(lock));
        let locks: Vec<DirectoryLock> = locks.collect::<Result<_, _>>()?;
        Ok(DirectoryLock::from(Box::new(locks)))
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        Err(DeleteError::IoError {
            io_error: Arc::new(read_only()),
            filepath: path.to_owned(),
        })
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        Err(OpenWriteError::wrap_io_error(read_only(), path.to_owned()))
    }

    fn atomic_write(&self, _: &Path, _: &[u8]) -> io::Result<()> {
        Err(read_only())
    }

    fn sync_directory(&self) -> io::Result<()> {
        Err(read_only())
    }

    fn watch(&self, _: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}
