//! Text for people: each hit's passage with its matches marked, then what the report is, where it
//! stands and under what it is filed.

use std::collections::HashSet;
use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::filed::{facet_line, main_first, write_counts};
use super::wrap::{Marks, RESET, wrap};
use super::{Format, Settings, no_head, safe};
use crate::response::{Hit, Part, Passage, ReportHead, Response, Shown};

/// The entry of this format. Matches are coloured, or stand between `**` without colour.
pub const FORMAT: Format = Format {
    name: "text",
    description: "passages with marked matches, for people",
    head: no_head,
    write,
};

/// Columns that a text gets however narrow the terminal is.
const LEAST_WIDTH: usize = 20;
/// Before each line of the passages around one.
const BAR: &str = "| ";
/// Between the pieces of a line about a report.
const BETWEEN: &str = " · ";

/// How things look: each style a terminal sequence, or empty.
struct Look {
    passage: Marks,
    title: Marks,
    heading: &'static str,
    place: &'static str,
    aside: &'static str,
}

const PLAIN: Look = Look {
    passage: Marks::Signs("**"),
    title: Marks::Signs("**"),
    heading: "",
    place: "",
    aside: "",
};

const COLOURED: Look = Look {
    passage: Marks::Colours {
        text: "",
        matched: "\x1b[1;31m",
    },
    title: Marks::Colours {
        text: "\x1b[1m",
        matched: "\x1b[31m",
    },
    heading: "\x1b[1m",
    place: "\x1b[36m",
    aside: "\x1b[2m",
};

fn write(out: &mut dyn Write, response: &Response, settings: &Settings) -> io::Result<()> {
    let look = if settings.colour { COLOURED } else { PLAIN };
    if let Some(id) = settings.query_id {
        let heading = format!("{}: {}", safe(id), safe(&response.query));
        writeln!(out, "{}\n", paint(look.heading, &heading))?;
    }

    let ranks = response.hits.last().map_or(0, |hit| hit.rank);
    let gutter = ranks.to_string().len() + 2;
    let width = settings.width.saturating_sub(gutter).max(LEAST_WIDTH);
    for hit in &response.hits {
        let rank = format!("{:>1$}  ", hit.rank, gutter - 2);
        let mut margin = paint(look.aside, &rank);
        for line in hit_lines(hit, width, &look) {
            writeln!(out, "{margin}{line}")?;
            margin = " ".repeat(gutter);
        }
        writeln!(out)?;
    }

    let counted = response.facets.iter().flatten();
    for facet in counted.filter(|facet| !facet.values.is_empty()) {
        writeln!(out, "{}", paint(look.heading, &safe(&facet.name)))?;
        write_counts(out, facet)?;
        writeln!(out)?;
    }

    writeln!(out, "{}", paint(look.aside, &totals(response)))?;
    if settings.query_id.is_some() {
        writeln!(out)?;
    }
    Ok(())
}

fn hit_lines(hit: &Hit, width: usize, look: &Look) -> Vec<String> {
    let report = &hit.report;
    let mut lines = Vec::new();
    // The only passage is cited with the report, several ones each below its text.
    let cited = match &hit.shown {
        Shown::Passage(passage) => {
            lines.extend(passage_lines(passage, width, look));
            place(report, Some(passage))
        }
        Shown::Passages(passages) => match passages.as_slice() {
            [passage] => {
                lines.extend(passage_lines(passage, width, look));
                place(report, Some(passage))
            }
            passages => {
                for passage in passages {
                    lines.extend(passage_lines(passage, width, look));
                    lines.push(paint(look.place, &place(report, Some(passage))));
                }
                place(report, None)
            }
        },
    };
    if let Some(title) = &report.title {
        lines.extend(wrap(title, width, look.title));
    }
    lines.extend(about(report, &cited, width, look));
    for (name, paths) in &report.facets {
        if !paths.is_empty() {
            let paths = main_first(name, paths, &report.main);
            lines.push(paint(look.aside, &facet_line(name, &paths, width)));
        }
    }
    if let Some(reasons) = &hit.reasons {
        lines.push(paint(look.aside, &format!("{:>9.4}  score", hit.score)));
        for reason in reasons {
            let line = format!("{:>9.4}  {}", reason.score, safe(&reason.what));
            lines.push(paint(look.aside, &line));
        }
    }
    lines
}

