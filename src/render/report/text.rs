//! Whole reports for people: metadata, text, and the names found in it.

use std::io::{self, Write};

use crate::render::hanging;
use crate::render::hyperlink::{FileLink, linked};
use crate::render::look::{COLOURED, Look, PLAIN, UNMARKED, paint};
use crate::render::report::body::{body_lines, parts};
use crate::render::safe;
use crate::render::wrap::unwrapped;
use crate::response::layout::{ReportLayout, ReportMarks};
use crate::response::{Mention, WholeReport, text_of};

/// What to show for each name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Detail {
    /// Its position and the entity.
    #[default]
    Names,
    /// The evidence, too.
    Why,
}

/// How to show a report. The default writes its text unchanged.
#[derive(Debug, Clone, Copy, Default)]
pub struct ReportSettings<'a> {
    /// What to show for each name.
    pub detail: Detail,
    /// The maximum line width, in columns; `None` for no wrapping.
    pub width: Option<usize>,
    /// Whether to use colours.
    pub colour: bool,
    /// Its pages, whose numbers are shown, and its headings, which are highlighted with colours; `None` for neither.
    pub layout: Option<&'a ReportLayout>,
    /// The matches to mark, if there is a query.
    pub marks: Option<&'a ReportMarks>,
    /// The link target for the path.
    pub link: Option<&'a FileLink>,
}

/// The indentation of continuation lines about a name, in columns.
const CONTINUED: usize = 6;

/// Writes a report for people: metadata, text, and the evidence for its facets.
///
/// # Errors
/// `out` cannot be written to.
pub fn write_text(
    out: &mut dyn Write,
    report: &WholeReport,
    settings: &ReportSettings,
) -> io::Result<()> {
    let look = match (settings.colour, settings.marks) {
        (true, _) => &COLOURED,
        (false, Some(_)) => &PLAIN,
        (false, None) => &UNMARKED,
    };
    write_head(out, report, settings, look)?;
    writeln!(out)?;
    for line in body_lines(report, settings, look) {
        writeln!(out, "{line}")?;
    }
    let mentions = report.mentions.iter().map(|mention| ("", mention));
    let in_title = report
        .title_mentions
        .iter()
        .map(|mention| ("title, ", mention));
    let mut headed = false;
    for (place, mention) in in_title.chain(mentions) {
        if !headed {
            writeln!(out, "\n{}", paint(look.heading, "named in it:"))?;
            headed = true;
        }
        let text = safe(&mention.text);
        let value = safe(mention.value.as_deref().unwrap_or(""));
        let spot = spot(mention).map_or(String::new(), |spot| spot + ", ");
        let (facet, kind) = (&mention.facet, &mention.kind);
        let line = format!("  {facet} {value}  ({place}{spot}{kind} “{text}”)");
        write_lines(out, &line, settings)?;
        write_why(out, mention, settings)?;
    }
    for mention in &report.unresolved {
        let spot = spot(mention).map_or(String::new(), |spot| format!(" ({spot})"));
        let (facet, text) = (&mention.facet, safe(&mention.text));
        let line = format!("  {facet} not resolved: “{text}”{spot}");
        write_lines(out, &line, settings)?;
        write_why(out, mention, settings)?;
    }
    Ok(())
}

fn write_head(
    out: &mut dyn Write,
    report: &WholeReport,
    settings: &ReportSettings,
    look: &Look,
) -> io::Result<()> {
    let head = &report.head;
    let title = head.title.as_deref().map(|title| {
        let spans = settings.marks.map_or(&[][..], |marks| &marks.title);
        unwrapped(&parts(&text_of(title), 0, spans), look.title)
    });
    let changed = head
        .changed
        .as_deref()
        .filter(|_| head.changed != head.added);
    let value = |value: &str| safe(value).into_owned();
    let path = paint(look.place, &safe(&head.path));
    let known = [
        ("id", Some(value(&head.id))),
        ("title", title),
        ("published", head.published.as_deref().map(value)),
        ("language", head.language.as_deref().map(value)),
        ("source", head.source.as_deref().map(value)),
        ("url", head.url.as_deref().map(value)),
        ("path", Some(linked(settings.link, path))),
        ("group", report.group.as_deref().map(value)),
        ("added", head.added.as_deref().map(value)),
        ("changed", changed.map(value)),
    ];
    for (name, value) in known {
        if let Some(value) = value {
            writeln!(out, "{} {value}", paint(look.dim, &format!("{name}:")))?;
        }
    }
    for (main, filed) in [("", &head.facets), ("main ", &head.main)] {
        for (facet, paths) in filed {
            for path in paths {
                let name = paint(look.dim, &format!("{main}{facet}:"));
                writeln!(out, "{name} {}", safe(path))?;
            }
        }
    }
    Ok(())
}

/// Writes a line about a name, wrapped if the settings have a width.
fn write_lines(out: &mut dyn Write, line: &str, settings: &ReportSettings) -> io::Result<()> {
    match settings.width {
        Some(width) => {
            for line in hanging(line, width, CONTINUED) {
                writeln!(out, "{line}")?;
            }
            Ok(())
        }
        None => writeln!(out, "{line}"),
    }
}

/// Returns the position of a mention in the source.
fn spot(mention: &Mention) -> Option<String> {
    let page = mention.page.map(|page| format!("p. {page}"));
    page.or_else(|| mention.line.map(|line| format!("line {line}")))
}

fn write_why(out: &mut dyn Write, mention: &Mention, settings: &ReportSettings) -> io::Result<()> {
    let Some(confidence) = mention
        .confidence
        .filter(|_| settings.detail == Detail::Why)
    else {
        return Ok(());
    };
    let evidence = mention.evidence.join("; ");
    let (percent, evidence) = (confidence * 100.0, safe(&evidence));
    let line = format!("      {percent:.0} %: {evidence}");
    write_lines(out, &line, settings)
}
