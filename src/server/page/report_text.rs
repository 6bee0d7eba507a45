//! The text of a whole report as blocks: pages, headings and paragraphs, with its matches and mentions.

use std::cmp::Ordering;

use super::parts::HEADING_SIGNS;
use crate::response::WholeReport;
use crate::response::layout::{PageStart, ReportLayout, ReportMarks};

/// Paragraphs with a line shorter than this keep their lines: lists, tables, addresses. Others were wrapped at a width.
const SHORT_LINE: usize = 45;

/// A line longer than this was not wrapped at a width: it is a paragraph of its own.
const LONG_LINE: usize = 150;

/// A block of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// The start of a page or of a part of it.
    Page(PageMark),
    /// A heading, without the signs of Markdown before it.
    Heading(Vec<Piece>),
    /// A paragraph.
    Paragraph {
        /// Its text.
        pieces: Vec<Piece>,
        /// Whether its line breaks are shown.
        has_lines: bool,
    },
}

/// A part of a page, with the page's number. The footnotes of a page come after the paragraph that runs across its end, so they and
/// what follows interrupt the next page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageMark {
    /// The page starts.
    Start(u32),
    /// The footnotes of an earlier page start.
    Footnotes(u32),
    /// The page goes on after footnotes.
    Rest(u32),
}

/// A piece of text in which nothing begins or ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The text.
    pub text: String,
    /// The number of the match that it belongs to.
    pub mark: Option<usize>,
    /// The number of the mention that it belongs to.
    pub mention: Option<usize>,
    /// The numbers of the passages that start here.
    pub passages: Vec<usize>,
}

/// Splits the body of a report into blocks. `passages` are the starts of its passages, in code points and in order.
pub fn blocks(
    report: &WholeReport,
    layout: &ReportLayout,
    marks: &ReportMarks,
    passages: &[usize],
) -> Vec<Block> {
    let body: Vec<char> = report.body.chars().collect();
    let mentions: Vec<[usize; 2]> = report
        .mentions
        .iter()
        .map(|mention| [mention.start, mention.end])
        .collect();
    let mut text = Text {
        body: &body,
        marks: &marks.body,
        mentions: &mentions,
        passages,
        next_passage: 0,
    };
    let mut blocks = Vec::new();
    let mut pages = page_marks(layout).into_iter().peekable();
    let mut start = 0;
    for end in ends(&body, layout) {
        while let Some((_, mark)) = pages.next_if(|(at, _)| *at <= start) {
            blocks.push(Block::Page(mark));
        }
        let (from, to) = trimmed(&body, start, end);
        start = end;
        // Also skips the signs of a heading, which the layout does not count as part of it.
        if body[from..to].iter().all(|c| HEADING_SIGNS.contains(c)) {
            continue;
        }
        let is_heading = layout
            .headings
            .iter()
            .any(|&[begin, end]| begin <= from && to <= end);
        let pieces = text.pieces(from, to);
        blocks.push(match is_heading {
            true => Block::Heading(pieces),
            false => Block::Paragraph {
                pieces,
                has_lines: has_lines(&body[from..to]),
            },
        });
    }
    blocks.extend(pages.map(|(_, mark)| Block::Page(mark)));
    blocks
}

/// Returns the starts of pages and their parts, in code points.
fn page_marks(layout: &ReportLayout) -> Vec<(usize, PageMark)> {
    let mut reached = 0;
    let marks = layout.pages.iter().map(|&PageStart { start, page }| {
        let mark = match page.cmp(&reached) {
            Ordering::Greater => PageMark::Start(page),
            Ordering::Less => PageMark::Footnotes(page),
            Ordering::Equal => PageMark::Rest(page),
        };
        reached = reached.max(page);
        (start, mark)
    });
    marks.collect()
}

/// Returns where blocks end: at empty lines, beside long lines, around headings and at page starts, in order; the last is
/// the end of the body.
fn ends(body: &[char], layout: &ReportLayout) -> Vec<usize> {
    let mut ends: Vec<usize> = Vec::new();
    let (mut at, mut is_own_before) = (0, false);
    for line in body.split_inclusive(|&c| c == '\n') {
        let is_own = line.len() > LONG_LINE || line.iter().all(|c| c.is_whitespace());
        if is_own || is_own_before {
            ends.push(at);
        }
        is_own_before = is_own;
        at += line.len();
    }
    ends.extend(layout.headings.iter().flatten());
    ends.extend(layout.pages.iter().map(|page| page.start));
    ends.push(body.len());
    ends.sort_unstable();
    ends.dedup();
    ends.retain(|&end| end <= body.len());
    ends
}

/// Removes white space at both ends of a span.
fn trimmed(body: &[char], start: usize, end: usize) -> (usize, usize) {
    let text = &body[start..end];
    let before = text.iter().take_while(|c| c.is_whitespace()).count();
    let after = text[before..].iter().rev();
    let after = after.take_while(|c| c.is_whitespace()).count();
    (start + before, end - after)
}

fn has_lines(paragraph: &[char]) -> bool {
    let mut lines = paragraph.split(|&c| c == '\n').rev().skip(1);
    lines.any(|line| line.len() < SHORT_LINE)
}

struct Text<'a> {
    body: &'a [char],
    marks: &'a [[usize; 2]],
    mentions: &'a [[usize; 2]],
    passages: &'a [usize],
    /// The first passage whose start is in no piece yet.
    next_passage: usize,
}

