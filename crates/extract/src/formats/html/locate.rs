//! Finds the source line of each paragraph of a page.

use super::Block;
use super::markup::{Entities, Piece, pieces};
use crate::line_counter::LineCounter;

/// Locates texts in their source. A text whose words are not found there in order gets no line,
/// rather than a wrong one.
pub(super) fn locate(source: &str, texts: Vec<String>) -> Vec<Block> {
    /// Shorter texts may occur anywhere: they are searched for only between longer ones.
    const TELLING: usize = 40; // bytes without white space
    /// After this many failures, searching stops: the page does not contain its text in this form.
    const MOST_FAILURES: usize = 200;
    /// How far ahead a short text is searched for.
    const NEAR: usize = 64 << 10; // bytes without white space
    let visible = Visible::of(source);
    let needles: Vec<String> = texts.iter().map(|text| bare(text)).collect();
    let mut starts: Vec<Option<usize>> = vec![None; texts.len()];
    let (mut cursor, mut failures) = (0, 0);
    for (i, needle) in needles.iter().enumerate() {
        if needle.len() >= TELLING && failures < MOST_FAILURES {
            starts[i] = visible.find(needle, cursor, visible.bare.len());
            match starts[i] {
                Some(start) => cursor = start + needle.len(),
                None => failures += 1,
            }
        }
    }
    let mut until = vec![visible.bare.len(); texts.len()];
    let mut next = visible.bare.len();
    for i in (0..texts.len()).rev() {
        until[i] = next;
        next = starts[i].unwrap_or(next);
    }
    let mut cursor = 0;
    for (i, needle) in needles.iter().enumerate() {
        if starts[i].is_none() && needle.len() < TELLING {
            starts[i] = visible.find(needle, cursor, until[i].min(cursor + NEAR));
        }
        cursor = starts[i].map_or(cursor, |start| start + needle.len());
    }
    let mut blocks = Vec::new();
    for (text, start) in texts.into_iter().zip(starts) {
        let lines = start.map_or(Vec::new(), |start| visible.lines_of(&text, start));
        blocks.push(Block { text, lines });
    }
    blocks
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The text of a page without white space, with its source lines.
struct Visible {
    bare: String,
    /// Offsets in `bare` from which a line applies, ascending.
    lines: Vec<(usize, u32)>,
}

impl Visible {
    fn of(source: &str) -> Visible {
        let mut visible = Visible {
            bare: String::new(),
            lines: Vec::new(),
        };
        let mut entities = Entities::default();
        let mut counter = LineCounter::new(source.as_bytes(), 1);
        for piece in pieces(source) {
            let Piece::Text { start, text } = piece else {
                continue;
            };
            let mut at = start;
            for part in text.split_inclusive(char::is_whitespace) {
                let word = bare(&entities.decode(part));
                if !word.is_empty() {
                    let line = counter.at(at);
                    if visible.lines.last().is_none_or(|last| last.1 != line) {
                        visible.lines.push((visible.bare.len(), line));
                    }
                    visible.bare.push_str(&word);
                }
                at += part.len();
            }
        }
        visible
    }

    fn find(&self, needle: &str, from: usize, until: usize) -> Option<usize> {
        let within = self.bare.as_bytes().get(from..until)?;
        let found = memchr::memmem::find(within, needle.as_bytes())?;
        Some(from + found)
    }

    /// Returns the lines of `text`, whose words start at `start`, each with the offset from which
    /// it applies.
    fn lines_of(&self, text: &str, start: usize) -> Vec<(usize, u32)> {
        let mut lines: Vec<(usize, u32)> = Vec::new();
        let mut run = self
            .lines
            .partition_point(|(at, _)| *at <= start)
            .saturating_sub(1);
        let mut at = start;
        for (offset, c) in text.char_indices() {
            if c.is_whitespace() {
                continue;
            }
            while self.lines.get(run + 1).is_some_and(|next| next.0 <= at) {
                run += 1;
            }
            let Some((_, line)) = self.lines.get(run) else {
                return lines;
            };
            if lines.last().is_none_or(|last| last.1 != *line) {
                lines.push((if lines.is_empty() { 0 } else { offset }, *line));
            }
            at += c.len_utf8();
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_found_on_its_lines_through_tags_and_entities() {
        let source = "<html>\n<!-- A long p -->\n<p title='a>b'>Caf&eacute; <b>de\n la</b> Paix in Port-au-Prince &amp; around</p>\n<p>x";
        let texts = vec![
            "Café de la Paix in Port-au-Prince & around".to_owned(),
            "x".to_owned(),
            "not there".to_owned(),
        ];
        let got = locate(source, texts);
        assert_eq!(got[0].lines, [(0, 3), (9, 4)]);
        assert_eq!(got[1].lines, [(0, 5)]);
        assert_eq!(got[2].lines, []);
    }
}
