//! The page of one report: its text with matches and mentions, and beside it what is known of it.

use maud::{Markup, html};

use super::basket::{add, add_form};
use super::context::Context;
use super::copy::citations;
use super::corrections::{Found, of_report};
use super::frame::{Content, frame};
use super::hits::{by_id, origin};
use super::matches::{matches, minimap};
use super::metadata::metadata;
use super::names::names;
use super::notes;
use super::parts::{file_name, marked};
use super::report_text::{Block, PageMark, Piece, blocks};
use crate::response::layout::{ReportLayout, ReportMarks};
use crate::response::{Hit, ReportHead, WholeReport, text_of};
use crate::server::corrected::Corrected;
use crate::server::problem::QueryError;

/// What the page of a report shows.
pub struct ReportData {
    /// The report.
    pub report: WholeReport,
    /// Its pages and headings.
    pub layout: ReportLayout,
    /// Its passages, with the matches of the query; `None` if it has none.
    pub hit: Option<Hit>,
    /// Whether the query matches it.
    pub is_match: bool,
    /// Its near duplicates.
    pub similar: Vec<ReportHead>,
    /// What people have decided about its values.
    pub corrections: Vec<Corrected>,
    /// Values that the reader has looked for to file it under.
    pub found: Option<Found>,
    /// Why the query has no answer.
    pub error: Option<QueryError>,
}

/// The id of the form that puts passages into the basket.
pub const KEEP: &str = "keep";

impl ReportData {
    /// Returns where the passages start, in code points of the body.
    fn starts(&self) -> Vec<usize> {
        let passages = self.hit.iter().flat_map(Hit::passages_in_order);
        passages.map(|passage| passage.start).collect()
    }
}

/// Writes the page.
pub fn report_page(context: &Context, data: &ReportData) -> Markup {
    let texts = context.texts;
    let report = &data.report;
    let query = context.address.first("q");
    let marks = data.hit.as_ref().map(ReportMarks::of).unwrap_or_default();
    let blocks = blocks(report, &data.layout, &marks, &data.starts());
    let title = data
        .hit
        .as_ref()
        .map_or(&report.head.title, |hit| &hit.report.title);
    let content = Content {
        title: report
            .head
            .title
            .as_deref()
            .map_or_else(|| file_name(&report.head.path).to_owned(), text_of),
        query: query.to_owned(),
        below_box: below_box(context, data),
        aside: Some(html! {
            aside.about aria-label=(texts.text("report.about")) {
                (matches(context, &data.report.head, data.hit.as_ref(), &marks))
                (contents(context, &report.head, &blocks))
                (names(context, report))
                (of_report(context, &report.head.id, &data.corrections, data.found.as_ref()))
                (metadata(context, report))
                (similar(context, data))
                section.facet {
                    h3 { (texts.text("cite")) }
                    (citations(context, &report.head, None))
                }
            }
        }),
        main: html! {
            article.report {
                p.back {
                    a href=(context.search(&context.address.of_hits())) { "← " (texts.text("report.back")) }
                }
                h1 dir="auto" lang=[report.head.language.as_deref()] {
                    @match title.as_deref() {
                        Some(title) => (marked(title)),
                        None => (file_name(&report.head.path)),
                    }
                }
                (origin(context, &report.head))
                p.actions {
                    a.original href=(context.original(&report.head.id, None)) { (texts.text("report.original")) }
                    @if let Some(url) = web_address(report) {
                        a href=(url) rel="noreferrer noopener external" { (texts.text("report.url")) }
                    }
                    // On a narrow screen, what is beside the text is below it.
                    a.below href="#names" { "↓ " (texts.text("names")) }
                }
                (add_form(context, KEEP, &report.head, &context.report(&report.head.id)))
                (text(context, data, &blocks))
            }
            (minimap(report, &marks))
        },
    };
    frame(context, &content)
}

/// Returns the address where a report was published, if it is one of the web.
fn web_address(report: &WholeReport) -> Option<&str> {
    let url = report.head.url.as_deref()?;
    let lower = url.to_ascii_lowercase();
    (lower.starts_with("https://") || lower.starts_with("http://")).then_some(url)
}

fn below_box(context: &Context, data: &ReportData) -> Markup {
    let texts = context.texts;
    let query = context.address.first("q");
    match &data.error {
        Some(error) => notes::error(context, query, error),
        None if data.is_match => Markup::default(),
        None => html! {
            div.notes role="status" { p { (texts.text("report.no_match")) } }
        },
    }
}

fn text(context: &Context, data: &ReportData, blocks: &[Block]) -> Markup {
    let head = &data.report.head;
    let language = head.language.as_deref();
    let mut written = Pieces {
        context,
        report: &head.id,
        starts: &data.starts(),
        marks: 0,
        mentions: 0,
    };
    html! {
        div.text id="text" lang=[language] {
            @for (n, block) in blocks.iter().enumerate() {
                @match block {
                    Block::Page(mark) => (page_mark(context, head, n, *mark)),
                    Block::Heading(pieces) => h2 id=(anchor(n)) dir="auto" .again[is_title(head, pieces)] {
                        (written.markup(pieces))
                    },
                    Block::Paragraph { pieces, has_lines } => p dir="auto" .lines[*has_lines] {
                        (written.markup(pieces))
                    },
                }
            }
        }
    }
}

