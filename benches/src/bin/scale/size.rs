//! Measures one size: writes the reports, lets both programs index them and answer the queries.

use std::collections::BTreeMap;
use std::error::Error;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::bare;
use crate::files::{self, Extent, QueryFiles};
use crate::measure::{self, Cores, Line};
use crate::planted::{NUMBERS, Planted};
use crate::queries::{KINDS, Query};
use crate::text::Seed;

/// How often a file of queries is run at most, and the time after which no further run begins.
const RUNS: usize = 15;
const TIME: Duration = Duration::from_secs(8);
/// How often a process that answers one query is run.
const COLD_RUNS: usize = 5;
/// How often planted words are queried in a file: one of them is too fast to measure.
const PLANTED_REPEATS: usize = 10;

/// What is the same for all sizes.
pub struct Plan {
    pub reportage: PathBuf,
    pub folder: PathBuf,
    pub seed: Seed,
    pub planted: Vec<Planted>,
    /// The queries of each of [`KINDS`].
    pub mixed: Vec<Vec<Query>>,
}

/// Measures a size; returns the extent of its reports and the values by their keys. Its files are removed afterwards.
pub fn measure(
    plan: &Plan,
    size: usize,
) -> Result<(Extent, BTreeMap<String, f64>), Box<dyn Error>> {
    let folder = plan.folder.join(format!("size-{size}"));
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    let reports = folder.join("reports");
    let extent = files::write_reports(&reports, size, &plan.seed, &plan.planted)?;
    let mut values = BTreeMap::new();
    for program in [Program::Reportage(plan.reportage.clone()), Program::Bare] {
        let run = Run {
            index: folder.join(program.name()),
            queries: folder.join(format!("{}-queries", program.name())),
            program,
            values: BTreeMap::new(),
        };
        values.extend(run.all(plan, &reports, size)?);
    }
    fs::remove_dir_all(&folder)?;
    Ok((extent, values))
}

/// A program that is measured.
enum Program {
    Reportage(PathBuf),
    /// This program: see [`bare`].
    Bare,
}

/// What a program returns for each query.
#[derive(Clone, Copy)]
enum Detail {
    /// Hits with marked passages or snippets.
    Marked,
    /// In reportage also facet counts; of bare tantivy ids only.
    Other,
}

impl Program {
    fn name(&self) -> &'static str {
        match self {
            Program::Reportage(_) => "reportage",
            Program::Bare => "bare",
        }
    }

    /// The key of the values for [`Detail::Other`].
    fn other(&self) -> &'static str {
        match self {
            Program::Reportage(_) => "facets",
            Program::Bare => "ids",
        }
    }

    fn query_line(&self, query: &Query) -> String {
        match self {
            Program::Reportage(_) => query.text(),
            Program::Bare => serde_json::to_string(query).expect("a query is plain data"),
        }
    }

    fn index(&self, reports: &Path, index: &Path) -> Result<Line, Box<dyn Error>> {
        Ok(match self {
            Program::Reportage(program) => line(
                program,
                &["index", "--no-config", "--quiet", "--index"],
                &[index, reports],
            ),
            Program::Bare => line(
                &std::env::current_exe()?,
                &[bare::ARGUMENT, bare::INDEX],
                &[reports, index],
            ),
        })
    }

    fn search(&self, index: &Path, queries: &Path, detail: Detail) -> Result<Line, Box<dyn Error>> {
        Ok(match self {
            Program::Reportage(program) => {
                let mut line = line(
                    program,
                    &["batch", "--no-config", "--format", "json", "--index"],
                    &[index, queries],
                );
                match detail {
                    Detail::Marked => {}
                    Detail::Other => line.push("--facets".into()),
                }
                line
            }
            Program::Bare => {
                let command = match detail {
                    Detail::Marked => bare::SNIPPETS,
                    Detail::Other => bare::IDS,
                };
                line(
                    &std::env::current_exe()?,
                    &[bare::ARGUMENT, command],
                    &[index, queries],
                )
            }
        })
    }

    /// Returns how many reports have a word.
    fn count(&self, index: &Path, word: &str) -> Result<usize, Box<dyn Error>> {
        match self {
            Program::Bare => bare::count(index, word),
            Program::Reportage(program) => {
                let output = Command::new(program)
                    .args(["count", "--no-config", "--format", "jsonl", "--index"])
                    .arg(index)
                    .arg(word)
                    .output()?;
                let counted: serde_json::Value = serde_json::from_slice(&output.stdout)?;
                let reports = counted["reports"].as_u64();
                Ok(reports.ok_or("`reportage count` has another format")? as usize)
            }
        }
    }
}

/// One program and one size.
struct Run {
    program: Program,
    index: PathBuf,
    queries: PathBuf,
    values: BTreeMap<String, f64>,
}

