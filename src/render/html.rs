//! One HTML file that can be handed on: no script, nothing from the network, and all text of reports escaped.
//!
//! The policy in its head forbids all but its own style sheet, so that even a mistake here would fetch and run nothing.

use std::io::{self, Write};

use super::citation::{about_lines, of_one_report, origin, place, totals};
use super::cite::{CiteStyle, Piece, reference_in};
use super::filed::{last_name, most_filed};
use super::quotation::quotations;
use super::{Format, Settings, safe};
use crate::response::{Detail, FacetCounts, Hit, Part, Passage, ReportHead, Response};

/// The entry of this format. Several answers are sections of one page.
pub const FORMAT: Format = Format {
    name: "html",
    description: "one web page without scripts: passages with marks, cited",
    detail: Detail::Labelled,
    collapse: true,
    head,
    write,
};

/// What a browser may do with the page: apply its style sheet.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";
const STYLE: &str = "\
body { font: 1rem/1.5 sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #222; background: #fff }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem }
blockquote { margin: .5rem 0; padding-left: 1rem; border-left: 3px solid #ddd; white-space: pre-line }
blockquote.around { color: #666 }
mark { background: #ffe69c; color: inherit }
.about, cite { font-style: normal; font-size: .875rem; color: #555; overflow-wrap: anywhere }
@media (prefers-color-scheme: dark) {
  body { color: #ddd; background: #181818 }
  blockquote { border-color: #444 }
  blockquote.around, .about, cite { color: #aaa }
  mark { background: #665200 }
  a { color: #8ab4f8 }
}
";
/// Between the pieces of a citation.
const BETWEEN: &str = " · ";
/// Columns that the labels of a report may take.
const LABELS: usize = 200;
/// The addresses that are linked; any other (`javascript:`) is text.
const LINKED: [&str; 2] = ["https://", "http://"];

/// Begins a page of several answers; that of one has its query for a title.
fn head(out: &mut dyn Write, settings: &Settings) -> io::Result<()> {
    match settings.query_id {
        Some(_) => write_head(out, "Answers"),
        None => Ok(()),
    }
}

fn write_head(out: &mut dyn Write, title: &str) -> io::Result<()> {
    let title = escaped(title);
    write!(
        out,
        "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n"
    )
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
    for hits in response.hits.chunk_by(of_one_report) {
        write_report(out, hits, settings.cite)?;
    }
    let counted = response.facets.iter().flatten();
    for facet in counted.filter(|facet| !facet.values.is_empty()) {
        write_counts(out, facet)?;
    }
    writeln!(out, "</section>")
}

/// Writes the hits of a report that follow each other in the list.
fn write_report(out: &mut dyn Write, hits: &[Hit], cite: Option<CiteStyle>) -> io::Result<()> {
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

/// Writes a passage with those around it, and where it stands. A title that it begins with stands above already.
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

/// Writes date, source, and file with line or page, and where the report was published.
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

/// Returns a text with its matches marked. Line breaks stay.
fn marked(parts: &[Part]) -> String {
    let lines = |text: &str| {
        let lines: Vec<String> = text.split('\n').map(escaped).collect();
        lines.join("\n")
    };
    let mut text = String::new();
    for part in parts {
        match part {
            Part::Plain(plain) => text.push_str(&lines(plain)),
            Part::Match { text: matched, .. } => {
                text.push_str(&format!("<mark>{}</mark>", lines(matched)));
            }
        }
    }
    text.trim().to_owned()
}

/// Returns a text on one line that is text and nothing else, between tags as in attributes in quotes.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in safe(text).chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::super::sample;
    use super::*;
    use crate::response::{Shown, Similar, SimilarReport};

    /// What is written behind the head.
    fn body(response: &Response) -> String {
        let page = sample::written(&FORMAT, response, &Settings::default());
        page.split_once("</head>\n").unwrap().1.to_owned()
    }

    #[test]
    fn a_page_has_query_numbers_passages_citations_and_counts() {
        let response = Response {
            facets: Some(sample::counts()),
            ..sample::passages()
        };
        let wanted = "\
<section>
<h1 dir=\"auto\">helicopters union</h1>
<p class=\"about\">2 passages from 2 of 12 reports</p>
<article lang=\"en\">
<h2 dir=\"auto\">1. Haïti: <mark>union</mark></h2>
<blockquote dir=\"auto\">Où sont les
<mark>helicopters</mark>? The <mark>union</mark> asked for more.</blockquote>
<cite>2025-02-04 · The Paper · corpus/a.txt:15 · <a rel=\"noopener noreferrer nofollow\" \
href=\"https://a.org/1\">https://a.org/1</a></cite>
<div class=\"about\">area: Kenscoff, Haiti</div>
<div class=\"about\">+4 more passages</div>
</article>
<article>
<h2 dir=\"auto\">2. corpus/b.pdf</h2>
<blockquote dir=\"auto\"><mark>=1+1</mark> | �[31m</blockquote>
<cite>undated · corpus/b.pdf p. 3</cite>
</article>
<h2>area</h2>
<ul>
<li>Haiti (12)
<ul>
<li>Ouest (9)</li>
</ul>
</li>
</ul>
</section>
";
        assert_eq!(body(&response), wanted);
    }

    #[test]
    fn the_policy_forbids_all_but_the_style_sheet_of_the_page() {
        let page = sample::written(&FORMAT, &sample::passages(), &Settings::default());
        let policy = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; \
                      style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">";
        // Before anything that it is about.
        let at = page.find(policy).unwrap();
        assert!(at < page.find("<title>").unwrap());
        assert!(page.contains("<title>helicopters union</title>"));
        assert!(!STYLE.contains("url(") && !STYLE.contains("@import"));
    }

    #[test]
    fn several_answers_are_sections_of_one_page() {
        let mut out = Vec::new();
        let settings = |id| Settings {
            query_id: Some(id),
            ..Settings::default()
        };
        (FORMAT.head)(&mut out, &settings("")).unwrap();
        for id in ["<q1>", "q2"] {
            (FORMAT.write)(&mut out, &sample::passages(), &settings(id)).unwrap();
        }
        let page = String::from_utf8(out).unwrap();
        assert_eq!(page.matches("<!DOCTYPE html>").count(), 1);
        assert_eq!(page.matches("<section>").count(), 2);
        assert!(
            page.contains("<h1 dir=\"auto\">&lt;q1&gt;: helicopters union</h1>"),
            "{page}"
        );
    }

    #[test]
    fn nothing_of_a_report_is_markup() {
        let nasty = "<script>alert(1)</script>\"' onload=\"x()\"&lt;\u{202e}\u{1b}]</style>-->";
        let part = |text: &str| Part::Match {
            text: text.to_owned(),
            line: None,
            page: None,
        };
        let mut response = sample::with_context();
        response.query = nasty.to_owned();
        response.facets = Some(sample::counts());
        response.facets.as_mut().unwrap()[0].name = nasty.to_owned();
        response.facets.as_mut().unwrap()[0].values[0].path = format!("/{nasty}");
        let hit = &mut response.hits[0];
        hit.similar = Some(Similar {
            count: 1,
            reports: vec![SimilarReport {
                id: nasty.to_owned(),
                published: Some(nasty.to_owned()),
                source: Some(nasty.to_owned()),
                path: nasty.to_owned(),
            }],
        });
        let report = &mut hit.report;
        report.title = Some(vec![part(nasty), Part::Plain(nasty.to_owned())]);
        report.published = Some(nasty.to_owned());
        report.language = Some(nasty.to_owned());
        report.source = Some(nasty.to_owned());
        report.url = Some(format!("https://a.org/{nasty}"));
        report.path = nasty.to_owned();
        report.labels = vec![(nasty.to_owned(), vec![nasty.to_owned()])];
        let Shown::Passage(passage) = &mut hit.shown else {
            panic!("no passage");
        };
        passage.parts = vec![part(nasty), Part::Plain(nasty.to_owned())];
        passage.context.as_mut().unwrap().before[0].parts = vec![Part::Plain(nasty.to_owned())];

        let settings = Settings {
            cite: Some(CiteStyle::Chicago),
            ..Settings::default()
        };
        let page = sample::written(&FORMAT, &response, &settings);
        let ours = [
            "!DOCTYPE",
            "html",
            "head",
            "meta",
            "title",
            "style",
            "section",
            "h1",
            "h2",
            "p",
            "article",
            "blockquote",
            "mark",
            "cite",
            "a",
            "div",
            "ul",
            "li",
            "i",
        ];
        for tag in page.split('<').skip(1) {
            let name: String = tag
                .trim_start_matches('/')
                .chars()
                .take_while(|c| c.is_alphanumeric() || *c == '!')
                .collect();
            assert!(ours.contains(&name.as_str()), "<{tag}");
            // In a tag, quotes are ours and come in pairs, and no attribute is one that runs something.
            let inside = tag.split('>').next().unwrap();
            assert_eq!(inside.matches('"').count() % 2, 0, "<{tag}");
            let outside_of_quotes: String = inside.split('"').step_by(2).collect();
            assert!(!outside_of_quotes.contains("onload"), "<{tag}");
        }
        assert!(!page.contains(['\u{202e}', '\u{1b}']));
        assert!(page.matches("&lt;script&gt;").count() > 10, "{page}");
    }

    #[test]
    fn only_addresses_of_the_web_are_linked() {
        for (url, linked) in [
            ("https://a.org/?a=1&b=\"2\"", true),
            ("HTTP://a.org", true),
            ("javascript:alert(1)", false),
            (" javascript:alert(1)", false),
            ("JavaScript://a.org/%0aalert(1)", false),
            ("data:text/html,<script>", false),
            ("//a.org", false),
            ("file:///etc/passwd", false),
            ("é", false),
        ] {
            let mut response = sample::passages();
            response.hits.truncate(1);
            response.hits[0].report.url = Some(url.to_owned());
            let page = body(&response);
            assert_eq!(page.contains(" href="), linked, "{page}");
            assert!(page.contains(&escaped(url)), "{page}");
        }
    }
}
