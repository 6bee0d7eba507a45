//! Collects the glyphs of a page into lines of text with their positions.

use std::time::Instant;

use pdf_extract::MediaBox;
use unicode_normalization::UnicodeNormalization;

use super::backward::{self, Glyph};
use super::matrix::Matrix;
use super::raised::{self, Raised};

/// A page with more glyphs is not meant to be read.
const MOST_GLYPHS: usize = 4 << 20;
/// How many steps there are between clock checks.
const STEPS_BETWEEN: usize = 1024;
/// The smallest gap between two strings that is a space, in font sizes.
const SPACE: f64 = 0.1;
/// The same next to a hyphen, which programs often set apart.
const HYPHEN_SPACE: f64 = 0.2;
/// The same after a glyph of unknown width.
const UNMEASURED_SPACE: f64 = 0.9;
/// The smallest gap on a line that separates columns or cells, in font sizes.
const COLUMN: f64 = 4.0;

/// A run of text on one baseline, in drawing order.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Line {
    pub text: String,
    /// Where it starts and ends in reading direction, in points.
    pub left: f64,
    pub right: f64,
    /// Where its first word ends.
    pub first_right: f64,
    /// Its vertical position, in points downwards; only differences are meaningful.
    pub down: f64,
    /// Its vertical position on the page: 0 is the top, 1 the bottom.
    pub depth: f64,
    /// The font size, in points.
    pub size: f64,
    /// Its direction, in quarter turns.
    pub turn: u8,
    /// Whether it starts with the raised number, letter or sign of a footnote.
    pub is_note: bool,
}

/// Collects the glyphs of a page.
pub(super) struct Glyphs {
    lines: Vec<Line>,
    open: Option<Open>,
    media: MediaBox,
    starts_string: bool,
    /// The number of glyphs so far.
    count: usize,
    /// The number of steps so far.
    steps: usize,
    end: Instant,
}

/// Nothing more is accepted: there are too many glyphs, or the time limit was reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Full;

/// The line being drawn.
struct Open {
    line: Line,
    /// Where the last glyph started.
    at: f64,
    /// The baseline of the last glyph, which may be raised above the line.
    down: f64,
    in_first_word: bool,
    /// The raised signs at the end of the line.
    raised: Option<RaisedRun>,
    /// Whether the width of the last glyph is known.
    measured: bool,
    /// The glyphs of a line with right-to-left letters.
    glyphs: Option<Vec<Glyph>>,
}

/// Consecutive raised signs.
#[derive(Debug, Clone, Copy)]
struct RaisedRun {
    /// Their start in the text of the line, including the separator inserted before them, in bytes.
    start: usize,
    stands: Raised,
}

impl Glyphs {
    /// Collects the glyphs of a page with this media box until the time `end`.
    pub fn new(media: MediaBox, end: Instant) -> Glyphs {
        Glyphs {
            lines: Vec::new(),
            open: None,
            media,
            starts_string: true,
            count: 0,
            steps: 0,
            end,
        }
    }

    /// Returns the lines drawn so far.
    pub fn into_lines(mut self) -> Vec<Line> {
        self.close();
        self.lines
    }

    /// Returns whether the page has too many glyphs.
    pub fn is_full(&self) -> bool {
        self.count > MOST_GLYPHS
    }

    /// Counts a step of interpretation.
    pub fn step(&mut self) -> Result<(), Full> {
        self.steps += 1;
        match self.steps.is_multiple_of(STEPS_BETWEEN) {
            true => self.look_at_clock(),
            false => Ok(()),
        }
    }

    pub fn look_at_clock(&self) -> Result<(), Full> {
        match Instant::now() > self.end {
            true => Err(Full),
            false => Ok(()),
        }
    }

    /// Starts the next string.
    pub fn start_string(&mut self) {
        self.starts_string = true;
    }

    /// Adds the next glyph of a string: its position, its width in font sizes, the space after it,
    /// the font size, and its text.
    pub fn show(
        &mut self,
        place: &Matrix,
        width: f64,
        space: f64,
        size: f64,
        text: &str,
    ) -> Result<(), Full> {
        self.step()?;
        self.count += 1;
        if self.is_full() {
            return Err(Full);
        }
        if let Some(place) = GlyphBox::of(&self.media, place, width, space, size) {
            self.glyph(place, text);
        }
        Ok(())
    }

