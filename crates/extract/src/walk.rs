//! Finds the files to read: roots in the given order, each folder sorted by file name.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs::{File, Metadata};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use walkdir::{DirEntry, WalkDir};

use super::detect;
use super::exclude::{Excluded, IGNORE_FILE, PatternError, Patterns};
use super::format::{Kind, NO_EXTENSION};
use super::source::Source;
use super::wrapper::Wrapper;

/// The first bytes of the file CACHEDIR.TAG in a cache folder.
const CACHE_SIGNATURE: [u8; 43] = *b"Signature: 8a477f597d28d172789f06886806bc55";

/// A file that is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Absolute.
    pub path: PathBuf,
    /// As shown to users.
    pub shown: String,
    /// `.pdf`, `no extension`, `link`, `special file`.
    pub kind: String,
}

/// An entry found by a walk.
#[derive(Debug, Clone)]
pub enum WalkEntry {
    /// A file to read.
    Source(Source),
    /// A file to count.
    Skipped(Skipped),
}

/// A place that cannot be walked. The files below it are unknown: not read, but not deleted either.
#[derive(Debug, thiserror::Error)]
pub enum WalkError {
    /// A root that does not exist.
    #[error("{shown}: no such file or folder")]
    Missing {
        /// Absolute.
        path: PathBuf,
        /// As the user spelled it.
        shown: String,
    },
    /// No permission, deleted in the meantime, or a root that links to itself.
    #[error("{shown}: not readable")]
    Unreadable {
        /// Absolute.
        path: PathBuf,
        /// As shown to users.
        shown: String,
        /// The error of the operating system.
        #[source]
        source: io::Error,
    },
    /// A pattern file with invalid patterns. Valid ones apply.
    #[error("{shown}: not a valid list of file name patterns")]
    Patterns {
        /// The file, as shown to users.
        shown: String,
        /// The position and fault.
        #[source]
        source: PatternError,
    },
}

/// Walks `roots` (files, folders, links to them), without the folders `except` and what matches the
/// patterns of `.reportageignore` files.
///
/// Below a root, hidden files and folders and those marked as a cache
/// (<https://bford.info/cachedir/>) are silently skipped, and links are not followed. A file
/// reached from two roots is yielded once.
pub fn walk(roots: &[PathBuf], except: &[PathBuf]) -> Walk {
    let mut roots: Vec<PathBuf> = roots.to_vec();
    roots.reverse();
    Walk {
        seen: (roots.len() > 1).then(HashSet::new),
        roots,
        except: except.iter().map(|path| absolute(path)).collect(),
        patterns: Patterns::default(),
        within: None,
        current: None,
    }
}

/// Returns `path` as [`walk`] yields it: absolute, normalized, with links resolved as far as they
/// exist. Works for deleted files, too.
pub fn absolute(path: &Path) -> PathBuf {
    if let Ok(whole) = path.canonicalize() {
        return whole;
    }
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    match (path.parent(), path.file_name()) {
        (Some(parent), Some(name)) => absolute(parent).join(name),
        _ => path,
    }
}

/// The iterator behind [`walk`].
pub struct Walk {
    /// The remaining roots, last first.
    roots: Vec<PathBuf>,
    except: Vec<PathBuf>,
    patterns: Patterns,
    within: Option<Within>,
    current: Option<Root>,
    /// Paths yielded so far; `None` if there can be no duplicates.
    seen: Option<HashSet<PathBuf>>,
}

impl Walk {
    /// Excludes files that match these patterns, too.
    pub fn without(self, patterns: &Patterns) -> Walk {
        Walk {
            patterns: patterns.clone(),
            ..self
        }
    }

    /// Limits the walk to these absolute paths and everything below them. They need not exist.
    pub fn within(self, paths: &[PathBuf]) -> Walk {
        let above = paths.iter().flat_map(|path| path.ancestors().skip(1));
        let within = Within {
            above: above.map(Path::to_owned).collect(),
            paths: paths.iter().cloned().collect(),
        };
        Walk {
            within: Some(within),
            ..self
        }
    }
}

/// The paths to which a walk is limited.
struct Within {
    paths: HashSet<PathBuf>,
    /// Their ancestor folders.
    above: HashSet<PathBuf>,
}

impl Within {
    /// Returns whether the walk must visit `path`.
    fn leads_to(&self, path: &Path) -> bool {
        self.above.contains(path) || path.ancestors().any(|above| self.paths.contains(above))
    }
}

struct Root {
    /// As the user spelled it.
    spelled: PathBuf,
    /// Absolute.
    path: PathBuf,
    entries: walkdir::IntoIter,
    excluded: Excluded,
}

impl Iterator for Walk {
    type Item = Result<WalkEntry, WalkError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let Some(root) = &mut self.current else {
                match open(self.roots.pop()?, &self.patterns) {
                    Ok(root) => self.current = Some(root),
                    Err(error) => return Some(Err(error)),
                }
                continue;
            };
            let Some(entry) = root.entries.next() else {
                self.current = None;
                continue;
            };
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => return Some(Err(root.error(error))),
            };
            let is_dir = entry.file_type().is_dir();
            if (entry.depth() > 0
                && (is_hidden(&entry)
                    || is_cache(&entry)
                    || root.excluded.has(entry.path(), is_dir)))
                || self.except.iter().any(|p| entry.path().starts_with(p))
                || self
                    .within
                    .as_ref()
                    .is_some_and(|within| !within.leads_to(entry.path()))
            {
                if entry.file_type().is_dir() {
                    root.entries.skip_current_dir();
                }
                continue;
            }
            if is_dir {
                if let Some(source) = root.excluded.enter(entry.path()) {
                    let shown = root.shown(&entry.path().join(IGNORE_FILE));
                    return Some(Err(WalkError::Patterns { shown, source }));
                }
                continue;
            }
            if let Some(seen) = &mut self.seen
                && !seen.insert(entry.path().to_owned())
            {
                continue;
            }
            return Some(root.found(entry));
        }
    }
}

