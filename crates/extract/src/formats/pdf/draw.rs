//! Interprets a PDF page by page: a fault affects only its page, and when the time limit is reached
//! the pages already read are kept.

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

/// The most text kept per file.
const LARGEST_TEXT: usize = 256 << 20; // bytes

/// An interpreted page.
#[derive(Debug)]
pub(super) struct Page {
    /// 1-based.
    pub number: u32,
    pub lines: Vec<Line>,
    /// Its footnotes, after they have been separated from its lines.
    pub notes: Vec<Line>,
    /// Its images, if it contains nothing else.
    pub pictures: Vec<ObjectId>,
    /// Why text may be missing.
    pub fault: Option<PageFault>,
}

impl Page {
    /// Returns whether the page contains only images.
    pub fn is_scanned(&self) -> bool {
        !self.pictures.is_empty() && self.lines.is_empty() && self.fault.is_none()
    }
}

/// An interpreted file.
#[derive(Debug, Default)]
pub(super) struct Drawing {
    /// The title in its metadata, unchecked.
    pub title: Option<String>,
    pub repaired: bool,
    pub pages: Vec<Page>,
    /// The total number of pages, including unread ones.
    pub count: u32,
    /// Why the remaining pages were not read.
    pub stopped: Option<PageFault>,
}

/// Reads a file within limits; OCR of each scanned page has a time limit of its own.
pub(super) fn draw(bytes: Vec<u8>, within: &Within) -> Result<Drawing, Reason> {
    let drawn = guard::on_large_stack(|| pages(bytes, within));
    drawn.unwrap_or_else(|reason| match reason {
        Reason::Crashed => Err(Reason::Pdf(Cause(BROKEN.to_owned()))),
        other => Err(other),
    })
}

const BROKEN: &str = "a file that the PDF reader cannot parse";

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

/// Interprets one page. What was drawn before a fault is kept.
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
