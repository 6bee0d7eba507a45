//! The flags that select the index.

use std::path::{Path, PathBuf};

use clap::Args;
use etcetera::BaseStrategy;
use reportage::index::OpenIndex;
use reportage::search::Searcher;

use crate::failure::Failure;
use crate::headings::INDEX;

/// The id of the flag that names the index.
pub const INDEX_FLAG: &str = "index";
/// The id of the flag that names a path to index and search.
pub const WITHIN_FLAG: &str = "within";

/// Names the index, the same in every command.
#[derive(Args, Clone)]
pub struct IndexArgument {
    /// Folder of the index [default: $REPORTAGE_INDEX, else .reportage]
    #[arg(long, short, help_heading = INDEX, value_name = "DIR", global = true)]
    pub index: Option<PathBuf>,
}

impl IndexArgument {
    /// Returns the index directory.
    pub fn dir(&self) -> PathBuf {
        dir_of(self.index.as_deref())
    }
}

/// Opens the index in `dir` for searching.
pub fn searcher_of(dir: &Path) -> Result<Searcher, Failure> {
    Searcher::new(OpenIndex::open(dir)?).map_err(|error| Failure::search("", error))
}

/// Names an index, or several that are searched as one.
#[derive(Args, Clone)]
pub struct IndexArguments {
    /// Folder of the index; repeat to search several indexes as one [default: $REPORTAGE_INDEX, else .reportage]
    #[arg(long, short, help_heading = INDEX, value_name = "DIR")]
    pub index: Vec<PathBuf>,
}

impl IndexArguments {
    /// Opens the indexes for searching.
    pub fn searcher(&self) -> Result<Searcher, Failure> {
        let index = match &self.index[..] {
            [] => OpenIndex::open(&dir_of(None))?,
            several => OpenIndex::open_together(several)?,
        };
        Searcher::new(index).map_err(|error| Failure::search("", error))
    }
}

/// Returns the index directory: from the flag, or else `$REPORTAGE_INDEX`, or else the default.
pub fn dir_of(flag: Option<&Path>) -> PathBuf {
    if let Some(dir) = flag {
        return dir.to_owned();
    }
    match std::env::var_os("REPORTAGE_INDEX") {
        Some(dir) if !dir.is_empty() => PathBuf::from(dir),
        Some(_) | None => PathBuf::from(".reportage"),
    }
}

/// Returns the directory in the user's cache for an index of `path`. Results show paths as typed, so each spelling of a
/// path has its own index.
pub fn in_cache(path: &Path) -> Result<PathBuf, Failure> {
    let base = etcetera::choose_base_strategy().map_err(|error| {
        Failure::new(format!("no cache folder: {error}")).hint("name a folder with --index DIR")
    })?;
    let absolute = reportage::corpus::absolute(path);
    let key = format!("{}\0{}", absolute.display(), path.display());
    let name = absolute
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let name: String = name
        .chars()
        .filter(|c| c.is_alphanumeric())
        .take(30)
        .collect();
    let hash = reportage::index::hash_of_id(&key);
    Ok(base
        .cache_dir()
        .join("reportage")
        .join(format!("{name}-{hash:016x}")))
}
