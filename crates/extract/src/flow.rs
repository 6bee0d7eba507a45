//! Assembles the text of a document in reading order: paragraphs, tables row by row, notes at the
//! end, with page numbers if there are pages.

use std::ops::Range;

use crate::report::{Anchor, Lines};

/// The separator between the cells of a row.
const CELLS: &str = " | ";

/// A text under construction. Elements that are never closed end with the text.
#[derive(Debug, Default)]
pub(super) struct Flow {
    blocks: Vec<Block>,
    notes: Vec<Block>,
    page: Option<u32>,
    /// A stack: paragraphs may contain paragraphs (text boxes, notes).
    paragraphs: Vec<String>,
    tables: Vec<Table>,
    /// The open notes, outermost first.
    in_notes: Vec<Note>,
}

/// The kind of a note, which is moved to the end of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Note {
    /// A footnote or endnote.
    Footnote,
    /// A comment on the text, or the speaker notes of a slide.
    Remark,
}

/// A finished text.
pub(super) struct Flowed {
    /// Its blocks, separated by blank lines.
    pub body: String,
    /// Where the text was in the source.
    pub lines: Lines,
    /// The spans of footnotes in the body, in bytes, in order and without overlap.
    pub footnotes: Vec<Range<usize>>,
}

#[derive(Debug)]
struct Block {
    page: Option<u32>,
    text: String,
    is_footnote: bool,
}

#[derive(Debug, Default)]
struct Table {
    rows: Vec<String>,
    /// The cells of the open row, each with its paragraphs.
    cells: Vec<Vec<String>>,
    in_cell: bool,
}

impl Flow {
    /// Starts a page, 1-based.
    pub fn start_page(&mut self, page: u32) {
        self.page = Some(page);
    }

    pub fn start_paragraph(&mut self) {
        self.paragraphs.push(String::new());
    }

    /// Adds text, treating line breaks as spaces. Text outside a paragraph is dropped.
    pub fn text(&mut self, text: &str) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            for c in text.chars() {
                paragraph.push(if matches!(c, '\n' | '\r' | '\t') {
                    ' '
                } else {
                    c
                });
            }
        }
    }

    pub fn line_break(&mut self) {
        if let Some(paragraph) = self.paragraphs.last_mut() {
            paragraph.push('\n');
        }
    }

    pub fn end_paragraph(&mut self) {
        if let Some(paragraph) = self.paragraphs.pop() {
            self.block(tidy(&paragraph));
        }
    }

    pub fn start_table(&mut self) {
        self.tables.push(Table::default());
    }

    pub fn start_cell(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.cells.push(Vec::new());
            table.in_cell = true;
        }
    }

    pub fn end_cell(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.in_cell = false;
        }
    }

    /// Removes the last cell if it is empty.
    pub fn drop_empty_cell(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            table.cells.pop_if(|cell| cell.is_empty());
        }
    }

    pub fn end_row(&mut self) {
        let Some(table) = self.tables.last_mut() else {
            return;
        };
        table.in_cell = false;
        let mut cells = std::mem::take(&mut table.cells);
        // A single cell is a frame around text, not a row.
        if cells.len() == 1
            && let Some(paragraphs) = cells.pop()
        {
            let rows = std::mem::take(&mut table.rows).join("\n");
            let Some(table) = self.tables.pop() else {
                return;
            };
            self.block(rows);
            for paragraph in paragraphs {
                self.block(paragraph);
            }
            self.tables.push(table);
            return;
        }
        if cells.iter().all(Vec::is_empty) {
            return;
        }
        let cells: Vec<String> = cells.iter().map(|cell| cell.join(" ")).collect();
        table.rows.push(cells.join(CELLS).replace('\n', " "));
    }

    pub fn end_table(&mut self) {
        self.end_row();
        if let Some(table) = self.tables.pop() {
            self.block(table.rows.join("\n"));
        }
    }

    /// Starts a note, which is moved to the end of the text.
    pub fn start_note(&mut self, note: Note) {
        self.in_notes.push(note);
    }

    pub fn end_note(&mut self) {
        self.in_notes.pop();
    }

    /// Adds a separate block of text.
    pub fn block(&mut self, text: String) {
        if text.is_empty() {
            return;
        }
        if let Some(note) = self.in_notes.last() {
            self.notes.push(Block {
                page: self.page,
                text,
                is_footnote: *note == Note::Footnote,
            });
            return;
        }
        if let Some(table) = self.tables.last_mut()
            && table.in_cell
            && let Some(cell) = table.cells.last_mut()
        {
            cell.push(text);
            return;
        }
        self.blocks.push(Block {
            page: self.page,
            text,
            is_footnote: false,
        });
    }

    /// Returns the text.
    pub fn finish(mut self) -> Flowed {
        while !self.paragraphs.is_empty() {
            self.end_paragraph();
        }
        while !self.tables.is_empty() {
            self.end_table();
        }
        let mut body = String::new();
        let mut anchors: Vec<Anchor> = Vec::new();
        let mut footnotes = Vec::new();
        for block in self.blocks.iter().chain(&self.notes) {
            if !body.is_empty() {
                body.push_str("\n\n");
            }
            if anchors.last().is_none_or(|last| last.page != block.page) {
                anchors.push(Anchor {
                    start: body.len(),
                    line: None,
                    page: block.page,
                });
            }
            let start = body.len();
            body.push_str(&block.text);
            if block.is_footnote {
                footnotes.push(start..body.len());
            }
        }
        Flowed {
            body,
            lines: Lines::At(anchors),
            footnotes,
        }
    }
}

