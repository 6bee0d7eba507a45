//! A self-contained HTML file: no scripts, no network resources, and all text of reports escaped.
//!
//! Its Content-Security-Policy allows only its own style sheet, so that even an escaping bug would not load or run anything.

mod escape;
mod overview;
mod page;
mod report;
#[cfg(test)]
mod tests;

use std::io::{self, Write};

use super::citation::{of_one_report, totals};
use super::filed::{last_name, most_filed};
use super::{Format, Settings};
use crate::response::{Detail, FacetCounts, Response};
pub(super) use escape::escaped;
use overview::write_overview;
pub(super) use page::write_head;
use report::write_report;

/// The entry of this format. Several responses are sections of one page.
pub const FORMAT: Format = Format {
    name: "html",
    description: "one web page without scripts: timeline, map, passages with marks, cited",
    detail: Detail::Labelled,
    collapse: true,
    head,
    write,
};

/// Writes the head of a page with several responses. A page with one response is titled by its query instead.
fn head(out: &mut dyn Write, settings: &Settings) -> io::Result<()> {
    match settings.query_id {
        Some(_) => write_head(out, "Answers"),
        None => Ok(()),
    }
}

fn write(out: &mut dyn Write, response: &Response, settings: &Settings) -> io::Result<()> {
    let query = match response.query.trim() {
        "" => "All reports",
        query => query,
    };
    let heading = match settings.query_id {
        Some(id) => format!("{id}: {query}"),
        None => {
            write_head(out, query)?;
            query.to_owned()
        }
    };
    let heading = escaped(&heading);
    writeln!(out, "<section>\n<h1 dir=\"auto\">{heading}</h1>")?;
    writeln!(out, "<p class=\"about\">{}</p>", escaped(&totals(response)))?;
    if let Some(overview) = settings.overview {
        write_overview(out, overview)?;
    }
    for hits in response.hits.chunk_by(of_one_report) {
        write_report(out, hits, settings.cite)?;
    }
    let counted = response.facets.iter().flatten();
    for facet in counted.filter(|facet| !facet.values.is_empty()) {
        write_counts(out, facet)?;
    }
    writeln!(out, "</section>")
}

/// Writes the counts of a facet as nested lists.
fn write_counts(out: &mut dyn Write, facet: &FacetCounts) -> io::Result<()> {
    writeln!(out, "<h2>{}</h2>\n<ul>", escaped(&facet.name))?;
    let (values, left) = most_filed(facet);
    for (i, (depth, value)) in values.iter().enumerate() {
        let name = escaped(&last_name(&value.path));
        write!(out, "<li>{name} ({})", value.count)?;
        let next = values.get(i + 1).map_or(0, |(depth, _)| *depth);
        match next > *depth {
            true => write!(out, "\n<ul>\n")?,
            false => writeln!(out, "</li>")?,
        }
        for _ in next..*depth {
            writeln!(out, "</ul>\n</li>")?;
        }
    }
    if left > 0 {
        writeln!(out, "<li>{left} more</li>")?;
    }
    writeln!(out, "</ul>")
}
