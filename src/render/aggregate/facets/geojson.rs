//! Facet tables as GeoJSON (RFC 7946) for map programs: a point for each value.

use std::io::{self, Write};

use serde::Serialize;

use super::super::numbers::rounded;
use crate::facet_path;
use crate::render::geo::{Collection, Feature};
use crate::render::write_line;
use crate::response::facets::{CountedValue, FacetTable, FacetTables};

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Properties<'a> {
    facet: &'a str,
    path: &'a str,
    /// The last component of the path.
    name: String,
    count: u64,
    share: Option<f64>,
}

pub(super) fn write(out: &mut dyn Write, tables: &FacetTables) -> io::Result<()> {
    let tables = tables.tables.iter();
    let features = tables.flat_map(|table| {
        let values = table.values.iter();
        values.map(|value| feature_of(table, value))
    });
    write_line(out, &Collection::of(features.collect()))
}

/// Makes a feature of a value. It has no geometry if the value is not a place or its position is unknown.
fn feature_of<'a>(table: &'a FacetTable, value: &'a CountedValue) -> Feature<Properties<'a>> {
    let name = match value.children {
        Some(_) => facet_path::last_name(&value.value),
        None => value.value.clone(),
    };
    let properties = Properties {
        facet: &table.name,
        path: &value.value,
        name,
        count: value.count,
        share: table.share(value).map(rounded),
    };
    Feature::at(value.position, properties)
}

#[cfg(test)]
mod tests {
    use super::super::super::written;
    use super::super::{FORMATS, sample};

    #[test]
    fn a_value_is_a_point_or_a_feature_without_geometry_if_its_position_is_unknown() {
        let wanted = concat!(
            r#"{"type":"FeatureCollection","features":["#,
            r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[-72.25,18.5]},"#,
            r#""properties":{"facet":"area","path":"/Haiti/Ouest","name":"Ouest","count":6,"share":0.75}},"#,
            r#"{"type":"Feature","geometry":null,"#,
            r#""properties":{"facet":"area","path":"/Haiti/Nord","name":"Nord","count":3,"share":0.375}},"#,
            r#"{"type":"Feature","geometry":null,"#,
            r#""properties":{"facet":"source","path":"=Wire","name":"=Wire","count":8,"share":1.0}}]}"#,
            "\n"
        );
        assert_eq!(written(FORMATS, "geojson", &sample::tables(), 80), wanted);
    }

    #[test]
    fn the_json_schema_file_matches_the_written_type() {
        use crate::render::schema_files::check;
        check::<super::Collection<super::Properties>>(
            "facets-geojson",
            "What `facets --format geojson` prints (RFC 7946).",
        );
    }
}
