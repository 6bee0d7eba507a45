//! `reportage schema`: writes or checks index schemas.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use reportage::gazetteer::Gazetteer;
use reportage::gazetteer::check::rows_of_world;
use reportage::schema::{IndexSchema, WORLD, write_copy};

use crate::failure::{Failure, Outcome};
use crate::output;

/// Write or check an index schema: facets, gazetteers, passage lengths.
#[derive(Subcommand)]
pub enum Command {
    /// Write a copy of the built-in schema, to edit and use with `index --schema DIR`
    Init {
        /// A new or empty folder
        #[arg(value_name = "DIR")]
        dir: PathBuf,
    },
    /// Check whether a schema is valid, and summarise it
    Check {
        /// The schema's folder
        #[arg(value_name = "DIR")]
        dir: PathBuf,
    },
}

pub fn run(command: &Command) -> Result<Outcome, Failure> {
    let mut out = output::stdout();
    match command {
        Command::Init { dir } => {
            for path in write_copy(dir)? {
                writeln!(out, "{}", path.display())?;
            }
        }
        Command::Check { dir } => {
            let schema = load(Some(dir))?;
            let facets: Vec<&str> = schema
                .facets
                .iter()
                .map(|facet| facet.name.as_str())
                .collect();
            let maps: Vec<&str> = schema.maps.iter().map(|map| map.name.as_str()).collect();
            let maps = match maps[..] {
                [] => "none".to_owned(),
                _ => maps.join(", "),
            };
            let compiled = Gazetteer::compile(&schema).len();
            writeln!(
                out,
                "valid: facets {}; {} entities, {:.1} MB compiled; passages of {} to {} words; \
                 field maps {}",
                facets.join(", "),
                schema.entities.len(),
                compiled as f64 / 1e6,
                schema.passages.min_words,
                schema.passages.max_words,
                maps
            )?;
            let mut facets = schema.facets.iter();
            if let (None, Some(facet)) = (WORLD, facets.find(|facet| facet.world)) {
                let name = &facet.name;
                writeln!(
                    out,
                    "built without the world table: of {name}, only the places of the tables are found"
                )?;
            }
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

/// Loads the schema in `dir`, or the built-in one.
pub fn load(dir: Option<&Path>) -> Result<IndexSchema, Failure> {
    match dir {
        Some(dir) => {
            let schema = IndexSchema::load(dir)?;
            rows_of_world(&schema)?;
            Ok(schema)
        }
        None => Ok(IndexSchema::shipped()),
    }
}
