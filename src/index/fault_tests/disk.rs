//! A disk that forgets, when the power is cut, what was not synced.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::io::{self, Read};
use std::os::fd::AsRawFd;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use tempfile::TempDir;

/// What of a folder would be there after a power cut.
#[derive(Debug, Default)]
pub struct Disk {
    /// The bytes of files by inode, as they were last synced.
    bytes: HashMap<u64, Vec<u8>>,
    /// The names in the folder, with their inodes, as they were last synced.
    names: BTreeMap<String, u64>,
}

/// What became of changes that were not synced. Any of these may be: nothing says in which order they are written.
#[derive(Debug, Clone, Copy)]
pub enum Unsynced {
    /// None happened.
    Nothing,
    /// The folder has its new names; bytes that were not synced are lost.
    Names,
    /// The same, and names that were removed are there still.
    NamesAndRemoved,
    /// The folder has its new names; bytes that were not synced are zeros.
    NamesWithZeros,
}

pub const UNSYNCED: [Unsynced; 4] = [
    Unsynced::Nothing,
    Unsynced::Names,
    Unsynced::NamesAndRemoved,
    Unsynced::NamesWithZeros,
];

impl Disk {
    /// Takes all that is in the folder `dir` as synced.
    pub fn of(dir: &Path) -> io::Result<Disk> {
        let mut disk = Disk::default();
        for (name, inode) in names_in(dir)? {
            disk.bytes.insert(inode, fs::read(dir.join(&name))?);
            disk.names.insert(name, inode);
        }
        Ok(disk)
    }

    /// Notes that a file or folder was synced.
    pub fn sync(&mut self, file: &File) -> io::Result<()> {
        // It may be open for writing alone.
        let path = format!("/proc/self/fd/{}", file.as_raw_fd());
        let found = file.metadata()?;
        if found.is_dir() {
            self.names = names_in(Path::new(&path))?;
        } else {
            let mut bytes = Vec::new();
            File::open(path)?.read_to_end(&mut bytes)?;
            self.bytes.insert(found.ino(), bytes);
        }
        Ok(())
    }

    /// Makes the folder that is there when the power is back. `dir` is the folder as it was when it was cut.
    pub fn after_cut(&self, dir: &Path, unsynced: Unsynced) -> io::Result<TempDir> {
        let now = match dir.exists() {
            true => names_in(dir)?,
            false => BTreeMap::new(),
        };
        let names = match unsynced {
            Unsynced::Nothing => self.names.clone(),
            Unsynced::Names | Unsynced::NamesWithZeros => now,
            Unsynced::NamesAndRemoved => {
                let mut names = self.names.clone();
                names.extend(now);
                names
            }
        };
        let after = tempfile::tempdir()?;
        for (name, inode) in names {
            let bytes = match (self.bytes.get(&inode), unsynced) {
                (Some(bytes), _) => bytes.clone(),
                (None, Unsynced::NamesWithZeros) => {
                    let len = fs::metadata(dir.join(&name)).map_or(0, |file| file.len());
                    vec![0; len as usize]
                }
                (None, _) => Vec::new(),
            };
            fs::write(after.path().join(name), bytes)?;
        }
        Ok(after)
    }
}

fn names_in(dir: &Path) -> io::Result<BTreeMap<String, u64>> {
    let mut names = BTreeMap::new();
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        if let Ok(name) = entry.file_name().into_string() {
            names.insert(name, entry.metadata()?.ino());
        }
    }
    Ok(names)
}