/// Collapses spaces and removes those around line breaks.
fn tidy(text: &str) -> String {
    let mut lines = Vec::new();
    for line in text.lines() {
        let words: Vec<&str> = line.split(' ').filter(|word| !word.is_empty()).collect();
        lines.push(words.join(" "));
    }
    lines.join("\n").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraph(flow: &mut Flow, text: &str) {
        flow.start_paragraph();
        flow.text(text);
        flow.end_paragraph();
    }

    fn row(flow: &mut Flow, cells: &[&str]) {
        for cell in cells {
            flow.start_cell();
            for text in cell.split('/') {
                paragraph(flow, text);
            }
            flow.end_cell();
        }
        flow.end_row();
    }

    #[test]
    fn rows_are_lines_and_a_row_of_one_cell_is_its_paragraphs() {
        let mut flow = Flow::default();
        paragraph(&mut flow, " one\n two ");
        flow.start_table();
        row(&mut flow, &["a", "b/c", ""]);
        row(&mut flow, &["", ""]);
        row(&mut flow, &["d", "e"]);
        row(&mut flow, &["f/g"]);
        flow.end_table();
        assert_eq!(flow.finish().body, "one two\n\na | b c | \nd | e\n\nf\n\ng");
    }

    #[test]
    fn notes_move_to_the_end_even_from_inside_a_paragraph() {
        let mut flow = Flow::default();
        flow.start_paragraph();
        flow.text("be");
        flow.start_note(Note::Footnote);
        paragraph(&mut flow, "note");
        flow.end_note();
        flow.start_note(Note::Remark);
        paragraph(&mut flow, "remark");
        flow.end_note();
        flow.text("fore");
        flow.end_paragraph();
        paragraph(&mut flow, "after");
        let flowed = flow.finish();
        assert_eq!(flowed.body, "before\n\nafter\n\nnote\n\nremark");
        let footnotes = flowed.footnotes.into_iter();
        let footnotes: Vec<&str> = footnotes.map(|at| &flowed.body[at]).collect();
        assert_eq!(footnotes, ["note"]);
    }

    #[test]
    fn each_page_starts_an_anchor() {
        let mut flow = Flow::default();
        flow.start_page(1);
        paragraph(&mut flow, "a");
        paragraph(&mut flow, "b");
        flow.start_page(2);
        flow.start_paragraph();
        flow.text("c");
        let Flowed { body, lines, .. } = flow.finish();
        assert_eq!(body, "a\n\nb\n\nc");
        assert_eq!(lines.locate(&body, 4), (None, Some(1)));
        assert_eq!(lines.locate(&body, 6), (None, Some(2)));
    }
}