/// Returns a passage, with those around it behind a bar.
fn passage_lines(passage: &Passage, width: usize, look: &Look) -> Vec<String> {
    let around = |passages: &[Passage]| -> Vec<String> {
        let bar = paint(look.aside, BAR);
        let width = width.saturating_sub(BAR.width()).max(LEAST_WIDTH);
        let lines = passages
            .iter()
            .flat_map(|passage| wrap(&passage.parts, width, look.passage));
        lines.map(|line| format!("{bar}{line}")).collect()
    };
    let mut lines = Vec::new();
    if let Some(context) = &passage.context {
        lines.extend(around(&context.before));
    }
    lines.extend(wrap(&passage.parts, width, look.passage));
    if let Some(context) = &passage.context {
        lines.extend(around(&context.after));
    }
    lines
}

/// Returns where to find a passage: the file and the line or page of its first match, or else those
/// on which it starts.
fn place(report: &ReportHead, passage: Option<&Passage>) -> String {
    let mut place = safe(&report.path).into_owned();
    let Some(passage) = passage else {
        return place;
    };
    let first_match = passage.parts.iter().find_map(|part| match part {
        Part::Plain(_) => None,
        Part::Match {
            text: _,
            line,
            page,
        } => Some((*line, *page)),
    });
    let (line, page) = first_match.unwrap_or_default();
    if let Some(line) = line.or(passage.line) {
        place.push_str(&format!(":{line}"));
    }
    if let Some(page) = page.or(passage.page) {
        place.push_str(&format!(" p. {page}"));
    }
    place
}

/// Returns date, source and place, on one line if they fit.
fn about(report: &ReportHead, place: &str, width: usize, look: &Look) -> Vec<String> {
    let mut origin = match &report.published {
        Some(published) => safe(published).into_owned(),
        None => "undated".to_owned(),
    };
    if let Some(source) = &report.source {
        origin.push_str(BETWEEN);
        origin.push_str(&safe(source));
    }
    let painted = paint(look.place, place);
    if origin.width() + BETWEEN.width() + place.width() > width {
        return vec![origin, painted];
    }
    vec![format!("{origin}{BETWEEN}{painted}")]
}

fn totals(response: &Response) -> String {
    let plural = |n: u64| if n == 1 { "" } else { "s" };
    let total = response.total;
    let all = format!("{total} report{}", plural(total));
    let ids: HashSet<&str> = response
        .hits
        .iter()
        .map(|hit| hit.report.id.as_str())
        .collect();
    let (hits, reports) = (response.hits.len() as u64, ids.len());
    match response.hits.first().map(|hit| &hit.shown) {
        None if total == 0 => all,
        None => format!("0 of {all}"),
        Some(Shown::Passage(_)) => {
            format!("{hits} passage{} from {reports} of {all}", plural(hits))
        }
        Some(Shown::Passages(_)) => format!("{reports} of {all}"),
    }
}

