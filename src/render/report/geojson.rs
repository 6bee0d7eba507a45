//! Whole reports as GeoJSON: a point for each place that a report mentions.

use std::io::{self, Write};

use serde::Serialize;

use crate::facet_path;
use crate::render::geo::Feature;
use crate::response::facets::Position;
use crate::response::{Mention, WholeReport, text_of};

const HEAD: &str = r#"{"type":"FeatureCollection","features":["#;
const END: &str = "]}\n";

/// The properties of a point. `place` and `name` are null, and the feature has no geometry, if the report names no place
/// with a known position.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct Properties<'a> {
    id: &'a str,
    title: Option<&'a str>,
    published: Option<&'a str>,
    language: Option<&'a str>,
    source: Option<&'a str>,
    url: Option<&'a str>,
    path: &'a str,
    /// The line and page of the first mention; null for a mention in the title.
    line: Option<u32>,
    page: Option<u32>,
    /// The facet and the path of the place.
    facet: Option<&'a str>,
    place: Option<&'a str>,
    /// Its name at the first mention.
    name: Option<&'a str>,
    /// The number of its mentions in title and text.
    mentions: usize,
    /// Whether it or a place in it is a main topic of the report.
    main: bool,
}

/// Writes reports as one feature collection.
pub struct GeoJson<'a> {
    out: &'a mut dyn Write,
    any: bool,
}

impl<'a> GeoJson<'a> {
    /// Writes the start of the collection.
    ///
    /// # Errors
    /// `out` cannot be written to. The same applies to all methods.
    pub fn start(out: &'a mut dyn Write) -> io::Result<GeoJson<'a>> {
        out.write_all(HEAD.as_bytes())?;
        Ok(GeoJson { out, any: false })
    }

    /// Writes the points of a report, in the order of their first mentions.
    pub fn write(&mut self, report: &WholeReport) -> io::Result<()> {
        let title = report.head.title.as_deref().map(text_of);
        let properties = properties_of(report, title.as_deref());
        let places = places(report);
        if places.is_empty() {
            return self.write_feature(&Feature::at(None, properties));
        }
        for Place { first, mentions } in places {
            let path = first.value.as_deref().unwrap_or_default();
            let position = first.lat.zip(first.lon);
            let position = position.map(|(lat, lon)| Position { lat, lon });
            let properties = Properties {
                line: first.line,
                page: first.page,
                facet: Some(&first.facet),
                place: Some(path),
                name: Some(&first.text),
                mentions,
                main: is_main(report, &first.facet, path),
                ..properties_of(report, title.as_deref())
            };
            self.write_feature(&Feature::at(position, properties))?;
        }
        Ok(())
    }

    /// Writes the end of the collection.
    pub fn end(self) -> io::Result<()> {
        self.out.write_all(END.as_bytes())
    }

    fn write_feature(&mut self, feature: &Feature<Properties<'_>>) -> io::Result<()> {
        if self.any {
            self.out.write_all(b",")?;
        }
        self.any = true;
        serde_json::to_writer(&mut *self.out, feature).map_err(io::Error::from)
    }
}

fn properties_of<'a>(report: &'a WholeReport, title: Option<&'a str>) -> Properties<'a> {
    let head = &report.head;
    Properties {
        id: &head.id,
        title,
        published: head.published.as_deref(),
        language: head.language.as_deref(),
        source: head.source.as_deref(),
        url: head.url.as_deref(),
        path: &head.path,
        line: None,
        page: None,
        facet: None,
        place: None,
        name: None,
        mentions: 0,
        main: false,
    }
}

/// A place with a known position in a report.
struct Place<'a> {
    first: &'a Mention,
    mentions: usize,
}

fn places(report: &WholeReport) -> Vec<Place<'_>> {
    let mut places: Vec<Place<'_>> = Vec::new();
    for mention in report.title_mentions.iter().chain(&report.mentions) {
        if mention.value.is_none() || mention.lat.is_none() || mention.lon.is_none() {
            continue;
        }
        let is_same = |place: &&mut Place<'_>| {
            place.first.facet == mention.facet && place.first.value == mention.value
        };
        match places.iter_mut().find(is_same) {
            Some(place) => place.mentions += 1,
            None => places.push(Place {
                first: mention,
                mentions: 1,
            }),
        }
    }
    places
}

fn is_main(report: &WholeReport, facet: &str, path: &str) -> bool {
    let of_facet = report.head.main.iter().filter(|(name, _)| name == facet);
    let mut paths = of_facet.flat_map(|(_, paths)| paths);
    paths.any(|main| facet_path::is_at_or_below(main, path))
}

#[cfg(test)]
mod tests {
    use super::Properties;
    use crate::render::geo::Collection;
    use crate::render::schema_files::check;

    #[test]
    fn the_json_schema_file_matches_the_written_type() {
        check::<Collection<Properties>>(
            "export-geojson",
            "What `export --format geojson` prints: a point for each place that a report names.",
        );
    }
}
