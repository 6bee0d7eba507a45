//! A simulated disk that loses unsynced data in a power failure.

use std::collections::{BTreeMap, HashMap};
use std::fs::{self, File};
use std::io::{self, Read};
use std::os::fd::AsRawFd;
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use tempfile::TempDir;

/// The state of a directory after a power failure.
#[derive(Debug, Default)]
pub struct Disk {
    /// The content of files by inode, as last synced.
    bytes: HashMap<u64, Vec<u8>>,
    /// The names in the directory with their inodes, as last synced.
    names: BTreeMap<String, u64>,
}

/// What happens to unsynced changes. Any of these is possible, because the order of writes is
/// undefined.
#[derive(Debug, Clone, Copy)]
pub enum Unsynced {
    /// All are lost.
    Nothing,
    /// New names are kept; unsynced content is lost.
    Names,
    /// The same, and removed names are kept, too.
    NamesAndRemoved,
    /// New names are kept; unsynced content is zeros.
    NamesWithZeros,
}

pub const UNSYNCED: [Unsynced; 4] = [
    Unsynced::Nothing,
    Unsynced::Names,
    Unsynced::NamesAndRemoved,
    Unsynced::NamesWithZeros,
];

impl Disk {
    /// Takes the whole directory `dir` as synced.
    pub fn of(dir: &Path) -> io::Result<Disk> {
        let mut disk = Disk::default();
        for (name, inode) in names_in(dir)? {
            disk.bytes.insert(inode, fs::read(dir.join(&name))?);
            disk.names.insert(name, inode);
        }
        Ok(disk)
    }

    /// Records that a file or directory was synced.
    pub fn sync(&mut self, file: &File) -> io::Result<()> {
        // It may be open only for writing.
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

    /// Creates the directory as it is after a power failure. `dir` is its state at the time of the
    /// failure.
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
