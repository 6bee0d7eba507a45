//! `reportage batch`: answers a file of queries.

use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use reportage::corpus::{TextLine, text_lines};
use reportage::index::Resources;
use reportage::response::Response;
use reportage::search::{Request, Searcher, WordsRule};

use crate::failure::{Failure, Outcome};
use crate::in_order::for_each_in_order;
use crate::notes::Notes;
use crate::output;
use crate::search::Flags;
use crate::searched_index::SearchedIndex;

/// Run the queries of a file, one per line: `id<TAB>query`, or a query whose id is its line number.
///
/// The queries are answered on all processors; the output is in the order of the file, and the same for any number of
/// threads. Invalid lines are reported with their numbers and skipped; the exit status is then 2. A query without hits
/// is not a failure.
#[derive(Args)]
pub struct Arguments {
    /// File with the queries; `-` reads standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Number of queries to answer at once [default: one per processor]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=256))]
    threads: Option<u16>,
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
    let threads = arguments.threads.map(usize::from);
    let threads = threads.unwrap_or(Resources::default().threads);
    let answer = |line: &TextLine| answered(line, flags, &searcher);
    for_each_in_order(&lines, threads, answer, |answer| -> Result<(), Failure> {
        match answer {
            Answer::Nothing => {}
            Answer::Invalid { line, reason } => complain(line, &reason),
            Answer::Response {
                line,
                id,
                response,
                words,
                written,
            } => {
                notes.print(&response, words, Some(&id));
                match written {
                    Ok(written) => out.write_all(&written)?,
                    Err(failure) => complain(line, failure.lines()),
                }
            }
        }
        Ok(())
    })?;
    out.flush()?;
    Ok(outcome)
}

/// The answer to a line of the file.
enum Answer {
    /// To an empty line.
    Nothing,
    Invalid {
        /// The number of the line.
        line: usize,
        /// Lines for the user.
        reason: Vec<String>,
    },
    Response {
        /// The number of the line.
        line: usize,
        /// The id of the query.
        id: String,
        response: Box<Response>,
        words: WordsRule,
        /// The response in the format of the output.
        written: Result<Vec<u8>, Failure>,
    },
}

fn answered(line: &TextLine, flags: &Flags, searcher: &Searcher) -> Answer {
    let invalid = |reason: Vec<String>| Answer::Invalid {
        line: line.number,
        reason,
    };
    let text = match &line.text {
        Ok(text) if text.trim().is_empty() => return Answer::Nothing,
        Ok(text) => text,
        Err(error) => return invalid(vec![error.to_string()]),
    };
    let number = line.number.to_string();
    let (id, text) = text.split_once('\t').unwrap_or((&number, text));
    let answered = flags
        .parse(text)
        .and_then(|query| flags.request(query))
        .and_then(|request| {
            let response = searcher.search(&request);
            let response = response.map_err(|error| Failure::search(text, error))?;
            Ok((request, response))
        });
    match answered {
        Ok((request, response)) => Answer::Response {
            line: line.number,
            id: id.to_owned(),
            words: request.words,
            written: written(flags, searcher, &request, &response, id),
            response: Box::new(response),
        },
        Err(failure) => invalid(failure.lines().to_vec()),
    }
}

/// Returns a response in the format of the output.
fn written(
    flags: &Flags,
    searcher: &Searcher,
    request: &Request,
    response: &Response,
    id: &str,
) -> Result<Vec<u8>, Failure> {
    let writer = flags.writer_of(searcher, request, response)?;
    let mut written = Vec::new();
    (flags.format().write)(&mut written, response, &writer.settings(Some(id)))?;
    Ok(written)
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
