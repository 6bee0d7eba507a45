//! Markdown for notes and issues: the query, the number of hits, and each passage as a quotation with its citation.
//!
//! Text of reports never acts as Markdown: special characters are escaped, and each passage is one line.

use std::io::{self, Write};

use super::citation::{about_lines, of_one_report, origin, place, totals};
use super::cite::{CiteStyle, Piece, reference_in};
use super::filed::{last_name, most_filed};
use super::quotation::quotations;
use super::{Format, Settings, no_head, safe};
use crate::response::{Detail, FacetCounts, Hit, Part, Passage, ReportHead, Response};

/// The entry of this format. Matches are bold.
pub const FORMAT: Format = Format {
    name: "md",
    description: "Markdown for notes: passages as quotations, cited",
    detail: Detail::Labelled,
    collapse: true,
    head: no_head,
    write,
};

/// Characters that are special anywhere in Markdown.
const SPECIAL: &str = "\\`*_{}[]<>#|~!&$^";
/// The separator between the pieces of a citation.
const BETWEEN: &str = " · ";
/// The maximum width of a line of facet labels, in columns.
const LABELS: usize = 200;

fn write(out: &mut dyn Write, response: &Response, settings: &Settings) -> io::Result<()> {
    let query = match response.query.trim() {
        "" => "All reports".to_owned(),
        query => escaped(query),
    };
    match settings.query_id {
        Some(id) => writeln!(out, "# {}: {query}\n", escaped(id))?,
        None => writeln!(out, "# {query}\n")?,
    }
    writeln!(out, "{}\n", totals(response))?;
    for hits in response.hits.chunk_by(of_one_report) {
        write_report(out, hits, settings.cite)?;
    }
    let counted = response.facets.iter().flatten();
    for facet in counted.filter(|facet| !facet.values.is_empty()) {
        write_counts(out, facet)?;
    }
    Ok(())
}

/// Writes consecutive hits of a report.
fn write_report(out: &mut dyn Write, hits: &[Hit], cite: Option<CiteStyle>) -> io::Result<()> {
    let (Some(first), Some(last)) = (hits.first(), hits.last()) else {
        return Ok(());
    };
    let report = &first.report;
    match &report.title {
        Some(title) => writeln!(out, "## {}. {}\n", first.rank, marked(title))?,
        None => writeln!(out, "## {}. {}\n", first.rank, escaped(&report.path))?,
    }
    for hit in hits {
        for passage in hit.passages() {
            write_passage(out, report, passage, cite)?;
        }
    }
    if first.passages().is_empty() {
        writeln!(out, "{}\n", cited(report, None))?;
    }
    for line in about_lines(report, last, LABELS, "") {
        writeln!(out, "- {}", line_start(&escaped(&line)))?;
    }
    writeln!(out)
}

/// Writes a passage with its context and position. A title at the start of the passage is left out: it is the heading
/// above.
fn write_passage(
    out: &mut dyn Write,
    report: &ReportHead,
    passage: &Passage,
    cite: Option<CiteStyle>,
) -> io::Result<()> {
    let quoted = quotations(report, passage).into_iter();
    let quoted = quoted.map(|quotation| marked(&quotation.parts));
    let quoted: Vec<String> = quoted.filter(|text| !text.is_empty()).collect();
    for (i, text) in quoted.iter().enumerate() {
        if i > 0 {
            writeln!(out, ">")?;
        }
        writeln!(out, "> {}", line_start(text))?;
    }
    if !quoted.is_empty() {
        writeln!(out)?;
    }
    writeln!(out, "{}\n", cited(report, Some(passage)))?;
    let Some(style) = cite else {
        return Ok(());
    };
    let set = |piece: &Piece| match piece {
        Piece::Plain(text) => escaped(text),
        Piece::Italic(text) => format!("*{}*", escaped(text)),
    };
    let reference = reference_in(style, report, Some(passage), set);
    writeln!(out, "{}\n", line_start(&reference))
}