fn open(spelled: PathBuf, patterns: &Patterns) -> Result<Root, WalkError> {
    match spelled.canonicalize() {
        Ok(path) => Ok(Root {
            entries: WalkDir::new(&path).sort_by_file_name().into_iter(),
            excluded: Excluded::below(&path, patterns),
            path,
            spelled,
        }),
        Err(source) => {
            let (path, shown) = (absolute(&spelled), spelled.to_string_lossy().into_owned());
            Err(match source.kind() {
                io::ErrorKind::NotFound => WalkError::Missing { path, shown },
                _ => WalkError::Unreadable {
                    path,
                    shown,
                    source,
                },
            })
        }
    }
}

impl Root {
    /// Spells a path below this root as the user would.
    fn shown(&self, path: &Path) -> String {
        let spelled = match path.strip_prefix(&self.path) {
            Ok(rest) if rest.as_os_str().is_empty() => self.spelled.clone(),
            Ok(rest) => self.spelled.join(rest),
            Err(_) => path.to_owned(),
        };
        spelled.to_string_lossy().into_owned()
    }

    fn error(&self, error: walkdir::Error) -> WalkError {
        let path = error.path().unwrap_or(&self.path).to_owned();
        WalkError::Unreadable {
            shown: self.shown(&path),
            path,
            source: error.into(),
        }
    }

    fn found(&self, entry: DirEntry) -> Result<WalkEntry, WalkError> {
        let shown = self.shown(entry.path());
        let skipped = |kind: String| {
            Ok(WalkEntry::Skipped(Skipped {
                path: entry.path().to_owned(),
                shown: shown.clone(),
                kind,
            }))
        };
        if entry.file_type().is_symlink() {
            return skipped("link".to_owned());
        }
        if !entry.file_type().is_file() {
            return skipped("special file".to_owned());
        }
        // A root that is a link may have another name than its target.
        let kind = match detect::kind_of(Path::new(&shown)) {
            Ok(kind) => kind,
            Err(unknown) => match detect::kind_of(entry.path()) {
                Ok(kind) => kind,
                Err(_) if unknown == NO_EXTENSION => match detect::of_unnamed(entry.path()) {
                    Some(format) => Kind {
                        format,
                        wrapper: Wrapper::Plain,
                    },
                    None => return skipped(unknown),
                },
                Err(_) => return skipped(unknown),
            },
        };
        let metadata = match entry.metadata() {
            Ok(metadata) => metadata,
            Err(error) => return Err(self.error(error)),
        };
        Ok(WalkEntry::Source(Source {
            path: entry.path().to_owned(),
            shown,
            size: metadata.len(),
            modified: modified(&metadata),
            changed: changed(&metadata),
            inode: inode(&metadata),
            kind,
        }))
    }
}

impl Source {
    /// Returns the file with its current size and times.
    ///
    /// # Errors
    /// It was deleted, or access is denied.
    pub fn now(&self) -> io::Result<Source> {
        let metadata = self.path.symlink_metadata()?;
        Ok(Source {
            size: metadata.len(),
            modified: modified(&metadata),
            changed: changed(&metadata),
            inode: inode(&metadata),
            ..self.clone()
        })
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    starts_with_dot(entry.file_name())
}

/// Returns whether an entry is a folder of files that can be regenerated, such as an index. The tag
/// must be a regular file, because opening a pipe of that name would block forever.
fn is_cache(entry: &DirEntry) -> bool {
    if !entry.file_type().is_dir() {
        return false;
    }
    let path = entry.path().join("CACHEDIR.TAG");
    if !path.symlink_metadata().is_ok_and(|tag| tag.is_file()) {
        return false;
    }
    let mut head = [0; CACHE_SIGNATURE.len()];
    let tag = File::open(path);
    tag.is_ok_and(|mut tag| tag.read_exact(&mut head).is_ok() && head == CACHE_SIGNATURE)
}

fn starts_with_dot(name: &OsStr) -> bool {
    name.as_encoded_bytes().first() == Some(&b'.')
}

/// Returns when the content of a file last changed, in nanoseconds since 1970; `None` if it is
/// unknown or out of range.
pub fn modified(metadata: &Metadata) -> Option<i64> {
    let time = metadata.modified().ok()?;
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_nanos()).ok(),
        Err(before) => i64::try_from(before.duration().as_nanos()).ok().map(|n| -n),
    }
}

#[cfg(unix)]
fn changed(metadata: &Metadata) -> Option<i64> {
    use std::os::unix::fs::MetadataExt;
    let seconds = metadata.ctime().checked_mul(1_000_000_000)?;
    seconds.checked_add(metadata.ctime_nsec())
}

#[cfg(not(unix))]
fn changed(_: &Metadata) -> Option<i64> {
    None
}

#[cfg(unix)]
fn inode(metadata: &Metadata) -> Option<u64> {
    Some(std::os::unix::fs::MetadataExt::ino(metadata))
}

#[cfg(not(unix))]
fn inode(_: &Metadata) -> Option<u64> {
    None
}
