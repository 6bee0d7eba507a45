//! `reportage forget`: removes reports from the index.

use std::path::Path;

use clap::Args;
use reportage::index::OpenIndex;
use reportage::search::{Request, Searcher, Unit, WordsRule};

use crate::failure::{Failure, Outcome};
use crate::index_argument::IndexArgument;
use crate::output;
use crate::roots::{left, opened};

/// Remove the reports of a file or folder, or those that match a query, from the index
///
/// Files are not changed; forgotten reports stay out of the index until their files change or the index is rebuilt.
/// To exclude files permanently, list them in a .reportageignore file; to remove a whole folder, see `reportage roots
/// forget`.
#[derive(Args)]
pub struct Arguments {
    /// File or folder of the index, or else a query
    #[arg(value_name = "PATH|QUERY")]
    what: String,
    #[command(flatten)]
    place: IndexArgument,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let path = Path::new(&arguments.what);
    let done = match opened(&arguments.place)?.forget_path(path)? {
        Some((counts, _)) => Some(counts),
        None if path.exists() => None,
        None => {
            let ids = matching_ids(&arguments.place.dir(), &arguments.what)?;
            let forget = |ids: &[String]| {
                opened(&arguments.place)?
                    .forget_reports(ids)
                    .map_err(Failure::from)
            };
            match ids.is_empty() {
                true => None,
                false => Some(forget(&ids)?.0),
            }
        }
    };
    match done {
        Some(counts) => {
            output::note(&left(counts.removed));
            Ok(Outcome::Done)
        }
        None => {
            output::note("nothing in the index matches");
            Ok(Outcome::Nothing)
        }
    }
}

/// Returns the ids of the reports that match all words of a query.
fn matching_ids(dir: &Path, text: &str) -> Result<Vec<String>, Failure> {
    let query = reportage::query::parse(text).map_err(|error| Failure::syntax(text, &error))?;
    if query.root.is_none() {
        return Ok(Vec::new());
    }
    let request = Request {
        unit: Unit::Report,
        limit: None,
        words: WordsRule::All,
        ..Request::new(query)
    };
    let searcher =
        Searcher::new(OpenIndex::open(dir)?).map_err(|error| Failure::search(text, error))?;
    let response = searcher
        .search(&request)
        .map_err(|error| Failure::search(text, error))?;
    Ok(response.hits.into_iter().map(|hit| hit.report.id).collect())
}