/// Returns the citation of a passage: date, source, file with line or page.
fn cited(report: &ReportHead, passage: Option<&Passage>) -> String {
    let cited = [origin(report, BETWEEN), place(report, passage)].join(BETWEEN);
    line_start(&escaped(&cited))
}

/// Writes the counts of a facet as a nested list.
fn write_counts(out: &mut dyn Write, facet: &FacetCounts) -> io::Result<()> {
    writeln!(out, "## {}\n", escaped(&facet.name))?;
    let (values, left) = most_filed(facet);
    for (depth, value) in values {
        let name = escaped(&last_name(&value.path));
        let indent = "  ".repeat(depth);
        writeln!(out, "{indent}- {} ({})", line_start(&name), value.count)?;
    }
    if left > 0 {
        writeln!(out, "- {left} more")?;
    }
    writeln!(out)
}

/// Returns a text on one line with its matches bold, white space collapsed and trimmed.
fn marked(parts: &[Part]) -> String {
    // Merges adjacent matches: `**a****b**` would not be bold.
    let mut runs: Vec<(bool, String)> = Vec::new();
    for part in parts {
        let is_match = matches!(part, Part::Match { .. });
        match runs.last_mut() {
            Some((same, text)) if *same == is_match => text.push_str(part.text()),
            Some(_) | None => runs.push((is_match, part.text().to_owned())),
        }
    }
    let mut line = String::new();
    for (i, (is_match, text)) in runs.iter().enumerate() {
        if !is_match {
            line.push_str(&escaped(text));
            continue;
        }
        let neighbour = |text: Option<&(bool, String)>, last: bool| {
            let chars = text.map(|(_, text)| text.chars());
            chars.and_then(|mut chars| {
                if last {
                    chars.next_back()
                } else {
                    chars.next()
                }
            })
        };
        let before = neighbour(i.checked_sub(1).and_then(|i| runs.get(i)), true);
        let after = neighbour(runs.get(i + 1), false);
        let (open, close) = match takes_asterisks(before, text, after) {
            true => ("**", "**"),
            false => ("<b>", "</b>"),
        };
        line.push_str(&format!("{open}{}{close}", escaped(text)));
    }
    line.split_whitespace().collect::<Vec<&str>>().join(" ")
}

/// Returns whether `**` around a text makes it bold. It does not where the text begins or ends with a character other
/// than a letter or digit and the neighbouring character is a letter or digit, or with white space.
fn takes_asterisks(before: Option<char>, text: &str, after: Option<char>) -> bool {
    let is_open = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let (first, last) = (text.chars().next(), text.chars().next_back());
    let spaced = |c: Option<char>| c.is_none_or(char::is_whitespace);
    !spaced(first)
        && !spaced(last)
        && (is_word(first) || is_open(before))
        && (is_word(last) || is_open(after))
}

/// Returns a text on one line with special characters escaped.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in safe(text).chars() {
        if SPECIAL.contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// Escapes what is special only at the start of a line: list markers and underlines of headings.