    fn close(&mut self) {
        if let Some(mut open) = self.open.take() {
            if let Some(glyphs) = open.glyphs {
                open.line.is_note |= backward::starts_raised(&glyphs);
                open.line.text = backward::text(glyphs, open.line.size * SPACE);
            }
            let whole = open.line.text.trim_end().len();
            open.line.text.truncate(whole);
            if open.line.text.contains("..") {
                open.line.text = without_leaders(&open.line.text);
            }
            if !open.line.text.is_empty() {
                self.lines.push(open.line);
            }
        }
    }

    fn glyph(&mut self, place: GlyphBox, text: &str) {
        if backward::is_vowel_sign(text) {
            return;
        }
        let starts_string = std::mem::replace(&mut self.starts_string, false);
        if let Some(open) = &self.open {
            let line = &open.line;
            let size = place.size.max(line.size);
            let gap = place.left - line.right;
            let away = (place.down - open.down).abs();
            let near = match open.glyphs.is_some() || backward::is_letter(text) {
                // Such a line may be drawn from either end.
                true => place.right > line.left - size * COLUMN && gap < size * COLUMN,
                false => gap > -size * 1.5 && gap < size * COLUMN,
            };
            let on_line = line.turn == place.turn && away <= size * 0.5 && near;
            if !on_line {
                self.close();
            } else if open.measured
                && !text.trim().is_empty()
                && line.text.ends_with(text)
                && (place.left - open.at).abs() < size * 0.08
                && away < size * 0.08
            {
                return; // drawn twice to look bold
            }
        }
        let blank = text.trim().is_empty();
        if self.open.is_none() && blank {
            return;
        }
        let open = self.open.get_or_insert_with(|| Open {
            line: Line {
                text: String::new(),
                left: place.left,
                right: place.left,
                first_right: place.left,
                down: place.down,
                depth: place.depth,
                size: place.size,
                turn: place.turn,
                is_note: false,
            },
            at: place.left,
            down: place.down,
            in_first_word: true,
            raised: None,
            measured: true,
            glyphs: None,
        });
        if open.glyphs.is_none() && backward::is_letter(text) {
            open.glyphs = Some(backward::split(&open.line));
        }
        let is_raised = !blank && open.is_raised(&place);
        if let Some(glyphs) = &mut open.glyphs {
            glyphs.push(Glyph {
                left: place.left,
                right: place.right,
                text: plain(text),
                is_raised,
            });
        }
        let line = &mut open.line;
        let hyphen = text == "-" || line.text.ends_with('-');
        let space = match (open.measured, hyphen) {
            (false, _) => UNMEASURED_SPACE,
            (true, true) => HYPHEN_SPACE,
            (true, false) => SPACE,
        };
        let apart = starts_string && place.left > line.right + place.size * space;
        let starts_line = line.text.is_empty();
        if (blank || apart) && !starts_line {
            open.part();
        }
        if !blank {
            match is_raised {
                true => open.push_raised(&plain(text)),
                false => open.push(&place, &plain(text)),
            }
        }
        let line = &mut open.line;
        open.at = place.left;
        open.down = place.down;
        open.measured = place.measured;
        if open.glyphs.is_some() {
            line.left = line.left.min(place.left);
            line.right = line.right.max(place.right);
        } else {
            line.right = place.right;
        }
        if open.in_first_word {
            line.first_right = place.right;
        }
    }
}

impl Open {
    fn is_raised(&self, place: &GlyphBox) -> bool {
        let line = &self.line;
        !line.text.is_empty() && raised::is_raised(place.size, place.down, line.size, line.down)
    }

    /// Ends a word.
    fn part(&mut self) {
        if !self.line.text.ends_with(' ') {
            self.line.text.push(' ');
        }
        self.in_first_word = false;
    }

