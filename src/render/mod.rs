//! Writes answers down: one file for each output format.
//!
//! A format is an entry of [`FORMATS`] and one file. Whoever drives writes
//! [`head`](Format::head) once, then each answer with [`write`](Format::write): one answer for a
//! search, one for each query of a batch. The same answer gives the same bytes. Text from reports
//! goes through [`safe`] wherever a terminal could show it.

use std::io::{self, Write};

use crate::response::overview::Overview;
use crate::response::places::NamedPlace;
use crate::response::{Detail, Response};

pub mod aggregate;
mod citation;
mod cite;
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
pub mod report;
mod safe;
mod similar;
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
mod schema_files;

pub use cite::CiteStyle;
pub use hanging::hanging;
pub use hyperlink::FileLink;
pub use list::RecordEnd;
pub use object::{FacetPaths, VERSION, write_line};
pub use safe::safe;

/// All output formats, the one for people first.
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
    /// As requested on the command line.
    pub name: &'static str,
    /// What it is good for, in half a line.
    pub description: &'static str,
    /// How much of each hit it shows.
    pub detail: Detail,
    /// Whether it shows one of several near duplicates, unless something else is requested.
    pub collapse: bool,
    /// Writes what stands once before all answers.
    pub head: fn(&mut dyn Write, &Settings) -> io::Result<()>,
    /// Writes one answer.
    pub write: fn(&mut dyn Write, &Response, &Settings) -> io::Result<()>,
}

impl Format {
    /// Returns the format of that name.
    pub fn named(name: &str) -> Option<&'static Format> {
        FORMATS.iter().find(|format| format.name == name)
    }

    /// Returns whether what it writes is one answer, and nothing can follow.
    pub fn is_of_one_answer(&self) -> bool {
        [geojson::FORMAT.name, csv::XLSX.name].contains(&self.name)
    }

    /// Returns what it shows that is no part of the answer.
    pub fn supplement(&self) -> Supplement {
        match self.name {
            name if name == geojson::FORMAT.name => Supplement::PlacesOfHits,
            name if name == html::FORMAT.name => Supplement::Overview,
            _ => Supplement::None,
        }
    }

    /// Returns whether it writes a list whose records can end in another way than lines do.
    pub fn is_list(&self) -> bool {
        [ids::FORMAT.name, paths::FORMAT.name].contains(&self.name)
    }
}

/// Returns whether the format of this name is no text, and a terminal cannot show it.
pub fn is_binary(name: &str) -> bool {
    name == csv::XLSX.name
}

/// What a format shows beside the answer, to be had from the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Supplement {
    /// Nothing.
    None,
    /// The [places](Settings::places) of each hit.
    PlacesOfHits,
    /// The [overview](Settings::overview) of all reports found.
    Overview,
}

/// What a format needs to know beside the answer. The default suits a search whose output is piped.
#[derive(Debug, Clone, Copy)]
pub struct Settings<'a> {
    /// The query's id in a batch; `None` in a search.
    pub query_id: Option<&'a str>,
    /// The names of the schema's facets in order: the columns of tables.
    pub facets: &'a [String],
    /// For each hit, the places that it names and whose position is known: the points of maps.
    pub places: &'a [Vec<NamedPlace>],
    /// For each hit, the file that its place is a link to; empty for no links.
    pub links: &'a [Option<FileLink>],
    /// When and where the reports found are, for formats that show it.
    pub overview: Option<&'a Overview>,
    /// How many columns a line for people may take.
    pub width: usize,
    /// Whether lines for people are coloured.
    pub colour: bool,
    /// What stands behind each record of a [list](Format::is_list).
    pub record_end: RecordEnd,
    /// How a reference to each passage is written below it, in the formats for people; `None` for none.
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

/// The head of formats that have none.
fn no_head(_: &mut dyn Write, _: &Settings) -> io::Result<()> {
    Ok(())
}

/// Rounds a score for printing, to four decimals. What was no smaller stays no smaller.
fn rounded(score: f64) -> f64 {
    // Adding zero turns -0 into 0.
    (score * 1e4).round() / 1e4 + 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_has_a_name_of_its_own_and_is_found_by_it() {
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
