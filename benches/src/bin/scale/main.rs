//! Measures how the cost of indexing and searching grows with the number of reports, beside tantivy with nothing around it.
//!
//! ```text
//! cargo run --release --bin scale -- --reportage ../target/release/reportage \
//!     --sizes 10000,100000,1000000 --folder /tmp/scale --project ..
//! ```
//!
//! After each size it writes `results.json`, `tables.md` and `plot.svg` to the folder, in which results of other sizes are kept,
//! and with `--project` the tables to `BENCHMARKS.md` and the plot to `docs/images/` of that folder.

mod bare;
mod files;
mod load;
mod measure;
mod planted;
mod plot;
mod queries;
mod random;
mod results;
mod rows;
mod seed;
mod size;
mod tables;
mod text;

use std::error::Error;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use load::Load;
use results::{Results, Size};
use size::Plan;

const USAGE: &str = "usage: scale --reportage PROGRAM --sizes N,N,... --folder DIR [--project DIR]";

/// Where the tables are in the page, and what ends them.
const BEGIN: &str = "<!-- tables of scale -->\n";
const END: &str = "<!-- end of tables -->";

fn main() -> ExitCode {
    let arguments: Vec<OsString> = std::env::args_os().skip(1).collect();
    let result = match arguments.split_first() {
        Some((first, rest)) if first == measure::ARGUMENT => measure::child(rest),
        Some((first, rest)) if first == bare::ARGUMENT => bare::run(rest),
        _ => run(arguments),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

struct Arguments {
    reportage: PathBuf,
    sizes: Vec<usize>,
    folder: PathBuf,
    project: Option<PathBuf>,
}

fn arguments(given: Vec<OsString>) -> Result<Arguments, Box<dyn Error>> {
    let (mut reportage, mut sizes, mut folder, mut project) = (None, Vec::new(), None, None);
    let mut given = given.into_iter();
    while let Some(flag) = given.next() {
        let value = given.next().ok_or(USAGE)?;
        match flag.to_str() {
            Some("--reportage") => reportage = Some(PathBuf::from(value)),
            Some("--folder") => folder = Some(PathBuf::from(value)),
            Some("--project") => project = Some(PathBuf::from(value)),
            Some("--sizes") => {
                for size in value.to_string_lossy().split(',') {
                    sizes.push(size.parse()?);
                }
            }
            _ => return Err(USAGE.into()),
        }
    }
    if sizes.is_empty() || sizes.iter().any(|&size| size < queries::SAMPLE) {
        return Err(format!("{USAGE}\nN is at least {}", queries::SAMPLE).into());
    }
    Ok(Arguments {
        reportage: reportage.ok_or(USAGE)?,
        sizes,
        folder: folder.ok_or(USAGE)?,
        project,
    })
}

fn run(given: Vec<OsString>) -> Result<(), Box<dyn Error>> {
    let arguments = arguments(given)?;
    fs::create_dir_all(&arguments.folder)?;
    let words = reportage_translations::Translations::shipped()?;
    let seed = seed::read(&arguments.reportage, &arguments.folder, &words)?;
    let mixed = queries::mixed(&seed, |word| words.frequency("en", word, None));
    let plan = Plan {
        reportage: arguments.reportage,
        folder: arguments.folder.clone(),
        seed,
        planted: planted::all(),
        mixed,
    };
    let path = arguments.folder.join("results.json");
    let mut results = Results::read(&path)?;
    for size in arguments.sizes {
        eprintln!("{size} reports");
        let start = Load::now()?;
        let (extent, values) = size::measure(&plan, size)?;
        let others = Load::now()?.others_since(&start);
        results.add(Size {
            reports: size,
            words: extent.words,
            bytes: extent.bytes,
            date: today(),
            machine: machine()?,
            version: version(&plan.reportage)?,
            others,
            values,
        });
        results.write(&path)?;
        let (tables, plot) = (tables::of(&results), plot::of(&results));
        fs::write(arguments.folder.join("tables.md"), &tables)?;
        fs::write(arguments.folder.join("plot.svg"), &plot)?;
        if let Some(project) = &arguments.project {
            publish(project, &tables, &plot)?;
        }
    }
    Ok(())
}

/// Replaces the tables of `BENCHMARKS.md`, and its plot.
fn publish(project: &Path, tables: &str, plot: &str) -> Result<(), Box<dyn Error>> {
    let page = project.join("BENCHMARKS.md");
    let text = fs::read_to_string(&page)?;
    let (before, rest) = text.split_once(BEGIN).ok_or("no place for the tables")?;
    let (_, after) = rest.split_once(END).ok_or("no end of the tables")?;
    fs::write(page, format!("{before}{BEGIN}\n{tables}\n{END}{after}"))?;
    fs::write(project.join("docs/images/scale.svg"), plot)?;
    Ok(())
}

/// Returns the current day: year, month and day (UTC).
fn today() -> String {
    tantivy::time::OffsetDateTime::now_utc().date().to_string()
}

/// Describes the machine: the model of its processors, the cores that this program may use, and the memory.
fn machine() -> Result<String, Box<dyn Error>> {
    let value = |file: &str, key: &str| -> Result<String, Box<dyn Error>> {
        let text = fs::read_to_string(file)?;
        let line = text.lines().find(|line| line.starts_with(key));
        let value = line.and_then(|line| line.split_once(':'));
        Ok(value.map_or(String::new(), |(_, value)| value.trim().to_owned()))
    };
    let model = value("/proc/cpuinfo", "model name")?;
    let memory = value("/proc/meminfo", "MemTotal")?;
    let kilobytes: f64 = memory.trim_end_matches(" kB").parse()?;
    let cores = std::thread::available_parallelism()?;
    Ok(format!("{model}, {cores} cores, {:.0} GB", kilobytes / 1e6))
}

fn version(reportage: &Path) -> Result<String, Box<dyn Error>> {
    let output = Command::new(reportage).arg("--version").output()?;
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