/// Writes the start of a page, or of a part of it, as a link to the original at that page.
fn page_mark(context: &Context, head: &ReportHead, n: usize, mark: PageMark) -> Markup {
    let texts = context.texts;
    let (page, key) = match mark {
        PageMark::Start(page) => (page, "at.page"),
        PageMark::Footnotes(page) => (page, "at.footnotes"),
        PageMark::Rest(page) => (page, "at.rest"),
    };
    html! {
        p.page id=(anchor(n)) {
            a href=(context.original(&head.id, Some(page))) title=(texts.text("report.original")) {
                (texts.with(key, "n", &page.to_string()))
            }
        }
    }
}

/// The least headings and pages that are listed.
const LISTED: usize = 3;

/// Writes the headings and pages as links into the text; empty if there are few.
fn contents(context: &Context, head: &ReportHead, blocks: &[Block]) -> Markup {
    let texts = context.texts;
    let mut links = Vec::new();
    for (n, block) in blocks.iter().enumerate() {
        match block {
            Block::Page(PageMark::Start(page)) => {
                links.push((n, texts.with("at.page", "n", &page.to_string())));
            }
            Block::Heading(pieces) if !is_title(head, pieces) => links.push((n, joined(pieces))),
            Block::Page(PageMark::Footnotes(_) | PageMark::Rest(_))
            | Block::Heading(_)
            | Block::Paragraph { .. } => {}
        }
    }
    if links.len() < LISTED {
        return Markup::default();
    }
    html! {
        section.facet.contents {
            details {
                summary { h3 { (texts.text("report.contents")) } }
                ol {
                    @for (n, text) in &links {
                        li { a href={ "#" (anchor(*n)) } dir="auto" { (text) } }
                    }
                }
            }
        }
    }
}

/// Returns the id of the `n`-th block of the text.
fn anchor(n: usize) -> String {
    format!("block-{n}")
}

fn joined(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| piece.text.as_str()).collect()
}

/// Returns whether a heading is the title of the report, which is shown above the text.
fn is_title(head: &ReportHead, heading: &[Piece]) -> bool {
    let heading = joined(heading);
    let title = text_of(head.title.as_deref().unwrap_or_default());
    let words = |text: &str| text.to_lowercase().split_whitespace().collect::<String>();
    words(&heading) == words(&title)
}

/// Writes pieces of the text, and keeps what is written already, so that each match and mention has one anchor.
struct Pieces<'a> {
    context: &'a Context,
    /// The id of the report.
    report: &'a str,
    /// Where its passages start.
    starts: &'a [usize],
    marks: usize,
    mentions: usize,
}

impl Pieces<'_> {
    fn markup(&mut self, pieces: &[Piece]) -> Markup {
        html! {
            @for group in pieces.chunk_by(|a, b| a.mention.is_some() && a.mention == b.mention) {
                @match group[0].mention {
                    Some(mention) => {
                        // Outside the link, which cannot have a button within.
                        @for piece in group { (self.passages(piece)) }
                        @let is_first = mention >= self.mentions;
                        @let () = self.mentions = self.mentions.max(mention + 1);
                        a.mention href={ "#name-" (mention) } id=[is_first.then(|| format!("mention-{mention}"))] {
                            @for piece in group { (self.piece(piece)) }
                        }
                    },
                    None => @for piece in group { (self.passages(piece)) (self.piece(piece)) },
                }
            }
        }
    }

    /// Writes the anchors of the passages that start at a piece, each with the button that puts it into the basket.
    fn passages(&self, piece: &Piece) -> Markup {
        html! {
            @for passage in &piece.passages {
                span id={ "passage-" (passage) } {}
                (add(self.context, KEEP, self.report, *passage, self.starts[*passage]))
            }
        }
    }

    fn piece(&mut self, piece: &Piece) -> Markup {
        html! {
            @match piece.mark {
                Some(mark) => {
                    @let is_first = mark >= self.marks;
                    @let () = self.marks = self.marks.max(mark + 1);
                    mark id=[is_first.then(|| format!("mark-{mark}"))] { (piece.text) }
                },
                None => (piece.text),
            }
        }
    }
}

fn similar(context: &Context, data: &ReportData) -> Markup {
    let texts = context.texts;
    let id = &data.report.head.id;
    html! {
        section.facet {
            h3 { (texts.text("report.similar")) }
            @if data.similar.is_empty() { p { (texts.text("report.no_similar")) } }
            ul.flat {
                @for report in &data.similar {
                    li {
                        a dir="auto" href=(context.report(&report.id)) {
                            @match report.title.as_deref() {
                                Some(title) => (text_of(title)),
                                None => (file_name(&report.path)),
                            }
                        }
                        (origin(context, report))
                    }
                }
            }
            @if let Some(to) = by_id(context, "similar", id).filter(|_| !data.similar.is_empty()) {
                p { a href=(to) { (texts.text("report.all_similar")) } }
            }
            @if let Some(to) = by_id(context, "like", id) {
                p { a href=(to) { (texts.text("report.like")) } }
            }
        }
    }
}
