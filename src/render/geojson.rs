//! Hits as GeoJSON for map programs: a point for each place that a hit mentions.

use std::io::{self, Write};

use serde::Serialize;

use super::geo::{Collection, Feature};
use super::{Format, Settings, no_head, rounded, write_line};
use crate::response::{Detail, Hit, Response, text_of};

/// The entry of this format.
pub const FORMAT: Format = Format {
    name: "geojson",
    description: "a point on the map for each place that a hit names",
    detail: Detail::Data,
    collapse: false,
    head: no_head,
    write,
};

/// The properties of a point. `place` and `name` are null, and the feature has no geometry, if the hit names no place whose
/// position is known.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Properties<'a> {
    rank: usize,
    score: f64,
    id: &'a str,
    title: Option<String>,
    published: Option<&'a str>,
    source: Option<&'a str>,
    url: Option<&'a str>,
    path: &'a str,
    line: Option<u32>,
    page: Option<u32>,
    /// The path of the place.
    place: Option<&'a str>,
    /// Its name as written in the passage.
    name: Option<&'a str>,
    text: Option<String>,
}

fn write(out: &mut dyn Write, response: &Response, settings: &Settings) -> io::Result<()> {
    let mut features = Vec::new();
    for (n, hit) in response.hits.iter().enumerate() {
        let places = settings.places.get(n).map_or(&[][..], Vec::as_slice);
        for place in places {
            let properties = Properties {
                place: Some(&place.path),
                name: Some(&place.text),
                ..properties_of(hit)
            };
            features.push(Feature::at(Some(place.position), properties));
        }
        if places.is_empty() {
            features.push(Feature::at(None, properties_of(hit)));
        }
    }
    write_line(out, &Collection::of(features))
}

fn properties_of(hit: &Hit) -> Properties<'_> {
    let report = &hit.report;
    let passage = hit.passages().first();
    Properties {
        rank: hit.rank,
        score: rounded(hit.score),
        id: &report.id,
        title: report.title.as_deref().map(text_of),
        published: report.published.as_deref(),
        source: report.source.as_deref(),
        url: report.url.as_deref(),
        path: &report.path,
        line: passage.and_then(|passage| passage.line),
        page: passage.and_then(|passage| passage.page),
        place: None,
        name: None,
        text: passage.map(|passage| text_of(&passage.parts)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::response::facets::Position;
    use crate::response::places::NamedPlace;

    #[test]
    fn each_place_of_a_hit_is_a_point_and_a_hit_without_one_has_no_geometry() {
        let place = NamedPlace {
            facet: "area".to_owned(),
            path: "/Haiti/Ouest/Kenscoff".to_owned(),
            text: "Kenscoff".to_owned(),
            position: Position {
                lat: 18.5,
                lon: -72.25,
            },
        };
        let places = [vec![place], Vec::new()];
        let settings = Settings {
            places: &places,
            ..Settings::default()
        };
        let wanted = concat!(
            r#"{"type":"FeatureCollection","features":["#,
            r#"{"type":"Feature","geometry":{"type":"Point","coordinates":[-72.25,18.5]},"properties":{"#,
            r#""rank":1,"score":9.72,"id":"a","title":"Haïti: union","published":"2025-02-04","source":"The Paper","#,
            r#""url":"https://a.org/1","path":"corpus/a.txt","line":14,"page":null,"#,
            r#""place":"/Haiti/Ouest/Kenscoff","name":"Kenscoff","#,
            r#""text":"Où sont les\nhelicopters? The union asked for more."}},"#,
            r#"{"type":"Feature","geometry":null,"properties":{"rank":2,"score":1.5,"id":"b 1","title":null,"#,
        );
        let got = sample::written(&FORMAT, &sample::passages(), &settings);
        assert!(got.starts_with(wanted), "{got}");
        assert!(got.ends_with("}}]}\n"), "{got}");
    }

    #[test]
    fn the_json_schema_file_matches_the_written_type() {
        use crate::render::schema_files::check;
        check::<Collection<Properties>>(
            "search-geojson",
            "What `search` and `run` print with `--format geojson` (RFC 7946).",
        );
    }
}
