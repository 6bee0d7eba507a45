//! Output formats: writes responses, one file per format.
//!
//! A format is an entry of [`FORMATS`] and one file. The caller writes [`head`](Format::head) once, then each response
//! with [`write`](Format::write): one for a search, one per query for a batch. Output is deterministic. Text from reports
//! goes through [`safe`] wherever a terminal could show it.

use std::io::{self, Write};

use crate::response::overview::Overview;
use crate::response::places::NamedPlace;
use crate::response::{Detail, Response};

pub mod aggregate;
pub mod basket;
mod citation;
mod cite;
pub mod completions;
mod csv;
mod filed;
mod geo;
mod geojson;
mod hanging;
mod html;
mod hyperlink;
mod ids;
mod json;
mod jsonl;
mod list;
mod look;
mod map;
mod md;
mod object;
mod paths;
mod quotation;
mod quote;
pub mod report;
mod safe;
mod similar;
pub mod sources;
pub mod statistics;
mod svg;
mod table;
mod text;
mod title;
mod trec;
pub mod unknown;
mod wrap;

#[cfg(test)]
mod sample;
#[cfg(test)]
pub(crate) mod schema_files;

pub use cite::CiteStyle;
pub use hanging::hanging;
pub use hyperlink::{FileLink, encoded_path};
pub use list::RecordEnd;
pub use map::{DrawnMap, MapLinks, write_linked_map};
pub use object::{FacetPaths, VERSION, write_line};
pub use quotation::without_title;
pub use quote::{QuoteStyle, quote};
pub use safe::safe;

/// All output formats; the default comes first.
pub const FORMATS: &[Format] = &[
    text::FORMAT,
    json::FORMAT,
    jsonl::FORMAT,
    csv::CSV,
    csv::TSV,
    csv::XLSX,
    trec::FORMAT,
    paths::FORMAT,
    ids::FORMAT,
    geojson::FORMAT,
    md::FORMAT,
    html::FORMAT,
];

/// One output format.
#[derive(Debug, Clone, Copy)]
pub struct Format {
    /// The name on the command line.
    pub name: &'static str,
    /// What it is for, in half a line.
    pub description: &'static str,
    /// How much of each hit it needs.
    pub detail: Detail,
    /// Whether it collapses near duplicates by default.
    pub collapse: bool,
    /// Writes the header before all responses.
    pub head: fn(&mut dyn Write, &Settings) -> io::Result<()>,
    /// Writes one response.
    pub write: fn(&mut dyn Write, &Response, &Settings) -> io::Result<()>,
}

impl Format {
    /// Returns the format with this name.
    pub fn named(name: &str) -> Option<&'static Format> {
        FORMATS.iter().find(|format| format.name == name)
    }

    /// Returns whether it can write only one response, so that nothing may follow.
    pub fn is_of_one_answer(&self) -> bool {
        [geojson::FORMAT.name, csv::XLSX.name].contains(&self.name)
    }

    /// Returns what it shows in addition to the response.
    pub fn supplement(&self) -> Supplement {
        match self.name {
            name if name == geojson::FORMAT.name => Supplement::PlacesOfHits,
            name if name == html::FORMAT.name => Supplement::Overview,
            _ => Supplement::None,
        }
    }

    /// Returns whether it writes a list whose [record end](RecordEnd) can be chosen.
    pub fn is_list(&self) -> bool {
        [ids::FORMAT.name, paths::FORMAT.name].contains(&self.name)
    }
}

/// Returns whether the format with this name is binary and cannot be shown on a terminal.
pub fn is_binary(name: &str) -> bool {
    name == csv::XLSX.name
}

/// What a format shows in addition to the response. The caller gets it from the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Supplement {
    /// Nothing.
    None,
    /// The [places](Settings::places) of each hit.
    PlacesOfHits,
    /// The [overview](Settings::overview) of all reports found.
    Overview,
}

/// What a format needs in addition to the response. The default suits a search whose output is piped.
#[derive(Debug, Clone, Copy)]
pub struct Settings<'a> {
    /// The query's id in a batch; `None` in a search.
    pub query_id: Option<&'a str>,
    /// The facet names of the schema in order: columns of tables.
    pub facets: &'a [String],
    /// For each hit, the places that it mentions with a known position: points on maps.
    pub places: &'a [Vec<NamedPlace>],
    /// For each hit, the link target for its path; empty for no links.
    pub links: &'a [Option<FileLink>],
    /// Timeline and map of the reports found, for formats that show them.
    pub overview: Option<&'a Overview>,
    /// The maximum line width of text for people, in columns.
    pub width: usize,
    /// Whether text for people is coloured.
    pub colour: bool,
    /// What ends each record of a [list](Format::is_list).
    pub record_end: RecordEnd,
    /// The style of references below passages, in the formats for people; `None` for no references.
    pub cite: Option<CiteStyle>,
}

impl Default for Settings<'_> {
    fn default() -> Self {
        Settings {
            query_id: None,
            facets: &[],
            places: &[],
            links: &[],
            overview: None,
            width: 80,
            colour: false,
            record_end: RecordEnd::Line,
            cite: None,
        }
    }
}

/// The `head` of formats without a header.
fn no_head(_: &mut dyn Write, _: &Settings) -> io::Result<()> {
    Ok(())
}

/// Rounds a score for printing, to four decimals. Keeps the order of scores.
fn rounded(score: f64) -> f64 {
    // Adding zero turns -0 into 0.
    (score * 1e4).round() / 1e4 + 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_a_unique_name_and_is_found_by_it() {
        for format in FORMATS {
            let found = Format::named(format.name).unwrap();
            assert_eq!(found.description, format.description);
        }
        assert!(Format::named("xml").is_none());
    }

    #[test]
    fn a_printed_score_has_at_most_four_decimals() {
        assert_eq!(rounded(9.720_04).to_string(), "9.72");
        assert_eq!(rounded(-0.000_01).to_string(), "0");
    }
}
