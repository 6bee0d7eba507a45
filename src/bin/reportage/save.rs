//! `reportage save`: saves a search under a name.

use std::io::Write;

use clap::Args;
use reportage::search::{Request, saved_name};

use crate::failure::{Failure, Outcome};
use crate::output;
use crate::query_arguments::joined;
use crate::saved_searches::SavedSearches;
use crate::search_keys::TypedFlags;
use crate::searched_index::SearchedIndex;

/// Save a search under a name, with its flags, for `reportage run`
///
/// Searches are stored in saved-searches.toml in the index folder, one table per search, and can be edited there. With
/// --in, that folder is in the user's cache: use --index to keep the searches when the cache is emptied.
#[derive(Args)]
pub struct Arguments {
    /// Name of the search
    #[arg(value_name = "NAME", value_parser = name)]
    name: String,
    /// Query, as for search; put `--` before a query that begins with `-`
    #[arg(value_name = "QUERY")]
    query: Vec<String>,
    /// Replace the search with this name; the next `run --new` shows all of its reports
    #[arg(long)]
    replace: bool,
    #[command(flatten)]
    place: SearchedIndex,
    #[command(flatten)]
    typed: TypedFlags,
}

fn name(text: &str) -> Result<String, &'static str> {
    saved_name(text).map(str::to_owned)
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let query = joined(&arguments.query);
    let dir = arguments.place.dir()?;
    let searcher = arguments.place.searcher()?;
    let flags = &arguments.typed.flags;
    flags.check(&searcher)?;
    // Runs the search first: an invalid one is not saved.
    let request = Request {
        limit: Some(0),
        ..flags.request(flags.parse(&query)?)?
    };
    let response = searcher.search(&request);
    let response = response.map_err(|error| Failure::search(&query, error))?;

    let name = &arguments.name;
    let mut saved = SavedSearches::read(&dir)?;
    let is_there = saved.searches.iter().any(|search| search.name == *name);
    if is_there && !arguments.replace {
        let failure = Failure::new(format!("there is already a search named `{name}`"));
        return Err(
            failure.hint("use --replace to overwrite it; `reportage saved` lists the searches")
        );
    }
    saved.put(name, &query, arguments.typed.keys.clone());
    saved.write()?;
    let mut out = output::stdout();
    let total = match response.total {
        1 => "1 report".to_owned(),
        n => format!("{n} reports"),
    };
    writeln!(out, "saved {name}: finds {total} now")?;
    out.flush()?;
    Ok(Outcome::Done)
}
