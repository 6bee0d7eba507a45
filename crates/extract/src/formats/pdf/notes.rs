//! Separates footnotes from the text of each page, so that sentences across page breaks are
//! complete.
//!
//! Footnotes are at the foot of a column: below a rule of underscores, or in smaller type from a
//! line on that starts with a footnote mark. Rules drawn as graphics are not recognised.

use super::draw::Page;
use super::glyphs::Line;

/// The largest type size of footnotes, relative to the text.
const SMALLER: f64 = 0.95;
/// The fewest characters of a rule.
const SHORTEST_RULE: usize = 5;
/// Typewritten footnotes, in the same size as the text, are below this fraction of the page height.
const TYPEWRITTEN: f64 = 0.5;
/// The largest distance between lines of footnotes, in font sizes.
const FARTHEST: f64 = 1.6;
/// The largest horizontal difference between line starts of a column, in font sizes.
const INDENT: f64 = 6.0;

/// Moves the footnotes of each page from its lines to its notes. `size` is the font size of the
/// text, in points.
pub(super) fn take_out(pages: &mut [Page], size: f64) {
    let mut goes_on = false;
    for page in pages {
        let foot = Foot {
            lines: &page.lines,
            size,
        };
        let is_note = foot.notes(goes_on);
        let mut rest = Vec::with_capacity(page.lines.len());
        for (mut line, is_note) in std::mem::take(&mut page.lines).into_iter().zip(is_note) {
            match is_note {
                true if is_rule(&line) => {}
                true => {
                    line.is_note |= starts_note(&line);
                    page.notes.push(line);
                }
                false => rest.push(line),
            }
        }
        page.lines = rest;
        goes_on = !page.notes.is_empty();
    }
}

/// The lines of a page, for finding its footnotes.
struct Foot<'a> {
    lines: &'a [Line],
    size: f64,
}

impl Foot<'_> {
    /// Returns for each line whether it belongs to a footnote or is the rule above. `goes_on`: a
    /// footnote of the previous page may continue here.
    fn notes(&self, goes_on: bool) -> Vec<bool> {
        let mut is_note = vec![false; self.lines.len()];
        for rule in (0..self.lines.len()).filter(|&i| is_rule(&self.lines[i])) {
            let below = self.below(rule);
            if self.are_notes(rule, &below) {
                is_note[rule] = true;
                below.into_iter().for_each(|i| is_note[i] = true);
            }
        }
        let mut marks: Vec<usize> = (0..self.lines.len())
            .filter(|&i| starts_note(&self.lines[i]))
            .collect();
        marks.sort_by(|&a, &b| self.lines[a].down.total_cmp(&self.lines[b].down));
        for mark in marks {
            let mut below = self.below(mark);
            let small = |i: &usize| self.is_small(&self.lines[*i]);
            let typewritten = is_typewritten(&self.lines[mark]);
            if is_note[mark] || !(small(&mark) && below.iter().all(small) || typewritten) {
                continue;
            }
            if goes_on {
                below.extend(self.above(mark));
            }
            is_note[mark] = true;
            below.into_iter().for_each(|i| is_note[i] = true);
        }
        is_note
    }

    /// Returns the lines below line `i` in its column.
    fn below(&self, i: usize) -> Vec<usize> {
        let top = &self.lines[i];
        let edge = self.right_edge(top);
        let is_below = |line: &Line| {
            line.turn == top.turn
                && line.down > top.down + top.size * 0.2
                && line.left > top.left - top.size * INDENT
                && line.left < edge
        };
        self.filtered(is_below)
    }

    /// Returns the right edge of a line's column, which is where the lines above it end.
    fn right_edge(&self, line: &Line) -> f64 {
        let in_column = |other: &&Line| {
            other.turn == line.turn
                && other.down <= line.down
                && (other.left - line.left).abs() < line.size * INDENT
        };
        let rights = self.lines.iter().filter(in_column).map(|other| other.right);
        rights.fold(line.right, f64::max)
    }

    /// Returns the small lines directly above line `i`, in which a footnote of the previous page
    /// continues.
    fn above(&self, i: usize) -> Vec<usize> {
        let mut found = Vec::new();
        let mut next = i;
        loop {
            let below = &self.lines[next];
            let is_above = |line: &Line| {
                let step = below.down - line.down;
                line.turn == below.turn
                    && step > below.size * 0.2
                    && step < below.size * FARTHEST
                    && (line.left - below.left).abs() < below.size * INDENT
                    && self.is_small(line)
            };
            match self.filtered(is_above).last() {
                Some(&line) => next = line,
                None => return found,
            }
            found.push(next);
        }
    }

    /// Returns whether the lines `below` a rule are footnotes.
    fn are_notes(&self, rule: usize, below: &[usize]) -> bool {
        let down = |i: &usize| self.lines[*i].down;
        let first = below.iter().min_by(|a, b| down(a).total_cmp(&down(b)));
        let starts_note = first.is_some_and(|&first| starts_note(&self.lines[first]));
        let low = self.lines[rule].depth > TYPEWRITTEN;
        first.is_some()
            && (below.iter().all(|&i| self.is_small(&self.lines[i])) || starts_note && low)
    }

    fn is_small(&self, line: &Line) -> bool {
        line.size <= self.size * SMALLER
    }

    fn filtered(&self, wanted: impl Fn(&Line) -> bool) -> Vec<usize> {
        let all = 0..self.lines.len();
        all.filter(|&i| wanted(&self.lines[i])).collect()
    }
}

/// Returns whether a line is only a rule.
fn is_rule(line: &Line) -> bool {
    let signs = line.text.chars().filter(|c| !c.is_whitespace());
    let is_sign = |c| matches!(c, '_' | '‗' | '─' | '━' | '―' | '—' | '\u{af}');
    signs.clone().all(is_sign) && signs.count() >= SHORTEST_RULE
}

/// Returns whether a line starts with a footnote mark.
fn starts_note(line: &Line) -> bool {
    line.is_note || line.text.starts_with(['*', '†', '‡']) || is_typewritten(line)
}

/// Returns whether a line starts like a typewritten footnote, with `1/` near the foot of the page.
fn is_typewritten(line: &Line) -> bool {
    let word = line.text.split(' ').next().unwrap_or("");
    let number = word.strip_suffix('/').unwrap_or("");
    let is_number = (1..=3).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit());
    is_number && word.len() < line.text.len() && line.depth > TYPEWRITTEN
}
