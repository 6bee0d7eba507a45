//! `reportage saved`: lists or removes saved searches.

use std::io::Write;

use clap::Args;
use reportage::date::Date;
use reportage::render::{VERSION, safe, write_line};
use serde::Serialize;
use serde_json::{Map, Value as Json};

use crate::failure::{Failure, Outcome};
use crate::pager;
use crate::saved_searches::{SavedSearch, SavedSearches};
use crate::searched_index::SearchedIndex;
use crate::toml_source::json;

/// List the saved searches of an index: query, flags, and when `run --new` last ran
#[derive(Args)]
pub struct Arguments {
    /// Remove the search with this name; may be repeated
    #[arg(long, value_name = "NAME")]
    remove: Vec<String>,
    #[command(flatten)]
    place: SearchedIndex,
    /// Output format
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = ["text", "jsonl"])]
    format: String,
}

/// An object of `--format jsonl`.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Object<'a> {
    #[cfg_attr(test, schemars(extend("const" = 1)))]
    v: u32,
    name: &'a str,
    query: &'a str,
    /// The flags, with keys and values as in the file.
    flags: Map<String, Json>,
    last_run: Option<String>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let mut saved = SavedSearches::read(&arguments.place.dir()?)?;
    if !arguments.remove.is_empty() {
        for name in &arguments.remove {
            saved.named(name)?;
        }
        for name in &arguments.remove {
            saved.remove(name);
        }
        saved.write()?;
        return Ok(Outcome::Done);
    }
    let mut out = pager::stdout();
    for search in &saved.searches {
        match arguments.format.as_str() {
            "jsonl" => write_line(&mut out, &object(search))?,
            _ => writeln!(out, "{}", safe(&line(search)))?,
        }
    }
    out.flush()?;
    Ok(match saved.searches.is_empty() {
        true => Outcome::Nothing,
        false => Outcome::Done,
    })
}

/// Reads the saved searches of an index, each as what `--format jsonl` prints.
#[cfg(feature = "serve")]
pub fn objects(dir: &std::path::Path) -> Result<Vec<Json>, String> {
    let saved = SavedSearches::read(dir).map_err(Failure::into_line)?;
    let searches = saved.searches.iter();
    let objects = searches.map(|search| serde_json::to_value(object(search)));
    objects
        .collect::<Result<_, _>>()
        .map_err(|error| error.to_string())
}

fn line(search: &SavedSearch) -> String {
    let mut line = format!("{}: {}", search.name, search.query);
    for (key, value) in &search.keys {
        line.push_str(&format!("  {key} = {}", value.to_string().trim()));
    }
    let last_run = last_run(search);
    let last_run = last_run.map_or("not run yet".to_owned(), |at| format!("last run {at}"));
    line + "  (" + &last_run + ")"
}

fn object(search: &SavedSearch) -> Object<'_> {
    let flags = search.keys.iter();
    Object {
        v: VERSION,
        name: &search.name,
        query: &search.query,
        flags: flags
            .map(|(key, value)| (key.clone(), json(value)))
            .collect(),
        last_run: last_run(search),
    }
}

fn last_run(search: &SavedSearch) -> Option<String> {
    search
        .last_run
        .map(|second| Date::of_second(second).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_json_schema_file_matches_the_written_type() {
        use crate::schema_files::check;
        check::<Object>(
            "saved-line",
            "A line that `saved --format jsonl` prints: a saved search.",
        );
    }
}
