//! Converts right-to-left text from visual to logical order.

use super::glyphs::Line;

/// A glyph on its line.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Glyph {
    pub left: f64,
    pub right: f64,
    pub text: String,
    /// Whether it is raised above the line.
    pub is_raised: bool,
}

/// Returns whether a glyph is a letter of a right-to-left script, such as Hebrew or Arabic.
pub(super) fn is_letter(text: &str) -> bool {
    text.chars().any(|c| {
        matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
            && c.is_alphabetic()
    })
}

/// Returns whether a glyph is an Arabic vowel sign: drawn anywhere near its letter, seldom written,
/// never searched for.
pub(super) fn is_vowel_sign(text: &str) -> bool {
    let sign = |c| matches!(c, '\u{64b}'..='\u{652}' | '\u{670}');
    !text.is_empty() && text.chars().all(sign)
}

/// Splits the start of a line into glyphs, when a right-to-left letter appears in it.
pub(super) fn split(line: &Line) -> Vec<Glyph> {
    let count = line.text.chars().count().max(1) as f64;
    let width = (line.right - line.left) / count;
    let mut glyphs = Vec::new();
    for (i, c) in line.text.chars().enumerate() {
        let left = line.left + width * i as f64;
        glyphs.push(Glyph {
            left,
            right: left + width,
            text: c.to_string(),
            is_raised: false,
        });
    }
    glyphs
}

/// Returns whether the first sign of a right-to-left line is raised: a footnote number.
pub(super) fn starts_raised(glyphs: &[Glyph]) -> bool {
    let signs = glyphs.iter().filter(|glyph| !glyph.text.trim().is_empty());
    let first = signs.max_by(|a, b| a.right.total_cmp(&b.right));
    first.is_some_and(|first| first.is_raised)
}

/// Reads a line from right to left, with numbers and Latin words in it from left to right. Glyphs
/// farther apart than `space` belong to different words.
pub(super) fn text(mut glyphs: Vec<Glyph>, space: f64) -> String {
    glyphs.sort_by(|a, b| b.left.total_cmp(&a.left));
    let mut text = String::new();
    let mut forward: Vec<&Glyph> = Vec::new();
    let mut last: Option<&Glyph> = None;
    for glyph in &glyphs {
        let apart = last.is_some_and(|last| {
            // A footnote number is not part of the word.
            last.left - glyph.right > space || last.is_raised != glyph.is_raised
        });
        last = Some(glyph);
        if is_letter(&glyph.text) || glyph.text.trim().is_empty() || apart {
            flush(&mut forward, &mut text);
        }
        if (apart || glyph.text.trim().is_empty()) && !text.ends_with(' ') {
            text.push(' ');
        }
        if is_letter(&glyph.text) {
            text.push_str(&glyph.text);
        } else if !glyph.text.trim().is_empty() {
            forward.push(glyph);
        }
    }
    flush(&mut forward, &mut text);
    text.trim().to_owned()
}

/// Appends a left-to-right run; the marks around it keep the order of the line.
fn flush(forward: &mut Vec<&Glyph>, text: &mut String) {
    let is_word = |glyph: &&Glyph| glyph.text.contains(char::is_alphanumeric);
    let first = forward.iter().position(is_word).unwrap_or(forward.len());
    let last = forward.iter().rposition(is_word).map_or(first, |at| at + 1);
    let (before, inner, after) = (&forward[..first], &forward[first..last], &forward[last..]);
    for glyph in before.iter().chain(inner.iter().rev()).chain(after) {
        text.push_str(&glyph.text);
    }
    forward.clear();
}
