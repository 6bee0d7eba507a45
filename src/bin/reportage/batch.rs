//! `reportage batch`: answers a file of queries.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use reportage::corpus::{TextLine, text_lines};

use crate::failure::{Failure, Outcome};
use crate::notes::Notes;
use crate::output;
use crate::search::Flags;
use crate::searched_index::SearchedIndex;

/// Run the queries of a file, one per line: `id<TAB>query`, or a query whose id is its line number.
///
/// Invalid lines are reported with their numbers and skipped; the exit status is then 2. A query without hits is not
/// a failure.
#[derive(Args)]
pub struct Arguments {
    /// File with the queries; `-` reads standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    place: SearchedIndex,
    #[command(flatten)]
    flags: Flags,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let shown = arguments.file.display().to_string();
    let lines = queries(&arguments.file)?;
    let searcher = arguments.place.searcher()?;
    let flags = &arguments.flags;
    flags.check_null()?;
    let format = flags.format();
    if format.is_of_one_answer() {
        let name = format.name;
        let message = format!("--format {name} can hold the response to one query only");
        return Err(Failure::new(message).hint(format!("use `reportage search --format {name}`")));
    }
    flags.check(&searcher)?;
    let mut notes = Notes::default();
    let writer = flags.writer(&searcher);
    let mut out = output::stdout();
    (format.head)(&mut out, &writer.settings(Some("")))?;
    let mut outcome = Outcome::Done;
    let mut complain = |n: usize, reason: &[String]| {
        let mut reason = reason.iter();
        let first = reason.next().map_or("", String::as_str);
        output::warning(&format!("{shown}:{n}: {first}"));
        reason.for_each(|line| output::continuation(line)); // the position in the query
        outcome = Outcome::Partly;
    };
    for line in lines {
        let n = line.number;
        let line = match line.text {
            Ok(line) => line,
            Err(error) => {
                complain(n, &[error.to_string()]);
                continue;
            }
        };
        if line.trim().is_empty() {
            continue;
        }
        let number = n.to_string();
        let (id, text) = line.split_once('\t').unwrap_or((&number, &line));
        let answered = flags
            .parse(text)
            .and_then(|query| flags.request(query))
            .and_then(|request| {
                let response = searcher.search(&request);
                let response = response.map_err(|error| Failure::search(text, error))?;
                notes.print(&response, request.words, Some(id));
                let writer = flags.writer_of(&searcher, &request, &response)?;
                Ok((response, writer))
            });
        match answered {
            Ok((response, writer)) => {
                (format.write)(&mut out, &response, &writer.settings(Some(id)))?;
            }
            Err(failure) => complain(n, failure.lines()),
        }
    }
    out.flush()?;
    Ok(outcome)
}

/// Reads the lines of a file of queries; `-` is standard input.
pub fn queries(path: &Path) -> Result<Vec<TextLine>, Failure> {
    let shown = path.display();
    let lines = match path.as_os_str() == "-" {
        true => text_lines(io::stdin().lock()),
        false => {
            let file = File::open(path);
            text_lines(file.map_err(|error| Failure::new(format!("{shown}: {error}")))?)
        }
    };
    lines.map_err(|reason| Failure::new(format!("{shown}: {reason}")))
}
