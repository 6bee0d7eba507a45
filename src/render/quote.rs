//! A passage with its citation, to be copied into notes, a Markdown file or a bibliography.

use super::cite::{CiteStyle, line, one_line};
use super::quotation::without_title;
use crate::response::{Passage, ReportHead, text_of};

/// The form of a quotation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum QuoteStyle {
    /// The passage in quotation marks, and all known metadata in brackets.
    Plain,
    /// A block quotation with the citation below, linked if the report has an address.
    Markdown,
    /// An entry of BibTeX with the passage as `note`.
    Bibtex,
}

/// Writes a passage with its citation, or only the citation of the report if there is none.
pub fn quote(style: QuoteStyle, report: &ReportHead, passage: Option<&Passage>) -> String {
    let text = passage.map(|passage| one_line(&text_of(&without_title(report, passage))));
    let text = text.filter(|text| !text.is_empty());
    match style {
        QuoteStyle::Plain => {
            let citation = line(CiteStyle::Plain, report, passage);
            match text {
                Some(text) => format!("“{text}” [{citation}]"),
                None => citation,
            }
        }
        QuoteStyle::Markdown => {
            let citation = escaped_markdown(&line(CiteStyle::Plain, report, passage));
            let quoted = text.map(|text| format!("> {}\n>\n", escaped_markdown(&text)));
            format!("{}> — {citation}", quoted.unwrap_or_default())
        }
        QuoteStyle::Bibtex => bibtex(report, passage, text.as_deref()),
    }
}

fn bibtex(report: &ReportHead, passage: Option<&Passage>, text: Option<&str>) -> String {
    let title = report.title.as_deref().map(text_of);
    let date = report.published.as_deref().unwrap_or("");
    let date = date.split('T').next().unwrap_or("");
    let (line, page) = passage.map_or((None, None), Passage::cited_at);
    let line = line.map(|line| format!("line {line}"));
    let file = match line {
        Some(line) => format!("{}, {line}", report.path),
        None => report.path.clone(),
    };
    let fields = [
        ("title", title),
        (
            "author",
            report
                .source
                .as_ref()
                .map(|source| format!("{{{}}}", braced(source))),
        ),
        ("date", Some(date.to_owned())),
        ("year", date.get(..4).map(str::to_owned)),
        ("pages", page.map(|page| page.to_string())),
        ("url", report.url.clone()),
        ("langid", report.language.clone()),
        ("howpublished", Some(file)),
        ("note", text.map(str::to_owned)),
    ];
    let mut entry = format!("@misc{{{},\n", key_of(&report.id));
    for (name, value) in fields {
        let value = value
            .map(|value| one_line(&value))
            .filter(|value| !value.is_empty());
        if let Some(value) = value {
            let value = match name {
                "author" | "url" => value,
                _ => braced(&value),
            };
            entry.push_str(&format!("  {name} = {{{value}}},\n"));
        }
    }
    entry + "}"
}

/// Returns a citation key of an id: its letters and digits, the others as `-`.
fn key_of(id: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    let key: String = id.chars().map(plain).collect();
    match key.trim_matches('-') {
        "" => "report".to_owned(),
        key => key.to_owned(),
    }
}

/// Escapes what BibTeX and LaTeX read as markup, so that braces are balanced whatever the text.
fn braced(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '{' => escaped.push('('),
            '}' => escaped.push(')'),
            '\\' => escaped.push('/'),
            '&' | '%' | '$' | '#' | '_' => escaped.extend(['\\', c]),
            c => escaped.push(c),
        }
    }
    escaped
}

fn escaped_markdown(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_[]<>#|".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    #[test]
    fn a_quotation_has_its_text_and_its_citation() {
        let hit = &sample::passages().hits[0];
        let quoted = |style| quote(style, &hit.report, hit.passages().first());
        let plain = quoted(QuoteStyle::Plain);
        assert!(plain.starts_with('“'), "{plain}");
        assert!(
            plain.ends_with(
                "” [The Paper, “Haïti: union”, 2025-02-04, corpus/a.txt:15, https://a.org/1]"
            ),
            "{plain}"
        );
        let markdown = quoted(QuoteStyle::Markdown);
        assert!(markdown.lines().all(|line| line.starts_with('>')));
        let bibtex = quoted(QuoteStyle::Bibtex);
        assert!(bibtex.contains("  author = {{The Paper}},\n"), "{bibtex}");
        assert!(bibtex.contains("  date = {2025-02-04},\n  year = {2025},\n"));
        assert!(bibtex.contains("  url = {https://a.org/1},\n"));
    }

    #[test]
    fn no_text_can_end_its_field_of_bibtex() {
        let mut report = sample::passages().hits.remove(0).report;
        report.source = Some("a}, b = {c\\".to_owned());
        report.id = "2025/x y.txt".to_owned();
        let entry = quote(QuoteStyle::Bibtex, &report, None);
        assert!(entry.starts_with("@misc{2025-x-y-txt,\n"), "{entry}");
        assert!(entry.contains("author = {{a), b = (c/}},"), "{entry}");
    }

    #[test]
    fn a_report_without_a_passage_is_cited_alone() {
        let report = sample::passages().hits.remove(1).report;
        assert_eq!(quote(QuoteStyle::Plain, &report, None), "corpus/b.pdf");
        assert_eq!(
            quote(QuoteStyle::Markdown, &report, None),
            "> — corpus/b.pdf"
        );
    }
}
