//! Converts byte offsets in a body to code points, lines and pages.

use crate::report::Lines;

/// The distance between stored counts, in bytes.
const STEP: usize = 4096;

/// A body with stored counts, so that no offset needs to be counted from the start.
pub struct BodyOffsets {
    body: String,
    lines: Lines,
    /// Code points and line breaks before each multiple of [`STEP`].
    before: Vec<Counts>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    points: usize,
    breaks: usize,
}

impl Counts {
    fn and(self, bytes: &[u8]) -> Counts {
        Counts {
            points: self.points + points(bytes),
            breaks: self.breaks + memchr::memchr_iter(b'\n', bytes).count(),
        }
    }
}

/// Counts the code points that begin in `bytes`. Sums of up to 255 fit into a byte, so the compiler counts
/// many bytes at once.
fn points(bytes: &[u8]) -> usize {
    let mut points = 0;
    for bytes in bytes.chunks(255) {
        // A code point is its first byte; the others are 10xxxxxx.
        let firsts: u8 = bytes.iter().map(|byte| u8::from(byte & 0xc0 != 0x80)).sum();
        points += usize::from(firsts);
    }
    points
}

impl BodyOffsets {
    /// Counts `body`; `lines` are its lines and pages in the source.
    pub fn of(body: String, lines: Lines) -> BodyOffsets {
        let mut before = vec![Counts::default()];
        let mut last = Counts::default();
        for step in body.as_bytes().chunks_exact(STEP) {
            last = last.and(step);
            before.push(last);
        }
        BodyOffsets {
            body,
            lines,
            before,
        }
    }

    /// Returns the body.
    pub fn body(&self) -> &str {
        &self.body
    }

    /// Returns the body by value.
    pub fn into_body(self) -> String {
        self.body
    }

    /// Returns the number of code points before byte `at`.
    pub fn points(&self, at: usize) -> usize {
        self.counts(at).points
    }

    /// Returns the source line of byte `at`, 1-based.
    pub fn line(&self, at: usize) -> Option<u32> {
        match &self.lines {
            Lines::Follow { first } => Some(first.saturating_add(self.counts(at).breaks as u32)),
            Lines::At(_) => self.lines.locate(&self.body, at).0,
        }
    }

    /// Returns the page of byte `at`, 1-based.
    pub fn page(&self, at: usize) -> Option<u32> {
        match &self.lines {
            Lines::Follow { .. } => None,
            Lines::At(_) => self.lines.locate(&self.body, at).1,
        }
    }

    /// Returns the start of each page, in bytes, with its number, in order; empty if there are no pages.
    pub fn pages(&self) -> Vec<(usize, u32)> {
        let mut pages: Vec<(usize, u32)> = Vec::new();
        let anchors = match &self.lines {
            Lines::Follow { .. } => &[][..],
            Lines::At(anchors) => anchors,
        };
        for anchor in anchors {
            let before = pages.last().map(|&(_, page)| page);
            if let Some(page) = anchor.page
                && before != Some(page)
            {
                pages.push((anchor.start, page));
            }
        }
        pages
    }

    fn counts(&self, at: usize) -> Counts {
        let at = at.min(self.body.len());
        let step = at / STEP;
        self.before[step].and(&self.body.as_bytes()[step * STEP..at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Anchor;

    #[test]
    fn offsets_equal_those_counted_from_the_start() {
        let body = "aé北\n😀\r\n".repeat(1_000);
        let lines = Lines::Follow { first: 7 };
        let offsets = BodyOffsets::of(body.clone(), lines.clone());
        for (n, (at, _)) in body.char_indices().enumerate().step_by(97) {
            assert_eq!(offsets.points(at), n);
            assert_eq!(
                (offsets.line(at), offsets.page(at)),
                lines.locate(&body, at)
            );
        }
        assert_eq!(offsets.points(body.len()), body.chars().count());
        assert_eq!(offsets.points(usize::MAX), body.chars().count());
    }

    #[test]
    fn a_page_starts_at_the_first_anchor_on_it() {
        let anchor = |start, page| Anchor {
            start,
            line: None,
            page,
        };
        let anchors = vec![anchor(0, Some(3)), anchor(4, Some(3)), anchor(9, Some(4))];
        let offsets = BodyOffsets::of("0123456789".to_owned(), Lines::At(anchors));
        assert_eq!(offsets.pages(), [(0, 3), (9, 4)]);
        let offsets = BodyOffsets::of("a".to_owned(), Lines::At(vec![anchor(0, None)]));
        assert_eq!(offsets.pages(), []);
    }
}
