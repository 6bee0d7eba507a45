//! `reportage complete`, which completion scripts call: prints the values from the index that complete the last word of a
//! command line.

mod typed_word;

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Command};
use reportage::date::Period;
use reportage::search::{DimensionField, Searcher};

use crate::failure::{Failure, Outcome};
use crate::index_argument;
use crate::output;
use crate::saved_searches::SavedSearches;

use typed_word::{Kind, TypedWord};

/// The maximum number of values printed.
const LIMIT: usize = 500;

/// Print the values from the index that complete the last word of a command line
///
/// Exit status 1: the last word is no value from the index.
#[derive(Args)]
pub struct Arguments {
    /// The command line up to the cursor, unquoted, with the name of the program
    #[arg(value_name = "WORD", last = true)]
    words: Vec<String>,
    /// The index, unless the words have --index or --in
    #[arg(long)]
    index: Option<PathBuf>,
}

/// Prints the values, one per line; `program` is the definition of all commands.
pub fn run(arguments: &Arguments, program: &Command) -> Result<Outcome, Failure> {
    let Some(typed) = TypedWord::of(&arguments.words, program) else {
        return Ok(Outcome::Nothing);
    };
    let dir = match (&typed.index, &typed.within) {
        (Some(dir), _) => dir.clone(),
        (None, Some(path)) => index_argument::in_cache(path)?,
        (None, None) => index_argument::dir_of(arguments.index.as_deref()),
    };
    let values = match typed.kind {
        Kind::SavedSearch => saved_searches(&SavedSearches::read(&dir)?, &typed.text),
        Kind::Language => languages(&index_argument::searcher_of(&dir)?, &typed.text),
        Kind::FacetFilter => filters(&index_argument::searcher_of(&dir)?, &typed.text)?,
        Kind::Dimension => dimensions(&index_argument::searcher_of(&dir)?, &typed.text)?,
    };
    let mut out = output::stdout();
    // A value with a line feed cannot be one line of the answer.
    for value in values.iter().filter(|value| !value.contains('\n')) {
        writeln!(out, "{value}")?;
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn saved_searches(saved: &SavedSearches, prefix: &str) -> Vec<String> {
    let names = saved.searches.iter().map(|search| search.name.clone());
    names.filter(|name| name.starts_with(prefix)).collect()
}

fn languages(searcher: &Searcher, prefix: &str) -> Vec<String> {
    let codes = searcher.languages().iter();
    codes
        .filter(|code| code.starts_with(prefix))
        .cloned()
        .collect()
}

/// Completes `NAME=VALUE` and `NAME!=VALUE`.
fn filters(searcher: &Searcher, prefix: &str) -> Result<Vec<String>, Failure> {
    if let Some(values) = values(searcher, prefix)? {
        return Ok(values);
    }
    let facets = searcher.facets().iter().map(|facet| &facet.name);
    let facets = facets.filter(|name| name.starts_with(prefix));
    Ok(facets.map(|name| format!("{name}=")).collect())
}

/// Completes `NAME`, `NAME=VALUE`, a field, and `date@PERIOD`, also after a comma.
fn dimensions(searcher: &Searcher, text: &str) -> Result<Vec<String>, Failure> {
    let start = text.rfind(',').map_or(0, |comma| comma + 1);
    let (before, prefix) = text.split_at(start);
    let all = match values(searcher, prefix)? {
        Some(values) => values,
        None => {
            let facets = searcher.facets().iter().map(|facet| facet.name.clone());
            let fields = DimensionField::ALL
                .iter()
                .map(|field| field.name().to_owned());
            let periods = Period::ALL
                .iter()
                .map(|period| format!("date@{}", period.name()));
            let all = facets
                .chain(fields)
                .chain(["date".to_owned()])
                .chain(periods);
            all.filter(|name| name.starts_with(prefix)).collect()
        }
    };
    Ok(all.iter().map(|value| format!("{before}{value}")).collect())
}

/// Completes the value after the `=` of a facet; `None` if there is no `=`.
fn values(searcher: &Searcher, text: &str) -> Result<Option<Vec<String>>, Failure> {
    let Some((name, prefix)) = text.split_once('=') else {
        return Ok(None);
    };
    let facet = name.strip_suffix('!').unwrap_or(name);
    let values = searcher.complete_value(facet, prefix, LIMIT);
    let values = values.map_err(|error| Failure::search("", error))?;
    Ok(Some(
        values
            .iter()
            .map(|value| format!("{name}={value}"))
            .collect(),
    ))
}