impl Run {
    fn all(
        mut self,
        plan: &Plan,
        reports: &Path,
        size: usize,
    ) -> Result<BTreeMap<String, f64>, Box<dyn Error>> {
        fs::create_dir_all(&self.queries)?;
        self.indexing(reports, size)?;
        for Planted { word, reports } in &plan.planted {
            let counted = self.program.count(&self.index, word)?;
            if counted != *reports {
                let name = self.program.name();
                return Err(
                    format!("{name} finds {word} in {counted} reports, not {reports}").into(),
                );
            }
        }
        self.mixed(plan)?;
        self.planted(plan)?;
        self.cold(plan)?;
        Ok(self.values)
    }

    fn set(&mut self, key: &str, value: f64) {
        let name = self.program.name();
        eprintln!("  {name} {key}: {value:.4}");
        self.values.insert(format!("{name} {key}"), value);
    }

    fn indexing(&mut self, reports: &Path, size: usize) -> Result<(), Box<dyn Error>> {
        let cost = measure::run(&self.program.index(reports, &self.index)?, Cores::All)?;
        let bytes = files::size_of_folder(&self.index)?;
        self.set("index", cost.seconds * 1e6 / size as f64);
        self.set("index cpu", cost.cpu_seconds * 1e6 / size as f64);
        self.set("index peak", cost.peak_bytes as f64 / 1e6);
        self.set("index bytes", bytes as f64 / size as f64);
        Ok(())
    }

    fn mixed(&mut self, plan: &Plan) -> Result<(), Box<dyn Error>> {
        let all: Vec<Query> = plan.mixed.iter().flatten().cloned().collect();
        let all = self.write("mixed", &all)?;
        let mean = self.mean(&all, Detail::Marked, Cores::One)?;
        self.set("mixed", mean);
        let other = self.mean(&all, Detail::Other, Cores::One)?;
        self.set(self.program.other(), other);
        if let Program::Reportage(_) = self.program {
            let on_all = self.mean(&all, Detail::Marked, Cores::All)?;
            self.set("batch cores", mean / on_all);
            let line = self
                .program
                .search(&self.index, &all.once, Detail::Marked)?;
            let peak = measure::run(&line, Cores::All)?.peak_bytes;
            self.set("batch peak", peak as f64 / 1e6);
        }
        for (kind, queries) in KINDS.iter().zip(&plan.mixed) {
            let files = self.write(kind, queries)?;
            let mean = self.mean(&files, Detail::Marked, Cores::One)?;
            self.set(kind, mean);
        }
        Ok(())
    }

    fn planted(&mut self, plan: &Plan) -> Result<(), Box<dyn Error>> {
        for number in NUMBERS {
            let with = plan.planted.iter().filter(|one| one.reports == number);
            let queries: Vec<Query> = with
                .map(|one| Query::Words(vec![one.word.clone()]))
                .collect();
            let key = format!("{number} reports");
            let files = self.write(&key, &vec![queries; PLANTED_REPEATS].concat())?;
            let mean = self.mean(&files, Detail::Marked, Cores::One)?;
            self.set(&key, mean);
        }
        Ok(())
    }

    /// Measures a process that answers one query for a planted word.
    fn cold(&mut self, plan: &Plan) -> Result<(), Box<dyn Error>> {
        let word = plan.planted[0].word.clone();
        let one = self.write("cold", &[Query::Words(vec![word])])?;
        let line = self
            .program
            .search(&self.index, &one.once, Detail::Marked)?;
        let [seconds] = measure::minima([&line], Cores::All, COLD_RUNS, TIME)?;
        self.set("cold", seconds * 1e3);
        Ok(())
    }

    fn write(&self, name: &str, queries: &[Query]) -> Result<QueryFiles, Box<dyn Error>> {
        let line = |query: &Query| self.program.query_line(query);
        Ok(files::write_queries(&self.queries, name, queries, line)?)
    }

    /// Returns the mean of a warm query in milliseconds: what a second run in the same process adds.
    fn mean(
        &self,
        files: &QueryFiles,
        detail: Detail,
        cores: Cores,
    ) -> Result<f64, Box<dyn Error>> {
        let once = self.program.search(&self.index, &files.once, detail)?;
        let twice = self.program.search(&self.index, &files.twice, detail)?;
        let [once, twice] = measure::minima([&once, &twice], cores, RUNS, TIME)?;
        Ok((twice - once) * 1e3 / files.number as f64)
    }
}

fn line(program: &Path, arguments: &[&str], paths: &[&Path]) -> Line {
    let mut line: Line = vec![program.into()];
    line.extend(arguments.iter().map(OsString::from));
    line.extend(paths.iter().map(OsString::from));
    line
}
