//! Finds the files to read: roots in the order given, each folder by file name.

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

/// How the file CACHEDIR.TAG begins in a folder that is a cache.
const CACHE_SIGNATURE: [u8; 43] = *b"Signature: 8a477f597d28d172789f06886806bc55";

/// A file that is not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skipped {
    /// Absolute.
    pub path: PathBuf,
    /// As shown to people.
    pub shown: String,
    /// `.pdf`, `no extension`, `link`, `special file`.
    pub kind: String,
}

/// A file that a walk comes to.
#[derive(Debug, Clone)]
pub enum WalkEntry {
    /// To be read.
    Source(Source),
    /// To be counted.
    Skipped(Skipped),
}

/// A place that cannot be walked. What is below it is unknown: not read, but not gone either.
#[derive(Debug, thiserror::Error)]
pub enum WalkError {
    /// A root that is not there.
    #[error("{shown}: no such file or folder")]
    Missing {
        /// Absolute.
        path: PathBuf,
        /// As its user spelled it.
        shown: String,
    },
    /// No permission, gone in the meantime, a root that links to itself.
    #[error("{shown}: not readable")]
    Unreadable {
        /// Absolute.
        path: PathBuf,
        /// As shown to people.
        shown: String,
        /// What the operating system says.
        #[source]
        source: io::Error,
    },
    /// A file of patterns in which some are none. The others hold.
    #[error("{shown}: not all of it is patterns of file names")]
    Patterns {
        /// The file, as shown to people.
        shown: String,
        /// Where, and what is wrong.
        #[source]
        source: PatternError,
    },
}

/// Walks `roots` (files, folders, links to them), leaving out the folders `except` and what fits the patterns of files
/// `.reportageignore`.
///
/// Below a root, hidden files and folders and those that a program marked as a cache
/// (<https://bford.info/cachedir/>) are passed over in silence, and links are not followed.
/// A file that two roots reach comes once.
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

/// Returns the path under which [`walk`] knows `path`: absolute, cleaned, links resolved as far as
/// they exist. Works for what is gone, too.
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
    /// Those still to come, last first.
    roots: Vec<PathBuf>,
    except: Vec<PathBuf>,
    patterns: Patterns,
    within: Option<Within>,
    current: Option<Root>,
    /// Paths yielded so far; `None` where nothing can come twice.
    seen: Option<HashSet<PathBuf>>,
}

impl Walk {
    /// Leaves out what fits these patterns, too.
    pub fn without(self, patterns: &Patterns) -> Walk {
        Walk {
            patterns: patterns.clone(),
            ..self
        }
    }

    /// Limits the walk to what is at or below these paths, absolute. They may be gone.
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

/// The paths that a walk is limited to.
struct Within {
    paths: HashSet<PathBuf>,
    /// The folders that lead to them.
    above: HashSet<PathBuf>,
}

impl Within {
    /// Whether the walk has to see `path`.
    fn leads_to(&self, path: &Path) -> bool {
        self.above.contains(path) || path.ancestors().any(|above| self.paths.contains(above))
    }
}

struct Root {
    /// As its user spelled it.
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
    /// Spells a path below this root as its user would.
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
        // A root that is a link may be called otherwise than the file it leads to.
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
    /// Returns the file as it stands now: its size and times may be others.
    ///
    /// # Errors
    /// It is gone, or may not be looked at.
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

/// Returns whether an entry is a folder whose files can be made again: an index, too, is one. Only a
/// plain file is a tag; to open a pipe of that name would wait for ever.
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

/// Returns when the bytes of a file were last changed, in nanoseconds since 1970; `None` where that is not known or beyond what
/// can be told so.
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
