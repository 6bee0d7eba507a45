//! Text for people: the title of a report, its consecutive passages with their matches marked and their positions, then
//! the metadata and facet values of the report.

mod report;

use std::io::{self, Write};

use self::report::{Style, report_lines};
use super::citation::{of_one_report, totals};
use super::filed::write_counts;
use super::look::{COLOURED, PLAIN, paint};
use super::{Format, Settings, no_head, safe};
use crate::response::{Detail, Response};

/// The entry of this format. Matches are coloured; without colour, they are enclosed in `**`, and `**` in the text itself
/// is escaped by backslashes.
pub const FORMAT: Format = Format {
    name: "text",
    description: "passages with marked matches, for people",
    detail: Detail::Labelled,
    collapse: true,
    head: no_head,
    write,
};

/// The minimum width of text, in columns, even on a narrower terminal.
const LEAST_WIDTH: usize = 20;
fn write(out: &mut dyn Write, response: &Response, settings: &Settings) -> io::Result<()> {
    let look = if settings.colour { COLOURED } else { PLAIN };
    if let Some(id) = settings.query_id {
        let heading = format!("{}: {}", safe(id), safe(&response.query));
        writeln!(out, "{}\n", paint(look.heading, &heading))?;
    }

    let ranks = response.hits.last().map_or(0, |hit| hit.rank);
    let gutter = ranks.to_string().len() + 2;
    let width = settings.width.saturating_sub(gutter).max(LEAST_WIDTH);
    let mut links = settings.links;
    for hits in response.hits.chunk_by(of_one_report) {
        let link = links.first().and_then(Option::as_ref);
        links = links.get(hits.len()..).unwrap_or_default();
        let style = Style {
            width,
            look: &look,
            cite: settings.cite,
            link,
        };
        for (rank, line) in report_lines(hits, &style) {
            let margin = match rank {
                Some(rank) => paint(look.dim, &format!("{rank:>0$}  ", gutter - 2)),
                None => " ".repeat(gutter),
            };
            writeln!(out, "{margin}{line}")?;
        }
        writeln!(out)?;
    }

    let counted = response.facets.iter().flatten();
    for facet in counted.filter(|facet| !facet.values.is_empty()) {
        writeln!(out, "{}", paint(look.heading, &safe(&facet.name)))?;
        write_counts(out, facet)?;
        writeln!(out)?;
    }

    writeln!(out, "{}", paint(look.dim, &totals(response)))?;
    if settings.query_id.is_some() {
        writeln!(out)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::{CiteStyle, sample};
    use super::*;
    use crate::response::{Part, Passage, Shown};

    fn narrow() -> Settings<'static> {
        Settings {
            width: 44,
            ..Settings::default()
        }
    }

    #[test]
    fn a_hit_has_title_passage_date_source_position_facets_and_the_number_of_more_passages() {
        let wanted = "\
1  Haïti: **union**
   Où sont les **helicopters**? The
   **union** asked for more.
   2025-02-04 · The Paper · corpus/a.txt:15
   area: Kenscoff, Haiti
   +4 more passages

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
    fn a_reference_follows_each_passage() {
        let settings = Settings {
            cite: Some(CiteStyle::Plain),
            ..narrow()
        };
        let mut response = sample::passages();
        response.hits.remove(0);
        let got = sample::written(&FORMAT, &response, &settings);
        let wanted = "   undated · corpus/b.pdf p. 3\n   corpus/b.pdf p. 3\n\n";
        assert!(got.contains(wanted), "{got}");
        let mut next = response.hits[0].clone();
        next.rank = 3;
        response.hits.push(next);
        let got = sample::written(&FORMAT, &response, &settings);
        assert_eq!(
            got.matches("   corpus/b.pdf p. 3\n   corpus/b.pdf p. 3\n")
                .count(),
            2,
            "{got}"
        );
    }

    #[test]
    fn context_passages_are_prefixed_by_a_bar() {
        let got = sample::written(&FORMAT, &sample::with_context(), &narrow());
        let wanted = "\n   | What came before.\n   Où sont les **helicopters**? The\n";
        assert!(got.contains(wanted), "{got}");
    }

    #[test]
    fn the_position_moves_to_its_own_line_if_it_does_not_fit() {
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
    fn colours_replace_the_asterisks() {
        let settings = Settings {
            colour: true,
            ..narrow()
        };
        let mut response = sample::passages();
        response.hits.truncate(1);
        let wanted = "\
\x1b[2m1  \x1b[0m\x1b[1mHaïti: \x1b[31munion\x1b[0m\x1b[1m\x1b[0m
   Où sont les \x1b[1;31mhelicopters\x1b[0m? The \x1b[1;31munion\x1b[0m asked
   for more.
   2025-02-04 · The Paper · \x1b[36mcorpus/a.txt:15\x1b[0m
   \x1b[2marea: Kenscoff, Haiti\x1b[0m
   \x1b[2m+4 more passages\x1b[0m

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
    fn consecutive_hits_of_a_report_share_one_title() {
        let mut response = sample::passages();
        response.hits.truncate(1);
        let mut next = response.hits[0].clone();
        next.rank = 2;
        let Shown::Passage(passage) = &mut next.shown else {
            panic!("no passage");
        };
        // The first passage of the report, with the title on its first line.
        passage.parts = vec![
            Part::Plain("HAÏTI: union\n\nIt has ".to_owned()),
            Part::Match {
                text: "helicopters".to_owned(),
                line: Some(3),
                page: None,
            },
        ];
        response.hits.push(next);
        let wanted = "\
1  Haïti: **union**
   Où sont les **helicopters**? The
   **union** asked for more.
   corpus/a.txt:15
2  It has **helicopters**
   corpus/a.txt:3
   2025-02-04 · The Paper · corpus/a.txt
   area: Kenscoff, Haiti
   +4 more passages

2 passages from 1 of 12 reports
";
        let got = sample::written(&FORMAT, &response, &narrow());
        assert_eq!(got, wanted);
        response.hits.remove(0);
        let got = sample::written(&FORMAT, &response, &narrow());
        let wanted = "2  Haïti: **union**\n   It has **helicopters**\n   2025";
        assert!(got.starts_with(wanted), "{got}");
    }

    #[test]
    fn a_report_without_text_and_title_is_a_hit() {
        let mut response = sample::passages();
        response.hits.remove(0);
        if let Shown::Passage(passage) = &mut response.hits[0].shown {
            passage.parts.clear();
            passage.page = None;
        }
        let got = sample::written(&FORMAT, &response, &narrow());
        assert!(got.starts_with("2  undated · corpus/b.pdf\n\n"), "{got}");
    }

    #[test]
    fn counts_are_an_indented_tree_above_the_totals() {
        let response = Response {
            hits: Vec::new(),
            total: 1,
            stories: None,
            facets: Some(sample::counts()),
            ..sample::passages()
        };
        let wanted = "area\n  Haiti (12)\n    Ouest (9)\n\n1 report matches, none shown\n";
        assert_eq!(sample::written(&FORMAT, &response, &narrow()), wanted);
    }

    #[test]
    fn asterisks_in_text_are_escaped_except_in_paths() {
        let mut response = sample::passages();
        response.hits.remove(0);
        let report = &mut response.hits[0].report;
        report.source = Some("**Star** news".to_owned());
        report.path = "a**b.txt".to_owned();
        report.labels = vec![("area".to_owned(), vec!["**x".to_owned()])];
        let got = sample::written(&FORMAT, &response, &Settings::default());
        let wanted = r"   undated · \*\*Star\*\* news · a**b.txt p. 3";
        assert!(
            got.contains(wanted) && got.contains(r"area: \*\*x"),
            "{got}"
        );
    }

    #[test]
    fn all_text_of_a_report_is_sanitized_for_the_terminal() {
        let mut response = sample::passages();
        let nasty = "x\u{1b}]0;\u{7}\u{202e}\n".to_owned();
        let report = &mut response.hits[0].report;
        report.title = Some(vec![Part::Plain(nasty.clone())]);
        report.source = Some(nasty.clone());
        report.published = Some(nasty.clone());
        report.path = nasty.clone();
        report.labels = vec![(nasty.clone(), vec![nasty.clone()])];
        response.query = nasty;
        let settings = Settings {
            query_id: Some("\u{9b}"),
            ..narrow()
        };
        let got = sample::written(&FORMAT, &response, &settings);
        assert!(got.lines().all(|line| safe(line) == line), "{got:?}");
    }
}
