//! `reportage gazetteer check`: lists possible mistakes in the tables.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use reportage::gazetteer::check::{Finding, check};
use reportage::render::safe;

use crate::failure::{Failure, Outcome};
use crate::output;
use crate::schema;

/// List suspicious rows of the tables: clashing names, places without an area, impossible coordinates, names that are
/// common words
#[derive(Args)]
pub struct Arguments {
    /// Folder of the schema [default: the built-in schema]
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let schema = schema::load(arguments.dir.as_deref())?;
    let findings = check(&schema);
    let mut out = output::stdout();
    for finding in &findings {
        let line = match finding {
            Finding::Clash { name, ids } => format!("clash: `{name}` is {}", ids.join(", ")),
            Finding::Orphan { id, missing } => {
                format!("orphan: {id} lies in {missing}, which has no row")
            }
            Finding::Home { home, of } => {
                format!("home: {of} in the lexicon is located in {home}, which is not a place")
            }
            Finding::Position { id, away: None } => format!("position: {id} is at 0, 0"),
            Finding::Position { id, away: Some(km) } => {
                format!("position: {id} is {km} km from where GeoNames has it")
            }
            Finding::Word { id, name } => {
                format!(
                    "word: `{name}` of {id} is a common word; `needs` or `nicknames` can require more evidence"
                )
            }
        };
        writeln!(out, "{}", safe(&line))?;
    }
    out.flush()?;
    output::note(&format!("{} findings", findings.len()));
    Ok(if findings.is_empty() {
        Outcome::Nothing
    } else {
        Outcome::Done
    })
}
