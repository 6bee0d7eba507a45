//! Bibliographic references to passages: `--cite`.

use std::fmt::Write;

use super::citation::place;
use super::safe;
use crate::response::{Part, Passage, ReportHead, text_of};

/// The style of a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CiteStyle {
    /// All known metadata, separated by commas.
    Plain,
    /// A note in the style of the Chicago Manual of Style (17th edition), as for a newspaper article; `n.d.` if undated.
    Chicago,
}

/// English month names, as in the Chicago style.
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A piece of a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// Plain text.
    Plain(String),
    /// The name of the publisher, in italics where the format has them.
    Italic(String),
}

impl Piece {
    /// Returns the text.
    pub(super) fn text(&self) -> &str {
        match self {
            Piece::Plain(text) | Piece::Italic(text) => text,
        }
    }
}

/// Returns the reference to a passage, or to its report if there is none. All text is [`safe`].
fn reference(style: CiteStyle, report: &ReportHead, passage: Option<&Passage>) -> Vec<Piece> {
    match style {
        CiteStyle::Plain => plain(report, passage),
        CiteStyle::Chicago => chicago(report, passage),
    }
}

/// Returns the reference with each piece formatted by `set`.
pub(super) fn reference_in(
    style: CiteStyle,
    report: &ReportHead,
    passage: Option<&Passage>,
    set: impl Fn(&Piece) -> String,
) -> String {
    reference(style, report, passage).iter().map(set).collect()
}

/// Returns the reference as text without italics.
pub(super) fn line(style: CiteStyle, report: &ReportHead, passage: Option<&Passage>) -> String {
    reference_in(style, report, passage, |piece| piece.text().to_owned())
}

fn plain(report: &ReportHead, passage: Option<&Passage>) -> Vec<Piece> {
    let title = report
        .title
        .as_deref()
        .map(|title| format!("“{}”", one_line(&text_of(title))));
    let known = [
        report.source.as_deref().map(one_line),
        title,
        report.published.as_deref().map(one_line),
        Some(place(report, passage)),
        report.url.as_deref().map(one_line),
    ];
    let known: Vec<String> = known.into_iter().flatten().collect();
    vec![Piece::Plain(known.join(", "))]
}

/// Returns a Chicago note: “Title,” *Source*, February 4, 2025, p. 3, URL or file.
fn chicago(report: &ReportHead, passage: Option<&Passage>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    if let Some(title) = &report.title {
        // Nested quotation marks are single ones.
        let title = one_line(&text_of(title))
            .replace('“', "‘")
            .replace('”', "’");
        let title = title.trim_end_matches(['.', ',']);
        pieces.push(Piece::Plain(format!("“{title},” ")));
    }
    if let Some(source) = &report.source {
        pieces.push(Piece::Italic(one_line(source)));
        pieces.push(Piece::Plain(", ".to_owned()));
    }
    let mut rest = report.published.as_deref().map_or("n.d.".to_owned(), day);
    let page = passage.and_then(page);
    match (&report.url, page) {
        (Some(url), Some(page)) => write!(rest, ", p. {page}, {}", one_line(url)),
        (Some(url), None) => write!(rest, ", {}", one_line(url)),
        (None, Some(page)) => write!(rest, ", p. {page}, {}", safe(&report.path)),
        (None, None) => write!(rest, ", {}", place(report, passage)),
    }
    .expect("a string takes all that is written to it");
    pieces.push(Piece::Plain(rest + "."));
    pieces
}

/// Returns the page of the first match, or else the one on which the passage starts.
fn page(passage: &Passage) -> Option<u32> {
    let of_match = passage.parts.iter().find_map(|part| match part {
        Part::Plain(_) => None,
        Part::Match { page, .. } => Some(*page),
    });
    of_match.flatten().or(passage.page)
}

/// Spells out a date to its precision: `February 4, 2025`, `February 2025`, `2025`.
fn day(published: &str) -> String {
    let date = published.split('T').next().unwrap_or(published);
    let numbers: Option<Vec<usize>> = date.split('-').map(|part| part.parse().ok()).collect();
    let month = |month: &usize| month.checked_sub(1).and_then(|month| MONTHS.get(month));
    let Some(numbers) = numbers else {
        return one_line(published);
    };
    match &numbers[..] {
        [year, of_year, day] if month(of_year).is_some() => {
            format!("{} {day}, {year}", month(of_year).unwrap_or(&""))
        }
        [year, of_year] if month(of_year).is_some() => {
            format!("{} {year}", month(of_year).unwrap_or(&""))
        }
        _ => one_line(published),
    }
}

/// Returns a text on one line with white space collapsed and without terminal control characters.
pub(super) fn one_line(text: &str) -> String {
    safe(text)
        .split_whitespace()
        .collect::<Vec<&str>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::response::{Hit, Shown};

    fn lines(style: CiteStyle, hit: &Hit) -> String {
        let Shown::Passage(passage) = &hit.shown else {
            panic!("no passage");
        };
        line(style, &hit.report, Some(passage))
    }

    #[test]
    fn a_plain_reference_has_all_known_metadata() {
        let hits = sample::passages().hits;
        assert_eq!(
            lines(CiteStyle::Plain, &hits[0]),
            "The Paper, “Haïti: union”, 2025-02-04, corpus/a.txt:15, https://a.org/1"
        );
        assert_eq!(lines(CiteStyle::Plain, &hits[1]), "corpus/b.pdf p. 3");
    }

    #[test]
    fn a_note_in_chicago_style_has_title_source_date_and_address_or_file() {
        let mut hits = sample::passages().hits;
        assert_eq!(
            lines(CiteStyle::Chicago, &hits[0]),
            "“Haïti: union,” The Paper, February 4, 2025, https://a.org/1."
        );
        assert_eq!(
            lines(CiteStyle::Chicago, &hits[1]),
            "n.d., p. 3, corpus/b.pdf."
        );
        let report = &mut hits[0].report;
        report.title = Some(vec![Part::Plain("The “raid”\n\u{1b}of May.".to_owned())]);
        report.source = None;
        report.url = None;
        assert_eq!(
            lines(CiteStyle::Chicago, &hits[0]),
            "“The ‘raid’ �of May,” February 4, 2025, corpus/a.txt:15."
        );
    }

    #[test]
    fn dates_are_spelled_out_to_their_precision() {
        for (published, wanted) in [
            ("2025", "2025"),
            ("2025-02", "February 2025"),
            ("2025-12-31", "December 31, 2025"),
            ("2025-02-04T23:30:00-05:00", "February 4, 2025"),
            ("2025-13-01", "2025-13-01"),
            ("soon", "soon"),
        ] {
            assert_eq!(day(published), wanted);
        }
    }
}
