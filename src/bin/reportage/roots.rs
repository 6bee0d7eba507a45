//! `reportage roots`: manages the folders that an index mirrors.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use reportage::index::{OpenIndex, SourceRow};
use reportage::indexer::{IndexOptions, Indexer, IndexerError};
use reportage::render::safe;

use crate::failure::{Failure, Outcome};
use crate::headings::OUTPUT;
use crate::index::Build;
use crate::index_argument::IndexArgument;
use crate::output;

/// List, rename, move or remove the folders of an index
#[derive(Subcommand)]
pub enum Command {
    List(List),
    Rename(Rename),
    Move(Move),
    Forget(Forget),
}

/// List the folders: name, files, reports, location
#[derive(Args)]
pub struct List {
    #[command(flatten)]
    place: IndexArgument,
    /// Output format
    #[arg(long, short, help_heading = OUTPUT, value_name = "FORMAT", default_value = "text", value_parser = ["text", "jsonl"])]
    format: String,
}

/// Rename a folder; ids that begin with its name change with it
#[derive(Args)]
pub struct Rename {
    /// Its name
    name: String,
    /// Its new name
    new: String,
    #[command(flatten)]
    place: IndexArgument,
}

/// Set the location of a folder; a moved folder with the same files is recognised when it is indexed
#[derive(Args)]
pub struct Move {
    /// Its name
    name: String,
    /// New location of the folder
    #[arg(value_name = "PATH")]
    to: PathBuf,
    #[command(flatten)]
    place: IndexArgument,
}

/// Remove a folder and its reports from the index; its files stay
#[derive(Args)]
pub struct Forget {
    /// Its name
    name: String,
    #[command(flatten)]
    place: IndexArgument,
}

/// What `roots list --format jsonl` prints of each.
#[derive(serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Object<'a> {
    #[cfg_attr(test, schemars(extend("const" = 1)))]
    v: u32,
    name: &'a str,
    path: String,
    exists: bool,
    files: usize,
    skipped: usize,
    reports: u64,
}

pub fn run(command: &Command) -> Result<Outcome, Failure> {
    match command {
        Command::List(list) => self::list(list),
        Command::Rename(rename) => {
            opened(&rename.place)?.rename_root(&rename.name, &rename.new)?;
            Ok(Outcome::Done)
        }
        Command::Move(to) => {
            opened(&to.place)?.move_root(&to.name, &to.to)?;
            Ok(Outcome::Done)
        }
        Command::Forget(forget) => {
            let (counts, _) = opened(&forget.place)?.forget_root(&forget.name)?;
            output::note(&left(counts.removed));
            Ok(Outcome::Done)
        }
    }
}

/// Opens an existing index for writing.
pub fn opened(place: &IndexArgument) -> Result<Indexer, Failure> {
    let dir = place.dir();
    OpenIndex::open(&dir)?; // fails if there is no index: none is created here
    Ok(indexer(&dir)??)
}

/// Opens the index in `dir` for writing with the schema that it was built with. A failure of the schema is the outer one.
pub fn indexer(dir: &Path) -> Result<Result<Indexer, IndexerError>, Failure> {
    let build = Build::default();
    let schema = build.index_schema(dir)?;
    let options = IndexOptions {
        resources: build.resources(),
        ..IndexOptions::default()
    };
    Ok(Indexer::open(dir, &schema, options))
}

/// Returns a message with the number of reports that left the index.
pub fn left(reports: u64) -> String {
    match reports {
        1 => "removed 1 report from the index".to_owned(),
        n => format!("removed {n} reports from the index"),
    }
}

fn list(list: &List) -> Result<Outcome, Failure> {
    let dir = list.place.dir();
    let ledger = OpenIndex::open(&dir)?.ledger()?;
    let mut out = output::stdout();
    for root in ledger.roots().iter() {
        let keys = ledger.keys_below(root.number, "".as_ref());
        let rows: Vec<&SourceRow> = keys.iter().filter_map(|key| ledger.row(key)).collect();
        let skipped = rows.iter().filter(|row| row.skipped.is_some()).count();
        let place = root.place(&dir);
        let object = Object {
            v: reportage::render::VERSION,
            name: &root.name,
            path: place.display().to_string(),
            exists: place.is_dir(),
            files: rows.len() - skipped,
            skipped,
            reports: rows.iter().map(|row| row.reports).sum(),
        };
        match list.format.as_str() {
            "jsonl" => reportage::render::write_line(&mut out, &object)?,
            _ => {
                let state = if object.exists { "" } else { "  (not there)" };
                let line = format!(
                    "{:<16} {:>8} files {:>8} reports  {}{state}",
                    object.name, object.files, object.reports, object.path
                );
                writeln!(out, "{}", safe(&line))?;
            }
        }
    }
    out.flush()?;
    Ok(match ledger.roots().is_empty() {
        true => Outcome::Nothing,
        false => Outcome::Done,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_json_schema_file_matches_the_written_type() {
        use crate::schema_files::check;
        check::<Object>(
            "roots-list-line",
            "A line that `roots list --format jsonl` prints: a folder that was indexed.",
        );
    }
}
