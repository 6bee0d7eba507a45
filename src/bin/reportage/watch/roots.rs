//! The watched files and folders, without hidden ones and the index itself.

use std::fs;
use std::path::{Path, PathBuf};

use reportage::corpus::absolute;

use super::changes::Batch;

/// The roots of a watch, and what to ignore below them.
#[derive(Debug, Clone)]
pub struct Roots {
    roots: Vec<Root>,
    /// The index directory: writes to it are not changes.
    index: PathBuf,
}

/// A file or folder given on the command line.
#[derive(Debug, Clone)]
pub struct Root {
    /// The path as typed.
    spelled: PathBuf,
    /// Absolute.
    pub path: PathBuf,
    /// What was there at the last check; `None` for nothing.
    pub standing: Option<Standing>,
}

/// The identity of an existing file or folder. A different one with the same name is not equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    pub is_folder: bool,
    /// Device and inode number; 0 on systems without them.
    numbers: (u64, u64),
}

impl Roots {
    pub fn new(paths: &[PathBuf], index: &Path) -> Roots {
        let roots = paths.iter().map(|spelled| Root {
            spelled: spelled.clone(),
            path: absolute(spelled),
            standing: None,
        });
        Roots {
            roots: roots.collect(),
            index: absolute(index),
        }
    }

    /// Returns whether a change at the absolute `path` may affect the index.
    pub fn concern(&self, path: &Path) -> bool {
        if path.starts_with(&self.index) {
            return false;
        }
        self.roots.iter().any(|root| {
            let below = path.strip_prefix(&root.path);
            below.is_ok_and(|below| !below.components().any(is_hidden))
        })
    }

    /// Checks each root; returns those that have appeared, disappeared or been replaced since the last check.
    pub fn changed(&mut self) -> Vec<Root> {
        let mut changed = Vec::new();
        for root in &mut self.roots {
            let standing = standing(&root.path);
            if standing != root.standing {
                root.standing = standing;
                changed.push(root.clone());
            }
        }
        changed
    }

    /// Returns the roots affected by a batch, as typed.
    pub fn of(&self, batch: &Batch) -> Vec<PathBuf> {
        let bears = |root: &&Root| match batch {
            Batch::Everything => true,
            Batch::Paths(paths) => paths.iter().any(|path| path.starts_with(&root.path)),
        };
        let roots = self.roots.iter().filter(bears);
        roots.map(|root| root.spelled.clone()).collect()
    }

    /// Returns the folder to watch for a root, and whether to watch it recursively; `None` if it does not exist or is
    /// watched for another root. A file is watched through its folder, to notice when another file replaces it.
    pub fn folder_of(&self, root: &Root) -> Option<(PathBuf, bool)> {
        let standing = root.standing?;
        if standing.is_folder {
            return Some((root.path.clone(), true));
        }
        let folder = root.path.parent()?;
        let is_watched = |other: &Root| {
            let is_folder = other.standing.is_some_and(|standing| standing.is_folder);
            is_folder && folder.starts_with(&other.path)
        };
        match self.roots.iter().any(is_watched) {
            true => None,
            false => Some((folder.to_owned(), false)),
        }
    }
}

fn is_hidden(part: std::path::Component<'_>) -> bool {
    part.as_os_str().as_encoded_bytes().first() == Some(&b'.')
}

fn standing(path: &Path) -> Option<Standing> {
    let metadata = fs::metadata(path).ok()?;
    #[cfg(unix)]
    let numbers = {
        use std::os::unix::fs::MetadataExt;
        (metadata.dev(), metadata.ino())
    };
    #[cfg(not(unix))]
    let numbers = (0, 0);
    Some(Standing {
        is_folder: metadata.is_dir(),
        numbers,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_files_the_index_and_files_elsewhere_are_ignored() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| absolute(folder.path()).join(name);
        let named = [at("reports"), at("one.txt"), at(".notes")];
        let roots = Roots::new(&named, &at("reports/index"));
        for (name, wanted) in [
            ("reports", true),
            ("reports/2025/a.txt", true),
            ("one.txt", true),
            (".notes/a.txt", true), // given on the command line
            ("reports/.git/HEAD", false),
            ("reports/.a.txt.swp", false),
            ("reports/index", false),
            ("reports/index/meta.json", false),
            ("reports/index.txt", true),
            ("two.txt", false),
            ("", false),
        ] {
            assert_eq!(roots.concern(&at(name)), wanted, "{name}");
        }
    }

    #[test]
    fn a_batch_affects_the_roots_above_its_paths() {
        let named = ["/a", "/a/b", "/c"].map(PathBuf::from);
        let roots = Roots::new(&named, Path::new("/index"));
        let batch = Batch::Paths(vec![PathBuf::from("/a/b/x.txt")]);
        assert_eq!(roots.of(&batch), &named[..2]);
        assert_eq!(roots.of(&Batch::Everything), named);
    }

    #[test]
    fn a_root_has_changed_if_it_disappears_appears_or_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("reports");
        let mut roots = Roots::new(std::slice::from_ref(&path), Path::new("/index"));
        let mut changed = || roots.changed().len();
        assert_eq!(changed(), 0);
        fs::create_dir(&path).unwrap();
        assert_eq!([changed(), changed()], [1, 0]);
        fs::write(path.join("a.txt"), "Calm.").unwrap();
        assert_eq!(changed(), 0);
        fs::rename(&path, folder.path().join("before")).unwrap();
        fs::create_dir(&path).unwrap();
        assert_eq!([changed(), changed()], [usize::from(cfg!(unix)), 0]);
        fs::remove_dir(&path).unwrap();
        assert_eq!(changed(), 1);
    }
}
