//! A basket of passages with notes as a document or a table, each passage with its citation.

mod docx;
mod html;
mod md;

use std::io::{self, Write};

use super::cite::{CiteStyle, line};
use super::quotation::without_title;
use super::table::{Table, TableCell};
use super::write_line;
use crate::response::basket::BasketPassage;
use crate::response::text_of;

/// A form of a basket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BasketFormat {
    /// Markdown.
    Markdown,
    /// A page of HTML.
    Html,
    /// A text document (Office Open XML).
    Docx,
    /// A table, comma-separated.
    Csv,
    /// The lines of its file.
    JsonLines,
}

impl BasketFormat {
    /// All forms.
    pub const ALL: [BasketFormat; 5] = [
        BasketFormat::Docx,
        BasketFormat::Markdown,
        BasketFormat::Html,
        BasketFormat::Csv,
        BasketFormat::JsonLines,
    ];

    /// Returns the form with this name.
    pub fn named(name: &str) -> Option<BasketFormat> {
        let mut all = BasketFormat::ALL.into_iter();
        all.find(|format| format.name() == name)
    }

    /// Returns the name, which is also the ending of files.
    pub fn name(self) -> &'static str {
        match self {
            BasketFormat::Markdown => "md",
            BasketFormat::Html => "html",
            BasketFormat::Docx => "docx",
            BasketFormat::Csv => "csv",
            BasketFormat::JsonLines => "jsonl",
        }
    }

    /// Writes a basket.
    ///
    /// # Errors
    /// `out` cannot be written to.
    pub fn write(
        self,
        out: &mut dyn Write,
        passages: &[BasketPassage],
        cite: CiteStyle,
    ) -> io::Result<()> {
        match self {
            BasketFormat::Markdown => md::write(out, passages, cite),
            BasketFormat::Html => html::write(out, passages, cite),
            BasketFormat::Docx => docx::write(out, passages, cite),
            BasketFormat::Csv => write_table(out, passages, cite),
            BasketFormat::JsonLines => {
                let mut passages = passages.iter();
                passages.try_for_each(|passage| write_line(out, passage))
            }
        }
    }
}

/// Returns the citation of a passage as text.
pub fn citation(passage: &BasketPassage, cite: CiteStyle) -> String {
    let (report, cited) = passage.cited();
    line(cite, &report, Some(&cited))
}

/// Returns the paragraphs of a passage, each on one line, without the title of its report at the start.
pub fn paragraphs(passage: &BasketPassage) -> Vec<String> {
    let (report, cited) = passage.cited();
    let text = text_of(&without_title(&report, &cited));
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let paragraphs = lines.split(|line| line.is_empty());
    let paragraphs = paragraphs.map(|lines| lines.join(" "));
    paragraphs
        .filter(|paragraph| !paragraph.is_empty())
        .collect()
}

/// Returns the lines of a note that have text.
fn note_lines(passage: &BasketPassage) -> impl Iterator<Item = &str> {
    let lines = passage.note.lines().map(str::trim);
    lines.filter(|line| !line.is_empty())
}

fn write_table(out: &mut dyn Write, passages: &[BasketPassage], cite: CiteStyle) -> io::Result<()> {
    const NAMES: [&str; 15] = [
        "note",
        "text",
        "citation",
        "title",
        "source",
        "published",
        "language",
        "url",
        "path",
        "line",
        "page",
        "id",
        "start",
        "end",
        "added",
    ];
    let rows = passages.iter().map(|passage| {
        let text = |text: &Option<String>| TableCell::text(text.as_deref().unwrap_or_default());
        let number = |number: Option<u32>| TableCell::count(number.map(u64::from));
        vec![
            TableCell::text(&passage.note),
            TableCell::text(&passage.text),
            TableCell::text(&citation(passage, cite)),
            text(&passage.title),
            text(&passage.source),
            text(&passage.published),
            text(&passage.language),
            text(&passage.url),
            TableCell::text(&passage.path),
            number(passage.line),
            number(passage.page),
            TableCell::text(&passage.report),
            TableCell::count(passage.start as u64),
            TableCell::count(passage.end as u64),
            TableCell::text(&passage.added),
        ]
    });
    let names = NAMES.map(str::to_owned);
    Table::CSV.write(out, &names, rows.collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    /// A passage with a note whose texts look like markup.
    pub(super) fn basket() -> Vec<BasketPassage> {
        let hits = sample::passages().hits;
        let mut passages = hits.iter().map(|hit| {
            BasketPassage::new(
                &hit.report,
                &hit.passages()[0],
                "2025-02-05T08:30:00Z".to_owned(),
            )
        });
        let (mut first, second) = (passages.next().unwrap(), passages.next().unwrap());
        first.note = "Ask <the> *union*.\n\n=2+2".to_owned();
        vec![first, second]
    }

    pub(super) fn written(format: BasketFormat) -> Vec<u8> {
        let mut out = Vec::new();
        format.write(&mut out, &basket(), CiteStyle::Plain).unwrap();
        out
    }

    #[test]
    fn a_form_is_found_by_its_name() {
        for format in BasketFormat::ALL {
            assert_eq!(BasketFormat::named(format.name()), Some(format));
        }
        assert_eq!(BasketFormat::named("pdf"), None);
    }

    #[test]
    fn the_lines_of_the_file_are_read_again() {
        let text = String::from_utf8(written(BasketFormat::JsonLines)).unwrap();
        assert_eq!(crate::response::basket::parse(&text).unwrap(), basket());
    }

    #[test]
    fn a_table_has_the_note_the_text_and_the_citation_and_no_formulas() {
        let table = String::from_utf8(written(BasketFormat::Csv)).unwrap();
        assert!(table.starts_with("note,text,citation,title,"), "{table}");
        assert!(table.contains("\"Ask <the> *union*.\n\n=2+2\""), "{table}");
        assert!(table.contains(
            "\"The Paper, “Haïti: union”, 2025-02-04, corpus/a.txt:15, https://a.org/1\""
        ));
        assert!(table.contains(",'=1+1"), "{table}");
    }
}