impl Text<'_> {
    /// Splits a span at the ends of matches and mentions and at the starts of passages.
    fn pieces(&mut self, from: usize, to: usize) -> Vec<Piece> {
        let mut cuts: Vec<usize> = vec![from, to];
        for spans in [self.marks, self.mentions] {
            cuts.extend(overlapping(spans, from, to).iter().flatten());
        }
        let rest = &self.passages[self.next_passage..];
        cuts.extend(rest.iter().take_while(|&&start| start < to));
        cuts.retain(|cut| (from..=to).contains(cut));
        cuts.sort_unstable();
        cuts.dedup();
        let mut pieces = Vec::new();
        for cut in cuts.windows(2) {
            let (start, end) = (cut[0], cut[1]);
            let mut passages = Vec::new();
            // A passage that starts in white space starts at the text behind it.
            while self
                .passages
                .get(self.next_passage)
                .is_some_and(|&at| at <= start)
            {
                passages.push(self.next_passage);
                self.next_passage += 1;
            }
            pieces.push(Piece {
                text: self.body[start..end].iter().collect(),
                mark: covering(self.marks, start),
                mention: covering(self.mentions, start),
                passages,
            });
        }
        pieces
    }
}

/// Returns the spans that overlap `from..to`. Spans are in order of their starts.
fn overlapping(spans: &[[usize; 2]], from: usize, to: usize) -> &[[usize; 2]] {
    let first = spans.partition_point(|span| span[1] <= from);
    let last = spans.partition_point(|span| span[0] < to);
    spans.get(first..last).unwrap_or_default()
}

/// Returns the number of the span that covers an offset.
fn covering(spans: &[[usize; 2]], at: usize) -> Option<usize> {
    let after = spans.partition_point(|span| span[0] <= at);
    let last = after.checked_sub(1)?;
    (at < spans[last][1]).then_some(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::server::page::sample;

    fn shown(blocks: &[Block]) -> Vec<String> {
        let text = |pieces: &[Piece]| -> String {
            let pieces = pieces
                .iter()
                .map(|piece| match (piece.mark, piece.mention) {
                    (Some(mark), Some(mention)) => format!("[{mark}/{mention}:{}]", piece.text),
                    (Some(mark), None) => format!("[{mark}:{}]", piece.text),
                    (None, Some(mention)) => format!("[/{mention}:{}]", piece.text),
                    (None, None) => piece.text.clone(),
                });
            pieces.collect()
        };
        let blocks = blocks.iter().map(|block| match block {
            Block::Page(PageMark::Start(page)) => format!("page {page}"),
            Block::Page(PageMark::Footnotes(page)) => format!("footnotes of page {page}"),
            Block::Page(PageMark::Rest(page)) => format!("rest of page {page}"),
            Block::Heading(pieces) => format!("# {}", text(pieces)),
            Block::Paragraph { pieces, has_lines } => {
                format!("{}{}", if *has_lines { "| " } else { "" }, text(pieces))
            }
        });
        blocks.collect()
    }

    #[test]
    fn pages_headings_matches_and_mentions_stand_where_they_are() {
        // Échos, an empty line, and a paragraph with the mention "Viv Ansanm" and the match "Ansanm came".
        let report = sample::whole("# Échos\n\nViv Ansanm came.\nThen calm.\n", &[(9, 19)]);
        let layout = ReportLayout {
            pages: vec![
                PageStart { start: 0, page: 1 },
                PageStart { start: 26, page: 2 },
            ],
            headings: vec![[2, 7]],
        };
        let marks = ReportMarks {
            title: Vec::new(),
            body: vec![[13, 24]],
        };
        let got = blocks(&report, &layout, &marks, &[0, 9]);
        assert_eq!(
            shown(&got),
            [
                "page 1",
                "# Échos",
                "[/0:Viv ][0/0:Ansanm][0: came].",
                "page 2",
                "Then calm.",
            ]
        );
        let Block::Paragraph { pieces, .. } = &got[2] else {
            panic!("no paragraph");
        };
        assert_eq!(pieces[0].passages, [1]);
    }

    #[test]
    fn the_footnotes_of_a_page_interrupt_the_next_one() {
        let report = sample::whole("One.\n\nTwo.\n\nA note.\n\nMore.\n\nThree.\n", &[]);
        let starts = [(0, 1), (6, 2), (12, 1), (21, 2), (28, 3)];
        let layout = ReportLayout {
            pages: starts
                .map(|(start, page)| PageStart { start, page })
                .to_vec(),
            headings: Vec::new(),
        };
        let got = shown(&blocks(&report, &layout, &ReportMarks::default(), &[]));
        let marks: Vec<&str> = got.iter().step_by(2).map(String::as_str).collect();
        assert_eq!(
            marks,
            [
                "page 1",
                "page 2",
                "footnotes of page 1",
                "rest of page 2",
                "page 3",
            ]
        );
    }

    #[test]
    fn long_lines_are_paragraphs() {
        let long = "word ".repeat(40);
        let report = sample::whole(
            &format!("Mr. President,\n{long}\n{long}\nThank\nyou.\n"),
            &[],
        );
        let got = shown(&blocks(
            &report,
            &ReportLayout::default(),
            &ReportMarks::default(),
            &[],
        ));
        let long = long.trim();
        assert_eq!(got, ["Mr. President,", long, long, "| Thank\nyou."]);
    }

    #[test]
    fn lines_are_kept_only_where_they_are_short() {
        let long = "word ".repeat(14);
        let report = sample::whole(&format!("{long}\n{long}\n\n- a\n- b\n"), &[]);
        let got = blocks(
            &report,
            &ReportLayout::default(),
            &ReportMarks::default(),
            &[],
        );
        let [
            Block::Paragraph {
                has_lines: false, ..
            },
            Block::Paragraph {
                has_lines: true, ..
            },
        ] = &got[..]
        else {
            panic!("{got:?}");
        };
    }
}
