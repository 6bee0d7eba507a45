//! Excludes files from a walk by `.gitignore` patterns, given with the run or in `.reportageignore`
//! files of the folders.

use std::path::{Path, PathBuf};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

/// The name of pattern files. A pattern file applies to its folder and everything below it.
pub const IGNORE_FILE: &str = ".reportageignore";

/// A fault in a pattern.
pub type PatternError = ignore::Error;

/// Patterns given with a run.
#[derive(Debug, Clone, Default)]
pub struct Patterns(Vec<String>);

impl Patterns {
    /// Parses patterns.
    ///
    /// # Errors
    /// The first invalid pattern, with the fault.
    pub fn new(patterns: &[String]) -> Result<Patterns, (String, PatternError)> {
        for pattern in patterns {
            let mut builder = GitignoreBuilder::new("");
            if let Err(error) = builder.add_line(None, pattern) {
                return Err((pattern.clone(), error));
            }
        }
        Ok(Patterns(patterns.to_vec()))
    }
}

/// The patterns that apply at some point of a walk.
#[derive(Debug)]
pub(super) struct Excluded {
    given: Gitignore,
    /// The pattern files on the path from the root, outermost first.
    files: Vec<(PathBuf, Gitignore)>,
}

impl Excluded {
    /// Starts a walk of `root`. Pattern files in its parent folders apply, too.
    pub fn below(root: &Path, patterns: &Patterns) -> Excluded {
        let mut builder = GitignoreBuilder::new(root);
        for pattern in &patterns.0 {
            let _ = builder.add_line(None, pattern); // `Patterns::new` has checked it
        }
        Excluded {
            given: builder.build().unwrap_or_else(|_| Gitignore::empty()),
            files: Vec::new(),
        }
    }

    /// Enters a folder. Returns the fault of its pattern file, if any; valid patterns still apply.
    pub fn enter(&mut self, folder: &Path) -> Option<PatternError> {
        self.files.retain(|(outer, _)| folder.starts_with(outer));
        let file = folder.join(IGNORE_FILE);
        if !file.symlink_metadata().is_ok_and(|file| file.is_file()) {
            return None;
        }
        let (patterns, error) = Gitignore::new(file);
        self.files.push((folder.to_owned(), patterns));
        error
    }

    /// Returns whether a file or folder is excluded; the innermost matching pattern decides.
    pub fn has(&mut self, path: &Path, is_dir: bool) -> bool {
        self.files.retain(|(folder, _)| path.starts_with(folder));
        let files = self.files.iter().rev().map(|(_, patterns)| patterns);
        for patterns in std::iter::once(&self.given).chain(files) {
            match patterns.matched(path, is_dir) {
                Match::Ignore(_) => return true,
                Match::Whitelist(_) => return false,
                Match::None => {}
            }
        }
        false
    }
}
