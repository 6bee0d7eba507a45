//! `reportage gazetteer lookup`: whom or what a name may stand for.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use reportage::gazetteer::{Gazetteer, Known};
use reportage::render::{safe, write_line};

use crate::failure::{Failure, Outcome};
use crate::output;
use crate::schema;

/// List whom or what a name may stand for: path, id, position, population
#[derive(Args)]
pub struct Arguments {
    /// A name, an acronym, a demonym, in any case
    #[arg(value_name = "NAME")]
    name: String,
    /// Look in the schema of this folder, not the one in the program
    #[arg(long, value_name = "DIR")]
    schema: Option<PathBuf>,
    /// How to write it
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = ["text", "jsonl"])]
    format: String,
}

/// What `--format jsonl` prints of each.
#[derive(serde::Serialize)]
struct Object<'a> {
    facet: &'a str,
    value: &'a str,
    entity: &'a str,
    kind: &'a str,
    lat: Option<f64>,
    lon: Option<f64>,
    population: Option<u32>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let schema = schema::load(arguments.schema.as_deref())?;
    let compiled = Gazetteer::compile(&schema);
    let gazetteer = Gazetteer::open(compiled).expect("what was just compiled is whole");
    let named = gazetteer.named(&arguments.name);
    if named.is_empty() {
        output::note(&format!("no name is `{}`", safe(&arguments.name)));
        return Ok(Outcome::Nothing);
    }
    let mut out = output::stdout();
    for known in &named {
        for (facet, value) in &known.standings {
            match arguments.format.as_str() {
                "jsonl" => write_line(&mut out, &object(known, facet, value))?,
                _ => write_row(&mut out, known, facet, value)?,
            }
        }
    }
    out.flush()?;
    Ok(Outcome::Done)
}

fn object<'a>(known: &'a Known, facet: &'a str, value: &'a str) -> Object<'a> {
    Object {
        facet,
        value,
        entity: &known.id,
        kind: &known.kind,
        lat: known.position.map(|(lat, _)| lat),
        lon: known.position.map(|(_, lon)| lon),
        population: known.population,
    }
}

fn write_row(out: &mut dyn Write, known: &Known, facet: &str, value: &str) -> std::io::Result<()> {
    write!(out, "{facet} {}  {}", safe(value), safe(&known.id))?;
    if !known.kind.is_empty() {
        write!(out, "  {}", safe(&known.kind))?;
    }
    if let Some((lat, lon)) = known.position {
        write!(out, "  {lat:.4},{lon:.4}")?;
    }
    if let Some(people) = known.population {
        write!(out, "  {people} people")?;
    }
    writeln!(out)
}
