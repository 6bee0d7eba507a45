//! Files: the reports of a collection and the queries, and how large folders are.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::planted::{self, Planted};
use crate::queries::Query;
use crate::text::Seed;

/// Reports of a file.
const REPORTS_PER_FILE: usize = 50_000;

/// The extent of a collection.
pub struct Extent {
    pub words: u64,
    pub bytes: u64,
}

/// Writes a collection of reports as files of JSON Lines.
pub fn write_reports(
    folder: &Path,
    size: usize,
    seed: &Seed,
    planted: &[Planted],
) -> io::Result<Extent> {
    let planted = planted::by_report(planted, size);
    fs::create_dir_all(folder)?;
    let mut words = 0;
    for start in (0..size).step_by(REPORTS_PER_FILE) {
        let path = folder.join(format!("reports-{start:08}.jsonl"));
        let mut out = BufWriter::new(File::create(path)?);
        for n in start..size.min(start + REPORTS_PER_FILE) {
            let report = seed.report(n, planted.get(&n).map_or(&[], Vec::as_slice));
            words += report.text.split_whitespace().count() as u64;
            serde_json::to_writer(&mut out, &report)?;
            out.write_all(b"\n")?;
        }
        out.flush()?;
    }
    Ok(Extent {
        words,
        bytes: size_of_folder(folder)?,
    })
}

/// A file of queries, and one that has them twice, in the format of a program.
pub struct QueryFiles {
    pub once: PathBuf,
    pub twice: PathBuf,
    /// The number of queries of the first.
    pub number: usize,
}

/// Writes queries as `line` has them.
pub fn write_queries(
    folder: &Path,
    name: &str,
    queries: &[Query],
    line: impl Fn(&Query) -> String,
) -> io::Result<QueryFiles> {
    let text: String = queries.iter().map(|query| line(query) + "\n").collect();
    let name = name.replace(' ', "-");
    let once = folder.join(format!("{name}.once"));
    let twice = folder.join(format!("{name}.twice"));
    fs::write(&once, &text)?;
    fs::write(&twice, text.repeat(2))?;
    Ok(QueryFiles {
        once,
        twice,
        number: queries.len(),
    })
}

/// Returns the bytes of all files below a folder.
pub fn size_of_folder(folder: &Path) -> io::Result<u64> {
    let mut bytes = 0;
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        bytes += match entry.file_type()?.is_dir() {
            true => size_of_folder(&entry.path())?,
            false => entry.metadata()?.len(),
        };
    }
    Ok(bytes)
}