    /// Appends a sign on the baseline.
    fn push(&mut self, place: &GlyphBox, text: &str) {
        let starts_word = text.starts_with(char::is_alphanumeric);
        if self
            .raised
            .take()
            .is_some_and(|run| run.stands == Raised::Note)
            && starts_word
        {
            self.part();
        }
        let line = &mut self.line;
        if place.size > line.size {
            // The text so far is raised or lowered.
            let above = raised::is_raised(line.size, line.down, place.size, place.down);
            line.size = place.size;
            line.down = place.down;
            if above && raised::is_note_mark(&line.text) {
                line.is_note = true;
                self.part();
            }
        }
        self.line.text.push_str(text);
    }

    /// Appends a raised sign.
    fn push_raised(&mut self, text: &str) {
        match self.raised {
            None => {
                let stands = raised::stands(&self.line.text, text);
                let start = self.line.text.len();
                self.raised = Some(RaisedRun { start, stands });
                if stands == Raised::Note {
                    self.part();
                }
            }
            Some(run) if raised::is_charge(&self.line.text[..run.start], text) => {
                let number = self.line.text.split_off(run.start);
                self.line.text.push_str(number.trim_start());
                self.raised = Some(RaisedRun {
                    stands: Raised::Part,
                    ..run
                });
            }
            Some(_) => {}
        }
        match self.raised {
            Some(RaisedRun {
                stands: Raised::Exponent,
                ..
            }) => {
                self.line.text.push_str(&raised::as_exponent(text));
            }
            Some(_) | None => self.line.text.push_str(text),
        }
    }
}

/// Returns the text of a glyph without ligatures and control characters.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for c in text.chars() {
        match c {
            // Latin ligatures, and presentation forms of Hebrew and Arabic letters
            '\u{fb00}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => {
                plain.extend(std::iter::once(c).nfkc())
            }
            '\u{a0}' => plain.push(' '),
            c if c.is_control() => {}
            c => plain.push(c),
        }
    }
    plain
}

/// Removes dot leaders between a heading and its page number.
fn without_leaders(text: &str) -> String {
    const LEAST: usize = 4; // dots
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("..") {
        let (before, dots) = rest.split_at(at);
        let after = dots.trim_start_matches(['.', ' ']);
        let leader = &dots[..dots.len() - after.len()];
        plain.push_str(before);
        if leader.matches('.').count() >= LEAST {
            plain.truncate(plain.trim_end().len());
            plain.push_str(if after.is_empty() { " …" } else { " … " });
        } else {
            plain.push_str(leader);
        }
        rest = after;
    }
    plain.push_str(rest);
    plain
}

/// The position of a glyph, rotated so that its text runs from left to right.
struct GlyphBox {
    left: f64,
    right: f64,
    down: f64,
    depth: f64,
    size: f64,
    turn: u8,
    /// Whether the width of the glyph is known.
    measured: bool,
}

impl GlyphBox {
    fn of(
        media: &MediaBox,
        matrix: &Matrix,
        width: f64,
        spacing: f64,
        font_size: f64,
    ) -> Option<GlyphBox> {
        let size = matrix.c.hypot(matrix.d) * font_size.abs();
        let advance = matrix.a.hypot(matrix.b) * (width * font_size.abs() + spacing);
        let (x, y) = (matrix.e, matrix.f);
        if ![size, advance, x, y].iter().all(|n| n.is_finite()) || size <= 0.0 {
            return None;
        }
        let (run, rise) = (matrix.a * font_size, matrix.b * font_size);
        let (turn, left, down) = if run.abs() >= rise.abs() {
            if run >= 0.0 { (0, x, -y) } else { (2, -x, y) }
        } else if rise > 0.0 {
            (1, y, x)
        } else {
            (3, -y, -x)
        };
        let (top, bottom) = match turn {
            0 => (-media.ury, -media.lly),
            1 => (media.llx, media.urx),
            2 => (media.lly, media.ury),
            _ => (-media.urx, -media.llx),
        };
        Some(GlyphBox {
            left,
            right: left + advance,
            down,
            depth: (down - top) / (bottom - top).max(1.0),
            size,
            turn,
            measured: width > 0.0,
        })
    }
}
