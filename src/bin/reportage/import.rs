//! `reportage gazetteer import`: converts tables from other sources into gazetteer tables.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use reportage::gazetteer::Gazetteer;
use reportage::gazetteer::import::{ColumnMap, ImportError, import};

use crate::failure::{Failure, Outcome};
use crate::output;
use crate::schema;

/// Convert a GeoNames dump, an HDX/COD table of p-codes or a CSV with a column map to a table for `gazetteers/`, on
/// standard output
#[derive(Args)]
pub struct Arguments {
    /// The table
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// For a GeoNames dump: the name of its country in the tables [default: the name in the dump]
    #[arg(
        long,
        value_name = "NAME",
        default_value = "",
        hide_default_value = true
    )]
    country: String,
    /// Leave out rows that the tables of this schema folder have, instead of those that the built-in schema has
    #[arg(long, value_name = "DIR")]
    schema: Option<PathBuf>,
    /// For a CSV: the columns of the path, from the top down (country,region,town)
    #[arg(long, value_name = "COLUMNS", value_delimiter = ',')]
    path: Vec<String>,
    /// For a CSV: the column of ids
    #[arg(long, value_name = "COLUMN")]
    id: Option<String>,
    /// For a CSV: the column of further names
    #[arg(long, value_name = "COLUMN")]
    names: Option<String>,
    /// For a CSV: the column of latitudes
    #[arg(long, value_name = "COLUMN", requires = "lon")]
    lat: Option<String>,
    /// For a CSV: the column of longitudes
    #[arg(long, value_name = "COLUMN", requires = "lat")]
    lon: Option<String>,
}

pub fn run(arguments: &Arguments) -> Result<Outcome, Failure> {
    let shown = arguments.file.display().to_string();
    let failure = |reason: String| Failure::new(format!("{shown}: {reason}"));
    let bytes = std::fs::read(&arguments.file).map_err(|error| failure(error.to_string()))?;
    if bytes.starts_with(b"PK\x03\x04") {
        let reason = "a spreadsheet or an archive, not a text table".to_owned();
        return Err(failure(reason).hint("unzip it, or save the sheet as CSV in UTF-8"));
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let good = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = 1 + good.iter().filter(|&&byte| byte == b'\n').count();
        failure(format!("line {line}: not UTF-8"))
    })?;
    let map = ColumnMap {
        path: arguments.path.clone(),
        id: arguments.id.clone(),
        names: arguments.names.clone(),
        lat: arguments.lat.clone(),
        lon: arguments.lon.clone(),
    };
    let schema = schema::load(arguments.schema.as_deref())?;
    let gazetteer = Gazetteer::open(Gazetteer::compile(&schema)).expect("just compiled");
    let imported = import(&text, &map, &arguments.country, &gazetteer);
    let imported = imported.map_err(|error| match error {
        ImportError::NoCountry => {
            failure(error.to_string()).hint("set its name in the tables with `--country NAME`")
        }
        ImportError::Unknown | ImportError::NoColumn(_) | ImportError::Broken { .. } => {
            failure(error.to_string())
        }
    })?;
    let mut out = output::stdout();
    out.write_all(imported.table.as_bytes())?;
    out.flush()?;
    let (rows, left_out) = (imported.rows, imported.left_out);
    let mut note = format!("{rows} rows");
    if imported.other_kinds > 0 {
        note += &format!(
            "; {} of other kinds (rivers, buildings, historical places) left out",
            imported.other_kinds
        );
    }
    if imported.known > 0 {
        note += &format!("; {} already in the tables", imported.known);
    }
    if left_out > 0 {
        note += &format!("; {left_out} left out: no name, no id, a duplicate id, or truncated");
    }
    if imported.nowhere > 0 {
        note += &format!(
            "; {} left out: latitude and longitude are not two numbers between -90 and 90 and between \
             -180 and 180",
            imported.nowhere
        );
    }
    output::note(&note);
    let country = &arguments.country;
    if !country.is_empty() && gazetteer.place_right_below("", country).is_none() {
        output::note(&format!(
            "the tables and the world table have no country `{country}`; the rows use this name as written"
        ));
    }
    Ok(Outcome::Done)
}
