//! Groups the lines of a page into blocks: paragraphs, headings, table cells.

use super::glyphs::Line;

/// The largest distance between lines of a block, in font sizes.
const FARTHEST: f64 = 2.2;
/// The largest factor by which it may exceed the previous distance.
const WIDER: f64 = 1.3;
/// Font sizes differ if one is larger by this factor.
const LARGER: f64 = 1.2;
/// The smallest indent that starts a paragraph, in font sizes.
const INDENT: f64 = 0.9;

/// In a narrower block, full lines cannot be recognised, in font sizes.
const NARROWEST: f64 = 12.0;

/// Consecutive lines down a page.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Block {
    pub lines: Vec<Line>,
    left: f64,
    right: f64,
    leading: Option<f64>,
}

impl Block {
    fn start(line: Line) -> Block {
        Block {
            left: line.left,
            right: line.right,
            leading: None,
            lines: vec![line],
        }
    }

    /// Returns the font size of its longest line, in points.
    pub fn size(&self) -> f64 {
        let longest = self.lines.iter().max_by_key(|line| line.text.len());
        longest.map_or(0.0, |line| line.size)
    }

    /// Returns whether line `i` continues on the next one: the first word of the next line would
    /// not have fitted on it.
    pub fn is_wrapped(&self, i: usize) -> bool {
        let (line, next) = (&self.lines[i], &self.lines[i + 1]);
        is_beside(line, next) || self.is_full(line, next)
    }

    /// Returns whether the last sentence of this block continues in `next`, at the top of another
    /// column or page.
    pub fn goes_on_in(&self, next: &Block) -> bool {
        let (Some(last), Some(first)) = (self.lines.last(), next.lines.first()) else {
            return false;
        };
        let alike = last.size.max(first.size) < last.size.min(first.size) * LARGER;
        let starts = first.is_note || is_item(&first.text) || last.turn != first.turn;
        if !alike || starts || ends_sentence(&last.text) {
            return false;
        }
        first.text.starts_with(char::is_lowercase)
            || (self.lines.len() > 1 && next.lines.len() > 1 && self.is_full(last, first))
    }

    /// Returns whether `next` starts at the top of a new column after the end of this block.
    pub fn is_left_for(&self, next: &Block) -> bool {
        let (Some(last), Some(first)) = (self.lines.last(), next.lines.first()) else {
            return false;
        };
        let is_column = |block: &Block| block.right - block.left >= block.size() * NARROWEST;
        let is_right = first.down < last.down && first.left > last.right;
        last.turn == first.turn && is_right && is_column(self) && is_column(next)
    }

    fn is_full(&self, line: &Line, next: &Line) -> bool {
        if next.text.starts_with(char::is_lowercase) {
            return true;
        }
        let leads = line.text.contains('…') && line.text.ends_with(|c: char| c.is_ascii_digit());
        if leads || self.right - self.left < line.size * NARROWEST {
            return false;
        }
        let word = next.first_right - next.left;
        line.right + word + line.size * 0.2 > self.right
    }

    fn takes(&self, next: &Line) -> bool {
        let Some(last) = self.lines.last() else {
            return false;
        };
        let size = last.size.min(next.size);
        let alike = last.size.max(next.size) < size * LARGER;
        if is_beside(last, next) {
            return alike;
        }
        let step = next.down - last.down;
        let overlaps = next.left < self.right && next.right > self.left;
        let leading = self.leading.unwrap_or(f64::INFINITY);
        let near = step > size * 0.5 && step <= size * FARTHEST && step <= leading * WIDER;
        let starts = next.is_note || is_item(&next.text);
        if last.turn != next.turn || !overlaps || !near || !alike || starts {
            return false;
        }
        let indented = self.lines.len() > 1 && next.left > self.left + size * INDENT;
        let centred = next.right < self.right - size * INDENT;
        !indented || centred || !ends_sentence(&last.text)
    }

    fn push(&mut self, line: Line) {
        if let Some(last) = self.lines.last()
            && !is_beside(last, &line)
        {
            let step = line.down - last.down;
            self.leading = Some(self.leading.map_or(step, |leading| leading.min(step)));
        }
        self.left = self.left.min(line.left);
        self.right = self.right.max(line.right);
        self.lines.push(line);
    }
}

/// Groups lines into blocks, in order.
pub(super) fn blocks(lines: Vec<Line>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for line in lines {
        match blocks.last_mut() {
            Some(block) if block.takes(&line) => block.push(line),
            _ => blocks.push(Block::start(line)),
        }
    }
    blocks
}

/// Returns whether `next` is to the right of `line`.
fn is_beside(line: &Line, next: &Line) -> bool {
    let size = line.size.max(next.size);
    line.turn == next.turn
        && (line.down - next.down).abs() < size * 0.4
        && next.left > line.right - size * 0.5
}

/// Returns whether a line starts a list item.
fn is_item(text: &str) -> bool {
    if text.starts_with(['•', '▪', '‣', '◦', '●', '■', '\u{f0b7}', '–', '—']) {
        return true;
    }
    let word = text.split_whitespace().next().unwrap_or("");
    let inner = word.strip_prefix('(').unwrap_or(word);
    let Some(inner) = inner.strip_suffix(['.', ')']) else {
        return false;
    };
    let short = inner.chars().count();
    let number = short <= 3 && inner.chars().all(|c| c.is_ascii_digit());
    let letter = word.ends_with(')') && short <= 4 && inner.chars().all(char::is_lowercase);
    short > 0 && word.len() < text.len() && (number || letter)
}

pub(super) fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', ' ']);
    text.ends_with(['.', '!', '?', ':', ';', '…', '。', '؟', '۔', '।'])
}
