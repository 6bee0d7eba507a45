//! `reportage gazetteer lookup`: lists the entities that a name may stand for.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use reportage::gazetteer::{Gazetteer, Known, People};
use reportage::render::{VERSION, safe, write_line};

use crate::failure::{Failure, Outcome};
use crate::headings::OUTPUT;
use crate::output;
use crate::pager;
use crate::schema;

/// List what a name can refer to: path, id, coordinates, population
///
/// For a country, division or district, the population is the sum over its known places in GeoNames, often far below
/// the actual one. In JSON, `population_of` says which of the two it is.
#[derive(Args)]
pub struct Arguments {
    /// Name, acronym or demonym, in any case
    #[arg(value_name = "NAME")]
    name: String,
    /// Use the schema in this folder instead of the built-in one
    #[arg(long, value_name = "DIR")]
    schema: Option<PathBuf>,
    /// Output format
    #[arg(long, short, help_heading = OUTPUT, value_name = "FORMAT", default_value = "text", value_parser = ["text", "jsonl"])]
    format: String,
}

/// An object of `--format jsonl`.
#[derive(serde::Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Object<'a> {
    #[cfg_attr(test, schemars(extend("const" = 1)))]
    v: u32,
    facet: &'a str,
    value: &'a str,
    entity: &'a str,
    kind: &'a str,
    lat: Option<f64>,
    lon: Option<f64>,
    /// The population of what `population_of` names.
    population: Option<u32>,
    /// `place`, or for countries, divisions and districts `known places`: the sum over those, which is
    /// not the population of the area.
    #[serde(skip_serializing_if = "Option::is_none")]
    population_of: Option<&'static str>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let schema = schema::load(arguments.schema.as_deref())?;
    let compiled = Gazetteer::compile(&schema);
    let gazetteer = Gazetteer::open(compiled).expect("what was just compiled is whole");
    let mut named = gazetteer.named(&arguments.name);
    if named.is_empty() {
        named = gazetteer.composed(&arguments.name);
    }
    if named.is_empty() {
        output::note(&format!(
            "no entity has the name `{}`",
            safe(&arguments.name)
        ));
        return Ok(Outcome::Nothing);
    }
    let mut out = pager::stdout();
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
    let (population, population_of) = match known.people {
        None => (None, None),
        Some(People::Population(people)) => (Some(people), Some("place")),
        Some(People::InKnownPlaces(people)) => (Some(people), Some("known places")),
    };
    Object {
        v: VERSION,
        facet,
        value,
        entity: &known.id,
        kind: &known.kind,
        lat: known.position.map(|(lat, _)| lat),
        lon: known.position.map(|(_, lon)| lon),
        population,
        population_of,
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
    match known.people {
        None => {}
        Some(People::Population(people)) => write!(out, "  {people} people")?,
        Some(People::InKnownPlaces(people)) => {
            write!(out, "  {people} people in its known places")?;
        }
    }
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_json_schema_file_matches_the_written_type() {
        use crate::schema_files::check;
        check::<Object>(
            "gazetteer-lookup-line",
            "A line that `gazetteer lookup --format jsonl` prints: an entity with this name.",
        );
    }
}
