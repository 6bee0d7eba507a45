//! `reportage open`: opens the source file of a report with the system's default program.

use std::io::Write;
use std::path::Path;
use std::process::Command;
#[cfg(feature = "serve")]
use std::process::Stdio;

use clap::Args;
use reportage::render::safe;
use reportage::response::{Passage, ReportHead};
use reportage::search::{Request, Searcher, SourceFile};

use crate::failure::{Failure, Outcome};
use crate::output;
use crate::query_arguments::joined;
use crate::search::Flags;
use crate::searched_index::SearchedIndex;

/// Overrides the program that opens files; it gets the path as its only argument.
const OPENER: &str = "REPORTAGE_OPENER";

/// Open the source of a report with the system's default program, or with $REPORTAGE_OPENER
///
/// Identify the report by its id or, with a query, by the rank of a hit: `reportage open 3 kenscoff police` opens hit
/// 3 `reportage open 3 kenscoff police` opens hit 3
/// of `reportage search kenscoff police`, with the same flags. For a report in an archive or a mail, the archive or
/// mail is opened.
#[derive(Args)]
pub struct Arguments {
    /// Id of the report; with a query, the rank of a hit
    #[arg(value_name = "ID|RANK")]
    report: String,
    /// Query whose hit is opened
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// Print the path instead of opening the file
    #[arg(long)]
    print: bool,
    #[command(flatten)]
    place: SearchedIndex,
    #[command(flatten)]
    flags: Flags,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let searcher = arguments.place.searcher()?;
    let (id, source, spot) = match arguments.query.is_empty() {
        true => {
            let id = arguments.report.clone();
            let source = searcher.source_file(&id);
            (id, source, None)
        }
        false => match hit(&searcher, arguments)? {
            Some((report, spot)) => {
                let source = searcher.source_file_of(&report);
                (report.id, source, spot)
            }
            None => return Ok(Outcome::Nothing),
        },
    };
    let Some(source) = source.map_err(|error| Failure::search("", error))? else {
        output::note(&format!("no report has the id `{id}`"));
        if id.parse::<usize>().is_ok() {
            output::note("to open a hit by its rank, add the query: reportage open RANK QUERY");
        }
        return Ok(Outcome::Nothing);
    };
    let Some(file) = &source.file else {
        let failure = Failure::new(format!(
            "`{id}` was read from a stream: there is no file to open"
        ));
        return Err(failure.hint("`reportage show ID` prints its text"));
    };
    if let Some(inner) = &source.within {
        output::note(&format!("it is {inner} in {}", source.shown));
    }
    if let Some(spot) = spot {
        output::note(&spot);
    }
    if arguments.print {
        let mut out = output::stdout();
        writeln!(out, "{}", safe(&source.shown))?;
        out.flush()?;
        return Ok(Outcome::Done);
    }
    open(file, &source)?;
    Ok(Outcome::Done)
}

/// Finds the hit with this rank; returns its report and the position of its passage.
fn hit(
    searcher: &Searcher,
    arguments: &Arguments,
) -> Result<Option<(ReportHead, Option<String>)>, Failure> {
    let Ok(rank @ 1..) = arguments.report.parse::<usize>() else {
        let failure = Failure::new(format!("`{}` is not a rank", arguments.report));
        return Err(failure.hint(
            "with a query, the first argument is the rank of a hit: reportage open 3 QUERY",
        ));
    };
    let text = joined(&arguments.query);
    let request = arguments.flags.request(arguments.flags.parse(&text)?)?;
    let request = Request {
        limit: request.limit.map(|_| rank),
        offset: 0,
        ..request
    };
    let response = searcher.search(&request);
    let response = response.map_err(|error| Failure::search(&text, error))?;
    let Some(hit) = response.hits.iter().find(|hit| hit.rank == rank) else {
        let hits = match response.hits.len() {
            1 => "1 hit".to_owned(),
            n => format!("{n} hits"),
        };
        output::note(&format!("there is no hit {rank}: the query has {hits}"));
        return Ok(None);
    };
    let spot = hit.passages().first().and_then(spot);
    Ok(Some((hit.report.clone(), spot)))
}

/// Returns the page or line of the first match of a passage, in words.
fn spot(passage: &Passage) -> Option<String> {
    let (line, page) = passage.cited_at();
    let page = page.map(|page| format!("page {page}"));
    page.or_else(|| line.map(|line| format!("line {line}")))
}

fn open(file: &Path, source: &SourceFile) -> Result<(), Failure> {
    let shown = &source.shown;
    // Absolute, so that no name is parsed as a flag.
    let file = std::path::absolute(file).unwrap_or_else(|_| file.to_owned());
    if let Err(error) = file.metadata() {
        return Err(Failure::new(format!("{shown}: {error}")));
    }
    let own = std::env::var_os(OPENER).filter(|program| !program.is_empty());
    let (program, arguments): (_, &[&str]) = match own {
        Some(program) => (program, &[]),
        None => (SYSTEM.0.into(), SYSTEM.1),
    };
    let name = program.to_string_lossy().into_owned();
    let hint = format!("${OPENER} sets the program that opens files");
    let mut command = Command::new(program);
    command.args(arguments).arg(file);
    let status = command
        .status()
        .map_err(|error| Failure::new(format!("{name}: {error}")).hint(hint.clone()))?;
    match status.success() {
        true => Ok(()),
        false => Err(Failure::new(format!("{name}: did not open {shown} ({status})")).hint(hint)),
    }
}

/// Opens an address in the browser, and prints a note if that fails. Does not wait for the browser.
#[cfg(feature = "serve")]
pub fn start_browser(url: &str) {
    let (program, arguments) = SYSTEM;
    let mut command = Command::new(program);
    let quiet = command
        .args(arguments)
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::null());
    if let Err(error) = quiet.stderr(Stdio::null()).spawn() {
        output::note(&format!("--open: {program}: {error}"));
    }
}

/// The program that opens a file by its type. `start` would need `cmd`, which interprets special characters in names.
#[cfg(windows)]
const SYSTEM: (&str, &[&str]) = ("rundll32", &["url.dll,FileProtocolHandler"]);
#[cfg(target_os = "macos")]
const SYSTEM: (&str, &[&str]) = ("open", &[]);
#[cfg(not(any(windows, target_os = "macos")))]
const SYSTEM: (&str, &[&str]) = ("xdg-open", &[]);
