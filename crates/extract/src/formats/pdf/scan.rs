//! Recognises a scanned page by OCR and inserts the result as the text of the page.

use super::draw::Page;
use super::glyphs::Line;
use super::pictures::Picture;
use crate::error::PageFault;
use crate::limits::Within;
use crate::ocr::{Ocr, Words};

/// The resolutions that tesseract accepts, in dots per inch.
const DENSITY: std::ops::RangeInclusive<f64> = 70.0..=2400.0;
const POINTS: f64 = 72.0; // an inch

/// Recognises `scans`, which are stacked vertically on a page `width` points wide, each within the
/// time limit of a file.
pub(super) fn read(page: &mut Page, scans: &[Picture], width: f64, ocr: &Ocr, within: &Within) {
    let height: f64 = scans.iter().map(|scan| scan.height as f64).sum();
    let mut down = 0.0;
    page.fault = Some(PageFault::UnknownPicture);
    for scan in scans {
        let Some(file) = &scan.file else {
            return;
        };
        let density = scan.width as f64 / (width.max(1.0) / POINTS);
        let density = density.clamp(*DENSITY.start(), *DENSITY.end());
        let words = ocr.read(file, density.round() as u32, within.limits.time);
        within.watch.goes_on();
        let Ok(words) = words else {
            page.fault = Some(PageFault::NotRecognized);
            return;
        };
        page.lines
            .extend(lines(&words, POINTS / density, down, height));
        down += scan.height as f64;
    }
    if !scans.is_empty() {
        page.fault = Some(match page.lines.is_empty() {
            true => PageFault::NotRecognized,
            false => PageFault::Recognized,
        });
    }
}

/// Positions lines that start `down` pixels below the top of a page of `height`.
fn lines(words: &[Words], points: f64, down: f64, height: f64) -> Vec<Line> {
    let mut lines = Vec::new();
    for block in words.chunk_by(|a, b| a.block == b.block) {
        // Ascenders and descenders make lines look taller than others.
        let mut heights: Vec<f64> = block.iter().map(|line| line.bottom - line.top).collect();
        heights.sort_by(f64::total_cmp);
        let size = heights[heights.len() / 2] * points;
        for line in block {
            lines.push(Line {
                text: line.text.clone(),
                left: line.left * points,
                right: line.right * points,
                first_right: line.first_right * points,
                down: (down + line.bottom) * points,
                depth: (down + line.bottom) / height.max(1.0),
                size,
                turn: 0,
                is_note: false,
            });
        }
    }
    lines
}
