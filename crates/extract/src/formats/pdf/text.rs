//! Joins the pages of a document to one text.

use std::collections::BTreeMap;
use std::ops::Range;

use super::draw::Page;
use super::flow::{self, Vocabulary};
use super::glyphs::Line;
use super::layout::{self, Block};
use super::notes;
use crate::report::Anchor;

/// A document as text.
#[derive(Default)]
pub(super) struct Text {
    pub body: String,
    /// Where the text of a page starts, in body order. Footnotes follow the paragraph that runs
    /// across the end of their page, so a page may occur twice.
    pub anchors: Vec<Anchor>,
    /// The spans of footnotes in the body, in bytes, in order.
    pub notes: Vec<Range<usize>>,
    /// The first page that has text.
    pub first: Vec<Block>,
    /// The font size of most of the text, in points.
    pub size: f64,
}

impl Text {
    /// Makes a text of pages without headers and footers.
    pub fn of(mut pages: Vec<Page>) -> Text {
        let words = Vocabulary::of(&pages);
        let mut text = Text {
            size: commonest_size(&pages),
            ..Text::default()
        };
        notes::take_out(&mut pages, text.size);
        let mut last: Option<Block> = None;
        let mut waiting: Vec<(u32, Vec<Line>)> = Vec::new();
        for page in pages {
            let blocks = layout::blocks(page.lines);
            if text.first.is_empty() {
                text.first.clone_from(&blocks);
            }
            for (i, block) in blocks.into_iter().enumerate() {
                let beside = |last: &Block| i == 0 || last.is_left_for(&block);
                let goes_on = last
                    .as_ref()
                    .is_some_and(|last| beside(last) && last.goes_on_in(&block));
                if !goes_on {
                    text.add_notes(&mut waiting, &words);
                }
                text.add(page.number, &block, goes_on, &words);
                last = Some(block);
            }
            if !page.notes.is_empty() {
                waiting.push((page.number, page.notes));
            }
        }
        text.add_notes(&mut waiting, &words);
        flow::end(&mut text.body);
        text
    }

    /// Appends a block of a page. `goes_on`: it continues the last sentence.
    fn add(&mut self, page: u32, block: &Block, goes_on: bool, words: &Vocabulary) {
        if !goes_on && !self.body.is_empty() {
            flow::end(&mut self.body);
            self.body.push_str("\n\n");
        }
        let before = self.body.len();
        flow::write(block, goes_on, words, &mut self.body);
        // A trailing hyphen may have been removed.
        let start = before.min(self.body.len());
        if self
            .anchors
            .last()
            .is_none_or(|last| last.page != Some(page))
        {
            let blank = self.body[start..].len() - self.body[start..].trim_start().len();
            self.anchors.push(Anchor {
                start: start + blank,
                line: None,
                page: Some(page),
            });
        }
    }

    /// Appends the pending footnotes of earlier pages.
    fn add_notes(&mut self, waiting: &mut Vec<(u32, Vec<Line>)>, words: &Vocabulary) {
        for (page, notes) in waiting.drain(..) {
            flow::end(&mut self.body);
            let mut start = None;
            for block in layout::blocks(notes) {
                let between = if self.body.is_empty() {
                    0
                } else {
                    "\n\n".len()
                };
                let before = self.body.len() + between;
                self.add(page, &block, false, words);
                start.get_or_insert(before);
            }
            flow::end(&mut self.body);
            if let Some(start) = start {
                self.notes.push(start..self.body.len());
            }
        }
    }

    /// Returns the text of the first page, or the start of it.
    pub fn first_page(&self) -> &str {
        match self.anchors.get(1) {
            Some(second) => &self.body[..second.start],
            None => &self.body,
        }
    }
}

fn commonest_size(pages: &[Page]) -> f64 {
    let mut counts: BTreeMap<u64, usize> = BTreeMap::new();
    for line in pages.iter().flat_map(|page| &page.lines) {
        let tenths = (line.size * 10.0).round() as u64;
        *counts.entry(tenths).or_default() += line.text.len();
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    most.map_or(0.0, |(tenths, _)| tenths as f64 / 10.0)
}
