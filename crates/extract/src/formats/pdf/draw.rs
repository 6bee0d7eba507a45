//! Takes a PDF apart, page by page: what breaks there breaks one page, and when the time is over the
//! pages that were read stay.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use pdf_extract::{Document, ObjectId};

use super::fonts::Fonts;
use super::glyphs::{Glyphs, Line};
use super::interpret::{self, Drawn};
use super::load::{self, Pictures};
use super::{about, pictures, scan, tree};
use crate::error::{Cause, PageFault, Reason};
use crate::guard;
use crate::limits::Within;

/// More text than this is kept of no file.
const LARGEST_TEXT: usize = 256 << 20; // bytes

/// One page as it was drawn.
#[derive(Debug)]
pub(super) struct Page {
    /// 1-based.
    pub number: u32,
    pub lines: Vec<Line>,
    /// Its footnotes, once they are taken out of its lines.
    pub notes: Vec<Line>,
    /// The pictures on it, if there is nothing else.
    pub pictures: Vec<ObjectId>,
    /// Why there may be less text than there should be.
    pub fault: Option<PageFault>,
}

impl Page {
    /// Whether there is nothing on it but pictures.
    pub fn is_scanned(&self) -> bool {
        !self.pictures.is_empty() && self.lines.is_empty() && self.fault.is_none()
    }
}

/// What became of a file.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    /// The title that the file states, whatever it is worth.
    pub title: Option<String>,
    pub repaired: bool,
    pub pages: Vec<Page>,
    /// The pages that there are, read or not.
    pub count: u32,
    /// Why those that are missing were not read.
    pub stopped: Option<PageFault>,
}

/// Reads a file within limits; the time that goes to reading scanned pages counts for each of them.
pub(super) fn draw(bytes: Vec<u8>, within: &Within) -> Result<Drawing, Reason> {
    let drawn = guard::on_large_stack(|| pages(bytes, within));
    drawn.unwrap_or_else(|reason| match reason {
        Reason::Crashed => Err(Reason::Pdf(Cause(BROKEN.to_owned()))),
        other => Err(other),
    })
}

const BROKEN: &str = "a file that the PDF reader cannot take apart";

fn pages(bytes: Vec<u8>, within: &Within) -> Result<Drawing, Reason> {
    let limit = within.limits.time;
    let mut end = Instant::now() + limit;
    let kept = match within.ocr {
        Some(_) => Pictures::Kept,
        None => Pictures::TakenOut,
    };
    let loaded = load::load(&bytes, kept);
    drop(bytes);
    let mut loaded = loaded?;
    let taken = match kept {
        Pictures::Kept => pictures::take(&mut loaded.document),
        Pictures::TakenOut => HashMap::new(),
    };
    let document = &loaded.document;
    let mut drawing = Drawing {
        title: about::stated_title(document),
        repaired: loaded.repaired,
        pages: Vec::new(),
        count: loaded.pages.len() as u32,
        stopped: None,
    };
    let mut fonts = Fonts::of(document);
    let mut size = 0;
    let seconds = limit.as_secs();
    for (number, id) in loaded.pages {
        let mut page = page(document, number, id, &mut fonts, end);
        if let Some(ocr) = &within.ocr
            && page.is_scanned()
        {
            let started = Instant::now();
            let scans = pictures::scans(document, &taken, &page.pictures);
            let sheet = tree::sheet(document, id);
            let width = (sheet.urx - sheet.llx).abs();
            scan::read(&mut page, &scans, width, ocr, within);
            end += started.elapsed();
        }
        if Instant::now() > end {
            drawing.stopped = Some(PageFault::TooSlow { seconds });
            break;
        }
        size += page.lines.iter().map(|line| line.text.len()).sum::<usize>();
        drawing.pages.push(page);
        if size > LARGEST_TEXT {
            drawing.stopped = Some(PageFault::TooLarge);
            break;
        }
    }
    match drawing.pages.is_empty() && drawing.stopped.is_some() {
        true => Err(Reason::TooSlow { seconds }),
        false => Ok(drawing),
    }
}

/// Draws one page. What it drew before it broke is kept.
fn page<'a>(
    document: &'a Document,
    number: u32,
    id: ObjectId,
    fonts: &mut Fonts<'a>,
    end: Instant,
) -> Page {
    let mut glyphs = Glyphs::new(tree::sheet(document, id), end);
    let mut drawn = Drawn::default();
    let whole = catch_unwind(AssertUnwindSafe(|| {
        interpret::page(document, id, fonts, &mut glyphs, &mut drawn);
    }));
    let fault = match whole {
        Ok(()) if glyphs.is_full() => Some(PageFault::TooLarge),
        Ok(()) => drawn.fault,
        Err(_panic) => Some(PageFault::Broken),
    };
    let lines = glyphs.into_lines();
    let pictures = match lines.is_empty() && fault.is_none() {
        true => drawn.pictures,
        false => Vec::new(),
    };
    Page {
        number,
        lines,
        notes: Vec::new(),
        pictures,
        fault,
    }
}
