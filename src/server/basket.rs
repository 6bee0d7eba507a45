//! The file of the basket: `basket.jsonl` beside the first index.

use std::path::{Path, PathBuf};

use super::options::Options;
use super::problem::{Kind, Problem};
use crate::index::{IndexError, read_if_exists, replace_file};
use crate::render::write_line;
use crate::response::basket::{BasketPassage, parse};

/// The name of the file.
const FILE: &str = "basket.jsonl";

/// Reads the basket; empty if there is no file.
///
/// # Errors
/// The file cannot be read, or has an invalid line.
pub(super) fn read(options: &Options) -> Result<Vec<BasketPassage>, Problem> {
    let Some(path) = path(options) else {
        return Ok(Vec::new());
    };
    let text = read_if_exists(&path).map_err(|error| Problem::index(&error))?;
    parse(&text.unwrap_or_default()).map_err(|(line, why)| {
        let detail = format!("{}:{line}: no passage of a basket: {why}", path.display());
        Problem::new(Kind::Index, detail)
    })
}

/// Replaces the basket.
///
/// # Errors
/// The file cannot be written.
pub(super) fn write(options: &Options, passages: &[BasketPassage]) -> Result<(), Problem> {
    let Some(path) = path(options) else {
        return Err(Problem::new(Kind::Index, "the server has no index"));
    };
    let mut bytes = Vec::new();
    for passage in passages {
        write_line(&mut bytes, passage)?;
    }
    let text = String::from_utf8(bytes).map_err(|_| Problem::fault())?;
    replace_file(&path, &text).map_err(|source| {
        Problem::index(&IndexError::Io {
            path,
            action: "cannot be written",
            source,
        })
    })
}

fn path(options: &Options) -> Option<PathBuf> {
    let dir: Option<&Path> = options.indexes.first().map(PathBuf::as_path);
    dir.map(|dir| dir.join(FILE))
}
