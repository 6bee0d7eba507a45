//! Takes a PDF apart, page by page: what breaks there breaks one page, and when the time is over the
//! pages that were read stay.

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Instant;

use pdf_extract::{Dictionary, Document, Object, ObjectId, output_doc_page};

use super::glyphs::{Glyphs, Line};
use super::load::{self, Pictures};
use super::{about, forms, pictures, scan, tidy};
use crate::corpus::error::{Cause, PageFault, Reason};
use crate::corpus::guard;
use crate::corpus::limits::Within;

/// More text than this is kept of no file.
const LARGEST_TEXT: usize = 256 << 20; // bytes

/// One page as it was drawn.
#[derive(Debug)]
pub(super) struct Page {
    /// 1-based.
    pub number: u32,
    pub lines: Vec<Line>,
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
    tidy::tidy(&mut loaded.document, &loaded.pages);
    let document = &mut loaded.document;
    let mut drawing = Drawing {
        title: about::stated_title(document),
        repaired: loaded.repaired,
        pages: Vec::new(),
        count: loaded.pages.len() as u32,
        stopped: None,
    };
    let tree = single_page_tree(document);
    let content = document.new_object_id();
    let mut size = 0;
    let seconds = limit.as_secs();
    for (number, id) in loaded.pages {
        if let Ok(tree) = document.get_dictionary_mut(tree) {
            tree.set("Kids", vec![Object::Reference(id)]);
        }
        let mut page = page(document, number, id, content, end);
        if let Some(ocr) = &within.ocr
            && page.is_scanned()
        {
            let started = Instant::now();
            let scans = pictures::scans(document, &taken, &page.pictures);
            let width = page_width(document, id);
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

/// Returns the width of a page, which [`tidy`] has put there, in points.
fn page_width(document: &Document, page: ObjectId) -> f64 {
    let dictionary = document.get_dictionary(page).ok();
    let sides = dictionary.and_then(|page| page.get(b"MediaBox").ok());
    let side = |i: usize| {
        let sides = sides?.as_array().ok()?;
        sides.get(i)?.as_float().ok()
    };
    match (side(0), side(2)) {
        (Some(left), Some(right)) => f64::from((right - left).abs()),
        _ => 612.0,
    }
}

/// Gives the document a page tree that holds one page at a time: the crate looks for a page by
/// walking through all those before it.
fn single_page_tree(document: &mut Document) -> ObjectId {
    let mut tree = Dictionary::new();
    tree.set("Type", Object::Name(b"Pages".to_vec()));
    tree.set("Count", 1);
    let tree = document.add_object(tree);
    let mut catalog = Dictionary::new();
    catalog.set("Type", Object::Name(b"Catalog".to_vec()));
    catalog.set("Pages", Object::Reference(tree));
    let catalog = document.add_object(catalog);
    document.trailer.set("Root", Object::Reference(catalog));
    tree
}

/// Draws one page, whose content is rewritten as the object `content`. What it drew before it broke is kept.
fn page(
    document: &mut Document,
    number: u32,
    id: ObjectId,
    content: ObjectId,
    end: Instant,
) -> Page {
    let mut glyphs = Glyphs::new(end);
    let drawn = catch_unwind(AssertUnwindSafe(|| {
        forms::look(document, id)?;
        tidy::tidy_page(document, id, content);
        let done = output_doc_page(document, &mut glyphs, 1);
        done.map_err(|_| PageFault::Broken)
    }));
    let fault = match drawn {
        Ok(Ok(())) => None,
        Ok(Err(_)) if glyphs.is_full() => Some(PageFault::TooLarge),
        Ok(Err(fault)) => Some(fault),
        Err(_panic) => Some(PageFault::Broken),
    };
    let lines = glyphs.into_lines();
    let pictures = match lines.is_empty() && fault.is_none() {
        true => {
            catch_unwind(AssertUnwindSafe(|| forms::pictures(document, id))).unwrap_or_default()
        }
        false => Vec::new(),
    };
    Page {
        number,
        lines,
        pictures,
        fault,
    }
}