fn line_start(escaped: &str) -> String {
    let digits = escaped.len()
        - escaped
            .trim_start_matches(|c: char| c.is_ascii_digit())
            .len();
    let at = match escaped[digits..].chars().next() {
        Some('-' | '+' | '=' | ':') if digits == 0 => Some(0),
        Some('.' | ')') if digits > 0 => Some(digits),
        Some(_) | None => None,
    };
    match at {
        Some(at) => format!("{}\\{}", &escaped[..at], &escaped[at..]),
        None => escaped.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::response::Shown;

    #[test]
    fn a_hit_is_a_heading_a_quotation_and_a_citation() {
        let response = Response {
            facets: Some(sample::counts()),
            ..sample::passages()
        };
        let wanted = "\
# helicopters union

2 passages from 2 of 12 reports

## 1. Haïti: **union**

> Où sont les **helicopters**? The **union** asked for more.

2025-02-04 · The Paper · corpus/a.txt:15

- area: Kenscoff, Haiti
- 4 more passages

## 2. corpus/b.pdf

> **=1+1** \\| �\\[31m

undated · corpus/b.pdf p. 3


## area

- Haiti (12)
  - Ouest (9)

";
        let got = sample::written(&FORMAT, &response, &Settings::default());
        assert_eq!(got, wanted);
    }

    #[test]
    fn a_reference_follows_the_citation_with_the_source_in_italics() {
        let settings = Settings {
            cite: Some(CiteStyle::Chicago),
            ..Settings::default()
        };
        let mut response = sample::passages();
        response.hits[0].report.source = Some("The *Paper*".to_owned());
        let got = sample::written(&FORMAT, &response, &settings);
        let wanted = "corpus/a.txt:15\n\n“Haïti: union,” *The \\*Paper\\**, February 4, 2025, https://a.org/1.\n\n- area";
        assert!(got.contains(wanted), "{got}");
    }

    #[test]
    fn context_passages_are_in_the_same_quotation() {
        let got = sample::written(&FORMAT, &sample::with_context(), &Settings::default());
        let wanted = "\n> What came before.\n>\n> Où sont les **helicopters**?";
        assert!(got.contains(wanted), "{got}");
    }

    #[test]
    fn a_report_without_text_is_cited() {
        let mut response = sample::passages();
        response.hits.truncate(1);
        response.hits[0].shown = Shown::Passages(Vec::new());
        let got = sample::written(&FORMAT, &response, &Settings::default());
        assert!(
            got.contains("\n2025-02-04 · The Paper · corpus/a.txt\n"),
            "{got}"
        );
    }

    #[test]
    fn text_of_reports_never_acts_as_markdown() {
        let plain = |text: &str| marked(&[Part::Plain(text.to_owned())]);
        assert_eq!(
            plain("# a *b* [c](javascript:d) <script> `e` ![f](g) &amp; _h_ | ~~i~~"),
            "\\# a \\*b\\* \\[c\\](javascript:d) \\<script\\> \\`e\\` \\!\\[f\\](g) \\&amp; \\_h\\_ \\| \\~\\~i\\~\\~"
        );
        assert_eq!(plain("a\n\n- b\n---\n    c\r\nd"), "a - b --- c d");
        for (text, wanted) in [
            ("- a", "\\- a"),
            ("+ a", "\\+ a"),
            ("=== a", "\\=== a"),
            ("12. a", "12\\. a"),
            ("1) a", "1\\) a"),
            ("1.5 dead", "1\\.5 dead"),
            ("2025-02-04", "2025-02-04"),
            ("a - b", "a - b"),
        ] {
            assert_eq!(line_start(&plain(text)), wanted);
        }
    }

    #[test]
    fn a_match_is_bold_whatever_its_neighbours_are() {
        let parts = |parts: &[&str]| -> Vec<Part> {
            let part = |(i, text): (usize, &&str)| match i % 2 {
                0 => Part::Plain((*text).to_owned()),
                _ => Part::Match {
                    text: (*text).to_owned(),
                    line: None,
                    page: None,
                },
            };
            parts.iter().enumerate().map(part).collect()
        };
        for (input, wanted) in [
            (&["dis", "place", "d"][..], "dis**place**d"),
            (&["x", "=1", " y"], "x<b>=1</b> y"),
            (&["", "a", "", "b", " c"], "**ab** c"),
            (&["(", "a*", ")"], "(**a\\***)"),
            (&["", "a ", "b"], "<b>a </b>b"),
        ] {
            let parts: Vec<Part> = parts(input)
                .into_iter()
                .filter(|part| !part.text().is_empty())
                .collect();
            assert_eq!(marked(&parts), wanted);
        }
    }
}