fn paint(style: &str, text: &str) -> String {
    if style.is_empty() {
        return text.to_owned();
    }
    format!("{style}{text}{RESET}")
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;

    fn narrow() -> Settings<'static> {
        Settings {
            width: 44,
            ..Settings::default()
        }
    }

    #[test]
    fn a_hit_is_its_passage_then_title_date_source_place_and_facets() {
        let wanted = "\
1  Où sont les **helicopters**? The
   **union** asked for more.
   Haïti: **union**
   2025-02-04 · The Paper · corpus/a.txt:15
   area: Kenscoff, Haiti

2  **=1+1** | �[31m
   undated · corpus/b.pdf p. 3

2 passages from 2 of 12 reports
";
        assert_eq!(
            sample::written(&FORMAT, &sample::passages(), &narrow()),
            wanted
        );
    }

    #[test]
    fn passages_around_one_stand_behind_a_bar() {
        let got = sample::written(&FORMAT, &sample::with_context(), &narrow());
        let wanted = "1  | What came before.\n   Où sont les **helicopters**? The\n";
        assert!(got.starts_with(wanted), "{got}");
    }

    #[test]
    fn the_place_stands_on_a_line_of_its_own_where_it_does_not_fit() {
        let mut response = sample::passages();
        response.hits.truncate(1);
        let settings = Settings {
            width: 43 - 1,
            ..narrow()
        };
        let got = sample::written(&FORMAT, &response, &settings);
        assert!(
            got.contains("   2025-02-04 · The Paper\n   corpus/a.txt:15\n"),
            "{got}"
        );
        assert!(got.ends_with("\n1 passage from 1 of 12 reports\n"), "{got}");
    }

    #[test]
    fn colours_replace_the_signs() {
        let settings = Settings {
            colour: true,
            ..narrow()
        };
        let mut response = sample::passages();
        response.hits.truncate(1);
        let wanted = "\
\x1b[2m1  \x1b[0mOù sont les \x1b[1;31mhelicopters\x1b[0m? The \x1b[1;31munion\x1b[0m asked
   for more.
   \x1b[1mHaïti: \x1b[31munion\x1b[0m\x1b[1m\x1b[0m
   2025-02-04 · The Paper · \x1b[36mcorpus/a.txt:15\x1b[0m
   \x1b[2marea: Kenscoff, Haiti\x1b[0m

\x1b[2m1 passage from 1 of 12 reports\x1b[0m
";
        assert_eq!(sample::written(&FORMAT, &response, &settings), wanted);
    }

    #[test]
    fn several_passages_of_a_report_are_each_cited_below_their_text() {
        let mut response = sample::reports();
        response.hits.remove(0);
        let Shown::Passages(passages) = &mut response.hits[0].shown else {
            panic!("no passages");
        };
        passages.push(Passage {
            page: Some(4),
            parts: vec![Part::Plain("More.".to_owned())],
            ..passages[0].clone()
        });
        let settings = Settings {
            query_id: Some("q7"),
            ..narrow()
        };
        let wanted = "\
q7: helicopters union

2  **=1+1** | �[31m
   corpus/b.pdf p. 3
   More.
   corpus/b.pdf p. 4
   undated · corpus/b.pdf

1 of 12 reports

";
        assert_eq!(sample::written(&FORMAT, &response, &settings), wanted);
    }

    #[test]
    fn counts_are_an_indented_tree_above_the_totals() {
        let response = Response {
            hits: Vec::new(),
            total: 1,
            facets: Some(sample::counts()),
            ..sample::passages()
        };
        let wanted = "area\n  Haiti (12)\n    Ouest (9)\n\n0 of 1 report\n";
        assert_eq!(sample::written(&FORMAT, &response, &narrow()), wanted);
    }

    #[test]
    fn nothing_of_a_report_reaches_the_terminal_unsafe() {
        let mut response = sample::passages();
        let nasty = "x\u{1b}]0;\u{7}\u{202e}\n".to_owned();
        let report = &mut response.hits[0].report;
        report.title = Some(vec![Part::Plain(nasty.clone())]);
        report.source = Some(nasty.clone());
        report.published = Some(nasty.clone());
        report.path = nasty.clone();
        report.facets = vec![(nasty.clone(), vec![format!("/{nasty}")])];
        response.query = nasty;
        let settings = Settings {
            query_id: Some("\u{9b}"),
            ..narrow()
        };
        let got = sample::written(&FORMAT, &response, &settings);
        assert!(got.lines().all(|line| safe(line) == line), "{got:?}");
    }
}
