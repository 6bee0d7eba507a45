//! What is watched: the files and folders that were named, without hidden ones and the index itself.

use std::fs;
use std::path::{Path, PathBuf};

use reportage::corpus::absolute;

use super::changes::Batch;

/// The roots of a watch, and what below them does not count.
#[derive(Debug, Clone)]
pub struct Roots {
    roots: Vec<Root>,
    /// The folder of the index: its own writes are no changes.
    index: PathBuf,
}

/// A file or folder that was named.
#[derive(Debug, Clone)]
pub struct Root {
    /// As its user spelled it.
    spelled: PathBuf,
    /// Absolute.
    pub path: PathBuf,
    /// What stood there when it was last looked at.
    pub standing: Option<Standing>,
}

/// A file or folder that is there. Another one of the same name is not equal to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    pub is_folder: bool,
    /// The numbers of its file system and of itself; 0 where there are none.
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

    /// Returns whether a change of the file or folder at `path`, absolute, may bear on the index.
    pub fn concern(&self, path: &Path) -> bool {
        if path.starts_with(&self.index) {
            return false;
        }
        self.roots.iter().any(|root| {
            let below = path.strip_prefix(&root.path);
            below.is_ok_and(|below| !below.components().any(is_hidden))
        })
    }

    /// Looks at each root; returns those that have come, gone, or been replaced by another since the last time.
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

    /// Returns the roots that a batch bears on, as their user spelled them.
    pub fn of(&self, batch: &Batch) -> Vec<PathBuf> {
        let bears = |root: &&Root| match batch {
            Batch::Everything => true,
            Batch::Paths(paths) => paths.iter().any(|path| path.starts_with(&root.path)),
        };
        let roots = self.roots.iter().filter(bears);
        roots.map(|root| root.spelled.clone()).collect()
    }

    /// Returns the folder to be watched for a root, and whether all below it is; `None` if that is watched for
    /// another root. A file is watched from its folder, so that one that takes its place is seen.
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
    fn hidden_files_the_index_and_what_stands_elsewhere_are_no_concern() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| absolute(folder.path()).join(name);
        let named = [at("reports"), at("one.txt"), at(".notes")];
        let roots = Roots::new(&named, &at("reports/index"));
        for (name, wanted) in [
            ("reports", true),
            ("reports/2025/a.txt", true),
            ("one.txt", true),
            (".notes/a.txt", true), // named
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
    fn a_batch_bears_on_the_roots_that_its_paths_are_below() {
        let named = ["/a", "/a/b", "/c"].map(PathBuf::from);
        let roots = Roots::new(&named, Path::new("/index"));
        let batch = Batch::Paths(vec![PathBuf::from("/a/b/x.txt")]);
        assert_eq!(roots.of(&batch), &named[..2]);
        assert_eq!(roots.of(&Batch::Everything), named);
    }

    #[test]
    fn a_root_that_goes_or_comes_or_is_another_one_has_changed() {
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
