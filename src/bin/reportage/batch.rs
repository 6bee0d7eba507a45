//! `reportage batch`: answers a file of queries.

use std::collections::HashSet;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::path::PathBuf;

use clap::Args;

use crate::failure::{Failure, Outcome};
use crate::output;
use crate::place::Place;
use crate::search::{Flags, tell};

/// Answer a file of queries, one a line: `id<TAB>query`, or a query whose id is its line number.
///
/// A line that is no query is reported with its number and the rest goes on; the exit status is then
/// 2. Finding nothing is no failure.
#[derive(Args)]
pub struct Arguments {
    /// The queries; `-` reads them from standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    place: Place,
    #[command(flatten)]
    flags: Flags,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let shown = arguments.file.display().to_string();
    let lines: Box<dyn BufRead> = match shown.as_str() {
        "-" => Box::new(io::stdin().lock()),
        _ => {
            let file = File::open(&arguments.file)
                .map_err(|error| Failure::new(format!("{shown}: {error}")))?;
            Box::new(BufReader::new(file))
        }
    };
    let searcher = arguments.place.searcher()?;
    let flags = &arguments.flags;
    flags.check(&searcher)?;
    let mut said = HashSet::new();
    let format = flags.format();
    let writer = flags.writer(&searcher);
    let mut out = output::stdout();
    (format.head)(&mut out, &writer.settings(Some("")))?;
    let mut outcome = Outcome::Done;
    let mut complain = |n: usize, reason: &[String]| {
        let mut reason = reason.iter();
        let first = reason.next().map_or("", String::as_str);
        output::warning(&format!("{shown}:{n}: {first}"));
        reason.for_each(|line| output::aside(line)); // the place in the query
        outcome = Outcome::Partly;
    };
    for (n, line) in lines.split(b'\n').enumerate() {
        let n = n + 1;
        let line = line.map_err(|error| Failure::new(format!("{shown}:{n}: {error}")))?;
        let Ok(line) = String::from_utf8(line) else {
            complain(n, &["not UTF-8".to_owned()]);
            continue;
        };
        let line = line.trim_end_matches('\r');
        if line.trim().is_empty() {
            continue;
        }
        let number = n.to_string();
        let (id, text) = line.split_once('\t').unwrap_or((&number, line));
        let answered = flags
            .parse(text)
            .and_then(|query| flags.request(query))
            .and_then(|request| {
                let response = searcher.search(&request);
                let response = response.map_err(|error| Failure::search(text, error))?;
                tell(&response, request.words, Some(id), &mut said);
                Ok(response)
            });
        match answered {
            Ok(response) => (format.write)(&mut out, &response, &writer.settings(Some(id)))?,
            Err(failure) => complain(n, failure.lines()),
        }
    }
    out.flush()?;
    Ok(outcome)
}
