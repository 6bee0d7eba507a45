//! A report on a page: title, passages and their citations.

use std::io::{self, Write};

use super::escape::{escaped, marked};
use crate::render::citation::{about_lines, origin, place};
use crate::render::cite::{CiteStyle, Piece, reference_in};
use crate::render::quotation::quotations;
use crate::response::{Hit, Passage, ReportHead};

/// The separator between the pieces of a citation.
const BETWEEN: &str = " · ";
/// The maximum width of a line of facet labels, in columns.
const LABELS: usize = 200;
/// The URL schemes that become links; any other URL (`javascript:`) is shown as text.
const LINKED: [&str; 2] = ["https://", "http://"];

/// Writes consecutive hits of a report.
pub(super) fn write_report(
    out: &mut dyn Write,
    hits: &[Hit],
    cite: Option<CiteStyle>,
) -> io::Result<()> {
    let (Some(first), Some(last)) = (hits.first(), hits.last()) else {
        return Ok(());
    };
    let report = &first.report;
    let language = report.language.as_deref().map(escaped);
    let language = language.map_or(String::new(), |code| format!(" lang=\"{code}\""));
    let title = match &report.title {
        Some(title) => marked(title),
        None => escaped(&report.path),
    };
    writeln!(out, "<article{language}>")?;
    writeln!(out, "<h2 dir=\"auto\">{}. {title}</h2>", first.rank)?;
    for hit in hits {
        for passage in hit.passages() {
            write_passage(out, report, passage, cite)?;
        }
    }
    if first.passages().is_empty() {
        write_citation(out, report, None)?;
    }
    for line in about_lines(report, last, LABELS, "+") {
        writeln!(out, "<div class=\"about\">{}</div>", escaped(&line))?;
    }
    writeln!(out, "</article>")
}

/// Writes a passage with its context and position. A title at the start of the passage is left out: it is the heading
/// above.
fn write_passage(
    out: &mut dyn Write,
    report: &ReportHead,
    passage: &Passage,
    cite: Option<CiteStyle>,
) -> io::Result<()> {
    for quotation in quotations(report, passage) {
        if quotation.parts.is_empty() {
            continue;
        }
        let class = match quotation.is_context {
            true => " class=\"around\"",
            false => "",
        };
        let text = marked(&quotation.parts);
        writeln!(out, "<blockquote{class} dir=\"auto\">{text}</blockquote>")?;
    }
    write_citation(out, report, Some(passage))?;
    let Some(style) = cite else {
        return Ok(());
    };
    let set = |piece: &Piece| match piece {
        Piece::Plain(text) => escaped(text),
        Piece::Italic(text) => format!("<i>{}</i>", escaped(text)),
    };
    let reference = reference_in(style, report, Some(passage), set);
    writeln!(out, "<div class=\"about\">{reference}</div>")
}

/// Writes date, source, file with line or page, and URL.
fn write_citation(
    out: &mut dyn Write,
    report: &ReportHead,
    passage: Option<&Passage>,
) -> io::Result<()> {
    let cited = [origin(report, BETWEEN), place(report, passage)].join(BETWEEN);
    write!(out, "<cite>{}", escaped(&cited))?;
    if let Some(url) = &report.url {
        let address = escaped(url);
        match is_linked(url) {
            true => write!(
                out,
                "{BETWEEN}<a rel=\"noopener noreferrer nofollow\" href=\"{address}\">{address}</a>"
            )?,
            false => write!(out, "{BETWEEN}{address}")?,
        }
    }
    writeln!(out, "</cite>")
}

fn is_linked(url: &str) -> bool {
    let starts_with = |scheme: &&str| {
        let start = url.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    LINKED.iter().any(starts_with)
}
